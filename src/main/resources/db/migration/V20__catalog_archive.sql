-- A version that was deleted: it is found by its id alone, for the executions that show it, and may be restored.
ALTER TABLE noetl.catalog ADD COLUMN archived_at timestamptz;
