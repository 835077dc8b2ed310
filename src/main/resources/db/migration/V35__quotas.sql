-- How much the executions with a label may have: of each label so many are open at a time, and so many seconds of Python in an hour or a day.
CREATE TABLE noetl.quota (
  name           text NOT NULL,
  value          text NOT NULL,
  most_open      integer CHECK (most_open >= 0),
  -- What becomes of an execution that finds none left: it waits, or is refused.
  when_full      text NOT NULL DEFAULT 'queue' CHECK (when_full IN ('queue', 'fail')),
  python_seconds bigint CHECK (python_seconds > 0),
  python_per     text CHECK (python_per IN ('hour', 'day')),
  changed_at     timestamptz NOT NULL DEFAULT now(),
  changed_by     text,
  PRIMARY KEY (name, value),
  CHECK (most_open IS NOT NULL OR python_seconds IS NOT NULL),
  CHECK ((python_seconds IS NULL) = (python_per IS NULL))
);

-- What was used within an hour or a day of UTC: a row for each server that adds to it, so that none waits for another's.
CREATE TABLE noetl.quota_use (
  name      text NOT NULL,
  value     text NOT NULL,
  per       text NOT NULL,
  since     timestamptz NOT NULL,
  server    text NOT NULL,
  python_ms float8 NOT NULL,
  PRIMARY KEY (name, value, per, since, server)
);

-- An execution that waits for a quota is PENDING and owned by 'quota', which is no server: nothing else lets it in meanwhile.
CREATE INDEX execution_held ON noetl.execution (priority DESC, execution_id) WHERE status = 'PENDING' AND owner = 'quota';
CREATE INDEX execution_held_labels ON noetl.execution USING gin (labels jsonb_path_ops) WHERE status = 'PENDING' AND owner = 'quota';
-- What counts: all that has been let in and has not ended. Children belong to those that called them.
CREATE INDEX execution_open_labels ON noetl.execution USING gin (labels jsonb_path_ops)
  WHERE labels <> '{}' AND parent_key IS NULL AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
    AND (status <> 'PENDING' OR owner IS DISTINCT FROM 'quota');
