/** A day of the calendar: what is due on it, by schedule. */
export interface Day {
  /** As 2026-11-30, in the zone that is shown. */
  day: string;
  past: boolean;
  due: { name: string; count: number; more: boolean }[];
}

export interface Due {
  name: string;
  times: string[];
  /** Whether there are later times than these. */
  more: boolean;
}

const DAY = 86_400_000;

/** The date of an instant in a zone. */
export function dayOf(time: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(time));
}

/** Whole weeks from Monday on, the first with today in it. */
export function weeksOf(schedules: Due[], now: number, zone: string, weeks: number): Day[] {
  const today = dayOf(now, zone);
  // Dates are counted in UTC, where each day has 24 hours.
  const first = Date.parse(`${today}T00:00:00Z`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY;
  const counted = schedules.map((schedule) => {
    const days = new Map<string, number>();
    for (const time of schedule.times) {
      const day = dayOf(Date.parse(time), zone);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    const last = schedule.times.at(-1);
    return { schedule, days, last: last ? dayOf(Date.parse(last), zone) : null };
  });
  return Array.from({ length: weeks * 7 }, (_, i) => {
    const day = new Date(monday + i * DAY).toISOString().slice(0, 10);
    const due = counted.flatMap(({ schedule, days, last }) => {
      const count = days.get(day) ?? 0;
      // What was asked for ends here: this day and those after it have more.
      const more = schedule.more && last !== null && day >= last;
      return count > 0 || more ? [{ name: schedule.name, count, more }] : [];
    });
    return { day, past: day < today, due };
  });
}
