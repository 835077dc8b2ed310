-- A beat reads what it can take and no more, however much waits: each kind of waiting has indices of its own.

-- What nobody runs, and what waits for nothing that it would have to be let in by.
DROP INDEX noetl.execution_unfinished;
CREATE INDEX execution_claimable ON noetl.execution (execution_id)
  WHERE wake_at IS NULL AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING')
    AND (status <> 'PENDING' OR cancel_requested
         OR (parent_execution_id IS NOT NULL AND limit_key IS NULL AND rate_key IS NULL));
CREATE INDEX execution_cancelling ON noetl.execution (owner)
  WHERE cancel_requested AND status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING');

-- What waits for room alone.
DROP INDEX noetl.execution_waiting;
CREATE INDEX execution_waiting ON noetl.execution (path, priority DESC, execution_id)
  WHERE status = 'PENDING' AND owner IS NULL AND parent_execution_id IS NULL AND limit_key IS NULL AND rate_key IS NULL;

-- What waits for its turn by a rate, and for nothing else; children of it are let in without room.
CREATE INDEX execution_turn ON noetl.execution (rate_key, priority DESC, execution_id)
  WHERE rate_key IS NOT NULL AND begun_at IS NULL AND limit_key IS NULL AND status = 'PENDING' AND owner IS NULL;
CREATE INDEX execution_turn_of_child ON noetl.execution (rate_key, priority DESC, execution_id)
  WHERE rate_key IS NOT NULL AND begun_at IS NULL AND limit_key IS NULL AND status = 'PENDING' AND owner IS NULL
    AND parent_execution_id IS NOT NULL;

-- What has a place of a limit, and what waits for one: in its order, by the bound, and the few that do not just wait.
DROP INDEX noetl.execution_limited;
CREATE INDEX execution_placed ON noetl.execution (limit_key, execution_id)
  WHERE limit_key IS NOT NULL AND status IN ('RUNNING', 'PAUSED', 'COMPENSATING') AND wake_at IS NULL;
CREATE INDEX execution_place ON noetl.execution (limit_key, priority DESC, execution_id)
  WHERE limit_key IS NOT NULL AND status = 'PENDING' AND owner IS NULL AND (rate_key IS NULL OR begun_at IS NOT NULL);
CREATE INDEX execution_place_of_child ON noetl.execution (limit_key, priority DESC, execution_id)
  WHERE limit_key IS NOT NULL AND status = 'PENDING' AND owner IS NULL AND (rate_key IS NULL OR begun_at IS NOT NULL)
    AND parent_execution_id IS NOT NULL;
CREATE INDEX execution_bound ON noetl.execution (limit_key, limit_most)
  WHERE limit_key IS NOT NULL AND status = 'PENDING' AND owner IS NULL;
CREATE INDEX execution_full ON noetl.execution (limit_key, execution_id)
  WHERE limit_key IS NOT NULL AND status = 'PENDING' AND owner IS NULL AND limit_full IS NOT NULL;
CREATE INDEX execution_place_and_turn ON noetl.execution (limit_key, rate_key, priority DESC, execution_id)
  WHERE limit_key IS NOT NULL AND status = 'PENDING' AND owner IS NULL AND rate_key IS NOT NULL AND begun_at IS NULL;
