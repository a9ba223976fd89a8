drop index agenda_session_soonest;
drop table agenda_workshop;
