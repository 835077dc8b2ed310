import {
  Button,
  Checkbox,
  FormSelect,
  FormSelectOption,
  SearchInput,
  TextInput,
} from '@patternfly/react-core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { api, enc, query, type LogLine, type StepRun } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { formatTime, useZone } from '../parts/time';
import { t } from '../texts';
import { ansi } from './ansi';
import { useStream } from './live';

interface Page {
  logs: LogLine[];
  has_more: boolean;
  total?: number;
}

const CHUNK = 2000;

const clock = (at: string | null, zone: string) =>
  at ? formatTime(at, zone, true).replace(/^.*?, /, '') : '…';

/** The same filter for another span of time. */
function within(params: URLSearchParams, from: string | null, to: string | null): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** What its steps printed: the end first, earlier lines as one scrolls up, new lines as they come; the server searches. */
export default function Logs({
  id,
  running,
  steps,
  step,
}: {
  id: string;
  running: boolean;
  steps: StepRun[];
  step?: string;
}) {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [zone] = useZone();
  const q = params.get('q') ?? '';
  const stream = params.get('stream') ?? '';
  const line = params.get('line');
  const item = params.get('item');
  const from = params.get('from');
  const to = params.get('to');
  const [text, setText] = useState(q);
  const [lines, setLines] = useState<LogLine[]>([]);
  const [earlier, setEarlier] = useState(false);
  const [total, setTotal] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [loaded, setLoaded] = useState(false);
  const [follow, setFollow] = useState(!line);
  const [wrap, setWrap] = useState(false);
  const scroll = useRef<HTMLDivElement>(null);
  const base = `/api/executions/${enc(id)}/logs`;
  const filter = useMemo(() => ({ step, q, stream, item, from, to }), [step, q, stream, item, from, to]);

  const set = useCallback(
    (name: string, value: string) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          if (value) next.set(name, value);
          else next.delete(name);
          if (name !== 'line') next.delete('line');
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(() => set('q', text), 300);
    return () => clearTimeout(timer);
  }, [text, q, set]);

  useEffect(() => {
    const stop = new AbortController();
    setLoaded(false);
    setError(null);
    const first = line
      ? query({ ...filter, after: String(BigInt(line) - 1n), limit: CHUNK, count: true })
      : query({ ...filter, tail: CHUNK, count: true });
    api
      .get<Page>(base + first, stop.signal)
      .then((page) => {
        setLines(page.logs);
        setTotal(page.total ?? null);
        setEarlier((page.total ?? 0) > page.logs.length);
        setLoaded(true);
      })
      .catch((e: unknown) => {
        if (!stop.signal.aborted) setError(e);
      });
    return () => stop.abort();
    // The line of the address is where one came in; choosing another reads nothing anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [base, filter]);

  const more = async () => {
    const first = lines[0];
    if (!first) return;
    const page = await api.get<Page>(base + query({ ...filter, before: first.log_id, limit: CHUNK }));
    setLines((old) => [...page.logs, ...old]);
    setEarlier(page.has_more);
    virtual.scrollToIndex(page.logs.length, { align: 'start' });
  };

  // The stream begins behind what was read first; the browser goes on behind what it has heard.
  const [after, setAfter] = useState<string | null>(null);
  useEffect(() => {
    setAfter(loaded && running && !line ? (lines.at(-1)?.log_id ?? '0') : null);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loaded, running, filter]);
  const buffer = useRef<LogLine[]>([]);
  const live = useStream(
    after === null ? null : base + query({ ...filter, after, follow: true }),
    (data) => {
      buffer.current.push(JSON.parse(data) as LogLine);
      if (buffer.current.length === 1) {
        requestAnimationFrame(() => {
          const fresh = buffer.current;
          buffer.current = [];
          setLines((old) => [...old, ...fresh]);
          setTotal((n) => (n === null ? n : n + fresh.length));
        });
      }
    },
    'message',
  );

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 24,
    overscan: 40,
    getItemKey: (index) => lines[index]?.log_id ?? index,
  });
  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, lines.length, virtual]);
  useEffect(() => {
    const at = line ? lines.findIndex((l) => l.log_id === line) : -1;
    if (at >= 0) virtual.scrollToIndex(at, { align: 'center' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loaded]);

  const names = [...new Set(steps.map((s) => s.step))];
  return (
    <div className="logs">
      <div className="filters" role="search">
        <SearchInput
          data-page-search
          className="filter-wide"
          aria-label={t.execution.logSearch}
          placeholder={t.execution.logSearch}
          value={text}
          onChange={(_, v) => setText(v)}
          onClear={() => setText('')}
        />
        <FormSelect
          className="filter-select"
          aria-label={t.execution.logStep}
          value={step ?? ''}
          onChange={(_, v) => {
            const others = within(params, null, null);
            others.delete('item');
            navigate(`/executions/${id}/logs${v ? `/${enc(v)}` : ''}?${others.toString()}`);
          }}
        >
          <FormSelectOption value="" label={`${t.execution.logStep}: ${t.execution.all}`} />
          {names.map((name) => (
            <FormSelectOption key={name} value={name} label={name} />
          ))}
        </FormSelect>
        <FormSelect
          className="filter-select"
          aria-label={t.execution.logStream}
          value={stream}
          onChange={(_, v) => set('stream', v)}
        >
          <FormSelectOption value="" label={`${t.execution.logStream}: ${t.execution.all}`} />
          {['stdout', 'stderr', 'system'].map((name) => (
            <FormSelectOption key={name} value={name} label={name} />
          ))}
        </FormSelect>
        <TextInput
          className="filter-number"
          type="number"
          min={0}
          aria-label={t.execution.logItem}
          placeholder={t.execution.logItem}
          value={item ?? ''}
          onChange={(_, v) => set('item', v)}
        />
        {(from || to) && (
          <Button
            variant="link"
            isInline
            onClick={() => setParams(within(params, null, null), { replace: true })}
          >
            {t.execution.logWithin(clock(from, zone), clock(to, zone))} ✕
          </Button>
        )}
        <Checkbox id="wrap" label={t.execution.wrap} isChecked={wrap} onChange={(_, on) => setWrap(on)} />
        <Checkbox
          id="follow"
          label={t.execution.follow}
          isChecked={follow}
          onChange={(_, on) => setFollow(on)}
        />
        {total !== null && <span className="count">{total.toLocaleString('en')}</span>}
        {running && <span className={live ? 'live' : 'live off'}>{live ? t.common.live : ''}</span>}
        <a href={base + query({ ...filter, download: true })} download>
          {t.common.download}
        </a>
      </div>
      {error ? (
        <Problem error={error} />
      ) : !loaded ? (
        <Loading />
      ) : lines.length === 0 ? (
        q || stream || item || from || to ? (
          <Empty title={t.execution.logNone} search />
        ) : (
          <Empty title={t.execution.logEmpty}>{t.execution.logEmptyBody}</Empty>
        )
      ) : (
        <div
          ref={scroll}
          className={wrap ? 'log-lines wrap' : 'log-lines'}
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={t.execution.tabs.logs}
          onWheel={(e) => {
            if (e.deltaY < 0) setFollow(false);
          }}
        >
          {earlier && (
            <Button variant="link" isInline onClick={() => void more()}>
              {t.execution.logEarlier}
            </Button>
          )}
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map((item) => {
              const row = lines[item.index] as LogLine;
              return (
                <div
                  key={item.key}
                  ref={wrap ? virtual.measureElement : undefined}
                  data-index={item.index}
                  className={`log-line ${row.stream}${row.log_id === line ? ' linked' : ''}`}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <button
                    type="button"
                    className="log-at"
                    title={t.execution.logLink}
                    onClick={() => set('line', row.log_id)}
                  >
                    {clock(row.created_at, zone)}
                  </button>
                  <span className="log-step" title={row.label ?? undefined}>
                    {row.step}
                    {row.item !== null && `[${row.label ?? row.item}]`}
                  </span>
                  <span className="log-text">
                    {ansi(row.line).map((span, i) => (
                      <span key={i} className={span.classes || undefined}>
                        {span.text}
                      </span>
                    ))}
                  </span>
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}
