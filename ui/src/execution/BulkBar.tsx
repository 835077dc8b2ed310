import { Button, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { api, type Schemas } from '../api/client';
import { Loading, Problem } from '../parts/states';
import { t } from '../texts';

type Outcome = Schemas['BulkOutcome'];
type Action = { action: string; from_failure?: boolean; label: string };

const actions: Action[] = [
  { action: 'cancel', label: t.executions.bulk.cancel },
  { action: 'pause', label: t.executions.bulk.pause },
  { action: 'resume', label: t.executions.bulk.resume },
  { action: 'rerun', label: t.executions.bulk.rerun },
  { action: 'rerun', from_failure: true, label: t.executions.bulk.rerunFailure },
];

/** What can be done to those that are selected: first what would happen, then the same for so many and no more. */
export function BulkBar({
  ids,
  filter,
  all,
  canAll,
  total,
  chooseAll,
  done,
}: {
  ids: string[];
  filter: Record<string, string>;
  all: boolean;
  canAll: boolean;
  total: string;
  chooseAll: () => void;
  done: () => void;
}) {
  const [chosen, setChosen] = useState<Action | null>(null);
  const [reason, setReason] = useState('');
  const meant = all ? { filter } : { ids };
  const ask = useMutation({
    mutationFn: (a: Action) =>
      api.post<Outcome>('/api/executions/bulk', {
        ...meant,
        action: a.action,
        from_failure: a.from_failure,
        dry_run: true,
      }),
  });
  const act = useMutation({
    mutationFn: (a: Action) =>
      api.post<Outcome>('/api/executions/bulk', {
        ...meant,
        action: a.action,
        from_failure: a.from_failure,
        expected: ask.data?.matched,
        ...(reason ? { reason } : {}),
      }),
  });
  const result = act.data ?? ask.data;
  const would = ask.data?.counts.would ?? 0;
  const close = () => {
    const acted = act.data !== undefined;
    setChosen(null);
    act.reset();
    ask.reset();
    setReason('');
    if (acted) done();
  };
  return (
    <div className="bulk" role="toolbar" aria-label={t.common.actions}>
      <strong>{all ? t.executions.matching(total) : t.executions.selected(ids.length)}</strong>
      {canAll && !all && (
        <Button variant="link" onClick={chooseAll}>
          {t.executions.allMatching(total)}
        </Button>
      )}
      {actions.map((a) => (
        <Button
          key={a.label}
          variant="secondary"
          onClick={() => {
            setChosen(a);
            ask.mutate(a);
          }}
        >
          {a.label}
        </Button>
      ))}
      <Modal isOpen={chosen !== null} onClose={close} variant="medium" aria-labelledby="bulk-title">
        <ModalHeader
          labelId="bulk-title"
          title={act.data ? t.executions.bulk.outcome : t.executions.bulk.dry}
          description={act.data || !ask.data ? undefined : t.executions.bulk.dryBody(ask.data.matched)}
        />
        <ModalBody>
          {(ask.isPending || act.isPending) && <Loading />}
          {(ask.isError || act.isError) && <Problem error={ask.error ?? act.error} />}
          {result && (
            <>
              <p>
                {Object.entries(result.counts)
                  .map(([name, n]) => `${n} ${t.executions.bulk.outcomes[name] ?? name}`)
                  .join(', ') || t.executions.bulk.nothing}
              </p>
              {chosen?.action === 'cancel' && !act.data && (
                <TextInput
                  aria-label={t.executions.bulk.reason}
                  placeholder={t.executions.bulk.reason}
                  value={reason}
                  onChange={(_, v) => setReason(v)}
                />
              )}
              <div className="scroll-list" tabIndex={0} role="region" aria-label={t.executions.bulk.outcome}>
                <table className="plain-table">
                  <tbody>
                    {result.outcomes.map((one) => (
                      <tr key={one.execution_id}>
                        <td>
                          <code>{one.execution_id}</code>
                        </td>
                        <td>{one.path}</td>
                        <td>{t.executions.bulk.outcomes[one.outcome]}</td>
                        <td>
                          {one.message}{' '}
                          {one.new_execution_id && (
                            <Link to={`/executions/${one.new_execution_id}`}>{one.new_execution_id}</Link>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )}
        </ModalBody>
        <ModalFooter>
          {!act.data && ask.data && chosen && (
            <Button
              variant={chosen.action === 'cancel' ? 'danger' : 'primary'}
              isDisabled={would === 0 || act.isPending}
              onClick={() => act.mutate(chosen)}
            >
              {t.executions.bulk.doIt(chosen.label, would)}
            </Button>
          )}
          <Button variant="link" onClick={close}>
            {act.data ? t.common.close : t.common.cancel}
          </Button>
        </ModalFooter>
      </Modal>
    </div>
  );
}
