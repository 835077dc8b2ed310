import { Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
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
  open: { token: string; step: string; args: unknown; items_done: number }[];
}

const ends = ['playbook.completed', 'playbook.failed', 'playbook.cancelled'];

/** How it stood: a slider over its events, from the first to the last. */
export default function StateTab({ id }: { id: string }) {
  const [place, setPlace] = useState<number | null>(null);
  const events = useQuery({
    queryKey: ['state-events', id],
    queryFn: async ({ signal }) => {
      // What changes the state: beginnings and ends, of steps and of the whole.
      const pages = await Promise.all(
        ['step.enter', 'step.exit', 'loop.done', ...ends].map((type) =>
          api.get<Schemas['Events']>(
            `/api/executions/${enc(id)}/events${query({ event_type: type, page_size: 1000, heads: true })}`,
            signal,
          ),
        ),
      );
      return pages
        .flatMap((page) => page.events)
        .map((e) => ({ id: e.event_id_text ?? '', at: e.at ?? '', type: e.event_type, node: e.node_name }))
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    },
  });
  const all = events.data ?? [];
  const index = useDeferredValue(place ?? all.length - 1);
  const event = all[index];
  const state = useQuery({
    queryKey: ['state', id, event?.id],
    enabled: events.isSuccess,
    queryFn: ({ signal }) =>
      api.get<State>(`/api/executions/${enc(id)}/state${query({ at: event?.id, preview: true })}`, signal),
    placeholderData: (old) => old,
  });
  if (events.isPending) return <Loading />;
  if (events.isError) return <Problem error={events.error} />;
  return (
    <div className="state">
      <label htmlFor="state-at">
        {t.execution.stateAt} {event && <strong>{`${event.type} ${event.node ?? ''}`}</strong>}{' '}
        {event && <Time at={event.at} millis />}
      </label>
      <input
        id="state-at"
        type="range"
        min={0}
        max={Math.max(0, all.length - 1)}
        value={place ?? Math.max(0, all.length - 1)}
        onChange={(e) => setPlace(Number(e.target.value))}
      />
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
                  {token.items_done > 0 && t.execution.items(token.items_done, token.items_done)}
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
