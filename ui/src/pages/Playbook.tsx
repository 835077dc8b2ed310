import { Button, PageSection, Tab, Tabs, TabTitleText, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { api, query, type Graph, type Schemas } from '../api/client';
import { FlowGraph } from '../parts/FlowGraph';
import { useMay } from '../parts/me';
import { Empty, Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Duration, Time } from '../parts/time';
import { RunModal } from '../playbook/RunModal';
import { t } from '../texts';

const Editor = lazy(() => import('../playbook/Editor'));
const Versions = lazy(() => import('../playbook/Versions'));
const Tests = lazy(() => import('../playbook/Tests'));
const Triggers = lazy(() => import('../playbook/Triggers'));

const tabs = ['graph', 'editor', 'versions', 'tests', 'runs', 'schedules', 'triggers', 'routes'];

/** One playbook, in one of its versions: graph, text, changes, tests, runs, and what starts it. */
export default function Playbook() {
  const { '*': path = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') ?? 'graph';
  const version = params.get('version') ?? undefined;
  const mayRun = useMay('operator');
  const [run, setRun] = useState(false);
  const graph = useQuery({
    queryKey: ['graph', path, version],
    queryFn: ({ signal }) => api.get<Graph>(`/api/catalog/graph${query({ path, version })}`, signal),
  });
  const versions = useQuery({
    queryKey: ['versions', path],
    queryFn: ({ signal }) =>
      api.get<Schemas['PlaybookVersions']>(`/api/catalog/versions${query({ path })}`, signal),
  });
  const choose = (changes: Record<string, string | null>) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  return (
    <>
      <PageSection className="page-head">
        <nav className="crumbs" aria-label={t.playbooks.title}>
          <Link to="/playbooks">{t.playbooks.title}</Link>
        </nav>
        <div className="head-row">
          <Title headingLevel="h1" size="xl">
            {path}
          </Title>
          {graph.data && <span className="dim">v{graph.data.version}</span>}
          <span className="grow" />
          {mayRun && graph.data && <Button onClick={() => setRun(true)}>{t.playbooks.run}</Button>}
        </div>
        <Tabs activeKey={tab} onSelect={(_, key) => choose({ tab: String(key) })} aria-label={path}>
          {tabs.map((name) => (
            <Tab
              key={name}
              eventKey={name}
              tabContentId="tab-panel"
              title={<TabTitleText>{t.playbooks.tabs[name]}</TabTitleText>}
            />
          ))}
        </Tabs>
      </PageSection>
      <PageSection className="page-body" id="tab-panel" role="tabpanel" aria-label={t.playbooks.tabs[tab]}>
        <Suspense fallback={<Loading />}>
          {tab === 'graph' &&
            (graph.isPending ? (
              <Loading />
            ) : graph.isError ? (
              <Problem error={graph.error} retry={() => void graph.refetch()} />
            ) : (
              <FlowGraph graph={graph.data} choose={() => choose({ tab: 'editor' })} />
            ))}
          {tab === 'editor' && <Editor key={`${path} ${version}`} path={path} version={version} />}
          {tab === 'versions' && versions.data && <Versions path={path} versions={versions.data.versions} />}
          {tab === 'tests' &&
            (graph.isPending ? (
              <Loading />
            ) : graph.isError ? (
              <Problem error={graph.error} retry={() => void graph.refetch()} />
            ) : (
              <Tests key={path} graph={graph.data} />
            ))}
          {tab === 'runs' && <Runs path={path} />}
          {tab === 'schedules' && <SchedulesOf path={path} />}
          {tab === 'triggers' && <Triggers path={path} />}
          {tab === 'routes' && (
            <>
              <p>{t.playbooks.routesBody}</p>
              <ul>
                {(graph.data?.routes ?? []).map((id) => (
                  <li key={id}>
                    <code>{id}</code>{' '}
                    <a href={`/actuator/hawtio/camel/routes?nid=${encodeURIComponent(id)}`}>
                      {t.playbooks.openRoute}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Suspense>
      </PageSection>
      {run && graph.data && <RunModal graph={graph.data} close={() => setRun(false)} />}
    </>
  );
}

function Runs({ path }: { path: string }) {
  const runs = useQuery({
    queryKey: ['runs', path],
    queryFn: ({ signal }) =>
      api.get<Schemas['FoundExecutions']>(`/api/executions/search${query({ path, limit: 50 })}`, signal),
  });
  if (runs.isPending) return <Loading />;
  if (runs.isError) return <Problem error={runs.error} />;
  if (runs.data.items.length === 0) return <Empty title={t.executions.emptyTitle} />;
  return (
    <div className="scroll-table" tabIndex={0} role="region" aria-label={t.playbooks.tabs.runs}>
      <Link to={`/executions${query({ path })}`}>{t.nav.executions}</Link>
      <table className="grid">
        <tbody>
          {runs.data.items.map((row) => (
            <tr key={row.execution_id}>
              <td>
                <StatusLabel status={row.status} />
              </td>
              <td>
                <Link to={`/executions/${row.execution_id}`}>{row.execution_id}</Link>
                {row.error && <div className="row-error">{row.error}</div>}
              </td>
              <td>v{row.version}</td>
              <td>
                <Time at={row.started_at} />
              </td>
              <td>
                <Duration from={row.started_at} to={row.ended_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SchedulesOf({ path }: { path: string }) {
  const schedules = useQuery({
    queryKey: ['schedules'],
    queryFn: ({ signal }) => api.get<{ items: Schemas['Schedule'][] }>('/api/schedules', signal),
  });
  if (schedules.isPending) return <Loading />;
  if (schedules.isError) return <Problem error={schedules.error} />;
  const ours = schedules.data.items.filter((s) => s.playbook_path === path);
  if (ours.length === 0) {
    return (
      <Empty
        title={t.schedules.emptyTitle}
        action={<Link to={`/schedules${query({ path })}`}>{t.schedules.add}</Link>}
      >
        {t.schedules.emptyBody}
      </Empty>
    );
  }
  return (
    <ul>
      {ours.map((s) => (
        <li key={s.schedule_id}>
          <Link to="/schedules">{s.name || s.schedule_id}</Link>: {s.cron ?? `${s.interval_seconds} s`} (
          {s.timezone}), {t.schedules.next}: <Time at={s.next_run_at} />
        </li>
      ))}
    </ul>
  );
}
