-- Where an execution stands below others: the one at the top, how many are above it, and whether one of them is
-- restricted, which it is too then.
ALTER TABLE noetl.execution ADD COLUMN root_execution_id bigint;
ALTER TABLE noetl.execution ADD COLUMN depth integer NOT NULL DEFAULT 0;
ALTER TABLE noetl.execution ADD COLUMN restricted boolean NOT NULL DEFAULT false;
