-- What an execution is about, in the words of who starts it; of those with key_unique one of a path and key is open at a time.
ALTER TABLE noetl.execution
  ADD COLUMN business_key text,
  ADD COLUMN key_unique boolean NOT NULL DEFAULT false,
  -- Of the executions with one rate_key no more than rate_most begin within any rate_seconds. Rows are counted, by when they began.
  ADD COLUMN rate_key text,
  ADD COLUMN rate_most integer,
  ADD COLUMN rate_seconds integer,
  ADD COLUMN begun_at timestamptz;

CREATE UNIQUE INDEX execution_open_key ON noetl.execution (path, business_key)
  WHERE key_unique AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING');
CREATE INDEX execution_key ON noetl.execution (business_key, start_time DESC, execution_id DESC) WHERE business_key IS NOT NULL;
CREATE INDEX execution_begun ON noetl.execution (rate_key, begun_at) WHERE begun_at IS NOT NULL;
CREATE INDEX execution_rated ON noetl.execution (rate_key, execution_id)
  WHERE rate_key IS NOT NULL AND begun_at IS NULL AND status = 'PENDING' AND owner IS NULL;
