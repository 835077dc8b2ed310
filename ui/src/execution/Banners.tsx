import { Alert, ExpandableSection } from '@patternfly/react-core';
import { Link } from 'react-router-dom';
import { enc, type Overview, type Schemas } from '../api/client';
import { StatusLabel } from '../parts/status';
import { Time } from '../parts/time';
import { t } from '../texts';
import { openWaits, standingOf } from './standing';

const MOST = 20;

/** What one that has not ended waits for or does, in words. */
export function Standing({ execution, waits }: { execution: Overview; waits: Schemas['StepWait'][] }) {
  const standing = standingOf(execution, waits);
  if (!standing) return null;
  const open = execution.status === 'RUNNING' ? openWaits(waits) : [];
  return (
    <Alert isInline variant="info" title={standing.title} className="standing">
      <p>{standing.body}</p>
      {open.length > 0 && (
        <ul>
          {open.slice(0, MOST).map((wait, i) => (
            <li key={i}>
              <Link to={`/executions/${execution.execution_id}/steps/${enc(wait.step)}`}>{wait.step}</Link>{' '}
              {t.execution.standing.waits[wait.kind]}{' '}
              {wait.signal && wait.kind === 'signal' && <code>{wait.signal}</code>}{' '}
              {wait.due_at && (
                <>
                  {t.execution.standing.until} <Time at={wait.due_at} />
                </>
              )}{' '}
              {wait.kind === 'approval' && <Link to="/approvals">{t.approvals.title}</Link>}
            </li>
          ))}
          {open.length > MOST && <li>{t.execution.standing.further(open.length - MOST)}</li>}
        </ul>
      )}
    </Alert>
  );
}

function message(error: unknown): string {
  if (typeof error === 'string') return error;
  const found = (error as { message?: unknown } | null)?.message;
  return typeof found === 'string' ? found : error === null ? '' : JSON.stringify(error);
}

/** What its cleanup has undone, what it could not, and what else went wrong there. */
export function Undone({ execution }: { execution: Overview }) {
  const cleanup = execution.cleanup;
  if (!cleanup || (cleanup.compensated.length === 0 && cleanup.troubles.length === 0)) return null;
  const failed = cleanup.compensated.filter((one) => one.status === 'FAILED').length;
  return (
    <ExpandableSection
      className="undone"
      toggleText={t.execution.undone(cleanup.compensated.length - failed, failed)}
      isDetached={false}
    >
      <ol>
        {cleanup.compensated.map((one, i) => (
          <li key={i}>
            <Link to={`/executions/${execution.execution_id}/steps/${enc(`${one.step}.compensate`)}`}>
              {one.step}
            </Link>{' '}
            {one.item !== null && <>{one.label ?? t.execution.item(one.item)} </>}
            <StatusLabel status={one.status === 'FAILED' ? 'NOT_UNDONE' : 'UNDONE'} />
            {one.error !== null && <p className="error-text">{message(one.error)}</p>}
          </li>
        ))}
      </ol>
      {cleanup.troubles.length > 0 && (
        <ul>
          {cleanup.troubles.map((one, i) => (
            <li key={i} className="error-text">
              {t.execution.trouble(t.execution.standing.parts[one.in] ?? one.in, one.step ?? '')}{' '}
              {message(one.error)}
            </li>
          ))}
        </ul>
      )}
    </ExpandableSection>
  );
}
