drop table tidings;
drop table errand;
drop table booking;
