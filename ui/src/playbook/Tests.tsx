import { Alert, Button, Progress, TextInput, Title } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { api, enc, Refused, type Graph, type Schemas } from '../api/client';
import { CodeEditor } from '../parts/CodeEditor';
import { useMay } from '../parts/me';
import { Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Table } from '../parts/Table';
import { formatDuration } from '../parts/time';
import { useSay } from '../parts/toasts';
import { t } from '../texts';
import { draftOf, suiteOf } from './suite';

type Report = Schemas['TestReport'];

/** The tests of a playbook: their text, what came of them, and which steps and ways they reach. */
export default function Tests({ graph }: { graph: Graph }) {
  const say = useSay();
  const client = useQueryClient();
  const mayWrite = useMay('editor');
  const suite = `/api/playbook-tests/suites/${enc(suiteOf(graph.path))}`;
  const [text, setText] = useState<string | null>(null);
  const [filter, setFilter] = useState('');
  const [line, setLine] = useState<number | null>(null);
  const kept = useQuery({
    queryKey: ['tests', graph.path],
    queryFn: async ({ signal }) => {
      try {
        return await api.get<{ content?: string }>(suite, signal);
      } catch (e) {
        if (e instanceof Refused && e.status === 404) return {};
        throw e;
      }
    },
  });
  const value = text ?? kept.data?.content ?? draftOf(graph);
  const run = useMutation({
    mutationFn: () => api.post<Report>('/api/playbook-tests', { content: value, filter }),
  });
  const save = useMutation({
    mutationFn: (content: string) => api.put(suite, { path: graph.path, content }),
    onSuccess: (_, content) => {
      say(t.tests.saved);
      client.setQueryData(['tests', graph.path], { content });
    },
  });
  if (kept.isPending) return <Loading />;
  if (kept.isError) return <Problem error={kept.error} retry={() => void kept.refetch()} />;
  const goTo = (at: number) => {
    setLine(null);
    requestAnimationFrame(() => setLine(at));
  };
  return (
    <div className="tests">
      <div className="head-row">
        <span className="dim">
          {value === kept.data.content ? t.tests.kept : text === null ? t.tests.draft : t.playbooks.unsaved}
        </span>
        <span className="grow" />
        {mayWrite && (
          <>
            <TextInput
              className="test-filter"
              aria-label={t.tests.filter}
              placeholder={t.tests.filter}
              value={filter}
              onChange={(_, v) => setFilter(v)}
            />
            <Button
              variant="secondary"
              onClick={() => save.mutate(value)}
              isDisabled={save.isPending || value === kept.data.content}
            >
              {t.tests.save}
            </Button>
            <Button onClick={() => run.mutate()} isDisabled={run.isPending} isLoading={run.isPending}>
              {t.tests.run}
            </Button>
          </>
        )}
      </div>
      <p className="hint">
        {mayWrite ? t.tests.hint : t.tests.editors} <a href="/api/docs">{t.nav.docs}</a>
      </p>
      {save.isError && <Problem error={save.error} />}
      <div className="tests-columns">
        <CodeEditor
          value={value}
          language="yaml"
          label={t.tests.editorLabel}
          onChange={mayWrite ? setText : undefined}
          run={mayWrite ? () => run.mutate() : undefined}
          line={line}
        />
        <div className="tests-outcome" aria-live="polite">
          {run.isPending && <Loading />}
          {run.isError && <Problem error={run.error} />}
          {run.data && !run.isPending && <Outcome report={run.data} goTo={goTo} path={graph.path} />}
          {run.isIdle && <p className="dim">{t.tests.idle}</p>}
        </div>
      </div>
    </div>
  );
}

function Line({ at, goTo }: { at: number; goTo: (line: number) => void }) {
  return (
    <Button variant="link" isInline onClick={() => goTo(at)}>
      {t.playbooks.line(at)}
    </Button>
  );
}

function Outcome({ report, goTo, path }: { report: Report; goTo: (line: number) => void; path: string }) {
  const good = report.tests.filter((test) => test.passed).length;
  const coverage = report.coverage;
  return (
    <>
      <Alert
        isInline
        variant={report.passed ? 'success' : 'danger'}
        title={report.tests.length > 0 ? t.tests.outcome(good, report.tests.length) : t.tests.none}
      />
      {[...report.problems, ...report.gaps].map((one, i) => (
        <p key={i} className="error-text">
          <Line at={one.line} goTo={goTo} /> {'code' in one && one.code} {one.message}{' '}
          {'cure' in one && one.cure}
        </p>
      ))}
      <ul className="test-list">
        {report.tests.map((test) => (
          <li key={`${test.line} ${test.name}`}>
            <div className="head-row">
              <StatusLabel status={test.passed ? 'COMPLETED' : 'FAILED'} />
              <strong>{test.name}</strong>
              <Line at={test.line} goTo={goTo} />
              <span className="dim">{t.tests.took(formatDuration(test.took_seconds * 1000))}</span>
            </div>
            {test.path.length > 0 && <p className="dim">{test.path.join(' → ')}</p>}
            {test.failures.map((failure, i) => (
              <div key={i} className="test-failure">
                <Line at={failure.line} goTo={goTo} /> {failure.message}
                {failure.details.length > 0 && (
                  <pre className="trace" tabIndex={0}>
                    {failure.details.join('\n')}
                  </pre>
                )}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {coverage && (
        <>
          <Title headingLevel="h2" size="md">
            {t.tests.coverage}
          </Title>
          <Progress
            value={coverage.steps_percent}
            title={t.tests.steps}
            size="sm"
            aria-label={t.tests.steps}
          />
          <Progress value={coverage.arcs_percent} title={t.tests.arcs} size="sm" aria-label={t.tests.arcs} />
          <Table
            label={t.tests.coverage}
            head={[t.tests.what, t.tests.times]}
            rows={[
              ...Object.entries(coverage.steps).map(([step, times]) => ({
                key: step,
                cells: [
                  <Link key="s" to={`/playbooks/${path}?tab=graph`}>
                    {step}
                  </Link>,
                  <Times key="t" times={times} />,
                ],
              })),
              ...coverage.arcs.map((arc) => ({
                key: arc.pointer + arc.to,
                cells: [`${arc.from} → ${arc.to}`, <Times key="t" times={arc.times} />],
              })),
            ]}
          />
        </>
      )}
    </>
  );
}

/** What no test reaches is told by a word, not by the number alone. */
function Times({ times }: { times: number }) {
  return times > 0 ? <>{times}</> : <span className="failed-items">{t.tests.never}</span>;
}
