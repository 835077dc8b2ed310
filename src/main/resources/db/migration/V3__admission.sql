-- What waits for room: PENDING without an owner, claimed in turn over the playbooks, the oldest of each first.
CREATE INDEX execution_waiting ON noetl.execution (path, execution_id) WHERE status = 'PENDING' AND owner IS NULL;

-- Of the executions with one limit_key no more than limit_most run at a time. Rows are counted: there is no counter that could leak.
ALTER TABLE noetl.execution ADD COLUMN limit_key text, ADD COLUMN limit_most integer;
CREATE INDEX execution_limited ON noetl.execution (limit_key, execution_id)
  WHERE limit_key IS NOT NULL AND status IN ('PENDING', 'RUNNING', 'PAUSED');
