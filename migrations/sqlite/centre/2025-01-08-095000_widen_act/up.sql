-- The trail: acts say who did them and why, and are found again by organisation and time.
-- Acts of before have neither; receipts stay where they are and are never shown.
-- who acted; null: the machine itself
alter table act add column person blob;
-- in the person's own words
alter table act add column reason text;
-- the same without case or accent, for searching
alter table act add column reason_folded text;
create index act_organisation_at on act (organisation, at);
create index act_at on act (at);
