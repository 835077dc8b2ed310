import { PageSection, Title } from '@patternfly/react-core';
import { Link } from 'react-router-dom';
import Editor from '../playbook/Editor';
import { t } from '../texts';

/** The editor with a first text; the playbook has its page once it is saved. */
export default function NewPlaybook() {
  return (
    <>
      <PageSection className="page-head">
        <nav className="crumbs" aria-label={t.playbooks.title}>
          <Link to="/playbooks">{t.playbooks.title}</Link>
        </nav>
        <Title headingLevel="h1">{t.playbooks.add}</Title>
      </PageSection>
      <PageSection className="page-body">
        <Editor path={null} />
      </PageSection>
    </>
  );
}
