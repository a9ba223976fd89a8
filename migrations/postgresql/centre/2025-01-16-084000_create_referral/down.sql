drop table referral_news;
drop table referral_link;
drop table referral_words;
drop table referral;
