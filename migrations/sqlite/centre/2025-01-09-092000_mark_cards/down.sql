alter table code_card drop column mark;
