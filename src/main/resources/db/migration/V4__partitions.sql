-- Event logs, step logs and big results by week: what is old is dropped with its partition, not row by row.
-- Ids are time-ordered (see noetl.snowflake_id), so a range of execution ids is a range of time.

-- Big results, compressed: events and executions hold {"$ref": "result:<id>", "bytes": <length>} in their place.
CREATE TABLE noetl.result (
  execution_id bigint NOT NULL,
  -- Of the content, so that an execution keeps the same result once.
  result_id    uuid NOT NULL,
  content      bytea NOT NULL,
  PRIMARY KEY (execution_id, result_id)
) PARTITION BY RANGE (execution_id);
-- It is compressed already.
ALTER TABLE noetl.result ALTER COLUMN content SET STORAGE EXTERNAL;

-- Makes the partitions of the weeks that begin within the next ones, and of this one; says how many.
CREATE FUNCTION noetl.ensure_partitions(weeks integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  week CONSTANT bigint := 7 * 86400000::bigint;
  this CONSTANT bigint := ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1704067200000) / week;
  made integer := 0;
  parent text;
  name text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['event_record', 'step_log', 'result'] LOOP
    FOR n IN this .. this + weeks LOOP
      name := parent || to_char(timestamp '2024-01-01' + n * interval '7 days', '"_"YYYYMMDD');
      IF to_regclass('noetl.' || name) IS NULL THEN
        BEGIN
          EXECUTE format('CREATE TABLE noetl.%I PARTITION OF noetl.%I FOR VALUES FROM (%s) TO (%s)',
                         name, parent, (n * week) << 23, ((n + 1) * week) << 23);
          made := made + 1;
        EXCEPTION
          -- The first partition holds this week, or the default one has got rows of it.
          WHEN invalid_object_definition OR check_violation THEN NULL;
        END;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- The rows that are there become the first partition, as they are.
DO $$
DECLARE
  week CONSTANT bigint := 7 * 86400000::bigint;
  last bigint;
  bound bigint;
  event text := pg_get_viewdef('noetl.event'::regclass);
  event_log text := pg_get_viewdef('noetl.event_log'::regclass);
BEGIN
  SELECT greatest(max(execution_id),
                  ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1704067200000) << 23)
    INTO last FROM noetl.execution;
  SELECT greatest(last, max(execution_id)) INTO last FROM noetl.event_record;
  SELECT greatest(last, max(execution_id)) INTO last FROM noetl.step_log;
  bound := (((last >> 23) / week + 1) * week) << 23;

  DROP VIEW noetl.event_log;
  DROP VIEW noetl.event;
  ALTER TABLE noetl.event_record RENAME TO event_record_first;
  ALTER TABLE noetl.event_record_first RENAME CONSTRAINT event_record_pkey TO event_record_first_pkey;
  ALTER INDEX noetl.event_record_created_at_idx RENAME TO event_record_first_created_at_idx;
  CREATE TABLE noetl.event_record (LIKE noetl.event_record_first INCLUDING DEFAULTS,
    PRIMARY KEY (execution_id, event_id)) PARTITION BY RANGE (execution_id);
  CREATE INDEX event_record_created_at_idx ON noetl.event_record (created_at);
  EXECUTE format('ALTER TABLE noetl.event_record ATTACH PARTITION noetl.event_record_first'
                 ' FOR VALUES FROM (MINVALUE) TO (%s)', bound);
  EXECUTE 'CREATE VIEW noetl.event AS ' || event;
  EXECUTE 'CREATE VIEW noetl.event_log AS ' || event_log;

  ALTER TABLE noetl.step_log RENAME TO step_log_first;
  ALTER TABLE noetl.step_log_first RENAME CONSTRAINT step_log_pkey TO step_log_first_pkey;
  CREATE TABLE noetl.step_log (LIKE noetl.step_log_first INCLUDING DEFAULTS,
    PRIMARY KEY (execution_id, log_id)) PARTITION BY RANGE (execution_id);
  EXECUTE format('ALTER TABLE noetl.step_log ATTACH PARTITION noetl.step_log_first'
                 ' FOR VALUES FROM (MINVALUE) TO (%s)', bound);
  EXECUTE format('CREATE TABLE noetl.result_first PARTITION OF noetl.result FOR VALUES FROM (MINVALUE) TO (%s)', bound);
END $$;

-- What no other takes: a server that was not there for long loses nothing.
CREATE TABLE noetl.event_record_default PARTITION OF noetl.event_record DEFAULT;
CREATE TABLE noetl.step_log_default PARTITION OF noetl.step_log DEFAULT;
CREATE TABLE noetl.result_default PARTITION OF noetl.result DEFAULT;
SELECT noetl.ensure_partitions(8);

-- db-scheduler's own table: what is due when, and who does it.
CREATE TABLE noetl.scheduled_tasks (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX ON noetl.scheduled_tasks (execution_time);
CREATE INDEX ON noetl.scheduled_tasks (last_heartbeat);

-- Schedules: what happens to runs that were missed, and when the last one was due.
ALTER TABLE noetl.schedule
  ADD COLUMN name text NOT NULL DEFAULT '',
  ADD COLUMN missed_runs text NOT NULL DEFAULT 'once' CHECK (missed_runs IN ('skip', 'once', 'all')),
  ADD COLUMN last_execution_id bigint;
