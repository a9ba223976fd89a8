drop index act_at;
drop index act_organisation_at;
alter table act drop column reason_folded;
alter table act drop column reason;
alter table act drop column person;
