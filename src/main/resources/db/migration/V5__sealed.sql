-- Where a secret's value stood in what recovery reads, the columns show *** in its place, and here is what they hid:
-- encrypted, for the replica that goes on with the execution. Null where nothing was hidden.
ALTER TABLE noetl.event_record ADD COLUMN sealed text;
ALTER TABLE noetl.execution ADD COLUMN sealed text;
