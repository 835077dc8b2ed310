export interface Field {
  name: string;
  type: 'text' | 'number' | 'boolean' | 'json';
  text: string;
}

/** The fields of a workload, each as its default is. */
export function fieldsOf(workload: Record<string, unknown>): Field[] {
  return Object.entries(workload).map(([name, value]) => ({
    name,
    type:
      typeof value === 'string'
        ? 'text'
        : typeof value === 'number'
          ? 'number'
          : typeof value === 'boolean'
            ? 'boolean'
            : 'json',
    text:
      typeof value === 'string'
        ? value
        : value === null
          ? 'null'
          : typeof value === 'object'
            ? JSON.stringify(value, null, 2)
            : String(value),
  }));
}

/** What was filled in, and the names of the fields that can't be read. */
export function payloadOf(
  fields: Field[],
  values: Record<string, string>,
): { payload: Record<string, unknown>; wrong: string[] } {
  const payload: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const field of fields) {
    const text = values[field.name] ?? '';
    if (field.type === 'text') payload[field.name] = text;
    else if (field.type === 'boolean') payload[field.name] = text === 'true';
    else if (field.type === 'number') {
      if (text.trim() === '' || Number.isNaN(Number(text))) wrong.push(field.name);
      else payload[field.name] = Number(text);
    } else {
      try {
        payload[field.name] = JSON.parse(text);
      } catch {
        wrong.push(field.name);
      }
    }
  }
  return { payload, wrong };
}

/**
 * What differs from the workload: what is left as it stands there is not sent, so that its templates are still filled in by
 * the run.
 */
export function changedOf(payload: unknown, workload: Record<string, unknown>): unknown {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return payload;
  return Object.fromEntries(
    Object.entries(payload).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(workload[name]),
    ),
  );
}

/** name=value, one a line. */
export function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const at = line.search(/[=:]/);
    if (at > 0) labels[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return labels;
}
