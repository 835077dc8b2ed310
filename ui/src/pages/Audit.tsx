import { Button, PageSection, TextInput, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { api, query } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { t } from '../texts';

interface Entry {
  created_at: string;
  caller: string;
  role: string;
  action: string;
  target: string | null;
  status: number;
}

const SIZE = 100;

/** Who did what to what, and how it ended. */
export default function Audit() {
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page') ?? 1);
  const filter = { target: params.get('target'), caller: params.get('caller'), action: params.get('action') };
  const list = useQuery({
    queryKey: ['audit', JSON.stringify(filter), page],
    queryFn: ({ signal }) =>
      api.get<{ items: Entry[] }>(`/api/audit${query({ ...filter, page, page_size: SIZE })}`, signal),
    placeholderData: (old) => old,
  });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    if (name !== 'page') next.delete('page');
    setParams(next, { replace: true });
  };
  return (
    <>
      <PageSection className="page-head">
        <Title headingLevel="h1">{t.audit.title}</Title>
        <div className="filters" role="search">
          {(['target', 'caller', 'action'] as const).map((name, i) => (
            <TextInput
              key={name}
              data-page-search={i === 0 ? true : undefined}
              className="filter-text"
              aria-label={t.audit[name]}
              placeholder={t.audit[name]}
              value={params.get(name) ?? ''}
              onChange={(_, v) => set(name, v)}
            />
          ))}
        </div>
      </PageSection>
      <PageSection className="page-body">
        {list.isPending ? (
          <Loading />
        ) : list.isError ? (
          <Problem error={list.error} retry={() => void list.refetch()} />
        ) : list.data.items.length === 0 ? (
          <Empty title={t.audit.emptyTitle}>{t.audit.emptyBody}</Empty>
        ) : (
          <>
            <Table
              label={t.audit.title}
              head={[
                t.audit.time,
                t.audit.caller,
                t.common.role,
                t.audit.action,
                t.audit.target,
                t.audit.status,
              ]}
              rows={list.data.items.map((e, i) => ({
                key: `${e.created_at} ${i}`,
                cells: [
                  <Time key="t" at={e.created_at} millis />,
                  e.caller,
                  e.role,
                  e.action,
                  e.target,
                  e.status,
                ],
              }))}
            />
            <div className="pager">
              {page > 1 && (
                <Button variant="link" onClick={() => set('page', String(page - 1))}>
                  ‹ {page - 1}
                </Button>
              )}
              {list.data.items.length === SIZE && (
                <Button variant="link" onClick={() => set('page', String(page + 1))}>
                  {page + 1} ›
                </Button>
              )}
            </div>
          </>
        )}
      </PageSection>
    </>
  );
}
