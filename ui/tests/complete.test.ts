import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { completion } from '../src/playbook/complete';
import { first } from '../src/playbook/first';
import { namesOf } from '../src/playbook/names';

/** What is offered where a text has a bar. */
async function offered(text: string): Promise<string[]> {
  const pos = text.indexOf('|');
  const doc = text.slice(0, pos) + text.slice(pos + 1);
  const context = new CompletionContext(EditorState.create({ doc }), pos, true);
  const found = await completion(null)(context);
  return (found?.options ?? []).map((option) => option.label);
}

const today = (hole: string, more = '') => `workload: {city: Berlin, "day": {from: 1}} # what it is for
keychain:
  - name: shop
    kind: static
    map: {token: x}
workflow:
  - step: start
    tool:
      - name: fetch
        kind: http
        url: x
      - shape:
          kind: python
          input: {orders: "{{ fetch.data }}"}
      - kind: noop
    set: {ctx.total: 1, iter.seen: 2, step.tries: 3}
    next:
      arcs:
        - step: each
          when: ${hole}
${more}  - step: each
    loop: {in: "{{ [1] }}", iterator: row}
    tool: {kind: python, args: {only: 1}, code: "pass"}
`;

describe('the names that a template is offered', () => {
  it("are those of today's dialect, in flow style and behind comments", async () => {
    const names = await offered(today('"{{ ct| }}"'));
    expect(names).toEqual(
      expect.arrayContaining([
        'ctx',
        'ctx.total',
        'total',
        'iter',
        'iter.seen',
        'step',
        'step.tries',
        'output',
        'output.error.retryable',
        'payload',
        'keychain',
        'keychain.shop',
        'keychain.shop.token',
        'shop',
        'workload.city',
        'workload.day.from',
        'city',
        'start',
        'each',
        'row',
        'iter.row',
      ]),
    );
    expect(names).toEqual(
      expect.arrayContaining(['fetch', 'shape', 'task_2', 'results.fetch', 'orders', '_prev']),
    );
    expect(names).not.toContain('only');
  });

  it('are there while the hole and its quote are open still', async () => {
    for (const hole of ['"{{ ct|', "'{{ ct|", '{{ ct|', '"{{ ct|"', '{{ ct| }}']) {
      const names = await offered(today(hole));
      expect(names, hole).toEqual(expect.arrayContaining(['ctx.total', 'workload.city', 'keychain.shop']));
      expect(names, hole).toEqual(expect.arrayContaining(['fetch', 'each', 'row']));
    }
  });

  it('are those of the step that one writes in', async () => {
    const names = await offered(today('x').replace('code: "pass"', 'code: "{{ |"'));
    expect(names).toEqual(expect.arrayContaining(['only', 'start', 'ctx.total']));
    expect(names).not.toContain('fetch');
  });

  it("are those of December's dialect", () => {
    const names = namesOf(
      'workload: # what it is for\n  city: x\n\n  # so many\n  n: 1\nworkflow:\n  - step: start\n    loop: {in: [], iterator: row}\n    vars: {a: 1}\n',
    );
    expect(names).toEqual(
      expect.arrayContaining(['start', 'workload.city', 'workload.n', 'row', 'a', 'ctx.a', 'response']),
    );
  });

  it('are those of the block in which it stands, too', async () => {
    const names = await offered(
      'workload:\n  city: x\nworkflow:\n  - step: start\n    tool:\n      kind: python\n      code: |\n        a = "{{ wo~ }}"\n    set:\n      ctx.a: 1\n'
        .replace('|', '>')
        .replace('~', '|'),
    );
    expect(names).toEqual(expect.arrayContaining(['workload.city', 'ctx.a']));
  });
});

describe('where an arc leads', () => {
  it('is chosen from the steps, in block and in flow style', async () => {
    expect(await offered(today('x').replace('- step: each', '- step: e|'))).toEqual(['start', 'each']);
    expect(await offered(today('x').replace('- step: each', '- {step: |}'))).toEqual(['start', 'each']);
    expect(await offered(today('x').replace('- step: each', '- when: x # why\n          step: |'))).toEqual([
      'start',
      'each',
    ]);
    expect(await offered('workflow:\n- step: a\n  next:\n  # where to\n  - step: b|\n')).toEqual(['a']);
  });
  it('is not what a step is called', async () => {
    expect(await offered(today('x').replace('  - step: each\n    loop', '  - step: e|\n    loop'))).toEqual(
      [],
    );
  });
  it('is a task where a rule jumps', async () => {
    const text = today('x').replace('url: x', 'spec: {policy: {rules: [{else: {then: {do: jump, to: |}}}]}}');
    expect(await offered(text)).toEqual(['fetch', 'shape', 'task_2']);
  });
});

describe('a new playbook', () => {
  it('begins with the names that its templates use', () => {
    expect(namesOf(first)).toEqual(expect.arrayContaining(['workload.name', 'ctx.greeting', 'start', 'end']));
  });
});
