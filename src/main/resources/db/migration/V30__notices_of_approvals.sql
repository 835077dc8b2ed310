-- Who is told of an approval (0 for none), how often they were before, and how often they are while nobody decides.
ALTER TABLE noetl.notice ADD COLUMN approval_id bigint NOT NULL DEFAULT 0;
ALTER TABLE noetl.notice ADD COLUMN reminder integer NOT NULL DEFAULT 0;
ALTER TABLE noetl.notice ADD COLUMN remind_seconds bigint CHECK (remind_seconds > 0);
ALTER TABLE noetl.notice DROP CONSTRAINT notice_execution_id_event_receiver_key;
ALTER TABLE noetl.notice ADD UNIQUE (execution_id, event, receiver, approval_id, reminder);
-- What is due is found without what is not yet: many wait for a reminder or a deadline.
CREATE INDEX notice_first ON noetl.notice (due_at, receiver) WHERE state = 'open';
