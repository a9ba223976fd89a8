-- The venues of a run are named once, and each line refers to its venue there: the same is held by the database as when each
-- line named run, venue and structure apart, with two look-ups a line in place of four. (A month of 600 000 lines spent
-- more than half of its time in them.)

-- A venue that a run pays, and the structure that receives the money.
create table settlement_venue (
    settlement_id blob not null references settlement (id),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    primary key (settlement_id, venue_id, structure_id)
) strict;
insert into settlement_venue (settlement_id, venue_id, structure_id)
select distinct settlement_id, venue_id, structure_id from settlement_line;

-- A redemption enters a settlement by its line: same key as the redemption, so it is paid at most once.
create table settlement_line_of_venue (
    cheque_id blob not null,
    round integer not null,
    settlement_id blob not null,
    venue_id blob not null,
    structure_id blob not null,
    value_cents integer not null check (value_cents > 0),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round),
    foreign key (settlement_id, venue_id, structure_id) references settlement_venue (settlement_id, venue_id, structure_id)
) strict;
insert into settlement_line_of_venue (cheque_id, round, settlement_id, venue_id, structure_id, value_cents)
select cheque_id, round, settlement_id, venue_id, structure_id, value_cents from settlement_line;
drop table settlement_line;
alter table settlement_line_of_venue rename to settlement_line;
create index settlement_line_venue on settlement_line (settlement_id, venue_id);
