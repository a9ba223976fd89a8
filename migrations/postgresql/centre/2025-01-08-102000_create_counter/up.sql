-- The counter and the hand-over: people who were welcomed without a cheque, stocks of prescribers, eligibility that was seen.

-- Somebody came and was welcomed without being charged a cheque: attendance is counted, no payment is promised. No name, no cheque.
create table welcome (
    id uuid not null primary key,
    venue_id uuid not null references venue (id),
    structure_id uuid not null references structure (id),
    -- free of charge, or a cheque that the network still has to look into
    kind text not null check (kind in ('free', 'to-regularise')),
    -- the refusal that led to it, as machines call it; null when there was none
    reason text,
    people bigint not null check (people between 1 and 50),
    at bigint not null,
    welcomed_by uuid not null
);
create index welcome_venue on welcome (venue_id, at);

-- In whose stock a booklet lies; one that is in nobody's stock may be handed over by any prescriber.
create table carnet_stock (
    carnet_id uuid not null primary key references carnet (id),
    order_id uuid not null references funding_order (id),
    prescriber_id uuid not null references structure (id),
    allotted_by uuid not null,
    allotted_at bigint not null
);
create index carnet_stock_prescriber on carnet_stock (prescriber_id, order_id);

-- The day on which whoever handed the booklet over saw the proof of eligibility; the proof itself is never kept.
alter table carnet add column eligibility_seen_on bigint;

-- What a prescriber handed over, newest first.
create index carnet_handed_over on carnet (prescriber_id, handed_over_at);
