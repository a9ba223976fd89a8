drop table carnet_attested;
drop table paid_service;
