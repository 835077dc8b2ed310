import {
  Button,
  Checkbox,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { api, enc, query, type Graph, type Overview, type Schemas, type StepRun } from '../api/client';
import { Loading, Problem } from '../parts/states';
import { fieldsOf, isChanged, laidOver, payloadOf, textsOf, unfilledOf, type Field } from '../playbook/form';
import { ValueFields } from '../playbook/ValueFields';
import { t } from '../texts';

const START = '\u0000start';
const FAILURE = '\u0000failure';

/** What an execution was started with, over what its playbook says; a value that is too long to be shown whole is left out. */
async function valuesOf(
  execution: Overview,
  signal: AbortSignal,
): Promise<{ fields: Field[]; given: Set<string> }> {
  const [graph, part] = await Promise.all([
    api.get<Graph>(`/api/catalog/graph${query({ catalog_id: execution.catalog_id })}`, signal),
    api.get<Schemas['ValuePart']>(
      `/api/executions/${enc(execution.execution_id)}/value${query({ of: 'payload', limit: 1000 })}`,
      signal,
    ),
  ]);
  const given = part.type === 'object' ? (part.value as Record<string, unknown>) : {};
  const cut = new Set(part.cut.map((pointer) => pointer.split('/')[1]));
  return {
    fields: fieldsOf({ ...graph.workload, ...given }).filter((field) => !cut.has(field.name)),
    given: new Set(Object.keys(given)),
  };
}

/** Runs it again: from its start, from where it failed, or from a step, with changed values. */
export function RerunModal({
  execution,
  steps,
  from,
  close,
}: {
  execution: Overview;
  steps: StepRun[];
  from?: string;
  close: () => void;
}) {
  const navigate = useNavigate();
  const [point, setPoint] = useState(from ?? (execution.status === 'FAILED' ? FAILURE : START));
  const [changed, setChanged] = useState<Record<string, string>>({});
  const [latest, setLatest] = useState(false);
  const had = useQuery({
    queryKey: ['had', execution.execution_id],
    queryFn: ({ signal }) => valuesOf(execution, signal),
  });
  const fields = had.data?.fields ?? [];
  const values = { ...textsOf(fields), ...changed };
  const others = fields.filter((field) => isChanged(field, values));
  const unfilled = unfilledOf(others, values);
  const { payload, wrong } = payloadOf(others, values);
  /** What it was not given before comes from the workload of the version that runs. */
  const ofLatest = async () => {
    const newest = await api.get<Graph>(`/api/catalog/graph${query({ path: execution.path })}`);
    const defaults = others.filter((field) => !had.data?.given.has(field.name));
    return laidOver(defaults, values, newest.workload);
  };
  const run = useMutation({
    mutationFn: async () =>
      api.post<{ execution_id: string }>(`/api/executions/${enc(execution.execution_id)}/rerun`, {
        payload: latest && point === START ? { ...payload, ...(await ofLatest()) } : payload,
        ...(latest ? { version: 'latest' } : {}),
        ...(point === START ? {} : point === FAILURE ? { from_failure: true } : { from_step: point }),
      }),
    onSuccess: (reply) => {
      close();
      navigate(`/executions/${reply.execution_id}`);
    },
  });
  const names = [...new Set(steps.filter((s) => s.started_at).map((s) => s.step))];
  return (
    <Modal isOpen onClose={close} variant="medium" aria-labelledby="rerun-title">
      <ModalHeader title={t.execution.rerunTitle} labelId="rerun-title" description={execution.path} />
      <ModalBody>
        <Form
          id="rerun-form"
          onSubmit={(e) => {
            e.preventDefault();
            if (wrong.length === 0) run.mutate();
          }}
        >
          <FormGroup label={t.execution.rerunFrom} fieldId="rerun-from">
            <FormSelect id="rerun-from" value={point} onChange={(_, v) => setPoint(v)}>
              <FormSelectOption value={START} label={t.execution.rerunStart} />
              {execution.status !== 'COMPLETED' && (
                <FormSelectOption value={FAILURE} label={t.execution.rerunFailure} />
              )}
              {names.map((name) => (
                <FormSelectOption key={name} value={name} label={t.execution.rerunStep(name)} />
              ))}
            </FormSelect>
            {point !== START && <p className="hint">{t.execution.rerunKeep}</p>}
          </FormGroup>
          {had.isPending && <Loading />}
          {had.isError && <Problem error={had.error} />}
          {fields.length > 0 && <p className="hint">{t.execution.rerunValues}</p>}
          <ValueFields
            fields={fields}
            values={values}
            wrong={wrong}
            set={(name, text) => setChanged((old) => ({ ...old, [name]: text }))}
          />
          {unfilled.length > 0 && <p className="hint">{t.playbooks.unfilled(unfilled)}</p>}
          <FormGroup label={t.execution.rerunVersion} fieldId="rerun-version">
            <FormSelect
              id="rerun-version"
              value={latest ? 'latest' : 'same'}
              onChange={(_, v) => setLatest(v === 'latest')}
            >
              <FormSelectOption value="same" label={`${t.execution.rerunSame} (${execution.version})`} />
              <FormSelectOption value="latest" label={t.execution.rerunLatest} />
            </FormSelect>
          </FormGroup>
        </Form>
        {run.isError && <Problem error={run.error} />}
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="rerun-form"
          isDisabled={wrong.length > 0 || had.isPending || run.isPending}
        >
          {t.execution.rerun}
        </Button>
        <Button variant="link" onClick={close}>
          {t.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

export function CancelModal({ id, close, done }: { id: string; close: () => void; done: () => void }) {
  const [cascade, setCascade] = useState(true);
  const [reason, setReason] = useState('');
  const stop = useMutation({
    mutationFn: () =>
      api.post(`/api/executions/${enc(id)}/cancel`, { cascade, ...(reason ? { reason } : {}) }),
    onSuccess: () => {
      close();
      done();
    },
  });
  return (
    <Modal isOpen onClose={close} variant="small" aria-labelledby="cancel-title">
      <ModalHeader title={t.execution.cancelTitle} labelId="cancel-title" titleIconVariant="warning" />
      <ModalBody>
        <p>{t.execution.cancelBody}</p>
        <Checkbox
          id="cascade"
          label={t.execution.cascade}
          isChecked={cascade}
          onChange={(_, on) => setCascade(on)}
        />
        <TextInput
          aria-label={t.executions.bulk.reason}
          placeholder={t.executions.bulk.reason}
          value={reason}
          onChange={(_, v) => setReason(v)}
        />
        {stop.isError && <Problem error={stop.error} />}
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" onClick={() => stop.mutate()} isDisabled={stop.isPending}>
          {t.execution.cancel}
        </Button>
        <Button variant="link" onClick={close}>
          {t.common.close}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
