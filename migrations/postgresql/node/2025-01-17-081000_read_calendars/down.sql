drop table calendar_report;
drop table calendar_title;
drop table calendar_entry;
drop table calendar;
