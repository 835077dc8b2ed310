import { Alert, PageSection, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { api, type Schemas } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { t } from '../texts';

/** The servers that share the work, what each runs, and until when it holds it. */
export default function Servers() {
  const list = useQuery({
    queryKey: ['replicas'],
    queryFn: ({ signal }) => api.get<Schemas['Replicas']>('/api/replicas', signal),
    refetchInterval: 5_000,
  });
  const alive = list.data?.items.filter((r) => r.alive) ?? [];
  return (
    <>
      <PageSection className="page-head">
        <Title headingLevel="h1">{t.servers.title}</Title>
      </PageSection>
      <PageSection className="page-body">
        {list.isPending ? (
          <Loading />
        ) : list.isError ? (
          <Problem error={list.error} retry={() => void list.refetch()} />
        ) : list.data.items.length === 0 ? (
          <Empty title={t.servers.emptyTitle}>{t.servers.emptyBody}</Empty>
        ) : (
          <>
            <p>{t.servers.waiting(list.data.waiting)}.</p>
            {new Set(alive.map((r) => r.version)).size > 1 && (
              <Alert isInline variant="warning" title={t.servers.apart}>
                {t.servers.apartBody}
              </Alert>
            )}
            <Table
              label={t.servers.title}
              head={[
                t.servers.replica,
                t.servers.version,
                t.servers.running,
                t.servers.since,
                t.servers.lease,
              ]}
              rows={list.data.items.map((r) => ({
                key: r.replica_id,
                cells: [
                  <code key="r">{r.replica_id}</code>,
                  r.version ?? '–',
                  r.running,
                  <Time key="s" at={r.started_at} />,
                  <span key="l">
                    <Time at={r.lease_until} /> ({r.alive ? t.servers.alive : t.servers.gone})
                  </span>,
                ],
              }))}
            />
          </>
        )}
      </PageSection>
    </>
  );
}
