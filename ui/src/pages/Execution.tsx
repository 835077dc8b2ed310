import {
  Alert,
  Button,
  ClipboardCopy,
  Dropdown,
  DropdownItem,
  DropdownList,
  ExpandableSection,
  MenuToggle,
  PageSection,
  Tab,
  Tabs,
  TabTitleText,
  Title,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { api, enc, query, type Overview, type Schemas } from '../api/client';
import { quoted, startByCurl, startByNoetlctl } from '../execution/commands';
import { CancelModal, RerunModal } from '../execution/actions';
import { Gantt } from '../execution/Gantt';
import { Standing, Undone } from '../execution/Banners';
import { openWaits } from '../execution/standing';
import { StepPanel } from '../execution/StepPanel';
import { useRefresh, useStream } from '../execution/live';
import { useMay } from '../parts/me';
import { Gone, Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Duration, Time } from '../parts/time';
import { useSay } from '../parts/toasts';
import { t } from '../texts';

const FlowTab = lazy(() => import('../execution/FlowTab'));
const Logs = lazy(() => import('../execution/Logs'));
const Data = lazy(() => import('../execution/Data'));
const Events = lazy(() => import('../execution/Events'));
const Children = lazy(() => import('../execution/Children'));
const StateTab = lazy(() => import('../execution/StateTab'));

const tabs = ['steps', 'graph', 'logs', 'data', 'events', 'children', 'state'];
const over = ['COMPLETED', 'FAILED', 'CANCELLED'];
/** What events are news of. */
const READ_AGAIN = ['overview', 'steps', 'items', 'children'];

/** One execution: what failed, its steps over time, its graph, logs and data, and what one can do. */
export default function Execution() {
  const { id = '', tab = 'steps', step } = useParams();
  const navigate = useNavigate();
  const say = useSay();
  const mayAct = useMay('operator');
  const [rerun, setRerun] = useState<{ step?: string } | null>(null);
  const [cancel, setCancel] = useState(false);
  const [menu, setMenu] = useState(false);
  const overview = useQuery({
    queryKey: ['overview', id],
    queryFn: ({ signal }) => api.get<Overview>(`/api/executions/${enc(id)}/overview`, signal),
  });
  const steps = useQuery({
    queryKey: ['steps', id],
    queryFn: ({ signal }) => api.get<Schemas['StepRuns']>(`/api/executions/${enc(id)}/steps`, signal),
    // That it is parked, and that it goes on, is no event.
    refetchInterval: ({ state }) =>
      state.data?.status === 'RUNNING' && openWaits(state.data.waits).length > 0 ? 3000 : false,
  });
  const ended = over.includes(overview.data?.status ?? '');

  const look = useRefresh(READ_AGAIN, id);
  const follow =
    overview.data && !ended
      ? `/api/executions/${enc(id)}/events${query({ follow: true, heads: true })}`
      : null;
  const live = useStream(follow, look, 'message', look);

  useEffect(() => {
    if (overview.data) document.title = `${t.status[overview.data.status]} · ${overview.data.path}`;
    return () => {
      document.title = t.product;
    };
  }, [overview.data]);

  if (!tabs.includes(tab)) return <Gone />;
  if (overview.isPending) return <Loading />;
  if (overview.isError) {
    return (
      <PageSection>
        <Problem error={overview.error} retry={() => void overview.refetch()} />
      </PageSection>
    );
  }
  const execution = overview.data;
  const act = async (verb: 'pause' | 'resume') => {
    try {
      const reply = await api.post<{ message: string }>(`/api/executions/${enc(id)}/${verb}`);
      say(reply.message);
    } catch (e) {
      say((e as Error).message, 'danger');
    }
    look();
  };
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    say(t.common.copied);
  };
  const origin = window.location.origin;
  const copyStart = async (command: typeof startByCurl) => {
    try {
      const part = await api.get<Schemas['ValuePart']>(
        `/api/executions/${enc(id)}/value${query({ of: 'payload', limit: 1000 })}`,
      );
      if (part.cut.length > 0 || part.has_more) say(t.execution.copyTooLong, 'danger');
      else {
        const { path, version } = execution;
        await copy(command({ origin, path, version, payload: part.value ?? {} }));
      }
    } catch (e) {
      say((e as Error).message, 'danger');
    }
  };

  return (
    <>
      <PageSection className="page-head">
        <nav className="crumbs" aria-label={t.execution.parents}>
          <Link to="/executions">{t.executions.title}</Link>
          {[...execution.ancestors].reverse().map((a) => (
            <span key={a.execution_id}>
              {' / '}
              <Link to={`/executions/${a.execution_id}`}>{a.path}</Link>
            </span>
          ))}
        </nav>
        <div className="head-row">
          <Title headingLevel="h1" size="xl">
            <Link to={`/playbooks/${execution.path}`}>{execution.path}</Link>
          </Title>
          <StatusLabel status={execution.status} />
          {!ended && (
            <span className={live ? 'live' : 'live off'} role="status">
              {live ? t.common.live : t.common.liveOff}
            </span>
          )}
          <span className="grow" />
          {mayAct && (
            <>
              {ended && (
                <Button variant="primary" onClick={() => setRerun({})}>
                  {t.execution.rerun}
                </Button>
              )}
              {(execution.status === 'RUNNING' || execution.status === 'COMPENSATING') && (
                <Button variant="secondary" onClick={() => void act('pause')}>
                  {t.execution.pause}
                </Button>
              )}
              {execution.status === 'PAUSED' && (
                <Button variant="primary" onClick={() => void act('resume')}>
                  {t.execution.resume}
                </Button>
              )}
              {!ended && execution.status !== 'COMPENSATING' && (
                <Button variant="danger" onClick={() => setCancel(true)}>
                  {t.execution.cancel}
                </Button>
              )}
            </>
          )}
          <Dropdown
            isOpen={menu}
            onOpenChange={setMenu}
            onSelect={() => setMenu(false)}
            popperProps={{ position: 'right' }}
            toggle={(ref) => (
              <MenuToggle ref={ref} onClick={() => setMenu(!menu)} isExpanded={menu}>
                {t.common.copyMenu}
              </MenuToggle>
            )}
          >
            <DropdownList>
              <DropdownItem onClick={() => void copyStart(startByCurl)}>{t.execution.copyCurl}</DropdownItem>
              <DropdownItem onClick={() => void copyStart(startByNoetlctl)}>
                {t.execution.copyCtl}
              </DropdownItem>
              <DropdownItem onClick={() => void copy(`noetlctl --server-url ${quoted(origin)} watch ${id}`)}>
                {t.execution.copyWatch}
              </DropdownItem>
            </DropdownList>
          </Dropdown>
        </div>
        <dl className="facts">
          <div>
            <dt>Id</dt>
            <dd>
              <ClipboardCopy
                isReadOnly
                variant="inline-compact"
                hoverTip={t.common.copy}
                clickTip={t.common.copied}
              >
                {execution.execution_id}
              </ClipboardCopy>
            </dd>
          </div>
          <div>
            <dt>{t.execution.version}</dt>
            <dd>{execution.version}</dd>
          </div>
          <div>
            <dt>{t.execution.started}</dt>
            <dd>
              <Time at={execution.started_at} millis />
            </dd>
          </div>
          <div>
            <dt>{t.execution.duration}</dt>
            <dd>
              <Duration from={execution.started_at} to={execution.ended_at} />
            </dd>
          </div>
          <div>
            <dt>{t.execution.startedBy}</dt>
            <dd>
              {[t.executions.triggers[execution.trigger ?? ''] ?? execution.trigger, execution.started_by]
                .filter(Boolean)
                .join(', ') || '–'}
            </dd>
          </div>
          {execution.trace_url && (
            <div>
              <dt>{t.execution.traceLink}</dt>
              <dd>
                <a href={execution.trace_url} target="_blank" rel="noreferrer">
                  <code>{execution.trace_id?.slice(0, 8)}</code>
                </a>
              </dd>
            </div>
          )}
          {execution.key && (
            <div>
              <dt>{t.execution.about}</dt>
              <dd>
                <Link to={`/executions?key=${enc(execution.key)}`}>
                  <code>{execution.key}</code>
                </Link>
              </dd>
            </div>
          )}
          {execution.priority !== 0 && (
            <div>
              <dt>{t.execution.priority}</dt>
              <dd>{execution.priority}</dd>
            </div>
          )}
          {execution.idempotency_key && (
            <div>
              <dt>{t.execution.key}</dt>
              <dd>
                <code>{execution.idempotency_key}</code>
              </dd>
            </div>
          )}
          {Object.keys(execution.labels).length > 0 && (
            <div>
              <dt>{t.execution.labels}</dt>
              <dd>
                {Object.entries(execution.labels).map(([name, value]) => (
                  <Link
                    key={name}
                    className="label"
                    to={`/executions?label=${enc(`${name}:${String(value)}`)}`}
                  >
                    {name}: {String(value)}
                  </Link>
                ))}
              </dd>
            </div>
          )}
        </dl>
        <Banner
          execution={execution}
          id={id}
          whole={tab === 'steps'}
          rerun={mayAct && ended ? (at) => setRerun({ step: at }) : undefined}
        />
        <Standing execution={execution} waits={steps.data?.waits ?? []} />
        {tab === 'steps' && <Undone execution={execution} />}
        <Tabs
          activeKey={tab}
          onSelect={(_, key) => navigate(key === 'steps' ? `/executions/${id}` : `/executions/${id}/${key}`)}
          aria-label={t.execution.title(id)}
        >
          {tabs.map((name) => (
            <Tab
              key={name}
              eventKey={name}
              tabContentId="tab-panel"
              title={
                <TabTitleText>
                  {t.execution.tabs[name]}
                  {name === 'children' && Object.values(execution.children).length > 0 && (
                    <span className="dim">
                      {' '}
                      {Object.values(execution.children).reduce((a, n) => a + n, 0)}
                    </span>
                  )}
                </TabTitleText>
              }
            />
          ))}
        </Tabs>
      </PageSection>
      <PageSection className="page-body" id="tab-panel" role="tabpanel" aria-label={t.execution.tabs[tab]}>
        <Suspense fallback={<Loading />}>
          {tab === 'steps' &&
            (steps.isPending ? (
              <Loading />
            ) : steps.isError ? (
              <Problem error={steps.error} retry={() => void steps.refetch()} />
            ) : (
              <div className={step ? 'with-panel' : ''}>
                <Gantt
                  execution={execution}
                  steps={steps.data.steps}
                  waits={steps.data.waits}
                  pauses={steps.data.pauses}
                  chosen={step}
                  choose={(name) => navigate(`/executions/${id}/steps/${enc(name)}`)}
                />
                {step && (
                  <StepPanel
                    id={id}
                    step={step}
                    catalogId={execution.catalog_id}
                    runs={steps.data.steps.filter((s) => s.step === step)}
                    close={() => navigate(`/executions/${id}`)}
                    rerun={mayAct && ended ? () => setRerun({ step }) : undefined}
                  />
                )}
              </div>
            ))}
          {tab === 'graph' && <FlowTab execution={execution} steps={steps.data?.steps ?? []} chosen={step} />}
          {tab === 'logs' && <Logs id={id} running={!ended} steps={steps.data?.steps ?? []} step={step} />}
          {tab === 'data' && <Data id={id} steps={steps.data?.steps ?? []} step={step} />}
          {tab === 'events' && <Events id={id} running={!ended} />}
          {tab === 'children' && <Children id={id} />}
          {tab === 'state' && <StateTab id={id} />}
        </Suspense>
      </PageSection>
      {rerun && (
        <RerunModal
          execution={execution}
          steps={steps.data?.steps ?? []}
          from={rerun.step}
          close={() => setRerun(null)}
        />
      )}
      {cancel && <CancelModal id={id} close={() => setCancel(false)} done={look} />}
    </>
  );
}

/** Where it failed, and the way out. */
function Banner({
  execution,
  id,
  whole,
  rerun,
}: {
  execution: Overview;
  id: string;
  /** Its traceback and all lines of its message; else the room is for the tab. */
  whole: boolean;
  rerun?: (step: string) => void;
}) {
  const failure = execution.failure;
  if (execution.status === 'CANCELLED') {
    return (
      <Alert isInline variant="warning" title={t.execution.cancelled}>
        {execution.error}
      </Alert>
    );
  }
  if (execution.status !== 'FAILED') return null;
  if (!failure) {
    return (
      <Alert isInline variant="danger" title={t.execution.failed}>
        {execution.error}
      </Alert>
    );
  }
  const where = [
    t.execution.failedAt(failure.step),
    failure.item !== null && t.execution.failedItem(failure.item),
    failure.attempts > 0 && t.execution.failedAttempt(failure.attempts),
  ]
    .filter(Boolean)
    .join(' ');
  const error = failure.error as { message?: string } | string | null;
  const message = typeof error === 'string' ? error : (error?.message ?? execution.error ?? '');
  return (
    <Alert
      isInline
      variant="danger"
      title={where}
      className="failure"
      actionLinks={
        <span className="links">
          {rerun && (
            <Button variant="link" isInline onClick={() => rerun(failure.step)}>
              {t.execution.rerunHere}
            </Button>
          )}
          <Link to={`/executions/${id}/steps/${enc(failure.step)}`}>{t.execution.showStep}</Link>
          <Link to={`/executions/${id}/logs/${enc(failure.step)}`}>{t.execution.showLogs}</Link>
          {failure.child_execution_id && (
            <Link to={`/executions/${failure.child_execution_id}`}>{t.execution.showChild}</Link>
          )}
        </span>
      }
    >
      <p className={whole ? 'error-text' : 'one-line'}>{message}</p>
      {whole && failure.stack_trace && (
        <ExpandableSection toggleText={t.execution.trace}>
          <pre className="trace" tabIndex={0}>
            {failure.stack_trace}
          </pre>
        </ExpandableSection>
      )}
    </Alert>
  );
}
