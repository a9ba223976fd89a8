drop table diagnostic;
drop table question_set;
