import { describe, expect, it } from 'vitest';
import type { Graph, Schemas } from '../src/api/client';
import { standingOf, waitsOf } from '../src/execution/standing';
import { describedBy, fieldsOf, matches } from '../src/playbook/form';
import { draftOf, suiteOf } from '../src/playbook/suite';
import { weeksOf } from '../src/schedule/weeks';

type Wait = Schemas['StepWait'];

const wait = (step: string, begun: string, ended: string | null, parked = false): Wait => ({
  step,
  kind: 'signal',
  signal: 'paid',
  key: null,
  begun_at: begun,
  ended_at: ended,
  due_at: null,
  parked,
});

describe('a first test', () => {
  it('has an answer for each step that reaches outside, and no other', () => {
    const graph = {
      path: 'shop/order 7',
      nodes: [
        { name: 'start', kind: 'http' },
        { name: 'count', kind: 'python' },
      ],
    } as Graph;
    expect(draftOf(graph)).toContain('path: "shop/order 7"');
    expect(draftOf(graph)).toContain('    mocks:\n      start: {result: {}}\n    expect:');
    expect(suiteOf('a/b/c')).toBe('tests:a~b~c');
  });
});

describe('what a playbook says of its workload', () => {
  const fields = fieldsOf({ token: '', zone: 'eu', auth: 'pg_main', rows: 3 });
  const said = [
    { name: 'token', kind: 'string', secret: true, description: 'Of the shop' },
    { name: 'zone', kind: 'enum', options: ['eu', 'us'] },
    { name: 'auth', kind: 'string', credential_glob: 'pg_*' },
    { name: 'rows', kind: 'integer', secret: true },
  ] as Schemas['UiField'][];
  it('makes secrets, choices and credentials of texts', () => {
    const [token, zone, auth, rows] = describedBy(fields, said, ['pg_main', 'pg_new', 'gcs']);
    expect(token).toMatchObject({ secret: true, description: 'Of the shop' });
    expect(zone).toMatchObject({ options: ['eu', 'us'] });
    expect(auth).toMatchObject({ suggestions: ['pg_main', 'pg_new'] });
    expect(rows).toEqual(fields[3]);
  });
  it.each([
    ['pg_*', 'pg_', true],
    ['*', '', true],
    ['a*b*c', 'a-b-c', true],
    ['a*a', 'a', false],
    ['pg', 'pg_x', false],
    ['p.*', 'pgx', false],
  ])('%s means %s: %s', (glob, name, meant) => {
    expect(matches(glob, name)).toBe(meant);
  });
});

describe('what an execution does now', () => {
  it('is told where "running" does not say it', () => {
    const one = (status: string) => ({ status, cleanup: null }) as never;
    const open = wait('ask', '2026-11-30T10:00:00Z', null);
    expect(standingOf(one('RUNNING'), [])).toBeNull();
    expect(
      standingOf(one('RUNNING'), [wait('ask', '2026-11-30T10:00:00Z', '2026-11-30T10:01:00Z')]),
    ).toBeNull();
    expect(standingOf(one('RUNNING'), [open])?.title).toBe('Steps of it wait');
    expect(standingOf(one('RUNNING'), [{ ...open, parked: true }])?.title).toMatch(/parked/);
    expect(standingOf(one('PENDING'), [])?.title).toBe('It has not begun');
    expect(standingOf(one('COMPENSATING'), [])?.body).toContain('Undone so far: 0');
    expect(standingOf(one('COMPLETED'), [open])).toBeNull();
  });
  it('has the waits of a step by its name and its time', () => {
    const run = { step: 'ask', started_at: '2026-11-30T10:00:00Z', ended_at: '2026-11-30T10:05:00Z' };
    const waits = [
      wait('ask', '2026-11-30T10:00:01Z', '2026-11-30T10:05:00Z'),
      wait('ask', '2026-11-30T11:00:01Z', null),
      wait('other', '2026-11-30T10:00:01Z', null),
    ];
    expect(waitsOf(run, waits)).toEqual([waits[0]]);
    expect(waitsOf({ ...run, started_at: null }, waits)).toEqual([]);
  });
});

describe('the calendar of schedules', () => {
  it('begins on the Monday of this week and counts by the days of the zone', () => {
    const days = weeksOf(
      [{ name: 'nightly', times: ['2026-12-02T23:30:00Z', '2026-12-03T23:30:00Z'], more: true }],
      Date.parse('2026-12-02T12:00:00Z'),
      'Europe/Berlin',
      2,
    );
    expect(days).toHaveLength(14);
    expect(days[0]).toEqual({ day: '2026-11-30', past: true, due: [] });
    expect(days[2]).toEqual({ day: '2026-12-02', past: false, due: [] });
    expect(days[3]?.due).toEqual([{ name: 'nightly', count: 1, more: false }]);
    expect(days[4]?.due).toEqual([{ name: 'nightly', count: 1, more: true }]);
    expect(days[13]?.due).toEqual([{ name: 'nightly', count: 0, more: true }]);
  });
});
