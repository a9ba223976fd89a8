drop index invitation_until;
alter table invitation drop column name;
