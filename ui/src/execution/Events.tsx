import { Button, FormSelect, FormSelectOption, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { api, enc, query, type EventRow, type Schemas } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { Time } from '../parts/time';
import { ValueView } from '../parts/ValueView';
import { t } from '../texts';
import { useStream } from './live';

const types = [
  'playbook.initialized',
  'command.issued',
  'step.enter',
  'call.done',
  'call.error',
  'step.exit',
  'loop.done',
  'sink.executed',
  'sink.failed',
  'playbook.completed',
  'playbook.failed',
  'playbook.cancelled',
];
const PAGE = 500;

/** The log of events, by pages, without what they hold; that is read of the one that is opened. An id is a text: none is taken for another. */
export default function Events({ id, running }: { id: string; running: boolean }) {
  const [type, setType] = useState('');
  const [events, setEvents] = useState<EventRow[]>([]);
  const [more, setMore] = useState(false);
  const [loaded, setLoaded] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [open, setOpen] = useState<string | null>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const seen = useRef(new Set<string>());
  const base = `/api/executions/${enc(id)}/events`;
  const add = (rows: EventRow[]) => {
    const fresh = rows.filter((e) => !seen.current.has(e.event_id_text ?? ''));
    for (const e of fresh) seen.current.add(e.event_id_text ?? '');
    if (fresh.length > 0) setEvents((old) => [...old, ...fresh]);
  };
  useEffect(() => {
    const stop = new AbortController();
    seen.current = new Set();
    setEvents([]);
    setOpen(null);
    setLoaded(false);
    api
      .get<Schemas['Events']>(base + query({ event_type: type, page_size: PAGE, heads: true }), stop.signal)
      .then((page) => {
        add(page.events);
        setMore(page.has_more ?? false);
        setLoaded(true);
      })
      .catch((e: unknown) => {
        if (!stop.signal.aborted) setError(e);
      });
    return () => stop.abort();
  }, [base, type]);
  const next = async () => {
    const page = await api.get<Schemas['Events']>(
      base + query({ event_type: type, page_size: PAGE, after: events.at(-1)?.event_id_text, heads: true }),
    );
    add(page.events);
    setMore(page.has_more ?? false);
  };
  const [after, setAfter] = useState<string | null>(null);
  useEffect(() => {
    setAfter(loaded && running && !more ? (events.at(-1)?.event_id_text ?? '0') : null);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loaded, running, more, type]);
  const live = useStream(
    after === null ? null : base + query({ event_type: type, after, follow: true, heads: true }),
    (data) => add([JSON.parse(data) as EventRow]),
    'message',
  );
  const virtual = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 34,
    overscan: 20,
    getItemKey: (i) => events[i]?.event_id_text ?? i,
  });
  const shown = virtual.getVirtualItems();
  if (error) return <Problem error={error} />;
  return (
    <div className="events">
      <div className="filters">
        <FormSelect
          className="filter-select"
          aria-label={t.execution.eventType}
          value={type}
          onChange={(_, v) => setType(v)}
        >
          <FormSelectOption value="" label={`${t.execution.eventType}: ${t.execution.all}`} />
          {types.map((name) => (
            <FormSelectOption key={name} value={name} label={name} />
          ))}
        </FormSelect>
        <span className="count">{events.length.toLocaleString('en')}</span>
        {running && <span className={live ? 'live' : 'live off'}>{live ? t.common.live : ''}</span>}
        {more && (
          <Button variant="link" onClick={() => void next()}>
            {t.execution.showMore}
          </Button>
        )}
      </div>
      {!loaded ? (
        <Loading />
      ) : events.length === 0 ? (
        <Empty title={t.execution.eventEmpty} />
      ) : (
        <div className="virtual" ref={scroll} tabIndex={0} role="region" aria-label={t.execution.tabs.events}>
          <table className="grid">
            <thead>
              <tr>
                <th scope="col">{t.execution.eventTime}</th>
                <th scope="col">{t.execution.eventType}</th>
                <th scope="col">{t.execution.step}</th>
                <th scope="col">{t.execution.stepStatus}</th>
                <th scope="col">Id</th>
              </tr>
            </thead>
            <tbody>
              {(shown[0]?.start ?? 0) > 0 && (
                <tr aria-hidden="true" style={{ height: shown[0]?.start }}>
                  <td colSpan={5} />
                </tr>
              )}
              {shown.map((item) => {
                const event = events[item.index] as EventRow;
                const meta = event.meta as { item?: number } | null;
                return (
                  <tr
                    key={item.key}
                    style={{ height: 34 }}
                    className={event.event_id_text === open ? 'row active' : 'row'}
                  >
                    <td>
                      <Time at={event.at} millis />
                    </td>
                    <td>
                      <button
                        type="button"
                        className="linkish"
                        aria-expanded={event.event_id_text === open}
                        onClick={() =>
                          setOpen(event.event_id_text === open ? null : (event.event_id_text ?? null))
                        }
                      >
                        {event.event_type}
                      </button>
                    </td>
                    <td>
                      {event.node_name}
                      {meta?.item !== undefined && (
                        <span className="dim"> {t.execution.item(meta.item)}</span>
                      )}
                    </td>
                    <td>{event.status}</td>
                    <td>
                      <code>{event.event_id_text}</code>
                    </td>
                  </tr>
                );
              })}
              {virtual.getTotalSize() - (shown.at(-1)?.end ?? 0) > 0 && (
                <tr aria-hidden="true" style={{ height: virtual.getTotalSize() - (shown.at(-1)?.end ?? 0) }}>
                  <td colSpan={5} />
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      {open !== null && <EventBody key={open} id={id} eventId={open} />}
    </div>
  );
}

/** All that an event says; its result in parts. */
function EventBody({ id, eventId }: { id: string; eventId: string }) {
  const found = useQuery({
    queryKey: ['event', id, eventId],
    queryFn: ({ signal }) =>
      api.get<Schemas['Events']>(
        `/api/executions/${enc(id)}/events${query({ after: String(BigInt(eventId) - 1n), page_size: 1, references: true })}`,
        signal,
      ),
  });
  if (found.isPending) return <Loading />;
  if (found.isError) return <Problem error={found.error} retry={() => void found.refetch()} />;
  const event = found.data.events[0];
  if (!event) return <Empty title={t.execution.eventEmpty} />;
  const { result, ...rest } = event;
  return (
    <>
      <pre className="trace" tabIndex={0} aria-label={event.event_type}>
        {JSON.stringify(rest, null, 2).slice(0, 200_000)}
      </pre>
      {result !== null && (
        <>
          <Title headingLevel="h2" size="md">
            {t.execution.result}
          </Title>
          <ValueView id={id} source={{ of: 'event', name: eventId }} root="result" />
        </>
      )}
    </>
  );
}
