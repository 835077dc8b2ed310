import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { t } from '../texts';

const ZoneContext = createContext<[string, () => void]>(['UTC', () => {}]);

const here = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** Keeps whether times are shown in the browser's zone or in UTC. */
export function ZoneProvider({ children }: { children: ReactNode }) {
  const [zone, setZone] = useState(localStorage.getItem('noetl.zone') === 'UTC' ? 'UTC' : here);
  const value = useMemo<[string, () => void]>(
    () => [
      zone,
      () => {
        const other = zone === 'UTC' ? here : 'UTC';
        localStorage.setItem('noetl.zone', other);
        setZone(other);
      },
    ],
    [zone],
  );
  return <ZoneContext.Provider value={value}>{children}</ZoneContext.Provider>;
}

export const useZone = () => useContext(ZoneContext);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, seconds: boolean): Intl.DateTimeFormat {
  const key = zone + seconds;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'short',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      ...(seconds ? { second: '2-digit', fractionalSecondDigits: 3 } : { second: '2-digit' }),
      hour12: false,
      timeZoneName: 'short',
    });
    formats.set(key, found);
  }
  return found;
}

/** A time with its zone beside it. */
export function formatTime(iso: string, zone: string, millis = false): string {
  return format(zone, millis).format(new Date(iso));
}

export function Time({ at, millis = false }: { at: string | null | undefined; millis?: boolean }) {
  const [zone] = useZone();
  if (!at) return <>{t.common.never}</>;
  return (
    <time dateTime={at} title={at} className="time">
      {formatTime(at, zone, millis)}
    </time>
  );
}

/** 950 ms, 12.3 s, 4 min 05 s, 3 h 20 min, 2 d 4 h. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const s = ms / 1000;
  if (s < 60) return `${s.toFixed(s < 10 ? 2 : 1)} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min ${String(Math.floor(s % 60)).padStart(2, '0')} s`;
  const h = Math.floor(min / 60);
  return h < 48 ? `${h} h ${min % 60} min` : `${Math.floor(h / 24)} d ${h % 24} h`;
}

/** The time now, again each second while something runs. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

export function Duration({ from, to }: { from: string | null | undefined; to: string | null | undefined }) {
  const now = useNow(!!from && !to);
  if (!from) return <>–</>;
  return <>{formatDuration((to ? Date.parse(to) : now) - Date.parse(from))}</>;
}
