import { Button, PageSection, SearchInput, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { api, query, type Schemas } from '../api/client';
import { useMay } from '../parts/me';
import { useRows } from '../parts/shortcuts';
import { Empty, Loading, Problem } from '../parts/states';
import { StatusIcon } from '../parts/status';
import { Time } from '../parts/time';
import { t } from '../texts';

type Listed = Schemas['ListedPlaybooks'];

export default function Playbooks() {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const mayWrite = useMay('editor');
  const q = params.get('q') ?? '';
  const page = Number(params.get('page') ?? 1);
  const [text, setText] = useState(q);
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(() => setParams(text ? { q: text } : {}, { replace: true }), 250);
    return () => clearTimeout(timer);
  }, [text, q, setParams]);
  const found = useQuery({
    queryKey: ['playbooks', q, page],
    queryFn: ({ signal }) => api.get<Listed>(`/api/catalog/playbooks${query({ q, page })}`, signal),
    placeholderData: (old) => old,
  });
  const [active, setActive] = useState(-1);
  const rows = found.data?.items ?? [];
  useRows(rows.length, active, setActive, (row) => navigate(`/playbooks/${rows[row]?.path}`));
  return (
    <>
      <PageSection className="page-head">
        <div className="head-row">
          <Title headingLevel="h1">{t.playbooks.title}</Title>
          <span className="grow" />
          {mayWrite && <Button onClick={() => navigate('/editor')}>{t.playbooks.add}</Button>}
        </div>
        <div className="filters" role="search">
          <SearchInput
            data-page-search
            className="filter-wide"
            aria-label={t.playbooks.search}
            placeholder={t.playbooks.search}
            value={text}
            onChange={(_, v) => setText(v)}
            onClear={() => setText('')}
          />
        </div>
      </PageSection>
      <PageSection className="page-body">
        {found.isPending ? (
          <Loading />
        ) : found.isError ? (
          <Problem error={found.error} retry={() => void found.refetch()} />
        ) : found.data.items.length === 0 ? (
          q ? (
            <Empty title={t.playbooks.noneTitle} search />
          ) : (
            <Empty title={t.playbooks.emptyTitle}>{t.playbooks.emptyBody}</Empty>
          )
        ) : (
          <div className="scroll-table" tabIndex={0} role="region" aria-label={t.playbooks.title}>
            <table className="grid">
              <thead>
                <tr>
                  <th scope="col">{t.playbooks.path}</th>
                  <th scope="col">{t.playbooks.version}</th>
                  <th scope="col">{t.playbooks.newest}</th>
                  <th scope="col">{t.playbooks.rate}</th>
                  <th scope="col">{t.playbooks.last}</th>
                  <th scope="col">{t.playbooks.registered}</th>
                </tr>
              </thead>
              <tbody>
                {found.data.items.map((item, i) => (
                  <tr key={item.path} className={i === active ? 'row active' : 'row'}>
                    <td>
                      <Link to={`/playbooks/${item.path}`}>{item.path}</Link>
                      {item.description && <div className="dim">{item.description}</div>}
                    </td>
                    <td>{item.version}</td>
                    <td className="dots">
                      {item.runs?.newest.slice(0, 10).map((run) => (
                        <Link key={run.execution_id} to={`/executions/${run.execution_id}`}>
                          <StatusIcon status={run.status} />
                        </Link>
                      )) ?? '–'}
                    </td>
                    <td>{rate(item.runs)}</td>
                    <td>{item.runs ? <Time at={item.runs.last_started_at} /> : t.common.never}</td>
                    <td>
                      <Time at={item.created_at} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <div className="pager">
              {page > 1 && (
                <Button
                  variant="link"
                  onClick={() => setParams({ ...(q ? { q } : {}), page: String(page - 1) })}
                >
                  ‹ {page - 1}
                </Button>
              )}
              {found.data.has_more && (
                <Button
                  variant="link"
                  onClick={() => setParams({ ...(q ? { q } : {}), page: String(page + 1) })}
                >
                  {page + 1} ›
                </Button>
              )}
            </div>
          </div>
        )}
      </PageSection>
    </>
  );
}

function rate(runs: Schemas['ListedPlaybook']['runs']): string {
  const ended = runs ? runs.completed + runs.failed : 0;
  return runs && ended > 0
    ? `${Math.round((runs.completed / ended) * 100)} % (${runs.completed}/${ended})`
    : '–';
}
