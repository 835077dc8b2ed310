-- An execution that undoes what it has done, before it has failed or is cancelled. Rows that are there have other states, and are not looked through.
ALTER TABLE noetl.execution DROP CONSTRAINT execution_status_check;
ALTER TABLE noetl.execution ADD CONSTRAINT execution_status_check
  CHECK (status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING', 'COMPLETED', 'FAILED', 'CANCELLED')) NOT VALID;

-- What an execution does when all else is done: null while that has not begun. From then on nobody cancels it.
ALTER TABLE noetl.execution ADD COLUMN cleanup text;
ALTER TABLE noetl.execution ADD CONSTRAINT execution_cleanup_check CHECK (cleanup IN ('undoing', 'going', 'over')) NOT VALID;

DROP INDEX noetl.execution_unfinished;
CREATE INDEX execution_unfinished ON noetl.execution (execution_id)
  WHERE status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING') AND wake_at IS NULL;
DROP INDEX noetl.execution_limited;
CREATE INDEX execution_limited ON noetl.execution (limit_key, execution_id)
  WHERE limit_key IS NOT NULL AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING');
