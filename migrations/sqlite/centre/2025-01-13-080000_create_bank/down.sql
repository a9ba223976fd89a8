drop index settlement_payment_reference;
alter table settlement_payment drop column reason_code;
alter table settlement_payment drop column ended_at;
alter table settlement_payment drop column stage;
alter table settlement_payment drop column attempt;
drop table bank_entry;
drop table bank_statement;
