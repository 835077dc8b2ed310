-- Executions that have ended, over 30 days: a twentieth failed, a fiftieth was cancelled. Their ids are as if they had been started then.
INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, payload, result, error, epoch, start_time, end_time,
                             started_by, trigger, labels, root_execution_id)
SELECT id, 1, 'bench/many/p' || g % 200, 1, 'p' || g % 200,
       CASE WHEN g % 20 = 0 THEN 'FAILED' WHEN g % 50 = 1 THEN 'CANCELLED' ELSE 'COMPLETED' END,
       json_build_object('order', g, 'customer', 'c' || g % 9973, 'city', (ARRAY['Berlin', 'Paris', 'Rome', 'Oslo'])[1 + g % 4]),
       '{"rows": 10}', CASE WHEN g % 20 = 0 THEN 'HTTP 503 from shop ' || g % 31 END, 1, at, at + (g % 90) * interval '1 second',
       'local', CASE WHEN g % 3 = 0 THEN 'schedule' ELSE 'api' END, jsonb_build_object('team', 't' || g % 40), id
  FROM (SELECT g, now() - g * (interval '30 days' / :n) - interval '2 minutes' AS at,
               (((extract(epoch FROM now() - g * (interval '30 days' / :n) - interval '2 minutes') * 1000)::bigint - 1704067200000) << 23) + g % 1024 AS id
          FROM generate_series(1, :n) g) made
    ON CONFLICT DO NOTHING;
VACUUM ANALYZE noetl.execution;
VACUUM ANALYZE noetl.event_record;
VACUUM ANALYZE noetl.step_log;
