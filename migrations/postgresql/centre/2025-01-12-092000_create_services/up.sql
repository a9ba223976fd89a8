-- What a venue and a prescriber declare when cheques are taken and booklets handed over: facts of the act, never looked up again.

-- What the cheques of an act paid for, as the venue declared it then.
create table paid_service (
    -- joins the cheques of one act; the receipt lies in `act`
    receipt_id uuid not null primary key,
    venue_id uuid not null references venue (id),
    structure_id uuid not null references structure (id),
    at bigint not null,
    day bigint not null,
    -- born on the venue's node; null: somebody came without a session
    session_id uuid,
    -- null: nothing was declared of what was paid for
    title text,
    -- for one person
    price_cheques bigint not null check (price_cheques between 0 and 10),
    people bigint not null check (people between 1 and 10),
    -- what these people paid in money besides, to the venue itself: told, never handled by the network
    remainder_cents bigint not null check (remainder_cents >= 0),
    -- how many people the session seats
    seats bigint check (seats > 0),
    -- who gave the cheques, when it was said
    presented_by text check (presented_by in ('holder', 'family'))
);
create index paid_service_day on paid_service (day, venue_id);

-- What a prescriber attested when a booklet was handed over, where the order's rules ask it. No name, no proof.
create table carnet_attested (
    carnet_id uuid not null primary key references carnet (id),
    -- whether the person had a booklet of this order before; null: it was not asked
    former text check (former in ('none', 'carnet', 'day')),
    -- that booklet, when its number was told
    former_carnet_id uuid references carnet (id),
    -- the day on which it was given, as the person says
    former_day bigint,
    -- who came for the booklet, when it was said
    taken_by text check (taken_by in ('holder', 'family')),
    at bigint not null,
    attested_by uuid not null
);

-- Cheques that a counter presented before their booklet was anybody's: refused, and kept for the network to look at; once for each
-- cheque and venue. The booklet is told by its number: a print run may be cancelled.
create table early_cheque (
    order_id uuid not null references funding_order (id),
    carnet_no bigint not null,
    cheque_no bigint not null,
    venue_id uuid not null references venue (id),
    value_cents bigint not null check (value_cents > 0),
    at bigint not null,
    day bigint not null,
    primary key (order_id, carnet_no, cheque_no, venue_id)
);
create index early_cheque_day on early_cheque (day, venue_id);
