alter table settlement drop column file_version;
drop table settlement_offset;
drop table settlement_carry;
drop table settlement_share;
