-- What steps wait for: a time, a signal. The row is there before the step waits, so that a signal finds it whoever runs the execution.
CREATE TABLE noetl.wait (
  execution_id bigint NOT NULL,
  -- The call that waits, with its attempt: made again after a takeover it finds its row.
  wait_key   text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('time', 'signal')),
  step       text NOT NULL,
  signal     text,
  signal_key text,
  -- When it is over by itself; null for never.
  due_at     timestamptz,
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'late', 'left')),
  -- What has arrived, and the signal that brought it.
  result     json,
  signal_id  bigint,
  begun_at   timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz,
  PRIMARY KEY (execution_id, wait_key)
);
CREATE INDEX wait_for_signal ON noetl.wait (signal, signal_key, begun_at) WHERE state = 'open' AND signal IS NOT NULL;

-- Signals: one that nobody waits for is kept until somebody does, or until it expires; one that was delivered, so that it is not sent twice.
CREATE TABLE noetl.signal (
  signal_id       bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  name            text NOT NULL,
  key             text NOT NULL,
  payload         json,
  sent_by         text,
  idempotency_key text UNIQUE,
  -- How many waits it ended; 0 while it is kept.
  delivered       integer NOT NULL DEFAULT 0,
  sent_at         timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL
);
CREATE INDEX signal_kept ON noetl.signal (name, key, signal_id) WHERE delivered = 0;
CREATE INDEX ON noetl.signal (expires_at);

-- An execution of which every branch waits is parked: no server has it in memory, and it is taken up again at this time.
ALTER TABLE noetl.execution ADD COLUMN wake_at timestamptz;
CREATE INDEX execution_parked ON noetl.execution (wake_at) WHERE wake_at IS NOT NULL;
DROP INDEX noetl.execution_unfinished;
CREATE INDEX execution_unfinished ON noetl.execution (execution_id)
  WHERE status IN ('PENDING', 'RUNNING', 'PAUSED') AND wake_at IS NULL;
CREATE INDEX execution_parked_id ON noetl.execution (execution_id) WHERE wake_at IS NOT NULL;
