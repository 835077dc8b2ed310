import {
  Alert,
  Bullseye,
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  PageSection,
  Spinner,
} from '@patternfly/react-core';
import { CubesIcon, SearchIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Refused } from '../api/client';
import { t } from '../texts';

export function Loading() {
  return (
    <Bullseye className="loading">
      <Spinner aria-label={t.common.loading} size="lg" />
    </Bullseye>
  );
}

/** An error, and what to try. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const refused = error instanceof Refused ? error : null;
  const message = error instanceof Error ? error.message : String(error);
  return (
    <Alert
      variant="danger"
      isInline
      title={t.error.title}
      actionLinks={
        retry && (
          <Button variant="link" isInline onClick={retry}>
            {t.error.retry}
          </Button>
        )
      }
    >
      <p>{refused?.status === 0 ? t.error.unreachable : message}</p>
      {refused?.status === 403 && <p>{t.error.forbidden}</p>}
      {refused?.code && <p>{t.error.codeHelp(refused.code)}</p>}
      {refused && refused.problems.length > 0 && (
        <ul>
          {refused.problems.slice(0, 20).map((p, i) => (
            <li key={i}>
              {t.playbooks.line(p.line)}: {p.code} {p.message} {p.cure}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

/** An empty page that says what to do first. */
export function Empty({
  title,
  children,
  search,
  action,
}: {
  title: string;
  children?: ReactNode;
  search?: boolean;
  action?: ReactNode;
}) {
  return (
    <EmptyState headingLevel="h2" titleText={title} icon={search ? SearchIcon : CubesIcon} variant="sm">
      {children && <EmptyStateBody>{children}</EmptyStateBody>}
      {action && (
        <EmptyStateFooter>
          <EmptyStateActions>{action}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}

export function Gone() {
  return (
    <PageSection>
      <Empty title={t.error.gone} search action={<Link to="/executions">{t.error.home}</Link>}>
        {t.error.goneBody}
      </Empty>
    </PageSection>
  );
}
