-- Who may call the API, and what was done.

-- Keys of programs. Only the hash of a key is kept: it is shown once, when it is made.
CREATE TABLE noetl.api_key (
  key_id       text PRIMARY KEY,
  name         text NOT NULL,
  role         text NOT NULL CHECK (role IN ('viewer', 'operator', 'editor', 'admin')),
  secret_hash  bytea NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  last_used_at timestamptz
);

-- Changes and reads of secrets. Append only.
CREATE TABLE noetl.audit (
  audit_id   bigint PRIMARY KEY DEFAULT noetl.snowflake_id(),
  created_at timestamptz NOT NULL DEFAULT now(),
  caller     text NOT NULL,
  role       text NOT NULL,
  action     text NOT NULL,
  target     text,
  status     integer NOT NULL
);
CREATE INDEX ON noetl.audit (created_at DESC);
