-- Acts say who did them and why, as at the centre.
-- who acted; null: the machine itself
alter table act add column person uuid;
-- in the person's own words
alter table act add column reason text;
-- the same without case or accent, for searching
alter table act add column reason_folded text;
