import {
  Button,
  Checkbox,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { api, query, type Graph, type Schemas } from '../api/client';
import { Problem } from '../parts/states';
import { t } from '../texts';
import {
  changedOf,
  describedBy,
  fieldsOf,
  labelsOf,
  payloadOf,
  textsOf,
  unfilledOf,
  wantsCredentials,
} from './form';
import { ValueFields } from './ValueFields';

/** A form made from the playbook's workload and what it says of it: each value by its type, all of them as JSON where one likes. */
export function RunModal({ graph, close }: { graph: Graph; close: () => void }) {
  const navigate = useNavigate();
  const plain = fieldsOf(graph.workload as Record<string, unknown>);
  // What the comments say makes the form better; without an answer it works as well.
  const said = useQuery({
    queryKey: ['ui_schema', graph.path, graph.version],
    queryFn: ({ signal }) =>
      api.get<Schemas['UiSchema']>(
        `/api/catalog/${graph.path.split('/').map(encodeURIComponent).join('/')}/ui_schema${query({ version: graph.version })}`,
        signal,
      ),
  });
  const wanted = wantsCredentials(said.data?.fields ?? []);
  const credentials = useQuery({
    queryKey: ['credentials'],
    enabled: wanted,
    queryFn: ({ signal }) => api.get<{ items: { name: string }[] }>('/api/credentials', signal),
  });
  const fields = describedBy(
    plain,
    said.data?.fields ?? [],
    (credentials.data?.items ?? []).map((one) => one.name),
  );
  const [values, setValues] = useState<Record<string, string>>(textsOf(plain));
  const [asJson, setAsJson] = useState(false);
  const [json, setJson] = useState(JSON.stringify(graph.workload, null, 2));
  const unfilled = asJson ? [] : unfilledOf(fields, values);
  const [labels, setLabels] = useState('');
  const [key, setKey] = useState('');
  const [priority, setPriority] = useState('');
  const { payload, wrong } = asJson
    ? payloadOf([{ name: '', type: 'json', text: '' }], { '': json })
    : payloadOf(fields, values);
  const start = useMutation({
    mutationFn: () =>
      api.post<{ execution_id: string }>('/api/execute', {
        catalog_id: graph.catalog_id,
        payload: changedOf(asJson ? payload[''] : payload, graph.workload),
        labels: labelsOf(labels),
        ...(key ? { idempotency_key: key } : {}),
        ...(priority ? { priority: Number(priority) } : {}),
      }),
    onSuccess: (reply) => navigate(`/executions/${reply.execution_id}`),
  });
  return (
    <Modal isOpen onClose={close} variant="medium" aria-labelledby="run-title">
      <ModalHeader
        title={t.playbooks.runTitle(graph.path)}
        labelId="run-title"
        description={`v${graph.version}`}
      />
      <ModalBody>
        <Form
          id="run-form"
          onSubmit={(e) => {
            e.preventDefault();
            if (wrong.length === 0) start.mutate();
          }}
        >
          {said.data?.description_markdown && <p className="described">{said.data.description_markdown}</p>}
          {fields.length === 0 && <p>{t.playbooks.noValues}</p>}
          {fields.length > 0 && (
            <Checkbox
              id="as-json"
              label={t.playbooks.runJson}
              isChecked={asJson}
              onChange={(_, on) => setAsJson(on)}
            />
          )}
          {asJson ? (
            <FormGroup label={t.playbooks.runValues} fieldId="run-json">
              <TextArea
                id="run-json"
                className="code-area"
                rows={12}
                value={json}
                validated={wrong.length > 0 ? 'error' : 'default'}
                onChange={(_, v) => setJson(v)}
              />
              {wrong.length > 0 && <p className="hint bad">{t.playbooks.badJson}</p>}
            </FormGroup>
          ) : (
            <ValueFields
              fields={fields}
              values={values}
              wrong={wrong}
              set={(name, text) => setValues((old) => ({ ...old, [name]: text }))}
            />
          )}
          {unfilled.length > 0 && <p className="hint">{t.playbooks.unfilled(unfilled)}</p>}
          <FormGroup label={t.playbooks.runLabels} fieldId="run-labels">
            <TextArea id="run-labels" rows={2} value={labels} onChange={(_, v) => setLabels(v)} />
          </FormGroup>
          <FormGroup label={t.playbooks.runKey} fieldId="run-key">
            <TextInput id="run-key" value={key} onChange={(_, v) => setKey(v)} />
          </FormGroup>
          <FormGroup label={t.playbooks.runPriority} fieldId="run-priority">
            <TextInput
              id="run-priority"
              type="number"
              min={-100}
              max={100}
              placeholder={t.playbooks.runPriorityAuto}
              value={priority}
              onChange={(_, v) => setPriority(v)}
            />
          </FormGroup>
        </Form>
        {start.isError && <Problem error={start.error} />}
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="run-form" isDisabled={wrong.length > 0 || start.isPending}>
          {t.playbooks.runStart}
        </Button>
        <Button variant="link" onClick={close}>
          {t.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
