import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { MergeView } from '@codemirror/merge';
import { yaml } from '@codemirror/lang-yaml';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { api, type Schemas } from '../api/client';
import { setup, theme } from '../parts/codemirror';
import { Loading, Problem } from '../parts/states';
import { Time } from '../parts/time';
import { t } from '../texts';

/** The versions of a playbook, and what has changed from one to another. */
export default function Versions({
  path,
  versions,
}: {
  path: string;
  versions: Schemas['ListedPlaybook'][];
}) {
  const [left, setLeft] = useState(versions[1]?.version ?? versions[0]?.version ?? 1);
  const [right, setRight] = useState(versions[0]?.version ?? 1);
  const read = (version: number) => ({
    queryKey: ['content', path, String(version)],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<{ content: string }>(
        `/api/catalog/get/${path.split('/').map(encodeURIComponent).join('/')}?version=${version}`,
        signal,
      ),
    staleTime: Infinity,
  });
  const a = useQuery(read(left));
  const b = useQuery(read(right));
  return (
    <div className="versions">
      <div className="filters">
        <FormSelect
          className="filter-select"
          aria-label={t.playbooks.compare}
          value={left}
          onChange={(_, v) => setLeft(Number(v))}
        >
          {versions.map((v) => (
            <FormSelectOption key={v.version} value={v.version} label={`v${v.version}`} />
          ))}
        </FormSelect>
        <span>{t.playbooks.with}</span>
        <FormSelect
          className="filter-select"
          aria-label={t.playbooks.with}
          value={right}
          onChange={(_, v) => setRight(Number(v))}
        >
          {versions.map((v) => (
            <FormSelectOption key={v.version} value={v.version} label={`v${v.version}`} />
          ))}
        </FormSelect>
      </div>
      {versions.length < 2 ? (
        <p>{t.playbooks.oneVersion}</p>
      ) : a.isError || b.isError ? (
        <Problem error={a.error ?? b.error} />
      ) : a.data && b.data ? (
        <Diff key={`${left} ${right}`} before={a.data.content} after={b.data.content} />
      ) : (
        <Loading />
      )}
      <ul>
        {versions.map((v) => (
          <li key={v.version}>
            <Link to={`/playbooks/${path}?tab=editor&version=${v.version}`}>v{v.version}</Link>{' '}
            <Time at={v.created_at} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Diff({ before, after }: { before: string; after: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const mount = document.createElement('div');
    root.append(mount);
    const dark = document.documentElement.classList.contains('pf-v6-theme-dark');
    const extensions = (label: string) => [
      setup,
      yaml(),
      theme(dark),
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    ];
    const view = new MergeView({
      parent: mount,
      root,
      a: { doc: before, extensions: extensions(t.playbooks.compare) },
      b: { doc: after, extensions: extensions(t.playbooks.with) },
      collapseUnchanged: { margin: 3 },
    });
    return () => {
      view.destroy();
      mount.remove();
    };
  }, [before, after]);
  return <div ref={host} className="code-editor diff" />;
}
