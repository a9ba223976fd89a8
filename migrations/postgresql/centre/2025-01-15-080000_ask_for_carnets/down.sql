drop table carnet_kept;
drop table request_person;
drop table carnet_request;
drop table request_rule;
