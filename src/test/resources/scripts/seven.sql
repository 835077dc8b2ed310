-- in a file of its own
SELECT :n::int AS n;
