create table settlement_line_apart (
    cheque_id uuid not null,
    round bigint not null,
    settlement_id uuid not null references settlement (id),
    venue_id uuid not null references venue (id),
    structure_id uuid not null references structure (id),
    value_cents bigint not null check (value_cents > 0),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
);
insert into settlement_line_apart (cheque_id, round, settlement_id, venue_id, structure_id, value_cents)
select cheque_id, round, settlement_id, venue_id, structure_id, value_cents from settlement_line;
drop table settlement_line;
alter table settlement_line_apart rename to settlement_line;
create index settlement_line_venue on settlement_line (settlement_id, venue_id);
drop table settlement_venue;
