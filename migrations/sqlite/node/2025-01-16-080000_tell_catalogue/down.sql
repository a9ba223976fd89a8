alter table workshop drop column discovery;
alter table workshop drop column access;
alter table workshop drop column language;
alter table workshop drop column equipment;
alter table workshop drop column competences;
