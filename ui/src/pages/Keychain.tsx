import {
  Button,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Label,
  PageSection,
  TextArea,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { api, enc, query, type Graph, type Schemas } from '../api/client';
import { FormModal } from '../parts/FormModal';
import { useMay } from '../parts/me';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { t } from '../texts';

type Entry = Schemas['KeychainListed'];
type Versions = Schemas['PlaybookVersions'];

/** What a version of a playbook keeps: tokens and secrets, written here and shown nowhere. */
export default function Keychain() {
  const [params, setParams] = useSearchParams();
  const client = useQueryClient();
  const mayWrite = useMay('editor');
  const path = params.get('path') ?? '';
  const version = params.get('version') ?? '';
  const [text, setText] = useState(path);
  const [add, setAdd] = useState(false);
  const [remove, setRemove] = useState<Entry | null>(null);
  useEffect(() => setText(path), [path]);
  const playbooks = useQuery({
    queryKey: ['playbooks', text, 1],
    queryFn: ({ signal }) =>
      api.get<Schemas['ListedPlaybooks']>(`/api/catalog/playbooks${query({ q: text })}`, signal),
    placeholderData: (old) => old,
  });
  const versions = useQuery({
    queryKey: ['versions', path],
    enabled: path !== '',
    queryFn: ({ signal }) => api.get<Versions>(`/api/catalog/versions${query({ path })}`, signal),
  });
  const graph = useQuery({
    queryKey: ['graph', path, version || undefined],
    enabled: path !== '',
    queryFn: ({ signal }) => api.get<Graph>(`/api/catalog/graph${query({ path, version })}`, signal),
  });
  const catalog = graph.data?.catalog_id;
  const list = useQuery({
    queryKey: ['keychain', catalog],
    enabled: catalog !== undefined,
    queryFn: ({ signal }) =>
      api.get<Schemas['KeychainList']>(`/api/keychain/catalog/${enc(catalog ?? '')}`, signal),
  });
  const changed = () => void client.invalidateQueries({ queryKey: ['keychain', catalog] });
  const drop = useMutation({
    mutationFn: (entry: Entry) =>
      api.delete(
        `/api/keychain/${enc(catalog ?? '')}/${enc(entry.keychain_name)}${query({
          scope_type: entry.scope_type,
          execution_id: entry.execution_id,
        })}`,
      ),
    onSuccess: () => {
      setRemove(null);
      changed();
    },
  });
  const problem = versions.error ?? graph.error ?? list.error;
  return (
    <>
      <PageSection className="page-head">
        <div className="head-row">
          <Title headingLevel="h1">{t.keychain.title}</Title>
          <span className="grow" />
          {mayWrite && catalog && <Button onClick={() => setAdd(true)}>{t.keychain.add}</Button>}
        </div>
        <form
          className="filters"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            setParams(text ? { path: text } : {});
          }}
        >
          <TextInput
            data-page-search
            className="filter-wide"
            aria-label={t.keychain.playbook}
            placeholder={t.keychain.playbook}
            list="keychain-playbooks"
            value={text}
            onChange={(_, v) => setText(v)}
          />
          <datalist id="keychain-playbooks">
            {(playbooks.data?.items ?? []).map((one) => (
              <option key={one.path} value={one.path} />
            ))}
          </datalist>
          <Button type="submit" variant="secondary" isDisabled={text === ''}>
            {t.keychain.show}
          </Button>
          {versions.data && (
            <FormSelect
              className="filter-select"
              aria-label={t.playbooks.version}
              value={version}
              onChange={(_, v) => setParams(v ? { path, version: v } : { path })}
            >
              <FormSelectOption value="" label={t.keychain.latest} />
              {versions.data.versions.map((one) => (
                <FormSelectOption key={one.version} value={String(one.version)} label={`v${one.version}`} />
              ))}
            </FormSelect>
          )}
        </form>
      </PageSection>
      <PageSection className="page-body">
        {path === '' ? (
          <Empty title={t.keychain.chooseTitle}>{t.keychain.chooseBody}</Empty>
        ) : problem ? (
          <Problem error={problem} />
        ) : !list.data ? (
          <Loading />
        ) : list.data.entries.length === 0 ? (
          <Empty title={t.keychain.emptyTitle}>{t.keychain.emptyBody}</Empty>
        ) : (
          <Table
            label={t.keychain.title}
            head={[
              t.common.name,
              t.keychain.type,
              t.keychain.scope,
              t.keychain.expires,
              t.keychain.reads,
              t.common.actions,
            ]}
            rows={list.data.entries.map((entry) => ({
              key: `${entry.keychain_name} ${entry.scope_type} ${entry.execution_id ?? ''}`,
              cells: [
                entry.keychain_name,
                entry.credential_type,
                <span key="s">
                  {t.keychain.scopes[entry.scope_type] ?? entry.scope_type}{' '}
                  {entry.execution_id && (
                    <Link to={`/executions/${entry.execution_id}`}>{entry.execution_id}</Link>
                  )}
                </span>,
                <span key="e">
                  <Time at={entry.expires_at} />{' '}
                  {entry.auto_renew ? (
                    <Label color="blue">{t.keychain.renews}</Label>
                  ) : (
                    entry.expired && <Label color="orange">{t.keychain.expired}</Label>
                  )}
                </span>,
                entry.access_count,
                mayWrite && (
                  <Button key="d" variant="link" isInline isDanger onClick={() => setRemove(entry)}>
                    {t.common.delete}
                  </Button>
                ),
              ],
            }))}
          />
        )}
      </PageSection>
      {add && catalog && <AddModal catalog={catalog} close={() => setAdd(false)} done={changed} />}
      {remove && (
        <FormModal
          title={t.common.confirmDelete(remove.keychain_name)}
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

function AddModal({ catalog, close, done }: { catalog: string; close: () => void; done: () => void }) {
  const [name, setName] = useState('');
  const [type, setType] = useState('secret_manager');
  const [hours, setHours] = useState('24');
  const [data, setData] = useState('{\n  \n}');
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(data);
  } catch {
    parsed = null;
  }
  const save = useMutation({
    mutationFn: () =>
      api.post(`/api/keychain/${enc(catalog)}/${enc(name)}`, {
        credential_type: type,
        cache_type: 'secret',
        scope_type: 'global',
        token_data: parsed,
        ttl_seconds: Math.round(Number(hours) * 3600),
      }),
    onSuccess: () => {
      done();
      close();
    },
  });
  return (
    <FormModal
      title={t.keychain.add}
      submit={t.common.save}
      disabled={name === '' || parsed === null || !(Number(hours) > 0)}
      error={save.error}
      act={() => save.mutate()}
      close={close}
    >
      <FormGroup label={t.common.name} fieldId="k-name" isRequired>
        <TextInput id="k-name" isRequired value={name} onChange={(_, v) => setName(v)} />
      </FormGroup>
      <FormGroup label={t.keychain.type} fieldId="k-type">
        <TextInput id="k-type" value={type} onChange={(_, v) => setType(v)} />
      </FormGroup>
      <FormGroup label={t.keychain.hours} fieldId="k-hours">
        <TextInput
          id="k-hours"
          type="number"
          min={0}
          step="any"
          value={hours}
          onChange={(_, v) => setHours(v)}
        />
      </FormGroup>
      <FormGroup label={t.keychain.data} fieldId="k-data">
        <TextArea
          id="k-data"
          className="code-area"
          rows={6}
          value={data}
          autoComplete="off"
          validated={parsed === null ? 'error' : 'default'}
          onChange={(_, v) => setData(v)}
        />
      </FormGroup>
    </FormModal>
  );
}
