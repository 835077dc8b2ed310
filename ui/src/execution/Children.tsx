import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { api, query, type Schemas } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Duration, Time } from '../parts/time';
import { t } from '../texts';

/** The executions that this one started. */
export default function Children({ id }: { id: string }) {
  const children = useQuery({
    queryKey: ['children', id],
    queryFn: ({ signal }) =>
      api.get<Schemas['FoundExecutions']>(
        `/api/executions/search${query({ parent_execution_id: id, limit: 1000 })}`,
        signal,
      ),
  });
  if (children.isPending) return <Loading />;
  if (children.isError) return <Problem error={children.error} retry={() => void children.refetch()} />;
  if (children.data.items.length === 0)
    return <Empty title={t.execution.noChildren}>{t.execution.noChildrenBody}</Empty>;
  return (
    <div className="scroll-table" tabIndex={0} role="region" aria-label={t.execution.tabs.children}>
      <p>
        <Link to={`/executions?parent_execution_id=${id}`}>{t.nav.executions}</Link>
      </p>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{t.executions.columns.status}</th>
            <th scope="col">{t.executions.columns.path}</th>
            <th scope="col">{t.executions.columns.id}</th>
            <th scope="col">{t.executions.columns.started}</th>
            <th scope="col">{t.executions.columns.duration}</th>
          </tr>
        </thead>
        <tbody>
          {children.data.items.map((row) => (
            <tr key={row.execution_id}>
              <td>
                <StatusLabel status={row.status} />
              </td>
              <td>
                <Link to={`/executions/${row.execution_id}`}>{row.path}</Link>
                {row.error && <div className="row-error">{row.error}</div>}
              </td>
              <td>
                <code>{row.execution_id}</code>
              </td>
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
