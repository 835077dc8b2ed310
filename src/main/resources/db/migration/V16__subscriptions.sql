-- What starts playbooks from outside. The document is the catalog's; here stands what has become of it.
CREATE TABLE noetl.subscription (
  subscription_id   bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  path              text NOT NULL UNIQUE,
  catalog_id        bigint NOT NULL,
  source            text NOT NULL,
  -- What stands behind /api/hooks/ in the address of a webhook.
  hook              text UNIQUE,
  state             text NOT NULL CHECK (state IN ('active', 'paused', 'inactive')),
  received          bigint NOT NULL DEFAULT 0,
  started           bigint NOT NULL DEFAULT 0,
  duplicates        bigint NOT NULL DEFAULT 0,
  refused           bigint NOT NULL DEFAULT 0,
  last_message_at   timestamptz,
  last_execution_id bigint,
  last_error        text,
  -- Ends of executions before this time have been looked at.
  looked_until      timestamptz NOT NULL DEFAULT now(),
  created_at        timestamptz NOT NULL DEFAULT now(),
  updated_at        timestamptz NOT NULL DEFAULT now()
);

-- Messages that could start nothing, to be looked at and sent again.
CREATE TABLE noetl.subscription_letter (
  letter_id       bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  subscription_id bigint NOT NULL REFERENCES noetl.subscription ON DELETE CASCADE,
  message         json NOT NULL,
  -- Where every server sees the same message; null for one that a single server was sent.
  message_key     text,
  error           text NOT NULL,
  received_at     timestamptz NOT NULL DEFAULT now(),
  -- What it has started since; null while it has not.
  execution_id    bigint,
  UNIQUE (subscription_id, message_key)
);
CREATE INDEX ON noetl.subscription_letter (subscription_id, letter_id DESC);

CREATE INDEX execution_ended ON noetl.execution (end_time) WHERE end_time IS NOT NULL;
