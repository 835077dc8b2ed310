// The four executions that are heavy, run in earnest: node fill.mjs URL FILE. Their ids are written into FILE.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [base, file] = process.argv.slice(2);
const call = async (method, at, body) => {
  const reply = await fetch(base + at, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${method} ${at}: ${reply.status} ${(await reply.text()).slice(0, 500)}`);
  return reply.json();
};
const head = (name) => `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: ${name}, path: bench/${name}}
workflow:
`;
const count = 2000;
const playbooks = {
  loop: `${head('loop')}  - step: start
    loop: {in: "{{ range(10000) }}", iterator: n, mode: parallel, max_in_flight: 8}
    tool: {kind: noop, result: "{{ n }}"}
`,
  steps: head('steps').concat(
    ...Array.from(
      { length: count },
      (_, i) => `  - step: ${i === 0 ? 'start' : `s${i}`}
    tool: {kind: noop, result: ${i}}
${i + 1 < count ? `    next: [{step: s${i + 1}}]\n` : ''}`,
    ),
  ),
  logs: `${head('logs')}  - step: start
    loop: {in: "{{ range(20) }}", iterator: n}
    tool:
      kind: python
      args: {n: "{{ n }}"}
      code: |
        def main(n):
            for i in range(10000):
                print(f"line {i} of item {n}: the quick brown fox jumps over the lazy dog")
`,
  result: `${head('result')}  - step: start
    tool:
      kind: python
      code: |
        def main():
            return {"rows": [{"id": i, "text": "x" * 480} for i in range(100000)]}
`,
};

const ids = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const isThere = async (id) => id && (await fetch(`${base}/api/executions/${id}/overview`)).ok;
for (const [name, content] of Object.entries(playbooks)) {
  if (await isThere(ids[name])) continue;
  await call('POST', '/api/catalog/register', { content });
  const begun = Date.now();
  const { execution_id: id } = await call('POST', '/api/execute', { path: `bench/${name}` });
  ids[name] = id;
  for (;;) {
    const { status } = await call('GET', `/api/executions/${id}/overview`);
    if (status === 'COMPLETED') break;
    if (['FAILED', 'CANCELLED'].includes(status)) throw new Error(`${name}: ${status}`);
    await new Promise((later) => setTimeout(later, 500));
  }
  writeFileSync(file, JSON.stringify(ids));
  console.log(`ran ${name} in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
}
