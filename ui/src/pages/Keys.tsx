import {
  Alert,
  Button,
  ClipboardCopy,
  FormGroup,
  FormSelect,
  FormSelectOption,
  PageSection,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, enc } from '../api/client';
import { FormModal } from '../parts/FormModal';
import { Empty, Loading, Problem } from '../parts/states';
import { Table } from '../parts/Table';
import { Time } from '../parts/time';
import { t } from '../texts';

interface Key {
  key_id: string;
  name: string;
  role: string;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

interface User {
  name: string;
  role: string;
  created_at: string;
  last_login_at: string | null;
}

const roles = ['viewer', 'operator', 'editor', 'admin'];

/** Who may call: keys of programs, and users who sign in. */
export default function Keys() {
  const client = useQueryClient();
  const [add, setAdd] = useState<'key' | 'user' | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const [remove, setRemove] = useState<{ path: string; name: string } | null>(null);
  const keys = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => api.get<{ items: Key[] }>('/api/keys', signal),
  });
  const users = useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) => api.get<{ items: User[] }>('/api/users', signal),
  });
  const changed = () => {
    void client.invalidateQueries({ queryKey: ['keys'] });
    void client.invalidateQueries({ queryKey: ['users'] });
  };
  const drop = useMutation({
    mutationFn: (path: string) => api.delete(path),
    onSuccess: () => {
      setRemove(null);
      changed();
    },
  });
  return (
    <>
      <PageSection className="page-head">
        <Title headingLevel="h1">{t.keys.title}</Title>
      </PageSection>
      <PageSection className="page-body">
        {made && (
          <Alert isInline variant="success" title={t.keys.once}>
            <ClipboardCopy isReadOnly hoverTip={t.common.copy} clickTip={t.common.copied}>
              {made}
            </ClipboardCopy>
          </Alert>
        )}
        <div className="head-row">
          <Title headingLevel="h2">{t.keys.users}</Title>
          <span className="grow" />
          <Button variant="secondary" onClick={() => setAdd('user')}>
            {t.keys.addUser}
          </Button>
        </div>
        {users.isPending ? (
          <Loading />
        ) : users.isError ? (
          <Problem error={users.error} />
        ) : users.data.items.length === 0 ? (
          <Empty title={t.keys.emptyUsers}>{t.keys.emptyUsersBody}</Empty>
        ) : (
          <Table
            label={t.keys.users}
            head={[t.keys.user, t.common.role, t.common.created, t.keys.used, t.common.actions]}
            rows={users.data.items.map((u) => ({
              key: u.name,
              cells: [
                u.name,
                u.role,
                <Time key="c" at={u.created_at} />,
                <Time key="l" at={u.last_login_at} />,
                <Button
                  key="d"
                  variant="link"
                  isInline
                  isDanger
                  onClick={() => setRemove({ path: `/api/users/${enc(u.name)}`, name: u.name })}
                >
                  {t.common.delete}
                </Button>,
              ],
            }))}
          />
        )}
        <div className="head-row">
          <Title headingLevel="h2">{t.keys.keys}</Title>
          <span className="grow" />
          <Button variant="secondary" onClick={() => setAdd('key')}>
            {t.keys.addKey}
          </Button>
        </div>
        {keys.isPending ? (
          <Loading />
        ) : keys.isError ? (
          <Problem error={keys.error} />
        ) : keys.data.items.length === 0 ? (
          <Empty title={t.keys.emptyKeys}>{t.keys.emptyKeysBody}</Empty>
        ) : (
          <Table
            label={t.keys.keys}
            head={[
              t.common.name,
              t.common.role,
              t.common.created,
              t.keys.expires,
              t.keys.used,
              t.common.actions,
            ]}
            rows={keys.data.items.map((k) => ({
              key: k.key_id,
              cells: [
                k.name,
                k.role,
                <Time key="c" at={k.created_at} />,
                <Time key="e" at={k.expires_at} />,
                <Time key="u" at={k.last_used_at} />,
                <Button
                  key="d"
                  variant="link"
                  isInline
                  isDanger
                  onClick={() => setRemove({ path: `/api/keys/${enc(k.key_id)}`, name: k.name })}
                >
                  {t.common.delete}
                </Button>,
              ],
            }))}
          />
        )}
      </PageSection>
      {add && <AddModal what={add} close={() => setAdd(null)} done={changed} made={setMade} />}
      {remove && (
        <FormModal
          title={t.common.confirmDelete(remove.name)}
          submit={t.common.delete}
          danger
          error={drop.error}
          act={() => drop.mutate(remove.path)}
          close={() => setRemove(null)}
        />
      )}
    </>
  );
}

function AddModal({
  what,
  close,
  done,
  made,
}: {
  what: 'key' | 'user';
  close: () => void;
  done: () => void;
  made: (key: string) => void;
}) {
  const [name, setName] = useState('');
  const [role, setRole] = useState('viewer');
  const [days, setDays] = useState('90');
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () =>
      what === 'key'
        ? api.post<{ key?: string }>('/api/keys', { name, role, expires_in_days: Number(days) })
        : api.post<{ key?: string }>('/api/users', { name, role, password }),
    onSuccess: (reply) => {
      if (reply.key) made(reply.key);
      done();
      close();
    },
  });
  return (
    <FormModal
      title={what === 'key' ? t.keys.addKey : t.keys.addUser}
      submit={t.common.create}
      disabled={name === '' || (what === 'user' && password.length < 12)}
      error={save.error}
      act={() => save.mutate()}
      close={close}
    >
      <FormGroup label={what === 'key' ? t.common.name : t.keys.user} fieldId="k-name" isRequired>
        <TextInput id="k-name" isRequired value={name} autoComplete="off" onChange={(_, v) => setName(v)} />
      </FormGroup>
      <FormGroup label={t.common.role} fieldId="k-role">
        <FormSelect id="k-role" value={role} onChange={(_, v) => setRole(v)}>
          {roles.map((r) => (
            <FormSelectOption key={r} value={r} label={r} />
          ))}
        </FormSelect>
      </FormGroup>
      {what === 'key' ? (
        <FormGroup label={t.keys.days} fieldId="k-days">
          <TextInput
            id="k-days"
            type="number"
            min={0}
            max={3650}
            value={days}
            onChange={(_, v) => setDays(v)}
          />
        </FormGroup>
      ) : (
        <FormGroup label={t.keys.password} fieldId="k-password">
          <TextInput
            id="k-password"
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(_, v) => setPassword(v)}
          />
        </FormGroup>
      )}
    </FormModal>
  );
}
