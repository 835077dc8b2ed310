import {
  Button,
  Checkbox,
  FormGroup,
  FormSelect,
  FormSelectOption,
  PageSection,
  TextArea,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { api, enc, type Schemas } from '../api/client';
import { FormModal } from '../parts/FormModal';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { useSay } from '../parts/toasts';
import { answers, type FormField, initial } from '../parts/approvals';
import { t } from '../texts';

type Approval = Schemas['Approval'];

/** What executions ask people; a link to one opens it and decides nothing. */
export default function Approvals() {
  const { id } = useParams();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const client = useQueryClient();
  const state = params.get('state') ?? 'open';
  const mine = params.get('mine') === 'true';
  const list = useQuery({
    queryKey: ['approvals', state, mine],
    queryFn: ({ signal }) =>
      api.get<Schemas['Approvals']>(`/api/approvals?state=${enc(state)}&mine=${mine}`, signal),
    refetchInterval: 10_000,
  });
  const one = useQuery({
    queryKey: ['approval', id],
    queryFn: ({ signal }) => api.get<Approval>(`/api/approvals/${enc(id ?? '')}`, signal),
    enabled: id !== undefined,
  });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    next.set(name, value);
    setParams(next);
  };
  const search = params.size === 0 ? '' : `?${params}`;
  return (
    <>
      <PageSection className="page-head">
        <div className="head-row">
          <Title headingLevel="h1">{t.approvals.title}</Title>
          <span className="grow" />
          <FormSelect aria-label={t.approvals.state} value={state} onChange={(_, v) => set('state', v)}>
            {Object.entries(t.approvals.states).map(([value, label]) => (
              <FormSelectOption key={value} value={value} label={label} />
            ))}
          </FormSelect>
          <Checkbox
            id="approvals-mine"
            label={t.approvals.mine}
            isChecked={mine}
            onChange={(_, on) => set('mine', String(on))}
          />
        </div>
      </PageSection>
      <PageSection className="page-body">
        {one.isError && <Problem error={one.error} />}
        {list.isPending ? (
          <Loading />
        ) : list.isError ? (
          <Problem error={list.error} retry={() => void list.refetch()} />
        ) : list.data.items.length === 0 ? (
          <Empty title={t.approvals.emptyTitle}>{t.approvals.emptyBody}</Empty>
        ) : (
          <Table
            label={t.approvals.title}
            head={[
              t.approvals.question,
              t.approvals.path,
              t.approvals.asked,
              t.approvals.due,
              t.approvals.state,
              t.common.actions,
            ]}
            rows={list.data.items.map((a) => ({
              key: a.approval_id,
              cells: [
                <Link key="q" to={`/approvals/${a.approval_id}${search}`}>
                  {a.title}
                </Link>,
                <Link key="p" to={`/executions/${a.execution_id}`}>
                  {a.path}
                </Link>,
                <Time key="a" at={a.asked_at} />,
                a.due_at ? <Time key="d" at={a.due_at} /> : '–',
                outcome(a),
                <span key="x" className="row-actions">
                  {a.may_decide && (
                    <Button
                      variant="link"
                      isInline
                      onClick={() => navigate(`/approvals/${a.approval_id}${search}`)}
                    >
                      {t.approvals.decide}
                    </Button>
                  )}
                </span>,
              ],
            }))}
          />
        )}
      </PageSection>
      {one.data && (
        <DecideModal
          key={one.data.approval_id}
          approval={one.data}
          close={() => navigate(`/approvals${search}`)}
          done={() => {
            void client.invalidateQueries({ queryKey: ['approvals'] });
            void client.invalidateQueries({ queryKey: ['approval'] });
          }}
        />
      )}
    </>
  );
}

function outcome(approval: Approval): string {
  const decided = approval.decisions.map((d) => `${d.by}: ${d.choice}`).join(', ');
  const state = t.approvals.is[approval.state] ?? approval.state;
  return decided === '' ? state : `${state} (${decided})`;
}

function DecideModal({ approval, close, done }: { approval: Approval; close: () => void; done: () => void }) {
  const say = useSay();
  const [choice, setChoice] = useState(approval.choices[0] ?? '');
  const [values, setValues] = useState(() => initial(approval.form));
  const decide = useMutation({
    mutationFn: () =>
      api.post<Approval>(`/api/approvals/${enc(approval.approval_id)}/decide`, {
        choice,
        values: answers(approval.form, values),
      }),
    onSuccess: (after) => {
      say(outcome(after), 'success');
      done();
      close();
    },
  });
  const hoped = choice === approval.choices[0];
  const missing = approval.form.some(
    (f) => hoped && f.required && f.kind !== 'boolean' && (values[f.name] ?? '') === '',
  );
  return (
    <FormModal
      title={approval.title}
      submit={approval.may_decide ? choice : t.approvals.notYours}
      disabled={!approval.may_decide || missing || decide.isPending}
      error={decide.error}
      act={() => decide.mutate()}
      close={close}
    >
      {approval.text !== '' && <p className="approval-text">{approval.text}</p>}
      <p>
        <Link to={`/executions/${approval.execution_id}`}>{approval.path}</Link> · {outcome(approval)}
      </p>
      {approval.may_decide && (
        <>
          <FormGroup label={t.approvals.choice} fieldId="a-choice" isRequired>
            <FormSelect id="a-choice" value={choice} onChange={(_, v) => setChoice(v)}>
              {approval.choices.map((c) => (
                <FormSelectOption key={c} value={c} label={c} />
              ))}
            </FormSelect>
          </FormGroup>
          {approval.form.map((field) => (
            <Field
              key={field.name}
              field={field}
              required={field.required && hoped}
              value={values[field.name] ?? ''}
              set={(v) => setValues({ ...values, [field.name]: v })}
            />
          ))}
        </>
      )}
    </FormModal>
  );
}

function Field({
  field,
  required,
  value,
  set,
}: {
  field: FormField;
  required: boolean;
  value: string;
  set: (value: string) => void;
}) {
  const id = `a-${field.name}`;
  if (field.kind === 'boolean') {
    return (
      <Checkbox
        id={id}
        label={field.label}
        isChecked={value === 'true'}
        onChange={(_, on) => set(String(on))}
      />
    );
  }
  return (
    <FormGroup label={field.label} fieldId={id} isRequired={required}>
      {field.kind === 'text' ? (
        <TextArea id={id} rows={3} autoResize value={value} onChange={(_, v) => set(v)} />
      ) : field.kind === 'select' ? (
        <FormSelect id={id} value={value} onChange={(_, v) => set(v)}>
          <FormSelectOption value="" label="" />
          {field.options.map((o) => (
            <FormSelectOption key={String(o)} value={String(o)} label={String(o)} />
          ))}
        </FormSelect>
      ) : (
        <TextInput
          id={id}
          type={field.kind === 'number' ? 'number' : field.kind === 'date' ? 'date' : 'text'}
          step="any"
          value={value}
          onChange={(_, v) => set(v)}
        />
      )}
    </FormGroup>
  );
}
