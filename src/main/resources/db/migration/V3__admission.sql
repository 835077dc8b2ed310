-- What waits for room: PENDING without an owner, claimed in turn over the playbooks, the oldest of each first.
CREATE INDEX execution_waiting ON noetl.execution (path, execution_id) WHERE status = 'PENDING' AND owner IS NULL;
