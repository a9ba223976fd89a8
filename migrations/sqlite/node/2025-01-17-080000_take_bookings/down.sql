drop table errand;
drop table booking;
