import { Button, ExpandableSection, Title } from '@patternfly/react-core';
import { TimesIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router-dom';
import { api, enc, query, type Schemas, type StepRun } from '../api/client';
import { Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Duration, formatDuration, Time } from '../parts/time';
import { ValueView } from '../parts/ValueView';
import { t } from '../texts';

function message(error: unknown): string {
  if (error === null || error === undefined) return '';
  if (typeof error === 'string') return error;
  const found = (error as { message?: unknown }).message;
  return typeof found === 'string' ? found : JSON.stringify(error);
}

/** How long an attempt waited after the one before had failed. */
function WaitedBefore({ before, call }: { before?: Schemas['StepCall']; call: Schemas['StepCall'] }) {
  if (before?.again !== 'retry' || call.started_at === null) return null;
  const waited = Date.parse(call.started_at) - Date.parse(before.ended_at);
  return waited > 0 && <span className="dim">{t.execution.waitedBefore(formatDuration(waited))}</span>;
}

/** A step, or an item of its loop: each attempt with its error, and what it gave. */
export function StepPanel({
  id,
  step,
  runs,
  close,
  rerun,
}: {
  id: string;
  step: string;
  runs: StepRun[];
  close: () => void;
  rerun?: () => void;
}) {
  const [params] = useSearchParams();
  const item = params.get('item');
  const run = runs.at(-1);
  const calls = useQuery({
    queryKey: ['calls', id, step, item, run?.ended_at],
    queryFn: ({ signal }) =>
      api.get<Schemas['StepCalls']>(
        `/api/executions/${enc(id)}/steps/${enc(step)}/calls${query({ item })}`,
        signal,
      ),
  });
  return (
    <aside className="panel" aria-label={`${t.execution.step} ${step}`}>
      <div className="head-row">
        <Title headingLevel="h2" size="lg">
          {step}
          {item !== null && ` · ${t.execution.item(Number(item))}`}
        </Title>
        {run && item === null && <StatusLabel status={run.status} />}
        <span className="grow" />
        <Button variant="plain" aria-label={t.common.close} icon={<TimesIcon />} onClick={close} />
      </div>
      {runs.map((one) => (
        <dl className="facts" key={one.token ?? one.issued_at}>
          <div>
            <dt>{t.execution.started}</dt>
            <dd>
              <Time at={one.started_at} millis />
            </dd>
          </div>
          <div>
            <dt>{t.execution.duration}</dt>
            <dd>
              <Duration from={one.started_at} to={one.ended_at} />
            </dd>
          </div>
        </dl>
      ))}
      <p className="links">
        {rerun && (
          <Button variant="link" isInline onClick={rerun}>
            {t.execution.rerunHere}
          </Button>
        )}
        <Link to={`/executions/${id}/logs/${enc(step)}${query({ item })}`}>{t.execution.showLogs}</Link>
      </p>
      {calls.isPending && <Loading />}
      {calls.isError && <Problem error={calls.error} />}
      {calls.data && calls.data.calls.length > 0 && (
        <>
          <Title headingLevel="h3" size="md">
            {t.execution.calls}
          </Title>
          <ol className="calls">
            {calls.data.calls.map((call, i) => (
              <li key={call.event_id}>
                <div className="head-row">
                  <strong>{t.execution.callNumber(call.number)}</strong>
                  <StatusLabel status={call.status} />
                  <Duration from={call.started_at} to={call.ended_at} />
                  <WaitedBefore before={calls.data.calls[i - 1]} call={call} />
                  {calls.data.calls.length > 1 && (
                    <Link
                      to={`/executions/${id}/logs/${enc(step)}${query({ item, from: call.started_at, to: call.ended_at })}`}
                    >
                      {t.execution.showLogs}
                    </Link>
                  )}
                </div>
                {call.error !== null && <p className="error-text">{message(call.error)}</p>}
                {call.stack_trace && (
                  <ExpandableSection toggleText={t.execution.trace}>
                    <pre className="trace" tabIndex={0}>
                      {call.stack_trace}
                    </pre>
                  </ExpandableSection>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      <Title headingLevel="h3" size="md">
        {t.execution.result}
      </Title>
      <ValueView
        id={id}
        source={item === null ? { of: 'step', name: step } : { of: 'item', name: step, item }}
        root={step}
      />
    </aside>
  );
}
