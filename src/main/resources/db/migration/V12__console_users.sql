-- People who sign in to the console by name and password. Only the hash of a password is kept.
CREATE TABLE noetl.console_user (
  name          text PRIMARY KEY,
  role          text NOT NULL CHECK (role IN ('viewer', 'operator', 'editor', 'admin')),
  password_hash text NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz
);
