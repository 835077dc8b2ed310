import { Button, Label, PageSection, Title } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { api, enc, type Schemas } from '../api/client';
import { FormModal } from '../parts/FormModal';
import { useMay } from '../parts/me';
import { Empty, Loading, Problem } from '../parts/states';
import { stateColors } from '../parts/subscriptions';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { useSay } from '../parts/toasts';
import { t } from '../texts';

type Subscription = Schemas['Subscription'];
type Verb = 'activate' | 'pause' | 'resume' | 'deactivate';

/** What may be done with one, as it stands. */
const verbs: Record<Subscription['state'], Verb[]> = {
  active: ['pause', 'deactivate'],
  paused: ['resume', 'deactivate'],
  inactive: ['activate'],
};

/** What starts playbooks from outside: how it goes, and what could start nothing. */
export default function Subscriptions() {
  const client = useQueryClient();
  const say = useSay();
  const mayAct = useMay('operator');
  const mayWrite = useMay('editor');
  const [open, setOpen] = useState<string | null>(null);
  const [remove, setRemove] = useState<Subscription | null>(null);
  const list = useQuery({
    queryKey: ['subscriptions'],
    queryFn: ({ signal }) => api.get<{ items: Subscription[] }>('/api/subscriptions', signal),
    refetchInterval: 5_000,
  });
  const changed = () => void client.invalidateQueries({ queryKey: ['subscriptions'] });
  const act = async (one: Subscription, verb: Verb) => {
    try {
      await api.post(`/api/subscriptions/${enc(one.subscription_id)}/${verb}`);
    } catch (e) {
      say((e as Error).message, 'danger');
    }
    changed();
  };
  const drop = useMutation({
    mutationFn: (one: Subscription) => api.delete(`/api/subscriptions/${enc(one.subscription_id)}`),
    onSuccess: () => {
      setRemove(null);
      changed();
    },
  });
  const shown = list.data?.items.find((one) => one.subscription_id === open);
  return (
    <>
      <PageSection className="page-head">
        <div className="head-row">
          <Title headingLevel="h1">{t.subscriptions.title}</Title>
        </div>
      </PageSection>
      <PageSection className="page-body">
        {list.isPending ? (
          <Loading />
        ) : list.isError ? (
          <Problem error={list.error} retry={() => void list.refetch()} />
        ) : list.data.items.length === 0 ? (
          <Empty title={t.subscriptions.emptyTitle}>{t.subscriptions.emptyBody}</Empty>
        ) : (
          <Table
            label={t.subscriptions.title}
            head={[
              t.subscriptions.path,
              t.subscriptions.source,
              t.subscriptions.state,
              t.subscriptions.messages,
              t.subscriptions.lag,
              t.subscriptions.last,
              t.common.actions,
            ]}
            rows={list.data.items.map((one) => ({
              key: one.subscription_id,
              cells: [
                <span key="p">
                  {one.path}
                  {one.dispatch && (
                    <div>
                      {t.subscriptions.starts} <Link to={`/playbooks/${one.dispatch}`}>{one.dispatch}</Link>
                    </div>
                  )}
                </span>,
                <span key="s">
                  {one.source} {one.hook && <code>{one.hook}</code>}
                </span>,
                <span key="st">
                  <Label color={stateColors[one.state]}>{t.subscriptions.states[one.state]}</Label>
                  {one.source_error && <div className="hint">{one.source_error}</div>}
                </span>,
                <span key="m">
                  {t.subscriptions.counts(one.started, one.duplicates)}
                  {one.refused > 0 && (
                    <div>
                      <Button
                        variant="link"
                        isInline
                        aria-expanded={open === one.subscription_id}
                        onClick={() => setOpen(open === one.subscription_id ? null : one.subscription_id)}
                      >
                        {t.subscriptions.refused(one.refused)}
                      </Button>
                    </div>
                  )}
                </span>,
                <span key="l">{one.lag ?? '–'}</span>,
                <span key="a">
                  <Time at={one.last_message_at} />{' '}
                  {one.last_execution_id && (
                    <Link to={`/executions/${one.last_execution_id}`}>{one.last_execution_id}</Link>
                  )}
                  {one.last_error && <div className="hint">{one.last_error}</div>}
                </span>,
                <span key="b" className="row-actions">
                  {mayAct &&
                    verbs[one.state].map((verb) => (
                      <Button key={verb} variant="link" isInline onClick={() => void act(one, verb)}>
                        {t.subscriptions.verbs[verb]}
                      </Button>
                    ))}
                  {mayWrite && (
                    <Button variant="link" isInline isDanger onClick={() => setRemove(one)}>
                      {t.common.delete}
                    </Button>
                  )}
                </span>,
              ],
            }))}
          />
        )}
        {shown && <Letters of={shown} mayAct={mayAct} />}
      </PageSection>
      {remove && (
        <FormModal
          title={t.common.confirmDelete(remove.path)}
          submit={t.common.delete}
          danger
          error={drop.error}
          act={() => drop.mutate(remove)}
          close={() => setRemove(null)}
        >
          <p>{t.subscriptions.deleteBody}</p>
        </FormModal>
      )}
    </>
  );
}

/** Messages that could start nothing, the newest first. */
function Letters({ of, mayAct }: { of: Subscription; mayAct: boolean }) {
  const client = useQueryClient();
  const say = useSay();
  const key = ['letters', of.subscription_id];
  const letters = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      api.get<{ items: Schemas['Letter'][] }>(
        `/api/subscriptions/${enc(of.subscription_id)}/letters?limit=100`,
        signal,
      ),
  });
  const replay = async (letter: string) => {
    try {
      const started = await api.post<Schemas['Started']>(
        `/api/subscriptions/${enc(of.subscription_id)}/letters/${enc(letter)}/replay`,
      );
      say(
        t.subscriptions.replayed,
        'success',
        <Link to={`/executions/${started.execution_id}`}>{started.execution_id}</Link>,
      );
    } catch (e) {
      say((e as Error).message, 'danger');
    }
    void client.invalidateQueries({ queryKey: key });
  };
  return (
    <section className="letters">
      <Title headingLevel="h2">{t.subscriptions.letters(of.path)}</Title>
      {letters.isPending ? (
        <Loading />
      ) : letters.isError ? (
        <Problem error={letters.error} retry={() => void letters.refetch()} />
      ) : (
        <Table
          label={t.subscriptions.letters(of.path)}
          head={[
            t.subscriptions.received,
            t.subscriptions.why,
            t.subscriptions.message,
            t.subscriptions.execution,
            t.common.actions,
          ]}
          rows={letters.data.items.map((letter) => ({
            key: letter.letter_id,
            cells: [
              <Time key="t" at={letter.received_at} />,
              <span key="e">{letter.error}</span>,
              <pre key="m" className="letter">
                {JSON.stringify(letter.message, null, 2)}
              </pre>,
              letter.execution_id ? (
                <Link key="x" to={`/executions/${letter.execution_id}`}>
                  {letter.execution_id}
                </Link>
              ) : (
                '–'
              ),
              <span key="a" className="row-actions">
                {mayAct && (
                  <Button variant="link" isInline onClick={() => void replay(letter.letter_id)}>
                    {t.subscriptions.replay}
                  </Button>
                )}
              </span>,
            ],
          }))}
        />
      )}
    </section>
  );
}
