import { Alert, Button, Card, CardBody, CardTitle, Form, FormGroup, TextInput } from '@patternfly/react-core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { api, csrf } from '../api/client';
import { t } from '../texts';

interface Ways {
  form: boolean;
  providers: { name: string; href: string }[];
}

/** Signing in by name and password, or at the identity provider. */
export default function Login() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  // What the identity provider or the server said of a login there.
  const [refusal, setRefusal] = useState(() => {
    const error = params.get('error');
    return error === null ? null : (t.login.errors[error] ?? t.login.wrong);
  });
  const [busy, setBusy] = useState(false);
  // It sets the cookie against forged requests as well.
  const ways = useQuery({
    queryKey: ['login'],
    queryFn: ({ signal }) => api.get<Ways>('/api/login', signal),
  });
  const signIn = async () => {
    setBusy(true);
    const reply = await fetch('/login', {
      method: 'POST',
      headers: { ...csrf(), 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: new URLSearchParams({ username: name, password }),
    }).catch(() => null);
    setBusy(false);
    if (!reply?.ok) {
      setRefusal(t.login.wrong);
      return;
    }
    client.clear();
    const from = params.get('from') ?? '/executions';
    navigate(from.startsWith('/') && !from.startsWith('//') ? from : '/executions', { replace: true });
  };
  return (
    <main className="login">
      <Card>
        <CardTitle component="h1">
          <img src="/ui/icon.svg" alt="" className="brand-icon" /> {t.login.title}
        </CardTitle>
        <CardBody>
          {refusal && <Alert isInline variant="danger" title={refusal} />}
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              void signIn();
            }}
          >
            <FormGroup label={t.login.user} fieldId="login-user">
              <TextInput
                id="login-user"
                autoComplete="username"
                value={name}
                onChange={(_, v) => setName(v)}
              />
            </FormGroup>
            <FormGroup label={t.login.password} fieldId="login-password">
              <TextInput
                id="login-password"
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={(_, v) => setPassword(v)}
              />
            </FormGroup>
            <Button type="submit" isDisabled={busy || name === '' || password === ''}>
              {t.login.submit}
            </Button>
          </Form>
          {ways.data?.providers.map((provider) => (
            <p key={provider.href}>
              <a href={provider.href}>{t.login.provider(provider.name)}</a>
            </p>
          ))}
          <p className="hint">{t.login.first}</p>
        </CardBody>
      </Card>
    </main>
  );
}
