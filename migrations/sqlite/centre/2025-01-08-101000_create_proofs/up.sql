-- Proofs: second factors, the machines of counters, invitations. No secret lies here in clear: what has to be read again is
-- sealed, what has only to be known again is hashed, both under a key that is not in the database.

-- An application of codes on somebody's telephone.
create table totp (
    person_id blob not null references person (id),
    -- waiting: shown to its owner, whose first code has not come
    stage text not null check (stage in ('waiting', 'confirmed')),
    sealed blob not null,
    -- the last step whose code served: each serves once
    last_step integer not null,
    since integer not null,
    primary key (person_id, stage)
) strict;

-- A printed card of numbered codes. The codes are made of its id and the key; a new card ends the former.
create table code_card (
    id blob not null primary key,
    person_id blob not null references person (id),
    printed_at integer not null,
    -- the number that is asked next; null once all have served
    asked integer check (asked between 1 and 20),
    ended_at integer
) strict;
create index code_card_person on code_card (person_id, printed_at);

-- The codes that served: by this key, each once.
create table code_card_use (
    card_id blob not null references code_card (id),
    no integer not null check (no between 1 and 20),
    at integer not null,
    primary key (card_id, no)
) strict;

-- A machine that stays at a counter: opened with the short code of somebody enrolled there, until a day.
create table device (
    id blob not null primary key,
    structure_id blob not null references structure (id),
    name text not null,
    -- hash of the secret that its cookie bears
    secret_hash blob not null,
    enrolled_by blob not null,
    enrolled_at integer not null,
    until integer not null,
    ended_at integer,
    -- since the last right one; at five, only a sign-in by mail helps
    wrong_pins integer not null check (wrong_pins >= 0)
) strict;
create index device_structure on device (structure_id, enrolled_at);

-- Whose short code opens a machine: salt and slow hash.
create table device_pin (
    device_id blob not null references device (id),
    person_id blob not null references person (id),
    kept blob not null,
    since integer not null,
    primary key (device_id, person_id)
) strict;

-- The visits that a short code opened: they end with the machine.
create table device_visit (
    visit_id blob not null primary key references visit (id) on delete cascade,
    device_id blob not null references device (id)
) strict;
create index device_visit_device on device_visit (device_id);

-- Roles that were offered to somebody, who takes them or not.
create table invitation (
    id blob not null primary key,
    structure_id blob not null references structure (id),
    person_id blob not null references person (id),
    -- names of roles, separated by spaces
    roles text not null,
    invited_by blob not null,
    invited_at integer not null,
    -- first instant at which it can be taken no more
    until integer not null,
    stage text not null check (stage in ('pending', 'accepted', 'declined', 'cancelled')),
    decided_at integer
) strict;
create index invitation_structure on invitation (structure_id, invited_at);
create index invitation_person on invitation (person_id, stage);
