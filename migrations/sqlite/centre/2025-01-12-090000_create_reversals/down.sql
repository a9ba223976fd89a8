alter table settlement drop column turns;
drop table passed_over;
drop table venue_hold;
drop table redemption_hold;
drop table reversal;
