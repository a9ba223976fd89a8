-- What a venue and a prescriber declare when cheques are taken and booklets handed over: facts of the act, never looked up again.

-- What the cheques of an act paid for, as the venue declared it then.
create table paid_service (
    -- joins the cheques of one act; the receipt lies in `act`
    receipt_id blob not null primary key,
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    at integer not null,
    day integer not null,
    -- born on the venue's node; null: somebody came without a session
    session_id blob,
    -- null: nothing was declared of what was paid for
    title text,
    -- for one person
    price_cheques integer not null check (price_cheques between 0 and 10),
    people integer not null check (people between 1 and 10),
    -- what these people paid in money besides, to the venue itself: told, never handled by the network
    remainder_cents integer not null check (remainder_cents >= 0),
    -- how many people the session seats
    seats integer check (seats > 0),
    -- who gave the cheques, when it was said
    presented_by text check (presented_by in ('holder', 'family'))
) strict;
create index paid_service_day on paid_service (day, venue_id);

-- What a prescriber attested when a booklet was handed over, where the order's rules ask it. No name, no proof.
create table carnet_attested (
    carnet_id blob not null primary key references carnet (id),
    -- whether the person had a booklet of this order before; null: it was not asked
    former text check (former in ('none', 'carnet', 'day')),
    -- that booklet, when its number was told
    former_carnet_id blob references carnet (id),
    -- the day on which it was given, as the person says
    former_day integer,
    -- who came for the booklet, when it was said
    taken_by text check (taken_by in ('holder', 'family')),
    at integer not null,
    attested_by blob not null
) strict;

-- Cheques that a counter presented before their booklet was anybody's: refused, and kept for the network to look at; once for each
-- cheque and venue. The booklet is told by its number: a print run may be cancelled.
create table early_cheque (
    order_id blob not null references funding_order (id),
    carnet_no integer not null,
    cheque_no integer not null,
    venue_id blob not null references venue (id),
    value_cents integer not null check (value_cents > 0),
    at integer not null,
    day integer not null,
    primary key (order_id, carnet_no, cheque_no, venue_id)
) strict;
create index early_cheque_day on early_cheque (day, venue_id);
