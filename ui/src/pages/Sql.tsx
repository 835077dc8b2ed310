import { Alert, Button, PageSection, TextInput, Title } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { CodeEditor } from '../parts/CodeEditor';
import { Empty, Loading, Problem } from '../parts/states';
import { t } from '../texts';

interface Reply {
  status: string;
  result?: unknown[][] | null;
  columns?: string[] | null;
  error?: string | null;
}

/** Statements on the service's database, or on that of a credential. */
export default function Sql() {
  const [text, setText] = useState('SELECT status, count(*) FROM noetl.execution GROUP BY status');
  const [credential, setCredential] = useState('');
  const run = useMutation({
    mutationFn: () =>
      api.post<Reply>('/api/postgres/execute', { query: text, ...(credential ? { credential } : {}) }),
  });
  const reply = run.data;
  return (
    <>
      <PageSection className="page-head">
        <Title headingLevel="h1">{t.sql.title}</Title>
      </PageSection>
      <PageSection className="page-body">
        <div className="sql-editor">
          <CodeEditor
            value={text}
            language="sql"
            label={t.sql.query}
            onChange={setText}
            run={() => run.mutate()}
          />
        </div>
        <div className="filters">
          <TextInput
            className="filter-text"
            aria-label={t.sql.credential}
            placeholder={t.sql.credential}
            value={credential}
            onChange={(_, v) => setCredential(v)}
          />
          <Button onClick={() => run.mutate()} isDisabled={run.isPending}>
            {t.sql.run}
          </Button>
          <span className="dim">{t.sql.runHint}</span>
        </div>
        {run.isPending && <Loading />}
        {run.isError && <Problem error={run.error} />}
        {reply?.status === 'error' && (
          <Alert isInline variant="danger" title={t.error.title}>
            <pre className="trace">{reply.error}</pre>
          </Alert>
        )}
        {reply && reply.status !== 'error' && (
          <>
            <p role="status">{t.sql.rows(reply.result?.length ?? 0)}</p>
            {(reply.result?.length ?? 0) > 0 ? (
              <div className="scroll-table" tabIndex={0} role="region" aria-label={t.sql.title}>
                <table className="grid">
                  <thead>
                    <tr>
                      {(reply.columns ?? []).map((name, i) => (
                        <th scope="col" key={i}>
                          {name}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {(reply.result ?? []).slice(0, 1000).map((row, i) => (
                      <tr key={i}>
                        {row.map((cell, j) => (
                          <td key={j}>
                            {cell === null ? (
                              <span className="json-null">null</span>
                            ) : typeof cell === 'object' ? (
                              JSON.stringify(cell).slice(0, 500)
                            ) : (
                              String(cell).slice(0, 2000)
                            )}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            ) : (
              <Empty title={t.sql.emptyTitle}>{t.sql.emptyBody}</Empty>
            )}
          </>
        )}
      </PageSection>
    </>
  );
}
