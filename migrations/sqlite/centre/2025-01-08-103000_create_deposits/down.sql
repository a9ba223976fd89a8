drop table file_deposit;
