import { Label } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { api, type Schemas } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { stateColors } from '../parts/subscriptions';
import { t } from '../texts';

/** The subscriptions whose messages start a playbook. */
export default function Triggers({ path }: { path: string }) {
  const list = useQuery({
    queryKey: ['subscriptions'],
    queryFn: ({ signal }) => api.get<{ items: Schemas['Subscription'][] }>('/api/subscriptions', signal),
    refetchInterval: 5_000,
  });
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} retry={() => void list.refetch()} />;
  const ours = list.data.items.filter((one) => one.dispatch === path);
  if (ours.length === 0) {
    return (
      <Empty title={t.triggers.emptyTitle} action={<Link to="/subscriptions">{t.subscriptions.title}</Link>}>
        {t.triggers.emptyBody}
      </Empty>
    );
  }
  return (
    <Table
      label={t.triggers.title}
      head={[
        t.subscriptions.path,
        t.subscriptions.source,
        t.subscriptions.state,
        t.subscriptions.messages,
        t.subscriptions.last,
      ]}
      rows={ours.map((one) => ({
        key: one.subscription_id,
        cells: [
          <Link key="p" to="/subscriptions">
            {one.path}
          </Link>,
          <span key="s">
            {one.source} {one.hook && <code>{one.hook}</code>}
          </span>,
          <span key="st">
            <Label color={stateColors[one.state]}>{t.subscriptions.states[one.state]}</Label>
            {one.source_error && <div className="hint">{one.source_error}</div>}
          </span>,
          <span key="m">
            {t.subscriptions.counts(one.started, one.duplicates)}
            {one.refused > 0 && <div>{t.subscriptions.refused(one.refused)}</div>}
          </span>,
          <span key="l">
            <Time at={one.last_message_at} />{' '}
            {one.last_execution_id && (
              <Link to={`/executions/${one.last_execution_id}`}>{one.last_execution_id}</Link>
            )}
            {one.last_error && <div className="hint">{one.last_error}</div>}
          </span>,
        ],
      }))}
    />
  );
}
