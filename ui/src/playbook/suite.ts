import type { Graph } from '../api/client';

/** Tools that a test does in earnest; all others reach outside and want an answer. */
const inside = ['python', 'noop', 'duckdb', 'fail', 'workbook', 'wait', ''];

/** The name that a playbook's tests are kept under: a path in one piece. */
export const suiteOf = (path: string) => `tests:${path.replaceAll('/', '~')}`;

const plain = (text: string) => (/^[A-Za-z_][\w./-]*$/.test(text) ? text : JSON.stringify(text));

/** A first test, with an answer for each step that reaches outside. */
export function draftOf(graph: Graph): string {
  const outside = graph.nodes.filter((node) => !inside.includes(node.kind));
  const mocks =
    outside.length === 0
      ? ''
      : `    mocks:\n${outside.map((node) => `      ${plain(node.name)}: {result: {}}\n`).join('')}`;
  return `apiVersion: noetl.io/v2
kind: PlaybookTest
path: ${plain(graph.path)}
tests:
  - name: runs to its end
    payload: {}
${mocks}    expect:
      status: COMPLETED
`;
}
