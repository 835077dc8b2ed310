import { Alert, Button } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { api, query, type PlaybookProblem } from '../api/client';
import { CodeEditor } from '../parts/CodeEditor';
import { useMay } from '../parts/me';
import { Loading, Problem } from '../parts/states';
import { useSay } from '../parts/toasts';
import { t } from '../texts';
import { completion, describe, type Schema } from './complete';
import { first } from './first';

/** How each kind of problem is marked in the text, and shown below it. */
const levels = {
  ERROR: { mark: 'error', alert: 'danger' },
  WARNING: { mark: 'warning', alert: 'warning' },
  NOTE: { mark: 'info', alert: 'info' },
} as const;

interface Checked {
  valid: boolean;
  problems: PlaybookProblem[];
}

/** The text of a playbook: problems with their line and cure as one types, names to choose from, the next version. */
export default function Editor({ path, version }: { path: string | null; version?: string }) {
  const say = useSay();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayWrite = useMay('editor');
  const [text, setText] = useState<string | null>(path === null ? first : null);
  const [problems, setProblems] = useState<PlaybookProblem[]>([]);
  const [line, setLine] = useState<number | null>(null);
  const entry = useQuery({
    queryKey: ['content', path, version],
    enabled: path !== null,
    queryFn: ({ signal }) =>
      api.get<{ content: string; version: number }>(
        `/api/catalog/get/${(path ?? '').split('/').map(encodeURIComponent).join('/')}${query({ version })}`,
        signal,
      ),
  });
  const value = text ?? entry.data?.content ?? '';
  const kind = /^kind:\s*["']?Subscription\b/m.test(value) ? 'subscription' : 'playbook';
  const schema = useQuery({
    queryKey: ['schema', kind],
    queryFn: ({ signal }) => api.get<Schema>(`/schema/${kind}.json`, signal),
    staleTime: Infinity,
  });
  const lint = useCallback(async (content: string) => {
    if (!content.trim()) return [];
    const checked = await api.post<Checked>('/api/catalog/playbooks/validate', { content });
    setProblems(checked.problems);
    return checked.problems.map((p) => ({
      line: p.line,
      column: p.column,
      message: `${p.code} ${p.message} ${p.cure}`.trim(),
      severity: levels[p.severity].mark,
    }));
  }, []);
  const complete = useMemo(() => completion(schema.data ?? null), [schema.data]);
  const save = useMutation({
    mutationFn: () =>
      api.post<{ version: number; path: string }>('/api/catalog/register', { content: value }),
    onSuccess: (reply) => {
      say(t.playbooks.saved(reply.version));
      setText(null);
      for (const key of ['content', 'versions', 'graph', 'playbooks'])
        void client.invalidateQueries({ queryKey: [key] });
      navigate(`/playbooks/${reply.path}?tab=editor`);
    },
  });
  if (path !== null && entry.isPending) return <Loading />;
  if (entry.isError) return <Problem error={entry.error} retry={() => void entry.refetch()} />;
  const changed = path === null || (text !== null && text !== entry.data?.content);
  const broken = problems.some((p) => p.severity === 'ERROR');
  const faults = problems.filter((p) => p.severity !== 'NOTE').length;
  return (
    <div className="editor">
      <div className="head-row">
        <span className="dim">{changed ? t.playbooks.unsaved : `v${entry.data?.version ?? ''}`}</span>
        <span role="status">
          {[
            faults === 0 ? t.playbooks.noProblems : t.playbooks.problems(faults),
            problems.length > faults && t.playbooks.notes(problems.length - faults),
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
        <span className="grow" />
        {mayWrite && (
          <Button onClick={() => save.mutate()} isDisabled={!changed || broken || save.isPending}>
            {t.playbooks.save}
          </Button>
        )}
      </div>
      {save.isError && <Problem error={save.error} />}
      <CodeEditor
        value={value}
        language="yaml"
        label={t.playbooks.editorLabel}
        onChange={mayWrite ? setText : undefined}
        lint={lint}
        complete={complete}
        hover={(word) => describe(schema.data ?? null, word)}
        line={line}
      />
      <ul className="problem-list">
        {problems.map((p, i) => (
          <li key={i}>
            <Alert
              isInline
              isPlain
              variant={levels[p.severity].alert}
              title={`${t.playbooks.line(p.line)}: ${p.code} ${p.message}`}
              actionLinks={
                <Button
                  variant="link"
                  isInline
                  onClick={() => {
                    setLine(null);
                    requestAnimationFrame(() => setLine(p.line));
                  }}
                >
                  {t.playbooks.line(p.line)}
                </Button>
              }
            >
              {p.cure}
            </Alert>
          </li>
        ))}
      </ul>
    </div>
  );
}
