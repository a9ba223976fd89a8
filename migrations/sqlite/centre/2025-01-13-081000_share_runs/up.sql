-- What each venue has of a run: gathered, brought over from earlier runs, kept back, paid. Written when a run is prepared.

create table settlement_share (
    settlement_id blob not null references settlement (id),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    -- cheques that this run gathered
    cheques integer not null check (cheques >= 0),
    gathered_cents integer not null check (gathered_cents >= 0),
    -- from earlier runs: kept back then, rejected or returned by the bank
    carried_cheques integer not null check (carried_cheques >= 0),
    carried_cents integer not null check (carried_cents >= 0),
    -- taken off for what the structure owes, and for the network's fee
    offset_cents integer not null check (offset_cents >= 0),
    fee_cents integer not null check (fee_cents >= 0),
    paid_cents integer not null check (paid_cents >= 0),
    -- above the most that is first paid on an account: waits for a later run
    rest_cents integer not null check (rest_cents >= 0),
    -- why nothing is paid this time and all but the fee waits for a later run; null otherwise
    held text check (held in ('no-account', 'cooling', 'suspended', 'minimum', 'changed')),
    primary key (settlement_id, venue_id, structure_id),
    check (
        (held is null and gathered_cents + carried_cents = offset_cents + fee_cents + paid_cents + rest_cents)
        or (held is not null and gathered_cents > fee_cents and carried_cents = 0 and offset_cents = 0 and paid_cents = 0
            and rest_cents = 0)
    )
) strict;
insert into settlement_share (
    settlement_id, venue_id, structure_id, cheques, gathered_cents, carried_cheques, carried_cents, offset_cents, fee_cents, paid_cents,
    rest_cents
)
select l.settlement_id, l.venue_id, l.structure_id, count(*), sum(l.value_cents), 0, 0, 0, 0, sum(l.value_cents), 0
from settlement_line l join settlement s on s.id = l.settlement_id
where s.stage <> 'preparing'
group by l.settlement_id, l.venue_id, l.structure_id;

-- What left a run without being paid, or came back from the bank: each time once, and taken by one later run at most.
create table settlement_carry (
    settlement_id blob not null references settlement (id),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    -- none where the payment that left a rest has counted them
    cheques integer not null check (cheques >= 0),
    amount_cents integer not null check (amount_cents > 0),
    -- capped: the rest of a first payment on an account; rejected, returned: the bank did not pay what the run sent
    why text not null check (
        why in ('no-account', 'cooling', 'suspended', 'minimum', 'changed', 'capped', 'rejected', 'returned')
    ),
    -- how often this money was sent so far
    attempt integer not null check (attempt >= 0),
    at integer not null,
    taken_by blob references settlement (id),
    -- a rest was sent once less than the payment that left it: both wait, when the bank does not pay that one
    primary key (settlement_id, venue_id, structure_id, attempt)
) strict;
create index settlement_carry_waiting on settlement_carry (taken_by, structure_id);

-- What a venue owes back and another of its structure, or itself, repays out of what it is owed.
create table settlement_offset (
    settlement_id blob not null references settlement (id),
    venue_id blob not null references venue (id),
    -- the venue whose debt is repaid
    owing_venue_id blob not null references venue (id),
    amount_cents integer not null check (amount_cents > 0),
    primary key (settlement_id, venue_id, owing_venue_id)
) strict;

-- Which form of the bank's file was made: 3 or 9, of pain.001.001.
alter table settlement add column file_version integer not null default 9 check (file_version in (3, 9));
