drop table agenda_generation;
drop table session;
drop table workshop;
