drop table withdrawn_run;
drop table withdrawn_cheque;
drop table print_download;
drop table print_release;
