drop index transfer_corrects;
drop index transfer_debit;
drop index transfer_credit;
create index transfer_debit on transfer (debit_kind, debit_owner);
create index transfer_credit on transfer (credit_kind, credit_owner);
drop table publication;
drop table daily_root;
