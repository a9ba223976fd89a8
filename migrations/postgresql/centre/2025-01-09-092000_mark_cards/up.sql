-- A card says under which key its codes were made: when that key is lost, none of them is right any more, and its owner sets up
-- another second factor instead of being locked out.

-- a short keyed hash, the same for every card of one key; null: of before, and believed
alter table code_card add column mark bytea;
