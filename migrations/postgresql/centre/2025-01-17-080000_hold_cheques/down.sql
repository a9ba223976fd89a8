drop table cheque_hold_use;
drop table cheque_hold;
