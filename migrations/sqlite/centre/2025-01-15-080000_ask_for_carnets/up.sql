-- Requests for a booklet (« commander son pass »): who asks is kept apart, sealed, and forgotten; the rest is public, commune and dates.

-- What a funder settles for the requests of an order; an order without a row takes them at once, with no ceiling.
create table request_rule (
    order_id blob not null primary key references funding_order (id),
    takes text not null check (takes in ('automatic', 'by-hand', 'none')),
    -- booklets promised or given on request at most: in all, and for the people of one commune
    ceiling integer check (ceiling > 0),
    per_commune integer check (per_commune > 0),
    -- for how long a booklet is kept for somebody who comes for it
    keep_days integer not null check (keep_days between 1 and 90),
    settled_at integer not null,
    settled_by blob not null
) strict;

create table carnet_request (
    id blob not null primary key,
    -- on the slip, and what is said on the telephone: leads to nobody
    reference text not null unique,
    -- who recorded it, and who gives the booklet
    structure_id blob not null references structure (id),
    order_id blob not null references funding_order (id),
    public text not null,
    home_commune text not null,
    commune_year integer not null,
    -- the proof was looked at on that day, and never copied
    proof_seen_on integer not null,
    -- keyed hash of name and year of birth: tells a second request of the same person; null once it must tell no more
    person_mark blob,
    -- 1: whoever recorded it said that it is another person than the one of that name and year who asked before
    another_person integer not null default 0 check (another_person in (0, 1)),
    stage text not null check (stage in ('waiting', 'accepted', 'set-aside', 'posted', 'handed-over', 'refused', 'lapsed', 'withdrawn')),
    waits_for text check (waits_for in ('stock', 'quota', 'funder')),
    -- why the funder refused it
    reason text,
    carnet_id blob references carnet (id),
    -- where it is kept; null: at the structure itself
    place_id blob references venue (id),
    -- of the post; forgotten with the person
    tracking text,
    -- the last day of this stage, and how often somebody was told that it is past
    due_by integer not null,
    told integer not null default 0 check (told between 0 and 2),
    asked_at integer not null,
    asked_by blob not null,
    ended_at integer
) strict;
create index carnet_request_structure on carnet_request (structure_id, asked_at);
create index carnet_request_order on carnet_request (order_id, stage, asked_at);
create index carnet_request_due on carnet_request (stage, due_by);
create index carnet_request_mark on carnet_request (person_mark);

-- Who asks: name, year of birth, telephone, address. Sealed under a key of its own, itself sealed under one outside the database;
-- the row is deleted thirty days after the request ended, or at once when the person gives up.
create table request_person (
    request_id blob not null primary key references carnet_request (id),
    sealed_key blob not null,
    sealed blob not null
) strict;

-- A booklet that is kept for a request: nobody else is given it.
create table carnet_kept (
    carnet_id blob not null primary key references carnet (id),
    request_id blob not null references carnet_request (id),
    since integer not null
) strict;
create index carnet_kept_request on carnet_kept (request_id);
