-- What the catalogue says of a workshop besides its title and its price.
-- what people learn to do: names of competences (C1_1 to C5_2), with a space between
alter table workshop add column competences text not null default '';
-- what is lent: names, with a space between
alter table workshop add column equipment text not null default '';
-- the language that is spoken
alter table workshop add column language text not null default 'FRENCH';
-- for whom the place and the manner are fit: names, with a space between
alter table workshop add column access text not null default '';
-- 1: a free event to discover, for which nobody needs a cheque
alter table workshop add column discovery integer not null default 0 check (discovery = 0 or (discovery = 1 and price_cheques = 0));
