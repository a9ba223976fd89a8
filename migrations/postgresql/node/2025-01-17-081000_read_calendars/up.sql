-- Calendars elsewhere, from which venues publish, and what they tell.

-- A calendar (RFC 5545) at an address of the web.
create table calendar (
    venue_id uuid not null,
    id uuid not null,
    -- whole: whoever has it may read the calendar, so it is told to nobody
    address text not null,
    created_at bigint not null,
    ended_at bigint,
    -- when it was last asked, with or without success
    read_at bigint,
    -- when it was last read whole
    whole_at bigint,
    -- what its server calls the version that was last read whole
    etag text,
    modified text,
    -- why the last reading failed, if it did
    trouble text,
    primary key (venue_id, id)
);
create index calendar_read on calendar (read_at);

-- One event of a calendar, or one day of an event that comes again: known by its name there, whatever the calendar.
create table calendar_entry (
    venue_id uuid not null,
    id uuid not null,
    calendar_id uuid not null,
    uid text not null,
    -- when it was to begin at first, of an event that comes again; 0 for one that does not
    original_at bigint not null,
    title text not null,
    -- the title in small letters, without accents or signs
    folded text not null,
    starts_at bigint not null,
    -- null: as long as its workshop
    minutes bigint check (minutes between 5 and 600),
    -- waiting: for its workshop; planned: it is a session; aside: it is no workshop; gone: the calendar tells it no more
    stage text not null check (stage in ('waiting', 'planned', 'aside', 'gone')),
    session_id uuid,
    primary key (venue_id, id),
    unique (venue_id, uid, original_at),
    foreign key (venue_id, calendar_id) references calendar (venue_id, id),
    foreign key (venue_id, session_id) references session (venue_id, id)
);
create index calendar_entry_start on calendar_entry (venue_id, starts_at);

-- Which workshop a title means at a venue, as somebody said once.
create table calendar_title (
    venue_id uuid not null,
    folded text not null,
    -- null: it is no workshop
    workshop_id uuid,
    primary key (venue_id, folded),
    foreign key (venue_id, workshop_id) references workshop (venue_id, id)
);

-- What could not be read at the last whole reading of a calendar.
create table calendar_report (
    venue_id uuid not null,
    calendar_id uuid not null,
    -- of its text, where the event begins
    line bigint not null check (line > 0),
    reason text not null,
    primary key (venue_id, calendar_id, line),
    foreign key (venue_id, calendar_id) references calendar (venue_id, id)
);
