drop table invitation;
drop table device_visit;
drop table device_pin;
drop table device;
drop table code_card_use;
drop table code_card;
drop table totp;
