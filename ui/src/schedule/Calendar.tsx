import { Title } from '@patternfly/react-core';
import { useQueries } from '@tanstack/react-query';
import { api, enc, type Schemas } from '../api/client';
import { useNow, useZone } from '../parts/time';
import { t } from '../texts';
import { weeksOf } from './weeks';

const TIMES = 1000;
const WEEKS = 5;
/** So many schedules are asked for their times. */
const MOST = 50;

/** What is due on each of the coming days. */
export function Calendar({ schedules }: { schedules: Schemas['Schedule'][] }) {
  const [zone] = useZone();
  const now = useNow(false);
  const enabled = schedules.filter((one) => one.enabled).slice(0, MOST);
  const due = useQueries({
    queries: enabled.map((one) => ({
      queryKey: ['next', one.schedule_id, TIMES, one.next_run_at],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<{ times: string[] }>(`/api/schedules/${enc(one.schedule_id)}/next?count=${TIMES}`, signal),
      staleTime: 60_000,
    })),
    combine: (all) =>
      enabled.map((one, i) => {
        const times = all[i]?.data?.times ?? [];
        return { name: one.name || one.playbook_path, times, more: times.length === TIMES };
      }),
  });
  if (enabled.length === 0) return null;
  const days = weeksOf(due, now, zone, WEEKS);
  return (
    <section className="calendar" aria-label={t.schedules.calendar}>
      <Title headingLevel="h2" size="md">
        {t.schedules.calendar} ({zone})
      </Title>
      <ol>
        {t.schedules.weekdays.map((name) => (
          <li key={name} className="weekday" aria-hidden="true">
            {name}
          </li>
        ))}
        {days.map((day) => (
          <li key={day.day} className={day.past ? 'past' : undefined}>
            <strong>{day.day.slice(5)}</strong>
            {day.due.map((one) => (
              <div key={one.name}>{t.schedules.day(one.name, t.schedules.runs(one.count, one.more))}</div>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
