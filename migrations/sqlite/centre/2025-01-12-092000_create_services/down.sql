drop table early_cheque;
drop table carnet_attested;
drop table paid_service;
