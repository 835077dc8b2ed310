-- Calls of a big loop's items that other replicas may make for the owner of the execution. A row lives as long as its call; what a crash
-- of the database loses is called again by the owner, so the table needs no log.
CREATE UNLOGGED TABLE noetl.tool_call (
  execution_id bigint NOT NULL,
  call_key     text NOT NULL,
  -- The replica that owns the execution, and the one that makes the call.
  caller       text NOT NULL,
  claimed_by   text,
  -- JSON; encrypted where a secret stands in it.
  request      text NOT NULL,
  outcome      text,
  PRIMARY KEY (execution_id, call_key)
);
