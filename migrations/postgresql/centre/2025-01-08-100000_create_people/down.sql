drop table bucket;
drop table letter;
drop table sign_in;
drop table visit;
drop table person;
