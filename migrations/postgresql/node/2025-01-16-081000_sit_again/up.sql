-- Where sessions sit, who holds them, and what sits again and again.

-- A room of a venue; with an address, a place elsewhere to which the venue goes.
create table room (
    venue_id uuid not null,
    id uuid not null,
    name text not null,
    seats bigint not null check (seats between 1 and 500),
    -- of a place elsewhere; null: within the venue's own walls
    address text,
    -- its commune, by INSEE code
    commune text,
    created_at bigint not null,
    ended_at bigint,
    primary key (venue_id, id),
    check ((address is null) = (commune is null))
);

-- Somebody who holds workshops, at any venue of a structure. Never a learner.
create table trainer (
    structure_id uuid not null,
    id uuid not null,
    name text not null,
    created_at bigint not null,
    ended_at bigint,
    -- how many times sessions were put on them: the row that puts the plans of two venues one after the other
    plans bigint not null check (plans >= 0),
    primary key (structure_id, id)
);

-- A workshop that sits again and again.
create table series (
    venue_id uuid not null,
    id uuid not null,
    workshop_id uuid not null,
    -- RRULE of RFC 5545, as it is kept
    rule text not null,
    weeks text not null check (weeks in ('all', 'odd', 'even')),
    -- days since 1970, in Paris
    first_day bigint not null,
    -- minutes after midnight on a clock in Paris
    starts_minute bigint not null check (starts_minute between 0 and 1439),
    minutes bigint not null check (minutes between 5 and 600),
    seats bigint not null check (seats between 1 and 500),
    -- 1: also while schools are closed
    in_school_holidays bigint not null check (in_school_holidays in (0, 1)),
    -- days that are left out by hand, `2026-02-03`, with a space between
    exceptions text not null,
    room_id uuid,
    trainer_id uuid,
    created_at bigint not null,
    ended_at bigint,
    primary key (venue_id, id),
    foreign key (venue_id, workshop_id) references workshop (venue_id, id),
    foreign key (venue_id, room_id) references room (venue_id, id)
);

-- What should have been learned before a series.
create table series_need (
    venue_id uuid not null,
    series_id uuid not null,
    workshop_id uuid not null,
    primary key (venue_id, series_id, workshop_id),
    foreign key (venue_id, series_id) references series (venue_id, id),
    foreign key (venue_id, workshop_id) references workshop (venue_id, id)
);

-- of which series, in which room, held by whom
alter table session add column series_id uuid;
alter table session add column room_id uuid;
alter table session add column trainer_id uuid;
create index session_room on session (venue_id, room_id, starts_at);
create index session_trainer on session (trainer_id, starts_at);

-- A calendar that is followed from elsewhere, under a secret address that can be closed.
create table feed (
    venue_id uuid not null,
    id uuid not null,
    -- of the secret; the secret itself is nowhere
    secret_hash bytea not null,
    -- the sessions of one person; null: those of the venue
    trainer_id uuid,
    created_at bigint not null,
    ended_at bigint,
    primary key (venue_id, id),
    unique (venue_id, secret_hash)
);
