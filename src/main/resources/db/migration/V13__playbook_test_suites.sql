-- Suites of tests as NoETL's console keeps them, by a name that it chooses.
CREATE TABLE noetl.playbook_test_suite (
  suite_id text PRIMARY KEY,
  content jsonb NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
