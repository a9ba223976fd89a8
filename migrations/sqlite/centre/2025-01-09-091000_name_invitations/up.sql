-- Whoever invites somebody sees the name that they typed, until the invitation is accepted: not the one under which the network
-- knows that address, perhaps from elsewhere.

-- as it was typed; empty for those of before
alter table invitation add column name text not null default '';
create index invitation_until on invitation (until);
