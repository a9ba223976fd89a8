drop table learner_moved;
drop table learner_merge;
drop table learner_consent;
drop table learner_served;
drop table learner_card;
drop table learner_mark;
drop table learner_person;
drop table learner;
