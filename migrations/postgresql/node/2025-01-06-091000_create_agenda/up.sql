-- What belongs to one place: its workshops and their sessions. A database may serve several hosted venues.

-- A workshop that a venue offers.
create table workshop (
    venue_id uuid not null,
    id uuid not null,
    title text not null,
    -- one of the activity themes
    theme text not null,
    -- 0 never touched, 1 beginner, 2 intermediate, 3 advanced
    level bigint not null check (level between 0 and 3),
    minutes bigint not null check (minutes between 5 and 600),
    -- price in cheques; 0: free
    price_cheques bigint not null check (price_cheques between 0 and 10),
    seats bigint not null check (seats between 1 and 500),
    created_at bigint not null,
    ended_at bigint,
    primary key (venue_id, id)
);

-- One dated sitting of a workshop.
create table session (
    venue_id uuid not null,
    id uuid not null,
    workshop_id uuid not null,
    starts_at bigint not null,
    minutes bigint not null check (minutes between 5 and 600),
    seats bigint not null check (seats between 1 and 500),
    stage text not null check (stage in ('planned', 'cancelled')),
    reason text,
    primary key (venue_id, id),
    foreign key (venue_id, workshop_id) references workshop (venue_id, id)
);
create index session_start on session (venue_id, starts_at);

-- How many times a venue's agenda changed: the generation of the document that is pushed to the centre.
create table agenda_generation (
    venue_id uuid not null primary key,
    epoch bigint not null,
    generation bigint not null,
    pushed_generation bigint not null
);
