-- What receivers are to be told of executions. Written with the events that it is about; whoever is told is the credential of that name.
CREATE TABLE noetl.notice (
  notice_id    bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  execution_id bigint NOT NULL,
  event        text NOT NULL,
  receiver     text NOT NULL,
  text         text NOT NULL,
  state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'dropped', 'failed')),
  attempts     integer NOT NULL DEFAULT 0,
  due_at       timestamptz NOT NULL DEFAULT now(),
  error        text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  ended_at     timestamptz,
  UNIQUE (execution_id, event, receiver)
);
CREATE INDEX notice_due ON noetl.notice (receiver, due_at) WHERE state = 'open';
CREATE INDEX ON noetl.notice (ended_at) WHERE ended_at IS NOT NULL;

-- When a receiver was told last: it is told one message after the other, and not too often.
CREATE TABLE noetl.notice_receiver (
  receiver text PRIMARY KEY,
  told_at  timestamptz NOT NULL
);
