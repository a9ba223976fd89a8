drop table help_undone;
drop table help;
