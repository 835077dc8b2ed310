import { PageSection, Title } from '@patternfly/react-core';
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
            <p>
              {t.servers.version} {list.data.version}. {t.servers.waiting(list.data.waiting)}.
            </p>
            <Table
              label={t.servers.title}
              head={[t.servers.replica, t.servers.running, t.servers.since, t.servers.lease]}
              rows={list.data.items.map((r) => ({
                key: r.replica_id,
                cells: [
                  <code key="r">{r.replica_id}</code>,
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
