import { describe, expect, it } from 'vitest';
import { heldStatus, heldUp, segmentsOf, type Timed } from '../src/execution/segments';

const at = (second: number) => `2026-12-01T10:00:${String(second).padStart(2, '0')}Z`;
const ms = (second: number) => Date.parse(at(second));
const ran = (from: number | null, to: number | null, more: Partial<Timed> = {}): Timed => ({
  issued_at: from === null ? null : at(from),
  started_at: from === null ? null : at(from),
  ended_at: to === null ? null : at(to),
  gaps: [],
  ...more,
});
const retry = (from: number, to: number) => ({
  kind: 'retry' as const,
  begun_at: at(from),
  ended_at: at(to),
});
const pause = (from: number, to: number | null) => ({
  begun_at: at(from),
  ended_at: to === null ? null : at(to),
  reason: null,
});
/** Each as kind, from, to in seconds, and whether it goes on. */
const told = (...given: Parameters<typeof segmentsOf>) =>
  segmentsOf(...given).map((s) => [s.kind, (s.from - ms(0)) / 1000, (s.to - ms(0)) / 1000, s.open]);

describe('a step that is tried again', () => {
  const run = ran(0, 30, { gaps: [retry(5, 10), retry(15, 25)] });
  it('waits between its attempts, and ran else', () => {
    expect(told(run, [], [], ms(40), true)).toEqual([
      ['retry', 5, 10, false],
      ['retry', 15, 25, false],
    ]);
    expect(heldUp(segmentsOf(run, [], [], ms(40), true))).toEqual({ waited: 15_000, paused: 0 });
  });
  it('waits still where its next attempt is to come', () => {
    const waiting = ran(0, null, { gaps: [retry(5, 50)] });
    expect(told(waiting, [], [], ms(20), false)).toEqual([['retry', 5, 20, true]]);
    expect(heldStatus(segmentsOf(waiting, [], [], ms(20), false))).toBe('WAITING');
    expect(heldStatus(segmentsOf(waiting, [], [], ms(55), false))).toBeNull();
  });
  it('waits no more once the execution has ended', () => {
    const stopped = ran(0, null, { gaps: [retry(5, 50)] });
    expect(told(stopped, [], [], ms(20), true)).toEqual([['retry', 5, 20, false]]);
    expect(heldStatus(segmentsOf(stopped, [], [], ms(20), true))).toBeNull();
  });
});

describe('a step of a paused execution', () => {
  it('was queued before and behind the pause', () => {
    const run = ran(null, null, { issued_at: at(0), started_at: at(30), ended_at: at(31) });
    expect(told(run, [], [pause(5, 10), pause(20, 29)], ms(40), true)).toEqual([
      ['queued', 0, 5, false],
      ['paused', 5, 10, false],
      ['queued', 10, 20, false],
      ['paused', 20, 29, false],
      ['queued', 29, 30, false],
    ]);
  });
  it('is paused now where it has not begun', () => {
    const run = ran(null, null, { issued_at: at(6) });
    const segments = segmentsOf(run, [], [pause(5, null)], ms(40), false);
    expect(heldStatus(segments)).toBe('PAUSED');
    expect(heldUp(segments)).toEqual({ waited: 0, paused: 34_000 });
  });
  it('ran on where it was under way, until the server says that nothing of it did', () => {
    expect(told(ran(0, 30), [], [pause(5, 20)], ms(40), true)).toEqual([]);
    const loop = ran(0, null, { gaps: [{ kind: 'paused', begun_at: at(8), ended_at: null }] });
    expect(told(loop, [], [pause(5, null)], ms(20), false)).toEqual([['paused', 8, 20, true]]);
    expect(heldStatus(segmentsOf(loop, [], [], ms(20), false))).toBe('PAUSED');
  });
});

describe('a step that waits for something', () => {
  it('names it', () => {
    const wait = {
      step: 'ask',
      kind: 'signal' as const,
      signal: 'paid',
      key: null,
      begun_at: at(2),
      ended_at: null,
      due_at: null,
      parked: false,
    };
    expect(segmentsOf(ran(1, null), [wait], [], ms(9), false)).toEqual([
      { kind: 'signal', from: ms(2), to: ms(9), within: true, open: true, signal: 'paid' },
    ]);
  });
});
