import { Button, ExpandableSection, Title } from '@patternfly/react-core';
import { LinkIcon, TimesIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useHref, useSearchParams } from 'react-router-dom';
import { api, enc, query, type Graph, type Schemas, type StepRun } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Duration, formatDuration, Time } from '../parts/time';
import { useSay } from '../parts/toasts';
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

/** A call, with an address of its own; the one of the page's address is marked and open. */
function Attempt({
  id,
  step,
  item,
  call,
  before,
  alone,
  chosen,
}: {
  id: string;
  step: string;
  item: string | null;
  call: Schemas['StepCall'];
  before?: Schemas['StepCall'];
  alone: boolean;
  chosen: boolean;
}) {
  const say = useSay();
  const place = useRef<HTMLLIElement>(null);
  const to = `/executions/${id}/steps/${enc(step)}${query({ item, attempt: call.number })}`;
  const href = useHref(to);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(href, window.location.origin).href);
    say(t.common.copied);
  };
  return (
    <li ref={place} className={chosen ? 'chosen' : undefined} aria-current={chosen || undefined}>
      <div className="head-row">
        <Link to={to}>
          <strong>{t.execution.callNumber(call.number)}</strong>
        </Link>
        <Button
          variant="plain"
          size="sm"
          aria-label={t.execution.callLink(call.number)}
          title={t.execution.callLink(call.number)}
          icon={<LinkIcon />}
          onClick={() => void copy()}
        />
        <StatusLabel status={call.status} />
        <Duration from={call.started_at} to={call.ended_at} />
        <WaitedBefore before={before} call={call} />
        {!alone && call.started_at && (
          <Link
            to={`/executions/${id}/logs/${enc(step)}${query({ item, from: call.started_at, to: call.ended_at })}`}
          >
            {t.execution.showLogs}
          </Link>
        )}
      </div>
      {call.error !== null && <p className="error-text">{message(call.error)}</p>}
      {call.stack_trace && (
        <Trace key={String(chosen)} open={chosen}>
          {call.stack_trace}
        </Trace>
      )}
    </li>
  );
}

function Trace({ open, children }: { open: boolean; children: string }) {
  const [expanded, setExpanded] = useState(open);
  return (
    <ExpandableSection
      toggleText={t.execution.trace}
      isExpanded={expanded}
      onToggle={(_, now) => setExpanded(now)}
    >
      <pre className="trace" tabIndex={0}>
        {children}
      </pre>
    </ExpandableSection>
  );
}

/** A step, or an item of its loop: each attempt with its error, and what it gave. */
export function StepPanel({
  id,
  step,
  catalogId,
  runs,
  close,
  rerun,
}: {
  id: string;
  step: string;
  catalogId: string;
  runs: StepRun[];
  close: () => void;
  rerun?: () => void;
}) {
  const [params] = useSearchParams();
  const item = params.get('item');
  const attempt = params.get('attempt');
  const run = runs.at(-1);
  // One that has not run may come still, where the playbook has it.
  const graph = useQuery({
    queryKey: ['graph', catalogId],
    enabled: run === undefined,
    queryFn: ({ signal }) => api.get<Graph>(`/api/catalog/graph${query({ catalog_id: catalogId })}`, signal),
    staleTime: Infinity,
  });
  const missing = run === undefined && graph.data && !graph.data.nodes.some((node) => node.name === step);
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
      {missing && <Empty title={t.execution.noStep(step)}>{t.execution.noStepBody}</Empty>}
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
      {!missing && (
        <p className="links">
          {rerun && (
            <Button variant="link" isInline onClick={rerun}>
              {t.execution.rerunHere}
            </Button>
          )}
          <Link to={`/executions/${id}/logs/${enc(step)}${query({ item })}`}>{t.execution.showLogs}</Link>
        </p>
      )}
      {calls.isPending && <Loading />}
      {calls.isError && <Problem error={calls.error} />}
      {calls.data && attempt !== null && !calls.data.calls.some((c) => String(c.number) === attempt) && (
        <p className="hint bad">{t.execution.noCall(attempt)}</p>
      )}
      {calls.data && calls.data.calls.length > 0 && (
        <>
          <Title headingLevel="h3" size="md">
            {t.execution.calls}
          </Title>
          <ol className="calls">
            {calls.data.calls.map((call, i) => (
              <Attempt
                key={call.event_id}
                id={id}
                step={step}
                item={item}
                call={call}
                before={calls.data.calls[i - 1]}
                alone={calls.data.calls.length === 1}
                chosen={String(call.number) === attempt}
              />
            ))}
          </ol>
        </>
      )}
      {!missing && (
        <>
          <Title headingLevel="h3" size="md">
            {t.execution.result}
          </Title>
          <ValueView
            id={id}
            source={item === null ? { of: 'step', name: step } : { of: 'item', name: step, item }}
            root={step}
          />
        </>
      )}
    </aside>
  );
}
