-- The counter and the hand-over: people who were welcomed without a cheque, stocks of prescribers, eligibility that was seen.

-- Somebody came and was welcomed without being charged a cheque: attendance is counted, no payment is promised. No name, no cheque.
create table welcome (
    id blob not null primary key,
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    -- free of charge, or a cheque that the network still has to look into
    kind text not null check (kind in ('free', 'to-regularise')),
    -- the refusal that led to it, as machines call it; null when there was none
    reason text,
    people integer not null check (people between 1 and 50),
    at integer not null,
    welcomed_by blob not null
) strict;
create index welcome_venue on welcome (venue_id, at);

-- In whose stock a booklet lies; one that is in nobody's stock may be handed over by any prescriber.
create table carnet_stock (
    carnet_id blob not null primary key references carnet (id),
    order_id blob not null references funding_order (id),
    prescriber_id blob not null references structure (id),
    allotted_by blob not null,
    allotted_at integer not null
) strict;
create index carnet_stock_prescriber on carnet_stock (prescriber_id, order_id);

-- The day on which whoever handed the booklet over saw the proof of eligibility; the proof itself is never kept.
alter table carnet add column eligibility_seen_on integer;

-- What a prescriber handed over, newest first.
create index carnet_handed_over on carnet (prescriber_id, handed_over_at);
