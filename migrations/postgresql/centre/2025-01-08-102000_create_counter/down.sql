drop index carnet_handed_over;
alter table carnet drop column eligibility_seen_on;
drop table carnet_stock;
drop table welcome;
