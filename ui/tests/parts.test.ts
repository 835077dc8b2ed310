import { describe, expect, it } from 'vitest';
import type { Graph, StepRun } from '../src/api/client';
import { query } from '../src/api/client';
import { ansi } from '../src/execution/ansi';
import { quoted, startByCurl, startByNoetlctl } from '../src/execution/commands';
import { scaleOf, tickLabel, ticks } from '../src/execution/scale';
import { labelOf, liveOf } from '../src/parts/flow';
import { place } from '../src/parts/layout.worker';
import { pathOf, rowsOf } from '../src/parts/paths';
import { formatDuration, formatTime } from '../src/parts/time';
import { propertiesOf } from '../src/playbook/complete';
import {
  changedOf,
  describedBy,
  fieldsOf,
  labelsOf,
  laidOver,
  payloadOf,
  textsOf,
  unfilledOf,
} from '../src/playbook/form';
import { answers, initial } from '../src/parts/approvals';

describe('the lines of a log', () => {
  it('keep colours as classes and obey nothing else that a terminal would', () => {
    expect(ansi('\u001b[1;31mfailed\u001b[0m plain')).toEqual([
      { text: 'failed', classes: 'ansi-bold ansi-red' },
      { text: ' plain', classes: '' },
    ]);
    expect(
      ansi('a\u001b[2J\u001b]0;title\u0007b\u0000c')
        .map((s) => s.text)
        .join(''),
    ).toBe('abc');
  });
});

describe('times', () => {
  it('have their zone beside them', () => {
    expect(formatTime('2026-07-01T12:00:00Z', 'Europe/Berlin')).toMatch(/14:00:00.*(CEST|GMT\+2)/);
    expect(formatTime('2026-07-01T12:00:00Z', 'UTC')).toContain('UTC');
  });
  it('of a length are short', () => {
    expect([950, 12_340, 245_000, 12_000_000, 187_200_000].map(formatDuration)).toEqual([
      '950 ms',
      '12.3 s',
      '4 min 05 s',
      '3 h 20 min',
      '2 d 4 h',
    ]);
  });
});

describe('the scale of the Gantt', () => {
  it('has room for something that took no time', () => {
    const scale = scaleOf('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
    expect(scale.left(scale.from)).toBe(0);
    expect(scale.width(0)).toBeGreaterThan(0);
  });
  it('has at most nine ticks, for a moment and for a month', () => {
    for (const ms of [3, 900, 61_000, 3_600_000, 2_592_000_000]) {
      const scale = scaleOf('2026-01-01T00:00:00Z', new Date(Date.UTC(2026, 0, 1) + ms).toISOString());
      expect(ticks(scale).length).toBeLessThanOrEqual(9);
    }
  });
});

describe('a tick', () => {
  it('is short', () => {
    expect([0, 200, 1500, 90_000, 120_000, 5_400_000, 864e5 * 5].map(tickLabel)).toEqual([
      '0',
      '200 ms',
      '1.5 s',
      '1 min 30 s',
      '2 min',
      '1.5 h',
      '5 d',
    ]);
  });
});

describe('the command that starts it again', () => {
  const start = {
    origin: 'http://127.0.0.1:8082',
    path: 'a/b',
    version: 2,
    payload: { word: "it's; rm -rf $HOME" },
  };
  it('is words of a shell, whatever stands in the input', () => {
    expect(quoted('a/b')).toBe('a/b');
    expect(quoted("it's $HOME")).toBe("'it'\\''s $HOME'");
    expect(startByCurl(start)).toContain(
      `-d '{"path":"a/b","version":2,"payload":{"word":"it'\\''s; rm -rf $HOME"}}'`,
    );
    expect(startByNoetlctl({ ...start, payload: {} })).toBe(
      'noetlctl --server-url http://127.0.0.1:8082 exec a/b -V 2 --watch',
    );
  });
});

describe('values', () => {
  it('tell the template that gives a part of them', () => {
    expect(pathOf('start', '/rows/0/order-id')).toBe("{{ start.rows[0]['order-id'] }}");
    expect(pathOf('start', '/a~1b/c')).toBe("{{ start['a/b'].c }}");
    expect(pathOf('start', '')).toBe('{{ start }}');
  });
  it('are a table where they are a list of objects', () => {
    expect(rowsOf([{ a: 1 }, { b: 2 }])).toEqual(['a', 'b']);
    expect(rowsOf([{ a: 1 }, 2])).toBeNull();
    expect(rowsOf([])).toBeNull();
  });
});

describe('the form of a run', () => {
  it('takes each value by its type and says which it can not read', () => {
    const fields = fieldsOf({ name: '007', n: 5, on: true, list: [1], nothing: null });
    expect(fields.map((f) => f.type)).toEqual(['text', 'number', 'boolean', 'json', 'json']);
    const values = { name: '007', n: '6', on: 'false', list: '[1, 2]', nothing: 'null' };
    expect(payloadOf(fields, values)).toEqual({
      payload: { name: '007', n: 6, on: false, list: [1, 2], nothing: null },
      wrong: [],
    });
    expect(payloadOf(fields, { ...values, n: 'x', list: '[' }).wrong).toEqual(['n', 'list']);
  });
  it('has a field for each member of an object, and says of it what the playbook says', () => {
    const workload = { db: { host: 'a', port: 5432, deep: { on: true } }, none: {} };
    const said = {
      name: 'db',
      kind: 'object' as const,
      children: [{ name: 'host', kind: 'string' as const, description: 'Where' }],
    };
    const fields = describedBy(fieldsOf(workload), [said], []);
    expect(fields.map((f) => f.type)).toEqual(['object', 'json']);
    expect(fields[0]?.children?.map((one) => one.member)).toEqual(['host', 'port', 'deep']);
    expect(fields[0]?.children?.[0]?.field.description).toBe('Where');
    const texts = textsOf(fields);
    expect(payloadOf(fields, texts)).toEqual({ payload: workload, wrong: [] });
    expect(payloadOf(fields, { ...texts, 'db › port': '5433', 'db › deep › on': 'false' }).payload).toEqual({
      db: { host: 'a', port: 5433, deep: { on: false } },
      none: {},
    });
    expect(payloadOf(fields, { ...texts, 'db › port': 'x' }).wrong).toEqual(['db › port']);
  });
  it('sends what was changed only: templates of the workload are filled in by the run', () => {
    const workload = { job: '{{ job.uuid }}', n: 5, list: [1] };
    expect(changedOf({ job: '{{ job.uuid }}', n: 6, list: [1], more: 1 }, workload)).toEqual({
      n: 6,
      more: 1,
    });
  });
  it('sends an object whole, with what the version that runs has where nobody touched it', () => {
    const fields = fieldsOf({ db: { host: 'a', port: 5432, old: 1, deep: { on: true, n: 1 } }, city: 'x' });
    const values = { ...textsOf(fields), 'db › port': '5433', 'db › deep › n': '2', city: 'y' };
    const newer = { db: { host: 'b', port: 1, more: 7, deep: { on: false, n: 1 } } };
    expect(laidOver(fields, values, newer)).toEqual({
      db: { host: 'b', port: 5433, more: 7, deep: { on: false, n: 2 } },
      city: 'y',
    });
    expect(laidOver(fields, values, { db: 'gone' }).db).toEqual({
      host: 'a',
      port: 5433,
      old: 1,
      deep: { on: true, n: 2 },
    });
  });
  it('says which templates of a changed object are sent as they stand', () => {
    const fields = fieldsOf({ shop: { name: '{{ job.uuid }}', rows: 3 }, alone: '{{ job.uuid }}' });
    const values = textsOf(fields);
    expect(unfilledOf(fields, values)).toEqual([]);
    expect(unfilledOf(fields, { ...values, 'shop › rows': '4' })).toEqual(['shop › name']);
    expect(unfilledOf(fields, { ...values, 'shop › rows': '4', 'shop › name': 'main' })).toEqual([]);
  });
  it('reads labels line by line', () => {
    expect(labelsOf('team=data\ncustomer: acme\n\nnothing')).toEqual({ team: 'data', customer: 'acme' });
  });
});

const graph = {
  nodes: ['start', 'check', 'end'].map((name, index) => ({
    id: `/workflow/${index}`,
    index,
    name,
    kind: 'python',
    description: '',
    loop: null,
    line: 1,
  })),
  edges: [
    { id: '/workflow/0/next/0', kind: 'next', from: '/workflow/0', to: '/workflow/1', when: null },
    {
      id: '/workflow/1/case/0/then/0/next/0',
      kind: 'next',
      from: '/workflow/1',
      to: '/workflow/2',
      when: '{{ ok }}',
    },
    { id: '/workflow/1/next/0', kind: 'next', from: '/workflow/1', to: '/workflow/2', when: null },
  ],
} as unknown as Graph;

describe('the graph', () => {
  it('marks the way that was taken, not one beside it, and counts runs', () => {
    const run = (step: string, status: string, edges: { action: string; step: number }[]) =>
      ({ step, status, edges, items: null }) as unknown as StepRun;
    const live = liveOf(graph, [
      run('start', 'COMPLETED', [{ action: '/workflow/0/next', step: 1 }]),
      run('check', 'FAILED', []),
      run('check', 'COMPLETED', [{ action: '/workflow/1/case/0/then/0/next', step: 2 }]),
    ]);
    expect([...live.edges.keys()]).toEqual(['/workflow/0/next/0', '/workflow/1/case/0/then/0/next/0']);
    expect(live.nodes.get('/workflow/1')).toMatchObject({ runs: 2, status: 'FAILED' });
  });
  it('is laid out from the top, with two thousand steps too', () => {
    const nodes = Array.from({ length: 2000 }, (_, i) => String(i));
    const edges = nodes.slice(1).map((to, i) => ({ id: `e${i}`, from: String(i), to, labelWidth: 0 }));
    const { places } = place({ width: 190, height: 58, nodes, edges });
    expect(places.size).toBe(2000);
    expect(places.get('1999')!.y).toBeGreaterThan(places.get('0')!.y);
  });
});

describe('the ways of a graph', () => {
  const edge = (when: string) => labelOf({ id: '1', from: 'a', to: 'b', kind: 'rule', when } as never);
  it('say their condition, and of the event only that it failed', () => {
    expect(edge("{{ event.name == 'call.done' and response.is_hot }}")).toBe('response.is_hot');
    expect(edge('{{ event.name == "call.error" and error.status == 429 }}')).toBe(
      'error: error.status == 429',
    );
    expect(edge("{{ event.name == 'call.error' }}")).toBe('error');
    expect(edge("{{ event.name == 'call.done' }}")).toBe('');
    expect(edge('true')).toBe('');
  });
  it('have labels that stand in no other and in no step', () => {
    const laid = place({
      width: 190,
      height: 58,
      nodes: ['a', 'b', 'c'],
      edges: [
        { id: 'x', from: 'a', to: 'b', labelWidth: 200 },
        { id: 'y', from: 'a', to: 'c', labelWidth: 200 },
      ],
    });
    const [x, y] = [laid.ways.get('x')!.label, laid.ways.get('y')!.label];
    expect(Math.abs(x.x - y.x)).toBeGreaterThanOrEqual(200);
    expect(x.y).toBeGreaterThan(laid.places.get('a')!.y + 58);
    expect(x.y).toBeLessThan(laid.places.get('b')!.y);
  });
});

describe('the editor', () => {
  it('knows the keys of the schema', () => {
    const found = propertiesOf({
      properties: { workflow: { description: 'The steps' } },
      $defs: { step: { properties: { retry: {} } } },
    });
    expect([...found.keys()]).toEqual(['workflow', 'retry']);
  });
});

describe('a query', () => {
  it('has only what is set', () => {
    expect(query({ a: 'x y', b: '', c: null, d: 0, e: false, f: true })).toBe('?a=x+y&d=0&f=true');
  });
});

describe('the form of an approval', () => {
  const field = (name: string, kind: string, more: object = {}) =>
    ({ name, kind, label: name, required: false, options: [], ...more }) as never;
  const form = [
    field('rows', 'number', { default: 40 }),
    field('sure', 'boolean'),
    field('where', 'select', { options: [1, 'there'] }),
    field('reason', 'text'),
  ];
  it('begins with its defaults', () => {
    expect(initial(form)).toEqual({ rows: '40', sure: '', where: '', reason: '' });
  });
  it('sends what each field is, and nothing for those that are empty', () => {
    expect(answers(form, { rows: '7', sure: 'true', where: '1', reason: '' })).toEqual({
      rows: 7,
      sure: true,
      where: 1,
    });
    expect(answers(form, { rows: '', sure: '', where: 'there', reason: 'x' })).toEqual({
      rows: null,
      sure: false,
      where: 'there',
      reason: 'x',
    });
  });
});
