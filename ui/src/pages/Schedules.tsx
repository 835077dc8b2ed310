import {
  Button,
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
import { Link, useSearchParams } from 'react-router-dom';
import { api, enc, type Schemas } from '../api/client';
import { FormModal } from '../parts/FormModal';
import { useMay } from '../parts/me';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { useSay } from '../parts/toasts';
import { Calendar } from '../schedule/Calendar';
import { t } from '../texts';

type Schedule = Schemas['Schedule'];

export default function Schedules() {
  const [params, setParams] = useSearchParams();
  const client = useQueryClient();
  const say = useSay();
  const mayWrite = useMay('editor');
  const mayAct = useMay('operator');
  const [edit, setEdit] = useState<Schedule | 'new' | null>(params.get('path') ? 'new' : null);
  const [backfill, setBackfill] = useState<Schedule | null>(null);
  const [remove, setRemove] = useState<Schedule | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ['schedules'],
    queryFn: ({ signal }) => api.get<{ items: Schedule[] }>('/api/schedules', signal),
    refetchInterval: 15_000,
  });
  const changed = () => void client.invalidateQueries({ queryKey: ['schedules'] });
  const act = async (schedule: Schedule, verb: 'pause' | 'resume' | 'run') => {
    try {
      const reply = await api.post<{ execution_id?: string }>(
        `/api/schedules/${enc(schedule.schedule_id)}/${verb}`,
      );
      say(
        verb === 'run' ? t.execution.title(reply.execution_id ?? '') : t.schedules.done[verb],
        'success',
        reply.execution_id && <Link to={`/executions/${reply.execution_id}`}>{reply.execution_id}</Link>,
      );
    } catch (e) {
      say((e as Error).message, 'danger');
    }
    changed();
  };
  const drop = useMutation({
    mutationFn: (s: Schedule) => api.delete(`/api/schedules/${enc(s.schedule_id)}`),
    onSuccess: () => {
      setRemove(null);
      changed();
    },
  });
  return (
    <>
      <PageSection className="page-head">
        <div className="head-row">
          <Title headingLevel="h1">{t.schedules.title}</Title>
          <span className="grow" />
          {mayWrite && <Button onClick={() => setEdit('new')}>{t.schedules.add}</Button>}
        </div>
      </PageSection>
      <PageSection className="page-body">
        {list.isPending ? (
          <Loading />
        ) : list.isError ? (
          <Problem error={list.error} retry={() => void list.refetch()} />
        ) : list.data.items.length === 0 ? (
          <Empty title={t.schedules.emptyTitle}>{t.schedules.emptyBody}</Empty>
        ) : (
          <Table
            label={t.schedules.title}
            head={[
              t.schedules.name,
              t.schedules.path,
              t.schedules.when,
              t.schedules.next,
              t.schedules.last,
              t.common.actions,
            ]}
            rows={list.data.items.map((s) => ({
              key: s.schedule_id,
              cells: [
                s.name || '–',
                <Link key="p" to={`/playbooks/${s.playbook_path}`}>
                  {s.playbook_path}
                </Link>,
                <span key="w">
                  <code>{s.cron ?? `${t.schedules.every.replace('…', String(s.interval_seconds))}`}</code>{' '}
                  {s.timezone}
                </span>,
                <span key="n">
                  {s.enabled ? <Time at={s.next_run_at} /> : t.status.PAUSED}
                  <div>
                    <Button
                      variant="link"
                      isInline
                      aria-expanded={open === s.schedule_id}
                      onClick={() => setOpen(open === s.schedule_id ? null : s.schedule_id)}
                    >
                      {t.schedules.nextTimes}
                    </Button>
                  </div>
                  {open === s.schedule_id && <NextTimes id={s.schedule_id} />}
                </span>,
                <span key="l">
                  <Time at={s.last_run_at} />{' '}
                  {s.last_execution_id ? (
                    <Link to={`/executions/${s.last_execution_id}`}>{s.last_status}</Link>
                  ) : (
                    s.last_status
                  )}
                </span>,
                <span key="a" className="row-actions">
                  {mayAct && (
                    <>
                      <Button variant="link" isInline onClick={() => void act(s, 'run')}>
                        {t.schedules.runNow}
                      </Button>
                      <Button
                        variant="link"
                        isInline
                        onClick={() => void act(s, s.enabled ? 'pause' : 'resume')}
                      >
                        {s.enabled ? t.schedules.pause : t.schedules.resume}
                      </Button>
                      <Button variant="link" isInline onClick={() => setBackfill(s)}>
                        {t.schedules.backfill}
                      </Button>
                    </>
                  )}
                  {mayWrite && (
                    <>
                      <Button variant="link" isInline onClick={() => setEdit(s)}>
                        {t.schedules.edit}
                      </Button>
                      <Button variant="link" isInline isDanger onClick={() => setRemove(s)}>
                        {t.common.delete}
                      </Button>
                    </>
                  )}
                </span>,
              ],
            }))}
          />
        )}
        {list.data && <Calendar schedules={list.data.items} />}
      </PageSection>
      {edit && (
        <EditModal
          schedule={edit === 'new' ? null : edit}
          path={params.get('path') ?? ''}
          close={() => {
            setEdit(null);
            if (params.get('path')) setParams({});
          }}
          done={changed}
        />
      )}
      {backfill && <BackfillModal schedule={backfill} close={() => setBackfill(null)} />}
      {remove && (
        <FormModal
          title={t.common.confirmDelete(remove.name || remove.playbook_path)}
          submit={t.common.delete}
          danger
          error={drop.error}
          act={() => drop.mutate(remove)}
          close={() => setRemove(null)}
        />
      )}
    </>
  );
}

function NextTimes({ id }: { id: string }) {
  const next = useQuery({
    queryKey: ['next', id],
    queryFn: ({ signal }) => api.get<{ times: string[] }>(`/api/schedules/${enc(id)}/next?count=10`, signal),
  });
  return (
    <ol className="times">
      {(next.data?.times ?? []).map((time) => (
        <li key={time}>
          <Time at={time} />
        </li>
      ))}
    </ol>
  );
}

function EditModal({
  schedule,
  path,
  close,
  done,
}: {
  schedule: Schedule | null;
  path: string;
  close: () => void;
  done: () => void;
}) {
  const [name, setName] = useState(schedule?.name ?? '');
  const [playbook, setPlaybook] = useState(schedule?.playbook_path ?? path);
  const [version, setVersion] = useState(schedule?.playbook_version ? String(schedule.playbook_version) : '');
  const [cron, setCron] = useState(schedule?.cron ?? (schedule ? '' : '0 3 * * *'));
  const [every, setEvery] = useState(schedule?.interval_seconds ? String(schedule.interval_seconds) : '');
  const [zone, setZone] = useState(schedule?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [missed, setMissed] = useState<string>(schedule?.missed_runs ?? 'once');
  const [payload, setPayload] = useState(JSON.stringify(schedule?.input_payload ?? {}, null, 2));
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(payload);
  } catch {
    parsed = null;
  }
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name,
        path: playbook,
        version: version === '' ? 'latest' : Number(version),
        ...(every ? { interval_seconds: Number(every) } : { cron }),
        timezone: zone,
        missed_runs: missed,
        payload: parsed,
      };
      return schedule
        ? api.put(`/api/schedules/${enc(schedule.schedule_id)}`, body)
        : api.post('/api/schedules', body);
    },
    onSuccess: () => {
      done();
      close();
    },
  });
  return (
    <FormModal
      title={schedule ? t.schedules.edit : t.schedules.add}
      submit={t.common.save}
      disabled={parsed === null || playbook === ''}
      error={save.error}
      act={() => save.mutate()}
      close={close}
    >
      <FormGroup label={t.schedules.name} fieldId="s-name">
        <TextInput id="s-name" value={name} onChange={(_, v) => setName(v)} />
      </FormGroup>
      <FormGroup label={t.schedules.path} fieldId="s-path" isRequired>
        <TextInput id="s-path" isRequired value={playbook} onChange={(_, v) => setPlaybook(v)} />
      </FormGroup>
      <FormGroup label={t.schedules.version} fieldId="s-version">
        <TextInput id="s-version" type="number" min={1} value={version} onChange={(_, v) => setVersion(v)} />
      </FormGroup>
      <FormGroup label={t.schedules.cron} fieldId="s-cron">
        <TextInput id="s-cron" value={cron} isDisabled={every !== ''} onChange={(_, v) => setCron(v)} />
        <p className="hint">{t.schedules.cronHint}</p>
      </FormGroup>
      <FormGroup label={t.schedules.every} fieldId="s-every">
        <TextInput id="s-every" type="number" min={1} value={every} onChange={(_, v) => setEvery(v)} />
      </FormGroup>
      <FormGroup label={t.schedules.zone} fieldId="s-zone">
        <TextInput id="s-zone" value={zone} onChange={(_, v) => setZone(v)} />
      </FormGroup>
      <FormGroup label={t.schedules.missed} fieldId="s-missed">
        <FormSelect id="s-missed" value={missed} onChange={(_, v) => setMissed(v)}>
          {Object.entries(t.schedules.missedChoices).map(([value, label]) => (
            <FormSelectOption key={value} value={value} label={label} />
          ))}
        </FormSelect>
      </FormGroup>
      <FormGroup label={t.schedules.payload} fieldId="s-payload">
        <TextArea
          id="s-payload"
          className="code-area"
          rows={4}
          value={payload}
          validated={parsed === null ? 'error' : 'default'}
          onChange={(_, v) => setPayload(v)}
        />
      </FormGroup>
    </FormModal>
  );
}

interface Backfilled {
  runs: { scheduled_time: string; execution_id: string | null }[];
  message: string;
}

function BackfillModal({ schedule, close }: { schedule: Schedule; close: () => void }) {
  const say = useSay();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const call = (dry: boolean) =>
    api.post<Backfilled>(`/api/schedules/${enc(schedule.schedule_id)}/backfill`, {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      dry_run: dry,
    });
  const dry = useMutation({ mutationFn: () => call(true) });
  const act = useMutation({
    mutationFn: () => call(false),
    onSuccess: (reply) => {
      say(reply.message);
      close();
    },
  });
  const counted = dry.data?.runs.length;
  return (
    <FormModal
      title={`${t.schedules.backfill}: ${schedule.name || schedule.playbook_path}`}
      submit={counted === undefined ? t.schedules.dry : t.schedules.doBackfill(counted)}
      disabled={from === '' || to === '' || counted === 0}
      error={dry.error ?? act.error}
      act={() => (counted === undefined ? dry.mutate() : act.mutate())}
      close={close}
    >
      <FormGroup label={t.schedules.from} fieldId="b-from">
        <TextInput
          id="b-from"
          type="datetime-local"
          value={from}
          onChange={(_, v) => {
            setFrom(v);
            dry.reset();
          }}
        />
      </FormGroup>
      <FormGroup label={t.schedules.to} fieldId="b-to">
        <TextInput
          id="b-to"
          type="datetime-local"
          value={to}
          onChange={(_, v) => {
            setTo(v);
            dry.reset();
          }}
        />
      </FormGroup>
      {dry.data && (
        <>
          <p>{t.schedules.backfillBody(dry.data.runs.length)}</p>
          <ol className="times">
            {dry.data.runs.slice(0, 20).map((run) => (
              <li key={run.scheduled_time}>
                <Time at={run.scheduled_time} />
              </li>
            ))}
          </ol>
        </>
      )}
    </FormModal>
  );
}
