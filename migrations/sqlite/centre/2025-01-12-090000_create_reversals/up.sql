-- What the operator may do about a redemption after the day on which it was made: reverse it, hold it back from payment, release it.

-- A redemption undone by the operator, with a reason. Its row of redemption_void says that it stands no more; this one says the rest.
create table reversal (
    cheque_id blob not null,
    round integer not null,
    venue_id blob not null references venue (id),
    -- the account that gives the money back: due as long as no approved run had it, recoverable after
    owing text not null check (owing in ('due', 'recoverable')),
    -- 1: the cheque does not live again
    blocked integer not null check (blocked in (0, 1)),
    reason text not null,
    at integer not null,
    reversed_by blob not null,
    ledger_no integer not null references transfer (ledger_no),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption_void (cheque_id, round)
) strict;
create index reversal_venue on reversal (venue_id, at);

-- A redemption that is kept out of payment until it is released. The same one may be held again: each time has its number.
create table redemption_hold (
    cheque_id blob not null,
    round integer not null,
    no integer not null check (no > 0),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    value_cents integer not null check (value_cents > 0),
    -- the redemption's line of the ledger: a chunk of a preparation asks for the holds among its own lines
    ledger_no integer not null,
    reason text not null,
    held_at integer not null,
    held_by blob not null,
    released_at integer,
    released_by blob,
    release_reason text,
    primary key (cheque_id, round, no),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
) strict;
create index redemption_hold_ledger on redemption_hold (ledger_no);
create index redemption_hold_venue on redemption_hold (venue_id, held_at);

-- All that a venue is owed and no approved run has is kept out of payment, until it is released.
create table venue_hold (
    venue_id blob not null references venue (id),
    no integer not null check (no > 0),
    reason text not null,
    held_at integer not null,
    held_by blob not null,
    released_at integer,
    released_by blob,
    release_reason text,
    primary key (venue_id, no)
) strict;

-- A redemption that a run passed over because it was held. Once nothing holds it, the next run takes it from here: its line of
-- the ledger lies behind the mark, and is not looked at again.
create table passed_over (
    cheque_id blob not null,
    round integer not null,
    -- the run that passed it over
    settlement_id blob not null references settlement (id),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    value_cents integer not null check (value_cents > 0),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
) strict;
create index passed_over_venue on passed_over (venue_id);

-- how many times lines left a run or came back into it otherwise than by its mark: what was summed before is summed again
alter table settlement add column turns integer not null default 0 check (turns >= 0);
