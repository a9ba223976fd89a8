create table settlement_line_apart (
    cheque_id blob not null,
    round integer not null,
    settlement_id blob not null references settlement (id),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    value_cents integer not null check (value_cents > 0),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
) strict;
insert into settlement_line_apart (cheque_id, round, settlement_id, venue_id, structure_id, value_cents)
select cheque_id, round, settlement_id, venue_id, structure_id, value_cents from settlement_line;
drop table settlement_line;
alter table settlement_line_apart rename to settlement_line;
create index settlement_line_venue on settlement_line (settlement_id, venue_id);
drop table settlement_venue;
