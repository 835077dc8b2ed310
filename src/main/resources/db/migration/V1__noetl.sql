-- The schema of the service. Names and types of NoETL's own tables are kept, so that its clients' SQL works.
-- Every table of a run has execution_id first in its key and no row is shared by two executions: the schema shards by it.

CREATE SCHEMA IF NOT EXISTS noetl;

-- Lets status = 'failed' find FAILED, in the two views below. In public, where every user's search_path finds its operators.
SET search_path = noetl, public;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;

CREATE SEQUENCE noetl.snowflake_seq CYCLE MAXVALUE 1023 MINVALUE 0 START 0;

-- 64-bit ids: milliseconds since 2024-01-01 UTC, 5 bits of shard (1), 18 of sequence.
CREATE FUNCTION noetl.snowflake_id() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1704067200000) << 23
       | (1::bigint << 18)
       | nextval('noetl.snowflake_seq')
$$;

CREATE TABLE noetl.resource (
  name varchar PRIMARY KEY,
  meta jsonb
);

CREATE TABLE noetl.catalog (
  catalog_id bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  path       text NOT NULL,
  version    integer NOT NULL,
  kind       varchar NOT NULL REFERENCES noetl.resource (name),
  content    text NOT NULL,
  layout     jsonb,
  payload    jsonb,
  meta       jsonb,
  created_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  UNIQUE (path, version)
);

CREATE TABLE noetl.credential (
  id             bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  name           text NOT NULL UNIQUE,
  type           text NOT NULL,
  data_encrypted text NOT NULL,
  schema         jsonb,
  meta           jsonb,
  tags           text[],
  description    text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON noetl.credential (type);

CREATE TABLE noetl.keychain (
  cache_key           text PRIMARY KEY,
  keychain_name       text NOT NULL,
  catalog_id          bigint NOT NULL REFERENCES noetl.catalog (catalog_id) ON DELETE CASCADE,
  credential_type     text NOT NULL,
  cache_type          text NOT NULL CHECK (cache_type IN ('secret', 'token')),
  scope_type          text NOT NULL CHECK (scope_type IN ('local', 'global', 'shared')),
  execution_id        bigint,
  parent_execution_id bigint,
  data_encrypted      text NOT NULL,
  schema              jsonb,
  expires_at          timestamptz NOT NULL,
  created_at          timestamptz NOT NULL DEFAULT now(),
  accessed_at         timestamptz,
  access_count        integer NOT NULL DEFAULT 0,
  auto_renew          boolean NOT NULL DEFAULT false,
  renew_config        jsonb
);
CREATE INDEX ON noetl.keychain (catalog_id, keychain_name);
CREATE INDEX ON noetl.keychain (execution_id);
CREATE INDEX ON noetl.keychain (expires_at);

CREATE TABLE noetl.transient (
  execution_id bigint NOT NULL,
  var_name     text NOT NULL,
  var_type     text NOT NULL CHECK (var_type IN ('user_defined', 'step_result', 'computed', 'iterator_state')),
  var_value    jsonb,
  source_step  text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  accessed_at  timestamptz NOT NULL DEFAULT now(),
  access_count integer NOT NULL DEFAULT 0,
  PRIMARY KEY (execution_id, var_name)
);

CREATE TABLE noetl.runtime (
  runtime_id   bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  name         text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('worker_pool', 'server_api', 'broker')),
  uri          text,
  status       text NOT NULL,
  labels       jsonb,
  capabilities jsonb,
  capacity     integer,
  runtime      jsonb,
  heartbeat    timestamptz NOT NULL DEFAULT now(),
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  UNIQUE (kind, name)
);

CREATE TABLE noetl.schedule (
  schedule_id      bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  playbook_path    text NOT NULL,
  playbook_version text,
  cron             text,
  interval_seconds integer,
  enabled          boolean NOT NULL DEFAULT true,
  timezone         text NOT NULL DEFAULT 'UTC',
  next_run_at      timestamptz,
  last_run_at      timestamptz,
  last_status      text,
  input_payload    jsonb,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  meta             jsonb
);

-- One row an execution: its state, written in the same transaction as the events that say so.
CREATE TABLE noetl.execution (
  execution_id        bigint PRIMARY KEY,
  catalog_id          bigint NOT NULL,
  path                text NOT NULL,
  version             integer NOT NULL,
  name                text NOT NULL,
  status              text NOT NULL CHECK (status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED')),
  payload             jsonb NOT NULL DEFAULT '{}',
  result              jsonb,
  error               text,
  parent_execution_id bigint,
  -- The call in the parent that started this one: the same call run again finds the same child.
  parent_key          text,
  idempotency_key     text UNIQUE,
  cancel_requested    boolean NOT NULL DEFAULT false,
  owner               text,
  -- Fencing: rises with each claim; a writer with an older one is refused.
  epoch               bigint NOT NULL DEFAULT 0,
  start_time          timestamptz NOT NULL DEFAULT now(),
  end_time            timestamptz,
  UNIQUE (parent_execution_id, parent_key)
);
CREATE INDEX ON noetl.execution (start_time DESC);
CREATE INDEX ON noetl.execution (path, start_time DESC);
CREATE INDEX execution_unfinished ON noetl.execution (execution_id) WHERE status IN ('PENDING', 'RUNNING', 'PAUSED');

-- The servers that share the work: an execution whose owner's lease has run out is claimed by another.
CREATE TABLE noetl.replica (
  replica_id  text PRIMARY KEY,
  lease_until timestamptz NOT NULL,
  started_at  timestamptz NOT NULL DEFAULT now()
);

-- The event log: the truth of a run. Append only; read it through the view noetl.event.
CREATE TABLE noetl.event_record (
  execution_id        bigint NOT NULL,
  event_id            bigint NOT NULL,
  catalog_id          bigint NOT NULL,
  parent_event_id     bigint,
  parent_execution_id bigint,
  created_at          timestamp NOT NULL,
  event_type          varchar NOT NULL,
  node_id             varchar,
  node_name           varchar,
  node_type           varchar,
  status              varchar NOT NULL,
  duration            double precision NOT NULL DEFAULT 0,
  context             jsonb,
  result              jsonb,
  meta                jsonb,
  error               text,
  stack_trace         text,
  worker_id           varchar,
  playbook_name       varchar,
  PRIMARY KEY (execution_id, event_id)
);
CREATE INDEX ON noetl.event_record (created_at);

-- NoETL's columns, those that it never fills included, and those of its documents: id, data, playbook_name.
CREATE VIEW noetl.event AS
  SELECT execution_id, catalog_id, event_id, parent_event_id, parent_execution_id, created_at, event_type,
         node_id, node_name, node_type, status::citext AS status, duration, context, result, meta, error,
         NULL::integer AS current_index, NULL::text AS current_item, worker_id, NULL::varchar AS distributed_state,
         NULL::varchar AS context_key, NULL::text AS context_value, NULL::jsonb AS trace_component, stack_trace,
         event_id AS id, result AS data, playbook_name
    FROM noetl.event_record;

CREATE VIEW noetl.event_log AS SELECT * FROM noetl.event;

-- What a step printed.
CREATE TABLE noetl.step_log (
  execution_id bigint NOT NULL,
  log_id       bigint NOT NULL,
  step         text NOT NULL,
  stream       text NOT NULL,
  line         text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (execution_id, log_id)
);
