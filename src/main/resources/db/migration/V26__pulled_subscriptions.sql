-- Sources whose messages are fetched: the server that does it, and how far it is.
ALTER TABLE noetl.subscription
  ADD COLUMN pulls         boolean NOT NULL DEFAULT false,
  -- A replica; it owns the subscription for as long as it is alive.
  ADD COLUMN owner         text,
  -- Fencing: rises with each claim; what an older owner has fetched is not acknowledged.
  ADD COLUMN epoch         bigint NOT NULL DEFAULT 0,
  -- Where the source itself keeps no place.
  ADD COLUMN position      json,
  -- Messages that wait at the source; null where it can't be known.
  ADD COLUMN lag           bigint,
  -- Why nothing can be fetched; null where it can.
  ADD COLUMN source_error  text;
