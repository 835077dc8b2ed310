-- What people are asked by steps, and what they decide.
ALTER TABLE noetl.wait DROP CONSTRAINT wait_kind_check;
ALTER TABLE noetl.wait ADD CONSTRAINT wait_kind_check CHECK (kind IN ('time', 'signal', 'approval'));

CREATE TABLE noetl.approval (
  approval_id  bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  execution_id bigint NOT NULL,
  wait_key     text NOT NULL,
  -- What is asked; encrypted as a whole where a stored secret stands in it.
  spec         json NOT NULL,
  UNIQUE (execution_id, wait_key)
);

CREATE TABLE noetl.approval_decision (
  approval_id  bigint NOT NULL REFERENCES noetl.approval ON DELETE CASCADE,
  decided_by   text NOT NULL,
  choice       text NOT NULL,
  field_values json NOT NULL,
  decided_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (approval_id, decided_by)
);

-- Tokens that were used: each is good once.
CREATE TABLE noetl.approval_token (
  token_id    text PRIMARY KEY,
  approval_id bigint NOT NULL REFERENCES noetl.approval ON DELETE CASCADE,
  used_at     timestamptz NOT NULL DEFAULT now()
);
