alter table act drop column reason_folded;
alter table act drop column reason;
alter table act drop column person;
