import { Button } from '@patternfly/react-core';
import { AngleDownIcon, AngleRightIcon } from '@patternfly/react-icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { api, enc, query, type Overview, type Schemas, type StepItem, type StepRun } from '../api/client';
import { Empty } from '../parts/states';
import { StatusIcon } from '../parts/status';
import { formatDuration, formatTime, useNow, useZone } from '../parts/time';
import { t } from '../texts';
import { scaleOf, tickLabel, ticks, type Scale } from './scale';

const ROW = 30;
const ITEMS = 500;
/** The items of a shorter loop tell more one by one than by how they are spread. */
const FEW = 20;

type Row =
  | { kind: 'step'; key: string; run: StepRun }
  | { kind: 'item'; key: string; run: StepRun; item: StepItem | null; index: number }
  | { kind: 'child'; key: string; child: Schemas['FoundExecution'] };

type Loop = {
  total: number;
  items: StepItem[];
  density: { part: number; status: string; count: number }[];
  from: string | null;
  to: string | null;
  more: () => void;
};

/** The steps over time: waiting apart from running, loops as density bars that open into their items. */
export function Gantt({
  execution,
  steps,
  chosen,
  choose,
}: {
  execution: Overview;
  steps: StepRun[];
  chosen?: string;
  choose: (step: string) => void;
}) {
  const ended = execution.ended_at;
  const now = useNow(!ended);
  const [zone] = useZone();
  const [open, setOpen] = useState<Set<string>>(new Set());
  const [loops, setLoops] = useState<Record<string, Loop>>({});
  const scroll = useRef<HTMLDivElement>(null);
  const scale = useMemo(
    () => scaleOf(execution.started_at, ended ?? new Date(now).toISOString()),
    [execution.started_at, ended, now],
  );
  const hasChildren = Object.keys(execution.children).length > 0;
  const children = useQuery({
    queryKey: ['children', execution.execution_id],
    enabled: hasChildren,
    queryFn: ({ signal }) =>
      api.get<Schemas['FoundExecutions']>(
        `/api/executions/search${query({ parent_execution_id: execution.execution_id, limit: 1000 })}`,
        signal,
      ),
  });
  const rows = useMemo<Row[]>(() => {
    const all: Row[] = [];
    for (const run of steps) {
      const key = `${run.step} ${run.token ?? run.issued_at}`;
      all.push({ kind: 'step', key, run });
      if (run.kind === 'playbook' && open.has(key)) {
        const from = Date.parse(run.started_at ?? '') - 5;
        const to = run.ended_at ? Date.parse(run.ended_at) + 5 : Infinity;
        for (const child of [...(children.data?.items ?? [])].reverse()) {
          const at = Date.parse(child.started_at);
          if (at >= from && at <= to) all.push({ kind: 'child', key: child.execution_id, child });
        }
      } else if (run.items && open.has(key)) {
        const loop = loops[key];
        const count = loop?.total ?? 0;
        for (let i = 0; i < count; i++)
          all.push({ kind: 'item', key: `${key} ${i}`, run, item: loop?.items[i] ?? null, index: i });
      }
    }
    return all;
  }, [steps, open, loops, children.data]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 20,
  });
  const shown = virtual.getVirtualItems();
  const last = rows[shown.at(-1)?.index ?? 0];
  useEffect(() => {
    if (last?.kind === 'item' && !last.item)
      loops[`${last.run.step} ${last.run.token ?? last.run.issued_at}`]?.more();
  }, [last, loops]);

  if (steps.length === 0) return <Empty title={t.execution.noSteps}>{t.execution.noStepsBody}</Empty>;
  return (
    <div className="gantt">
      {steps
        .filter((run) => run.items)
        .map((run) => {
          const key = `${run.step} ${run.token ?? run.issued_at}`;
          return (
            <LoopItems
              key={key}
              id={execution.execution_id}
              run={run}
              open={open.has(key)}
              found={(loop) => setLoops((old) => ({ ...old, [key]: loop }))}
            />
          );
        })}
      <div className="gantt-head" aria-hidden="true">
        <div className="gantt-name dim">{t.execution.ganttHint}</div>
        <div className="gantt-axis">
          {ticks(scale).map((at) => (
            <span key={at} className="tick" style={{ left: `${scale.left(at)}%` }}>
              {tickLabel(at - scale.from)}
            </span>
          ))}
        </div>
      </div>
      <div className="gantt-rows" ref={scroll} tabIndex={0} role="region" aria-label={t.execution.gantt}>
        <ul style={{ height: virtual.getTotalSize() }} className="gantt-list">
          {shown.map((item) => {
            const row = rows[item.index] as Row;
            return (
              <li
                key={row.key}
                className={`gantt-row ${row.kind}${row.kind === 'step' && row.run.step === chosen ? ' chosen' : ''}`}
                style={{ transform: `translateY(${item.start}px)` }}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
              >
                {row.kind === 'step' ? (
                  <StepRow
                    row={row}
                    scale={scale}
                    now={now}
                    zone={zone}
                    loop={loops[row.key]}
                    open={open.has(row.key)}
                    nested={row.run.items !== null || (row.run.kind === 'playbook' && hasChildren)}
                    toggle={() =>
                      setOpen((old) => {
                        const next = new Set(old);
                        if (!next.delete(row.key)) next.add(row.key);
                        return next;
                      })
                    }
                    choose={choose}
                  />
                ) : row.kind === 'child' ? (
                  <>
                    <div className="gantt-name nested">
                      <StatusIcon status={row.child.status} />
                      <Link to={`/executions/${row.child.execution_id}`}>{row.child.path}</Link>
                    </div>
                    <div className="gantt-bars">
                      <Bar
                        scale={scale}
                        from={row.child.started_at}
                        to={row.child.ended_at}
                        now={now}
                        status={row.child.status}
                        label={row.child.path}
                        zone={zone}
                      />
                    </div>
                  </>
                ) : (
                  <>
                    <div className="gantt-name nested">
                      {row.item && <StatusIcon status={row.item.status} />}
                      <Link
                        to={`/executions/${execution.execution_id}/steps/${enc(row.run.step)}?item=${row.item?.item ?? row.index}`}
                      >
                        {t.execution.item(row.item?.item ?? row.index)}
                      </Link>
                      {row.item && row.item.attempts > 1 && (
                        <span className="dim">{t.execution.attempts(row.item.attempts)}</span>
                      )}
                    </div>
                    <div className="gantt-bars">
                      {row.item && (
                        <Bar
                          scale={scale}
                          from={row.item.started_at}
                          to={row.item.ended_at}
                          now={now}
                          status={row.item.status}
                          label={t.execution.item(row.item.item)}
                          zone={zone}
                        />
                      )}
                    </div>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function StepRow({
  row,
  scale,
  now,
  zone,
  loop,
  open,
  nested,
  toggle,
  choose,
}: {
  row: Extract<Row, { kind: 'step' }>;
  scale: Scale;
  now: number;
  zone: string;
  loop?: Loop;
  open: boolean;
  nested: boolean;
  toggle: () => void;
  choose: (step: string) => void;
}) {
  const { run } = row;
  const waited = run.issued_at
    ? (run.started_at ? Date.parse(run.started_at) : now) - Date.parse(run.issued_at)
    : 0;
  return (
    <>
      <div className="gantt-name">
        {nested ? (
          <Button
            variant="plain"
            className="expander"
            aria-label={t.execution.openItems(run.step)}
            aria-expanded={open}
            onClick={toggle}
            icon={open ? <AngleDownIcon /> : <AngleRightIcon />}
          />
        ) : (
          <span className="expander-space" />
        )}
        <StatusIcon status={run.status} />
        <Button variant="link" isInline onClick={() => choose(run.step)}>
          {run.step}
        </Button>
        <span className="dim">
          {run.kind}
          {run.attempts > 1 && ` · ${t.execution.attempts(run.attempts)}`}
          {run.items && ` · ${t.execution.items(run.items.completed + run.items.failed, run.items.begun)}`}
        </span>
        {run.items && run.items.failed > 0 && (
          <span className="failed-items">{t.execution.failedItems(run.items.failed)}</span>
        )}
      </div>
      <div className="gantt-bars">
        {run.issued_at && waited > 0 && (
          <span
            className="gantt-bar waiting"
            title={`${t.execution.waiting} ${formatDuration(waited)}`}
            style={{
              left: `${Math.min(scale.left(Date.parse(run.issued_at)), 99.6)}%`,
              width: `${scale.width(waited)}%`,
            }}
          />
        )}
        {run.started_at && (
          <Bar
            scale={scale}
            from={run.started_at}
            to={run.ended_at}
            now={now}
            status={run.status}
            label={run.step}
            zone={zone}
            free={run.issued_at && waited > 0 ? scale.left(Date.parse(run.issued_at)) : undefined}
          >
            {loop && loop.total >= FEW && <Density loop={loop} />}
          </Bar>
        )}
      </div>
    </>
  );
}

function Bar({
  scale,
  from,
  to,
  now,
  status,
  label,
  zone,
  free,
  children,
}: {
  scale: Scale;
  from: string;
  to: string | null;
  now: number;
  status: string;
  label: string;
  zone: string;
  /** Where the room before the bar ends, if that is not where the bar begins. */
  free?: number;
  children?: React.ReactNode;
}) {
  const begun = Date.parse(from);
  const length = (to ? Date.parse(to) : now) - begun;
  // What ends with the whole is seen all the same.
  const left = Math.min(scale.left(begun), 99.6);
  const width = Math.min(scale.width(length), 100 - left);
  const end = left + width;
  const text = formatDuration(length);
  return (
    <>
      <span
        className={`gantt-bar fill-${status.toLowerCase()}`}
        title={`${label}: ${t.status[status] ?? status}, ${formatTime(from, zone, true)}, ${text}`}
        style={{ left: `${left}%`, width: `${width}%` }}
      >
        {children}
      </span>
      <span
        className={`gantt-length${end > 85 && width > 15 ? ' inside' : ''}`}
        style={
          end <= 85
            ? { left: `${end}%` }
            : { right: `${100 - (width > 15 ? end : Math.min(left, free ?? left))}%` }
        }
      >
        {text}
      </span>
    </>
  );
}

/** How the items of a loop are spread over its time. */
function Density({ loop }: { loop: Loop }) {
  const most = Math.max(...loop.density.map((d) => d.count), 1);
  return (
    <svg className="density" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {loop.density.map((d) => (
        <rect
          key={`${d.part} ${d.status}`}
          className={`fill-${d.status.toLowerCase()}`}
          x={d.part}
          width={1}
          y={d.status === 'FAILED' ? 0 : 10 - Math.max(1.5, (d.count / most) * 10)}
          height={d.status === 'FAILED' ? 10 : Math.max(1.5, (d.count / most) * 10)}
        />
      ))}
    </svg>
  );
}

/** Reads the items of a loop, page by page as they come into view. */
function LoopItems({
  id,
  run,
  open,
  found,
}: {
  id: string;
  run: StepRun;
  open: boolean;
  found: (loop: Loop) => void;
}) {
  const path = `/api/executions/${enc(id)}/steps/${enc(run.step)}/items`;
  const pages = useInfiniteQuery({
    queryKey: ['items', id, run.step, run.token, open],
    queryFn: ({ pageParam, signal }) =>
      api.get<Schemas['StepItems']>(
        `${path}${query({ token: run.token, page: pageParam, page_size: open ? ITEMS : 1, parts: pageParam === 1 ? 100 : undefined })}`,
        signal,
      ),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.has_more ? last.page + 1 : undefined),
  });
  const { data, fetchNextPage, isFetchingNextPage } = pages;
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    const first = data?.pages[0];
    if (!first) return;
    latest.current({
      total: first.total,
      items: data.pages.flatMap((page) => page.items),
      density: first.density ?? [],
      from: first.started_at ?? null,
      to: first.ended_at ?? null,
      more: () => {
        if (open && !isFetchingNextPage) void fetchNextPage();
      },
    });
  }, [data, open, isFetchingNextPage, fetchNextPage]);
  return null;
}
