-- The registry all venues share: territory, structures, venues, accreditation, people's roles, nodes and their agendas.

-- A commune under one name, from a year until a year (both included); a code may come back under another name.
create table commune (
    code text not null,
    from_year bigint not null,
    until_year bigint,
    name text not null,
    postcode text not null,
    lat double precision not null,
    lon double precision not null,
    population bigint not null check (population >= 0),
    population_year bigint not null,
    primary key (code, from_year)
);

-- What became of a commune that ended: the code that carries on, from that year.
create table commune_successor (
    code text not null,
    successor_code text not null,
    year bigint not null,
    primary key (code, year)
);

-- Which communes an intercommunality joins, year by year.
create table epci_membership (
    epci text not null,
    code text not null,
    from_year bigint not null,
    until_year bigint,
    primary key (epci, code, from_year)
);

-- A legal entity. Fourteen zeros, or nothing, mean that the SIRET is unknown: it is then null.
create table structure (
    id uuid not null primary key,
    name text not null,
    kind text not null,
    siret text,
    rna text,
    created_at bigint not null
);
create index structure_siret on structure (siret);

-- The account of a structure, as declared; a later one does not erase an earlier one.
create table bank_account (
    id uuid not null primary key,
    structure_id uuid not null references structure (id),
    holder text not null,
    iban text not null,
    bic text not null,
    declared_by uuid not null,
    declared_at bigint not null
);
create index bank_account_structure on bank_account (structure_id, declared_at);

-- A place that receives people. The commune is kept as declared; its vintage is the year of the declaration.
create table venue (
    id uuid not null primary key,
    structure_id uuid not null references structure (id),
    name text not null,
    address text not null,
    commune_code text not null,
    commune_year bigint not null,
    lat double precision not null,
    lon double precision not null,
    -- OpenStreetMap syntax; empty when unknown
    hours text not null,
    phone text not null,
    created_at bigint not null
);
create index venue_structure on venue (structure_id);

-- A demand for accreditation, decided by another person than the one who made it.
create table application (
    id uuid not null primary key,
    venue_id uuid not null references venue (id),
    bank_account_id uuid not null references bank_account (id),
    -- the funder whose cheques are meant; null: all funders
    funder_id uuid references structure (id),
    applied_by uuid not null,
    applied_at bigint not null,
    stage text not null check (stage in ('pending', 'accepted', 'refused')),
    decided_by uuid,
    decided_at bigint,
    reason text
);
create index application_stage on application (stage, applied_at);
create index application_venue on application (venue_id);

-- A right to be paid for cheques: from an instant until the end of a day.
create table accreditation (
    id uuid not null primary key,
    venue_id uuid not null references venue (id),
    application_id uuid not null references application (id),
    funder_id uuid references structure (id),
    from_at bigint not null,
    -- first instant at which it is lapsed
    until_at bigint not null check (until_at > from_at)
);
create index accreditation_venue on accreditation (venue_id);

-- What happened to a venue's right: suspended, reinstated, withdrawn; each with instant, reason and author.
create table standing_event (
    id uuid not null primary key,
    venue_id uuid not null references venue (id),
    kind text not null check (kind in ('suspended', 'reinstated', 'withdrawn')),
    at bigint not null,
    reason text not null,
    author uuid not null
);
create index standing_event_venue on standing_event (venue_id, at);

-- A role held by a person in a structure. Ended roles stay, with their end.
create table membership (
    id uuid not null primary key,
    person_id uuid not null,
    structure_id uuid not null references structure (id),
    role text not null,
    since bigint not null,
    until bigint
);
create index membership_person on membership (person_id);
create index membership_structure on membership (structure_id);

-- The machine that serves a venue's own part of the graph. A venue without a row is hosted at the centre.
create table venue_node (
    venue_id uuid not null primary key references venue (id),
    url text not null,
    -- Ed25519, hexadecimal
    public_key text not null,
    declared_at bigint not null
);

-- The agenda that a node last pushed, whole: a lower generation of the same epoch is ignored.
create table agenda (
    venue_id uuid not null primary key references venue (id),
    epoch bigint not null,
    generation bigint not null,
    hash bytea not null,
    -- the document, as JSON
    document text not null,
    received_at bigint not null
);

-- The sessions of the pushed agendas, laid out for searching: replaced with the document.
create table agenda_session (
    venue_id uuid not null references venue (id),
    session_id uuid not null,
    workshop_id uuid not null,
    title text not null,
    starts_at bigint not null,
    minutes bigint not null,
    seats bigint not null,
    primary key (venue_id, session_id)
);
create index agenda_session_start on agenda_session (venue_id, starts_at);
