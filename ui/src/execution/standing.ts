import type { Overview, Schemas } from '../api/client';
import { t } from '../texts';

type Wait = Schemas['StepWait'];

/** The waits that go on. */
export const openWaits = (waits: Wait[]) => waits.filter((wait) => wait.ended_at === null);

/** What an execution that has not ended does now, in words; null where "running" says it all. */
export function standingOf(
  execution: Pick<Overview, 'status' | 'cleanup'>,
  waits: Wait[],
): { title: string; body: string } | null {
  const words = t.execution.standing;
  switch (execution.status) {
    case 'PENDING':
      return { title: words.pending, body: words.pendingBody };
    case 'PAUSED':
      return { title: words.paused, body: words.pausedBody };
    case 'COMPENSATING': {
      const cleanup = execution.cleanup;
      const part = cleanup?.part ?? 'compensate';
      return {
        title: words.compensating,
        body: words.compensatingBody(words.parts[part] ?? part, cleanup?.compensated.length ?? 0),
      };
    }
    case 'RUNNING': {
      const open = openWaits(waits);
      if (open.length === 0) return null;
      return open.some((wait) => wait.parked)
        ? { title: words.parked, body: words.parkedBody }
        : { title: words.waiting, body: words.waitingBody };
    }
    default:
      return null;
  }
}

/** The waits of one run of a step: those of its name that began while it ran. */
export function waitsOf(
  run: { step: string; started_at: string | null; ended_at: string | null },
  waits: Wait[],
): Wait[] {
  if (run.started_at === null) return [];
  const from = Date.parse(run.started_at) - 5;
  const to = run.ended_at === null ? Infinity : Date.parse(run.ended_at) + 5;
  return waits.filter((wait) => {
    const begun = Date.parse(wait.begun_at);
    return wait.step === run.step && begun >= from && begun <= to;
  });
}
