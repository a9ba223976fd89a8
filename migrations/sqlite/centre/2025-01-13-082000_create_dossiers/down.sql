drop index bank_account_iban;
drop table account_period;
drop table bank_dossier;
