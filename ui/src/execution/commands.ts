/** A text as one word of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}

interface Start {
  origin: string;
  path: string;
  version: number;
  payload: unknown;
}

/** The command that starts the same once more. */
export function startByCurl({ origin, path, version, payload }: Start): string {
  const body = JSON.stringify({ path, version, payload });
  return `curl -X POST ${quoted(`${origin}/api/execute`)} -H 'Content-Type: application/json' -d ${quoted(body)}`;
}

export function startByNoetlctl({ origin, path, version, payload }: Start): string {
  return [
    `noetlctl --server-url ${quoted(origin)} exec ${quoted(path)} -V ${version} --watch`,
    ...(JSON.stringify(payload) === '{}' ? [] : [`--payload ${quoted(JSON.stringify(payload))}`]),
  ].join(' ');
}
