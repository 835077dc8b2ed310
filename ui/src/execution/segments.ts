import type { Schemas } from '../api/client';

type Wait = Schemas['StepWait'];
type Pause = Schemas['ExecutionPause'];
type Gap = Schemas['StepGap'];

/** A time of a row in which nothing ran. */
export interface Segment {
  kind: 'queued' | Gap['kind'] | Wait['kind'];
  from: number;
  to: number;
  /** Whether it stands in the bar of what ran, rather than before it. */
  within: boolean;
  /** Whether it goes on. */
  open: boolean;
  signal?: string;
}

/** What a row knows of its times; an item is due when it begins. */
export interface Timed {
  issued_at: string | null;
  started_at: string | null;
  ended_at: string | null;
  gaps: Gap[];
}

/**
 * When nothing of a step or an item ran, in the order of time: before it began, between its attempts, while it waited for a
 * time, a signal or a person, and while the execution was paused.
 *
 * @param end the end of the execution, or now
 * @param over whether the execution has ended
 */
export function segmentsOf(
  run: Timed,
  waits: Wait[],
  pauses: Pause[],
  end: number,
  over: boolean,
): Segment[] {
  const last = run.ended_at === null ? end : Date.parse(run.ended_at);
  const goesOn = (until: string | null) =>
    !over && run.ended_at === null && (until === null || Date.parse(until) > end);
  const within = (kind: Segment['kind'], begun: string, ended: string | null) => ({
    kind,
    from: Date.parse(begun),
    to: Math.min(ended === null ? last : Date.parse(ended), last),
    within: true,
    open: goesOn(ended),
  });
  return [
    ...beforeIt(run, pauses, end, over),
    ...run.gaps.map((gap) => within(gap.kind, gap.begun_at, gap.ended_at)),
    ...waits.map((wait) => ({
      ...within(wait.kind, wait.begun_at, wait.ended_at),
      open: wait.ended_at === null,
      signal: wait.signal ?? undefined,
    })),
  ]
    .filter((segment) => segment.to > segment.from)
    .sort((a, b) => a.from - b.from);
}

/** From when it was due to when it began: queued, but where the execution was paused. */
function beforeIt(run: Timed, pauses: Pause[], end: number, over: boolean): Segment[] {
  if (run.issued_at === null) return [];
  const to = run.started_at === null ? end : Date.parse(run.started_at);
  const open = run.started_at === null && !over;
  const segments: Segment[] = [];
  const add = (kind: Segment['kind'], from: number, until: number) =>
    segments.push({ kind, from, to: until, within: false, open: open && until === to });
  let from = Date.parse(run.issued_at);
  for (const pause of pauses) {
    const begun = Math.max(Date.parse(pause.begun_at), from);
    const ended = Math.min(pause.ended_at === null ? to : Date.parse(pause.ended_at), to);
    if (ended <= begun) continue;
    add('queued', from, begun);
    add('paused', begun, ended);
    from = ended;
  }
  add('queued', from, to);
  return segments;
}

/** How long it waited between its beginning and its end, and how long the execution held it up; milliseconds. */
export function heldUp(segments: Segment[]): { waited: number; paused: number } {
  const sum = (some: Segment[]) => some.reduce((all, one) => all + one.to - one.from, 0);
  return {
    waited: sum(segments.filter((one) => one.within && one.kind !== 'paused')),
    paused: sum(segments.filter((one) => one.kind === 'paused')),
  };
}

/** How a row stands, where something of it goes on that is no running. */
export function heldStatus(segments: Segment[]): 'PAUSED' | 'WAITING' | null {
  const open = segments.filter((one) => one.open);
  if (open.some((one) => one.kind === 'paused')) return 'PAUSED';
  return open.some((one) => one.within) ? 'WAITING' : null;
}
