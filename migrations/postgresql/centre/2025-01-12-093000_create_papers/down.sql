drop table paper_line;
drop table paper_request;
