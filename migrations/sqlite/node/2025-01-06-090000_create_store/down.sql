drop table file_ticket;
drop table file;
drop table parked;
drop table outbox;
drop table act;
drop table head;
