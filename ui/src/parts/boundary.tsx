import { Button, PageSection } from '@patternfly/react-core';
import { Component, type ReactNode } from 'react';
import { t } from '../texts';
import { Empty } from './states';

/** Shows a page's bug in its place: the frame stays. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <PageSection>
        <Empty
          title={t.error.crash}
          action={<Button onClick={() => window.location.reload()}>{t.error.retry}</Button>}
        >
          {t.error.crashBody}
          <pre className="trace">{String(error.stack ?? error)}</pre>
        </Empty>
      </PageSection>
    );
  }
}
