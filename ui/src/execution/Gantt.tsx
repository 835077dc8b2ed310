import { Button } from '@patternfly/react-core';
import { AngleDownIcon, AngleRightIcon } from '@patternfly/react-icons';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { api, enc, query, type Overview, type Schemas, type StepItem, type StepRun } from '../api/client';
import { Empty } from '../parts/states';
import { StatusIcon } from '../parts/status';
import { formatDuration, formatTime, useNow, useZone } from '../parts/time';
import { t } from '../texts';
import { scaleOf, tickLabel, ticks, type Scale } from './scale';
import { heldStatus, heldUp, segmentsOf, type Segment } from './segments';
import { waitsOf } from './standing';

const ROW = 30;
const ITEMS = 500;
/** The items of a shorter loop tell more one by one than by how they are spread. */
const FEW = 20;

type Child = Schemas['FoundExecution'];
type Wait = Schemas['StepWait'];
type Pause = Schemas['ExecutionPause'];

/** A row, at a depth: children stand below the step that started them, their steps below them. */
type Row = { key: string; depth: number } & (
  | { kind: 'step'; of: string; run: StepRun; nested: boolean; waits: Wait[]; pauses: Pause[] }
  | { kind: 'item'; of: string; run: StepRun; loop: string; item: StepItem | null; index: number }
  | { kind: 'child'; child: Child }
);

type Loop = {
  total: number;
  /** Those that were read, by their place. */
  items: Map<number, StepItem>;
  density: { part: number; status: string; count: number }[];
  from: string | null;
  to: string | null;
};

/** The steps over time: waiting and paused apart from running, loops as density bars that open into their items. */
export function Gantt({
  execution,
  steps,
  waits,
  pauses,
  chosen,
  choose,
}: {
  execution: Overview;
  steps: StepRun[];
  waits: Wait[];
  pauses: Pause[];
  chosen?: string;
  choose: (step: string) => void;
}) {
  const ended = execution.ended_at;
  const now = useNow(!ended);
  const end = ended ? Date.parse(ended) : now;
  const [zone] = useZone();
  const [open, setOpen] = useState<Set<string>>(new Set());
  const [loops, setLoops] = useState<Record<string, Loop>>({});
  const scroll = useRef<HTMLDivElement>(null);
  const scale = useMemo(
    () => scaleOf(execution.started_at, ended ?? new Date(now).toISOString()),
    [execution.started_at, ended, now],
  );
  const root = execution.execution_id;
  const opened = [...open].filter((key) => key.startsWith(CHILD)).map((key) => key.slice(CHILD.length));
  const parents = Object.keys(execution.children).length > 0 ? [root, ...opened] : [];
  const children = useQueries({
    queries: parents.map((id) => ({
      queryKey: ['children', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<Schemas['FoundExecutions']>(
          `/api/executions/search${query({ parent_execution_id: id, limit: 1000 })}`,
          signal,
        ),
    })),
    combine: (all) => new Map(parents.map((id, i) => [id, all[i]?.data?.items ?? []])),
  });
  const stepsBelow = useQueries({
    queries: opened.map((id) => ({
      queryKey: ['steps', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<Schemas['StepRuns']>(`/api/executions/${enc(id)}/steps`, signal),
      refetchInterval: ended ? (false as const) : 2000,
    })),
    combine: (all) => new Map(opened.map((id, i) => [id, all[i]?.data])),
  });
  const rows = useMemo<Row[]>(() => {
    const all: Row[] = [];
    const add = (of: string, runs: StepRun[], waited: Wait[], paused: Pause[], depth: number) => {
      const known = children.get(of) ?? [];
      for (const run of runs) {
        const key = keyOf(of, run);
        const started = run.kind === 'playbook' ? startedBy(run, known) : [];
        const nested = run.items !== null || started.length > 0;
        const waits = run.items === null && waited.length > 0 ? waitsOf(run, waited) : [];
        all.push({ kind: 'step', key, depth, of, run, nested, waits, pauses: paused });
        if (!open.has(key)) continue;
        if (started.length > 0) {
          for (const child of started) {
            const childKey = CHILD + child.execution_id;
            all.push({ kind: 'child', key: childKey, depth: depth + 1, child });
            if (open.has(childKey)) {
              const below = stepsBelow.get(child.execution_id);
              add(child.execution_id, below?.steps ?? [], below?.waits ?? [], below?.pauses ?? [], depth + 2);
            }
          }
        } else {
          const loop = loops[key];
          for (let i = 0; i < (loop?.total ?? 0); i++) {
            const item = loop?.items.get(i) ?? null;
            all.push({
              kind: 'item',
              key: `${key} ${i}`,
              depth: depth + 1,
              of,
              run,
              loop: key,
              item,
              index: i,
            });
          }
        }
      }
    };
    add(root, steps, waits, pauses, 0);
    return all;
  }, [root, steps, waits, pauses, open, loops, children, stepsBelow]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  // The pages of each loop that are in sight: one may jump to the last item without reading those before it.
  const inSight = new Map<string, Set<number>>();
  for (const { index } of shown) {
    const row = rows[index];
    if (row?.kind !== 'item') continue;
    const pages = inSight.get(row.loop) ?? new Set();
    inSight.set(row.loop, pages.add(Math.floor(row.index / ITEMS) + 1));
  }
  const loopRows = useMemo(() => rows.filter((row) => row.kind === 'step' && row.run.items !== null), [rows]);
  const toggle = (key: string) =>
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(key)) next.add(key);
      return next;
    });

  if (steps.length === 0) return <Empty title={t.execution.noSteps}>{t.execution.noStepsBody}</Empty>;
  return (
    <div className="gantt">
      {loopRows.map((row) =>
        row.kind === 'step' ? (
          <LoopItems
            key={row.key}
            id={row.of}
            run={row.run}
            open={open.has(row.key)}
            pages={[...(inSight.get(row.key) ?? [1])].sort((x, y) => x - y)}
            found={(loop) => setLoops((old) => ({ ...old, [row.key]: loop }))}
          />
        ) : null,
      )}
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
        <div className="gantt-lines" style={{ height: virtual.getTotalSize() }} aria-hidden="true">
          <div />
          <div className="gantt-bars">
            {ticks(scale).map((at) => (
              <span key={at} className="gantt-line" style={{ left: `${scale.left(at)}%` }} />
            ))}
          </div>
        </div>
        <ul style={{ height: virtual.getTotalSize() }} className="gantt-list">
          {shown.map((item) => {
            const row = rows[item.index] as Row;
            return (
              <li
                key={row.key}
                className={`gantt-row ${row.kind}${row.kind === 'step' && row.of === root && row.run.step === chosen ? ' chosen' : ''}`}
                style={{ transform: `translateY(${item.start}px)` }}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
              >
                {row.kind === 'step' ? (
                  <StepRow
                    row={row}
                    scale={scale}
                    end={end}
                    over={!!ended}
                    zone={zone}
                    loop={loops[row.key]}
                    open={open.has(row.key)}
                    toggle={() => toggle(row.key)}
                    choose={row.of === root ? choose : undefined}
                  />
                ) : row.kind === 'child' ? (
                  <>
                    <div className="gantt-name" style={indent(row.depth)}>
                      <Expander
                        label={t.execution.openSteps(row.child.path)}
                        open={open.has(row.key)}
                        toggle={() => toggle(row.key)}
                      />
                      <StatusIcon status={row.child.status} />
                      <Link
                        className="path-end"
                        to={`/executions/${row.child.execution_id}`}
                        title={row.child.path}
                        aria-label={row.child.path}
                      >
                        {row.child.path.split('/').slice(-1)}
                      </Link>
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
                  <ItemRow row={row} scale={scale} end={end} over={!!ended} zone={zone} />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Remembered: thousands of them go by as one scrolls. */
const ItemRow = memo(function ItemRow({
  row,
  scale,
  end,
  over,
  zone,
}: {
  row: Extract<Row, { kind: 'item' }>;
  scale: Scale;
  end: number;
  over: boolean;
  zone: string;
}) {
  const { item } = row;
  const segments = item ? segmentsOf({ ...item, issued_at: null }, [], [], end, over) : [];
  const number = item?.item ?? row.index;
  return (
    <>
      <div className="gantt-name" style={indent(row.depth)}>
        <span className="expander-space" />
        {item && <StatusIcon status={heldStatus(segments) ?? item.status} />}
        <Link to={`/executions/${row.of}/steps/${enc(row.run.step)}?item=${number}`}>
          {t.execution.item(number)}
        </Link>
        {item && item.attempts > 1 && (
          <span className="dim">
            {t.execution.attempts(item.attempts)}
            {told(segments)}
          </span>
        )}
      </div>
      <div className="gantt-bars">
        {item && (
          <Bar
            scale={scale}
            from={item.started_at}
            to={item.ended_at}
            now={end}
            status={item.status}
            label={t.execution.item(item.item)}
            zone={zone}
          />
        )}
        <Held segments={segments} scale={scale} />
      </div>
    </>
  );
});

/** Those of the children that a run of a step started: the playbook step says when it ran, a child when it began. */
function startedBy(run: StepRun, children: Child[]): Child[] {
  const from = Date.parse(run.started_at ?? '') - 5;
  const to = run.ended_at ? Date.parse(run.ended_at) + 5 : Infinity;
  return children
    .filter((child) => Date.parse(child.started_at) >= from && Date.parse(child.started_at) <= to)
    .reverse();
}

const CHILD = 'child ';
const keyOf = (of: string, run: StepRun) => `${of} ${run.step} ${run.token ?? run.issued_at}`;
const indent = (depth: number) => ({ paddingInlineStart: depth * 18 });

function Expander({ label, open, toggle }: { label: string; open: boolean; toggle: () => void }) {
  return (
    <Button
      variant="plain"
      className="expander"
      aria-label={label}
      aria-expanded={open}
      onClick={toggle}
      icon={open ? <AngleDownIcon /> : <AngleRightIcon />}
    />
  );
}

function StepRow({
  row,
  scale,
  end,
  over,
  zone,
  loop,
  open,
  toggle,
  choose,
}: {
  row: Extract<Row, { kind: 'step' }>;
  scale: Scale;
  end: number;
  over: boolean;
  zone: string;
  loop?: Loop;
  open: boolean;
  toggle: () => void;
  /** Missing for a step of a child, which is chosen on the child's page. */
  choose?: (step: string) => void;
}) {
  const { run } = row;
  const segments = segmentsOf(run, row.waits, row.pauses, end, over);
  const before = segments.find((one) => !one.within);
  return (
    <>
      <div className="gantt-name" style={indent(row.depth)}>
        {row.nested ? (
          <Expander label={t.execution.openItems(run.step)} open={open} toggle={toggle} />
        ) : (
          <span className="expander-space" />
        )}
        <StatusIcon status={heldStatus(segments) ?? run.status} />
        {choose ? (
          <Button variant="link" isInline onClick={() => choose(run.step)}>
            {run.step}
          </Button>
        ) : (
          <Link to={`/executions/${row.of}/steps/${enc(run.step)}`}>{run.step}</Link>
        )}
        {run.items && run.items.failed > 0 && (
          <span className="failed-items">{t.execution.failedItems(run.items.failed)}</span>
        )}
        <span className="dim">
          {run.kind}
          {run.attempts > 1 && ` · ${t.execution.attempts(run.attempts)}`}
          {run.items && ` · ${t.execution.items(run.items.completed + run.items.failed, run.items.begun)}`}
          {told(segments)}
        </span>
      </div>
      <div className="gantt-bars">
        {run.started_at && (
          <Bar
            scale={scale}
            from={run.started_at}
            to={run.ended_at}
            now={end}
            status={run.status}
            label={run.step}
            zone={zone}
            free={before && scale.left(before.from)}
          >
            {loop && loop.total >= FEW && <Density loop={loop} />}
          </Bar>
        )}
        <Held segments={segments} scale={scale} />
      </div>
    </>
  );
}

/** For how long it waited and was paused, behind what a row says already. */
function told(segments: Segment[]): string {
  const { waited, paused } = heldUp(segments);
  return [
    waited > 0 && t.execution.waited(formatDuration(waited)),
    paused > 0 && t.execution.paused(formatDuration(paused)),
  ]
    .filter(Boolean)
    .map((text) => ` · ${text}`)
    .join('');
}

/** When it did not run: hatched where it waited, striped where the execution was paused. */
function Held({ segments, scale }: { segments: Segment[]; scale: Scale }) {
  return segments.map((one) => {
    const length = one.to - one.from;
    const time = formatDuration(length);
    const left = Math.min(scale.left(one.from), 99.6);
    return (
      <span
        key={`${one.kind} ${one.from}`}
        className={`gantt-bar waiting${one.within ? ' within' : ''}${one.kind === 'paused' ? ' paused' : ''}`}
        title={
          one.kind === 'paused'
            ? t.execution.pausedFor(time)
            : [t.execution.waited(time), t.execution.waitedFor[one.kind], one.signal]
                .filter(Boolean)
                .join(' ')
        }
        style={{ left: `${left}%`, width: `${Math.min(scale.width(length), 100 - left)}%` }}
      />
    );
  });
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

/** Reads how the items of a loop are spread, and those pages of them that are in sight. */
function LoopItems({
  id,
  run,
  open,
  pages,
  found,
}: {
  id: string;
  run: StepRun;
  open: boolean;
  pages: number[];
  found: (loop: Loop) => void;
}) {
  const path = `/api/executions/${enc(id)}/steps/${enc(run.step)}/items`;
  const read = (page: number, size: number, parts?: number) => ({
    queryKey: ['items', id, run.step, run.token, page, size],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<Schemas['StepItems']>(path + query({ token: run.token, page, page_size: size, parts }), signal),
    staleTime: Infinity,
  });
  const spread = useQuery(read(1, 1, 100));
  const inView = useQueries({
    queries: open ? pages.map((page) => read(page, ITEMS)) : [],
    combine: (all) => all.flatMap((one) => one.data ?? []),
  });
  const known = useRef(new Map<number, StepItem>());
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    const first = spread.data;
    if (!first) return;
    const items = new Map(known.current);
    for (const page of inView) {
      page.items.forEach((item, i) => items.set((page.page - 1) * page.page_size + i, item));
    }
    known.current = items;
    latest.current({
      total: inView[0]?.total ?? first.total,
      items,
      density: first.density ?? [],
      from: first.started_at ?? null,
      to: first.ended_at ?? null,
    });
  }, [spread.data, inView]);
  return null;
}
