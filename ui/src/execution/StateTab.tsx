import { Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, enc, query, type Schemas } from '../api/client';
import { Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Time } from '../parts/time';
import { t } from '../texts';

interface State {
  status: string;
  event_type: string | null;
  node_name: string | null;
  at: string | null;
  variables: Record<string, unknown>;
  results: Record<string, unknown>;
  open: { token: string; step: string; args: unknown; items_done: number[] }[];
}

/** How long the slider rests before a place is read. */
const SETTLE = 150;

/** How it stood: a slider over all its events, each read when one comes to it. */
export default function StateTab({ id }: { id: string }) {
  const [place, setPlace] = useState<number | null>(null);
  const [settled, setSettled] = useState<number | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(place), SETTLE);
    return () => clearTimeout(timer);
  }, [place]);
  const eventAt = (page: number, signal: AbortSignal) =>
    api.get<Schemas['Events']>(
      `/api/executions/${enc(id)}/events${query({ page, page_size: 1, heads: true })}`,
      signal,
    );
  const count = useQuery({
    queryKey: ['state-events', id],
    queryFn: async ({ signal }) => (await eventAt(1, signal)).total ?? 0,
  });
  const total = count.data ?? 0;
  const at = Math.max(1, settled ?? total);
  const found = useQuery({
    queryKey: ['state-event', id, at],
    enabled: count.isSuccess,
    queryFn: async ({ signal }) => (await eventAt(at, signal)).events[0] ?? null,
    placeholderData: (old) => old,
  });
  const event = found.data;
  const eventId = event?.event_id_text;
  const state = useQuery({
    queryKey: ['state', id, eventId],
    enabled: found.isSuccess,
    queryFn: ({ signal }) =>
      api.get<State>(`/api/executions/${enc(id)}/state${query({ at: eventId, preview: true })}`, signal),
    placeholderData: (old) => old,
  });
  if (count.isPending) return <Loading />;
  if (count.isError) return <Problem error={count.error} />;
  return (
    <div className="state">
      <label htmlFor="state-at">
        {t.execution.stateAt(place ?? total, total)}{' '}
        {event && <strong>{`${event.event_type} ${event.node_name ?? ''}`}</strong>}{' '}
        {event && <Time at={event.at} millis />}
      </label>
      <input
        id="state-at"
        type="range"
        min={1}
        max={Math.max(1, total)}
        value={place ?? Math.max(1, total)}
        onChange={(e) => setPlace(Number(e.target.value))}
      />
      {found.isError && <Problem error={found.error} />}
      {state.isError && <Problem error={state.error} />}
      {state.data && (
        <>
          <p>
            <StatusLabel status={state.data.status} />
          </p>
          <Title headingLevel="h2" size="md">
            {t.execution.stateOpen}
          </Title>
          {state.data.open.length === 0 ? (
            <p>{t.execution.stateOpenNone}</p>
          ) : (
            <ul>
              {state.data.open.map((token) => (
                <li key={token.token}>
                  <strong>{token.step}</strong>{' '}
                  {token.items_done.length > 0 && t.execution.itemsDone(token.items_done.length)}
                </li>
              ))}
            </ul>
          )}
          <Title headingLevel="h2" size="md">
            {t.execution.stateVariables}
          </Title>
          <pre className="trace" tabIndex={0}>
            {JSON.stringify({ ...state.data.variables, ...state.data.results }, null, 2).slice(0, 100_000)}
          </pre>
        </>
      )}
    </div>
  );
}
