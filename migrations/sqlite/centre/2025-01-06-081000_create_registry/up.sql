-- The registry all venues share: territory, structures, venues, accreditation, people's roles, nodes and their agendas.

-- A commune under one name, from a year until a year (both included); a code may come back under another name.
create table commune (
    code text not null,
    from_year integer not null,
    until_year integer,
    name text not null,
    postcode text not null,
    lat real not null,
    lon real not null,
    population integer not null check (population >= 0),
    population_year integer not null,
    primary key (code, from_year)
) strict;

-- What became of a commune that ended: the code that carries on, from that year.
create table commune_successor (
    code text not null,
    successor_code text not null,
    year integer not null,
    primary key (code, year)
) strict;

-- Which communes an intercommunality joins, year by year.
create table epci_membership (
    epci text not null,
    code text not null,
    from_year integer not null,
    until_year integer,
    primary key (epci, code, from_year)
) strict;

-- A legal entity. Fourteen zeros, or nothing, mean that the SIRET is unknown: it is then null.
create table structure (
    id blob not null primary key,
    name text not null,
    kind text not null,
    siret text,
    rna text,
    created_at integer not null
) strict;
create index structure_siret on structure (siret);

-- The account of a structure, as declared; a later one does not erase an earlier one.
create table bank_account (
    id blob not null primary key,
    structure_id blob not null references structure (id),
    holder text not null,
    iban text not null,
    bic text not null,
    declared_by blob not null,
    declared_at integer not null
) strict;
create index bank_account_structure on bank_account (structure_id, declared_at);

-- A place that receives people. The commune is kept as declared; its vintage is the year of the declaration.
create table venue (
    id blob not null primary key,
    structure_id blob not null references structure (id),
    name text not null,
    address text not null,
    commune_code text not null,
    commune_year integer not null,
    lat real not null,
    lon real not null,
    -- OpenStreetMap syntax; empty when unknown
    hours text not null,
    phone text not null,
    created_at integer not null
) strict;
create index venue_structure on venue (structure_id);

-- A demand for accreditation, decided by another person than the one who made it.
create table application (
    id blob not null primary key,
    venue_id blob not null references venue (id),
    bank_account_id blob not null references bank_account (id),
    -- the funder whose cheques are meant; null: all funders
    funder_id blob references structure (id),
    applied_by blob not null,
    applied_at integer not null,
    stage text not null check (stage in ('pending', 'accepted', 'refused')),
    decided_by blob,
    decided_at integer,
    reason text
) strict;
create index application_stage on application (stage, applied_at);
create index application_venue on application (venue_id);

-- A right to be paid for cheques: from an instant until the end of a day.
create table accreditation (
    id blob not null primary key,
    venue_id blob not null references venue (id),
    application_id blob not null references application (id),
    funder_id blob references structure (id),
    from_at integer not null,
    -- first instant at which it is lapsed
    until_at integer not null check (until_at > from_at)
) strict;
create index accreditation_venue on accreditation (venue_id);

-- What happened to a venue's right: suspended, reinstated, withdrawn; each with instant, reason and author.
create table standing_event (
    id blob not null primary key,
    venue_id blob not null references venue (id),
    kind text not null check (kind in ('suspended', 'reinstated', 'withdrawn')),
    at integer not null,
    reason text not null,
    author blob not null
) strict;
create index standing_event_venue on standing_event (venue_id, at);

-- A role held by a person in a structure. Ended roles stay, with their end.
create table membership (
    id blob not null primary key,
    person_id blob not null,
    structure_id blob not null references structure (id),
    role text not null,
    since integer not null,
    until integer
) strict;
create index membership_person on membership (person_id);
create index membership_structure on membership (structure_id);

-- The machine that serves a venue's own part of the graph. A venue without a row is hosted at the centre.
create table venue_node (
    venue_id blob not null primary key references venue (id),
    url text not null,
    -- Ed25519, hexadecimal
    public_key text not null,
    declared_at integer not null
) strict;

-- The agenda that a node last pushed, whole: a lower generation of the same epoch is ignored.
create table agenda (
    venue_id blob not null primary key references venue (id),
    epoch integer not null,
    generation integer not null,
    hash blob not null,
    -- the document, as JSON
    document text not null,
    received_at integer not null
) strict;

-- The sessions of the pushed agendas, laid out for searching: replaced with the document.
create table agenda_session (
    venue_id blob not null references venue (id),
    session_id blob not null,
    workshop_id blob not null,
    title text not null,
    starts_at integer not null,
    minutes integer not null,
    seats integer not null,
    primary key (venue_id, session_id)
) strict;
create index agenda_session_start on agenda_session (venue_id, starts_at);
