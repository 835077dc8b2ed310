-- What becomes of an execution that finds no place of its limit: queue (null), cancel_new, cancel_old or fail.
ALTER TABLE noetl.execution
  ADD COLUMN limit_full text,
  -- Of what waits for room the highest goes first.
  ADD COLUMN priority smallint NOT NULL DEFAULT 0;
DROP INDEX noetl.execution_waiting;
CREATE INDEX execution_waiting ON noetl.execution (path, priority DESC, execution_id)
  WHERE status = 'PENDING' AND owner IS NULL;
