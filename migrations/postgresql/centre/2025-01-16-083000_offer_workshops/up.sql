-- The workshops of the pushed agendas, laid out for searching: replaced with the document. Empty until a venue tells its agenda
-- again, which it does at its next change: a migration writes no agenda.

create table agenda_workshop (
    venue_id uuid not null references venue (id),
    workshop_id uuid not null,
    title text not null,
    theme text not null,
    level bigint not null,
    minutes bigint not null,
    price_cheques bigint not null,
    seats bigint not null,
    -- names parted by spaces, here and in `access`
    competences text not null,
    language text not null,
    access text not null,
    -- 1: a free event to discover
    discovery bigint not null,
    primary key (venue_id, workshop_id)
);

-- What begins soonest is sought across all venues.
create index agenda_session_soonest on agenda_session (starts_at);
