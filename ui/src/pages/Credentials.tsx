import { Button, FormGroup, PageSection, TextArea, TextInput, Title } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, enc } from '../api/client';
import { FormModal } from '../parts/FormModal';
import { useMay } from '../parts/me';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { t } from '../texts';

interface Credential {
  id: string;
  name: string;
  type: string;
  description: string | null;
  tags: string[] | null;
  created_at: string;
}

/** Credentials: written here, and shown nowhere. */
export default function Credentials() {
  const client = useQueryClient();
  const mayWrite = useMay('editor');
  const [add, setAdd] = useState(false);
  const [remove, setRemove] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ['credentials'],
    queryFn: ({ signal }) => api.get<{ items: Credential[] }>('/api/credentials', signal),
  });
  const changed = () => void client.invalidateQueries({ queryKey: ['credentials'] });
  const drop = useMutation({
    mutationFn: (name: string) => api.delete(`/api/credentials/${enc(name)}`),
    onSuccess: () => {
      setRemove(null);
      changed();
    },
  });
  return (
    <>
      <PageSection className="page-head">
        <div className="head-row">
          <Title headingLevel="h1">{t.credentials.title}</Title>
          <span className="grow" />
          {mayWrite && <Button onClick={() => setAdd(true)}>{t.credentials.add}</Button>}
        </div>
      </PageSection>
      <PageSection className="page-body">
        {list.isPending ? (
          <Loading />
        ) : list.isError ? (
          <Problem error={list.error} retry={() => void list.refetch()} />
        ) : list.data.items.length === 0 ? (
          <Empty title={t.credentials.emptyTitle}>{t.credentials.emptyBody}</Empty>
        ) : (
          <Table
            label={t.credentials.title}
            head={[
              t.common.name,
              t.credentials.type,
              t.credentials.description,
              t.credentials.tags,
              t.common.created,
              t.common.actions,
            ]}
            rows={list.data.items.map((c) => ({
              key: c.name,
              cells: [
                c.name,
                c.type,
                c.description,
                (c.tags ?? []).join(', '),
                <Time key="t" at={c.created_at} />,
                mayWrite && (
                  <Button key="d" variant="link" isInline isDanger onClick={() => setRemove(c.name)}>
                    {t.common.delete}
                  </Button>
                ),
              ],
            }))}
          />
        )}
      </PageSection>
      {add && <AddModal close={() => setAdd(false)} done={changed} />}
      {remove && (
        <FormModal
          title={t.common.confirmDelete(remove)}
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

function AddModal({ close, done }: { close: () => void; done: () => void }) {
  const [name, setName] = useState('');
  const [type, setType] = useState('generic');
  const [description, setDescription] = useState('');
  const [data, setData] = useState('{\n  \n}');
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(data);
  } catch {
    parsed = null;
  }
  const save = useMutation({
    mutationFn: () =>
      api.post('/api/credentials', { name, type, data: parsed, ...(description ? { description } : {}) }),
    onSuccess: () => {
      done();
      close();
    },
  });
  return (
    <FormModal
      title={t.credentials.add}
      submit={t.common.save}
      disabled={name === '' || parsed === null}
      error={save.error}
      act={() => save.mutate()}
      close={close}
    >
      <FormGroup label={t.common.name} fieldId="c-name" isRequired>
        <TextInput id="c-name" isRequired value={name} onChange={(_, v) => setName(v)} />
      </FormGroup>
      <FormGroup label={t.credentials.type} fieldId="c-type">
        <TextInput id="c-type" value={type} onChange={(_, v) => setType(v)} />
      </FormGroup>
      <FormGroup label={t.credentials.description} fieldId="c-description">
        <TextInput id="c-description" value={description} onChange={(_, v) => setDescription(v)} />
      </FormGroup>
      <FormGroup label={t.credentials.data} fieldId="c-data">
        <TextArea
          id="c-data"
          className="code-area"
          rows={8}
          value={data}
          autoComplete="off"
          validated={parsed === null ? 'error' : 'default'}
          onChange={(_, v) => setData(v)}
        />
      </FormGroup>
    </FormModal>
  );
}
