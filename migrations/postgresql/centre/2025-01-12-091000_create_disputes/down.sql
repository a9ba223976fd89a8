drop table dispute_message;
drop table dispute;
