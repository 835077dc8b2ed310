-- What calls of Python code took on either engine: no replica and no restart measures it again.
CREATE TABLE noetl.python_cost (
  -- SHA-256 of the code's text
  code        text NOT NULL,
  -- whether GraalPy compiled what ran often
  compiles    boolean NOT NULL,
  graalpy_us  bigint NOT NULL,
  cpython_us  bigint NOT NULL,
  measured_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, compiles)
);
