import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import { api, query, type Schemas } from '../api/client';
import { formatTime, useZone } from '../parts/time';
import { t } from '../texts';

type Counts = Schemas['ExecutionCounts'];
const order = ['COMPLETED', 'RUNNING', 'PENDING', 'PAUSED', 'COMPENSATING', 'CANCELLED', 'FAILED'];
const HEIGHT = 56;
/** Wide enough to be hit by a finger. */
const BAR = 26;

/** How many were started when, and how they went. */
export function Histogram({
  filter,
  choose,
}: {
  filter: Record<string, string>;
  choose: (from: string, to: string) => void;
}) {
  const [zone] = useZone();
  const figure = useRef<HTMLElement>(null);
  const [bars, setBars] = useState(0);
  useLayoutEffect(() => {
    const element = figure.current;
    if (!element) return;
    const measure = () => setBars(Math.max(6, Math.floor(element.clientWidth / BAR)));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const from = filter.from ?? null;
  const counts = useQuery<Counts>({
    queryKey: ['counts', JSON.stringify(filter), bars],
    enabled: bars > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const seconds = from
        ? (Date.parse(filter.to ?? new Date().toISOString()) - Date.parse(from)) / 1000
        : 86_400;
      const bucket = Math.max(1, Math.ceil(seconds / bars));
      return api.get<Counts>(`/api/executions/counts${query({ ...filter, bucket })}`, signal);
    },
  });
  const data = counts.data;
  if (!data || data.buckets.length === 0) return <figure className="histogram" ref={figure} />;
  const start = Math.floor(Date.parse(data.from) / 1000 / data.bucket_seconds) * data.bucket_seconds * 1000;
  const width = data.bucket_seconds * 1000;
  const slots = Math.max(1, Math.ceil((Date.parse(data.to) - start) / width));
  const most = Math.max(...data.buckets.map((b) => Object.values(b.counts).reduce((a, n) => a + n, 0)), 1);
  return (
    <figure className="histogram" ref={figure}>
      <figcaption>
        {t.executions.histogram}
        <span className="legend">
          {order
            .filter((s) => data.totals[s])
            .map((s) => (
              <span key={s} className={`legend-item fill-${s.toLowerCase()}`}>
                {t.status[s]} {data.totals[s]?.toLocaleString('en')}
              </span>
            ))}
        </span>
      </figcaption>
      <div className="bars" style={{ height: HEIGHT }} title={t.executions.histogramHint}>
        {data.buckets.map((bucket) => {
          const at = Date.parse(bucket.start);
          const all = Object.values(bucket.counts).reduce((a, n) => a + n, 0);
          const label = `${formatTime(bucket.start, zone)}: ${Object.entries(bucket.counts)
            .map(([s, n]) => `${n} ${t.status[s]}`)
            .join(', ')}`;
          return (
            <button
              key={bucket.start}
              type="button"
              className="bar"
              aria-label={label}
              title={label}
              style={{
                left: `${((at - start) / width / slots) * 100}%`,
                width: `${Math.max(100 / slots, 0.4)}%`,
              }}
              onClick={() => choose(new Date(at).toISOString(), new Date(at + width).toISOString())}
            >
              {order
                .filter((s) => bucket.counts[s])
                .map((s) => (
                  <span
                    key={s}
                    className={`slice fill-${s.toLowerCase()}`}
                    style={{ height: Math.max(2, ((bucket.counts[s] ?? 0) / most) * HEIGHT * (all ? 1 : 0)) }}
                  />
                ))}
            </button>
          );
        })}
      </div>
      <div className="bars-axis">
        <span>{formatTime(data.from, zone)}</span>
        <span>{formatTime(data.to, zone)}</span>
      </div>
    </figure>
  );
}
