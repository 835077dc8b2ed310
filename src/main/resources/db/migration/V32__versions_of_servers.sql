-- What each server is, beside its lease: older ones say nothing.
ALTER TABLE noetl.replica ADD COLUMN version text;
