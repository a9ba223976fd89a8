drop table fee_rule;
drop table payment_terms;
