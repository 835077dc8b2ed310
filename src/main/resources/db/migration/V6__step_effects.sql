-- Effects that stand once (exactly_once): the key and the result of a call, written by the transaction of its own statements.
CREATE TABLE noetl.step_effect (
  execution_id bigint NOT NULL,
  effect_key   text NOT NULL,
  -- It is null within the transaction only.
  result       jsonb,
  PRIMARY KEY (execution_id, effect_key)
) PARTITION BY RANGE (execution_id);

-- Makes the partitions of the weeks that begin within the next ones, and of this one; says how many.
CREATE OR REPLACE FUNCTION noetl.ensure_partitions(weeks integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  week CONSTANT bigint := 7 * 86400000::bigint;
  this CONSTANT bigint := ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1704067200000) / week;
  made integer := 0;
  parent text;
  name text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['event_record', 'step_log', 'result', 'step_effect'] LOOP
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

-- The first partition ends where those of the other tables do; where they are gone by now, with the last week.
DO $$
DECLARE
  week CONSTANT bigint := 7 * 86400000::bigint;
  this CONSTANT bigint := ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1704067200000) / week;
BEGIN
  EXECUTE format('CREATE TABLE noetl.step_effect_first PARTITION OF noetl.step_effect FOR VALUES FROM (MINVALUE) TO (%s)',
                 coalesce((SELECT (regexp_match(pg_get_expr(relpartbound, oid), 'TO \(''(-?\d+)'''))[1]::bigint
                             FROM pg_class WHERE oid = to_regclass('noetl.event_record_first')),
                          (this * week) << 23));
END $$;
CREATE TABLE noetl.step_effect_default PARTITION OF noetl.step_effect DEFAULT;
SELECT noetl.ensure_partitions(8);
