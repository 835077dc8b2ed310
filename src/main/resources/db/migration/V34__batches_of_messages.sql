-- Messages that started an execution together: the key of each, in the transaction of the start.
CREATE TABLE noetl.start_key (
  idempotency_key text PRIMARY KEY,
  execution_id    bigint NOT NULL
);
CREATE INDEX ON noetl.start_key (execution_id);

-- Counts what was recorded for a subscription whose messages start executions together: who has looked for messages that are
-- known records no more where another was recorded since.
ALTER TABLE noetl.subscription ADD COLUMN turn bigint NOT NULL DEFAULT 0;
