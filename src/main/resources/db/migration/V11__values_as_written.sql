-- What a step sees is the same whenever it sees it: values are kept as they were written. jsonb is another notation of them, with other
-- numbers (1.0E7 becomes 10000000) and another order of keys.
DO $$
DECLARE
  event text := pg_get_viewdef('noetl.event'::regclass);
  event_log text := pg_get_viewdef('noetl.event_log'::regclass);
BEGIN
  DROP VIEW noetl.event_log;
  DROP VIEW noetl.event;
  ALTER TABLE noetl.event_record
    ALTER COLUMN context TYPE json USING context::json,
    ALTER COLUMN result TYPE json USING result::json;
  EXECUTE 'CREATE VIEW noetl.event AS ' || event;
  EXECUTE 'CREATE VIEW noetl.event_log AS ' || event_log;
END $$;

DROP INDEX IF EXISTS noetl.execution_words;
ALTER TABLE noetl.execution
  ALTER COLUMN payload DROP DEFAULT,
  ALTER COLUMN payload TYPE json USING payload::json,
  ALTER COLUMN payload SET DEFAULT '{}',
  ALTER COLUMN result TYPE json USING result::json;
CREATE INDEX execution_words ON noetl.execution USING gin (noetl.search_words(execution)) WHERE end_time IS NOT NULL;

ALTER TABLE noetl.step_effect ALTER COLUMN result TYPE json USING result::json;
ALTER TABLE noetl.schedule ALTER COLUMN input_payload TYPE json USING input_payload::json;
ALTER TABLE noetl.transient ALTER COLUMN var_value TYPE json USING var_value::json;

-- Lines of an item of a loop say which one.
ALTER TABLE noetl.step_log ADD COLUMN item integer, ADD COLUMN label text;
