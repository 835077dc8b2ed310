-- What people look for executions by: who or what started one, and its labels.
ALTER TABLE noetl.execution
  ADD COLUMN started_by text,
  ADD COLUMN trigger text,
  ADD COLUMN labels jsonb NOT NULL DEFAULT '{}';

-- Lists go on behind the last row of a page; counts by time and status read the index alone.
DROP INDEX noetl.execution_start_time_idx;
CREATE INDEX execution_newest ON noetl.execution (start_time DESC, execution_id DESC) INCLUDE (status);
DROP INDEX noetl.execution_path_start_time_idx;
CREATE INDEX execution_of_path ON noetl.execution (path, start_time DESC, execution_id DESC) INCLUDE (status);
CREATE INDEX execution_remarkable ON noetl.execution (status, start_time DESC, execution_id DESC) WHERE status <> 'COMPLETED';
CREATE INDEX execution_labels ON noetl.execution USING gin (labels jsonb_path_ops) WHERE labels <> '{}';

-- The words by which an execution is found. Signs between words are blanks, so that a/b_c.d has four; what is long is cut.
CREATE FUNCTION noetl.search_words(e noetl.execution) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple'::regconfig,
           translate(concat_ws(' ', e.path, e.name, e.idempotency_key, e.started_by, e.trigger, left(e.labels::text, 2000),
                               left(e.payload::text, 2000), left(e.error, 2000)),
                     './\_-:,;"{}[]()=@#+''', '                    '))
$$;
-- At its end, once: what has not ended is found by execution_unfinished.
CREATE INDEX execution_words ON noetl.execution USING gin (noetl.search_words(execution)) WHERE end_time IS NOT NULL;
