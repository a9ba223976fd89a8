-- Proofs: second factors, the machines of counters, invitations. No secret lies here in clear: what has to be read again is
-- sealed, what has only to be known again is hashed, both under a key that is not in the database.

-- An application of codes on somebody's telephone.
create table totp (
    person_id uuid not null references person (id),
    -- waiting: shown to its owner, whose first code has not come
    stage text not null check (stage in ('waiting', 'confirmed')),
    sealed bytea not null,
    -- the last step whose code served: each serves once
    last_step bigint not null,
    since bigint not null,
    primary key (person_id, stage)
);

-- A printed card of numbered codes. The codes are made of its id and the key; a new card ends the former.
create table code_card (
    id uuid not null primary key,
    person_id uuid not null references person (id),
    printed_at bigint not null,
    -- the number that is asked next; null once all have served
    asked bigint check (asked between 1 and 20),
    ended_at bigint
);
create index code_card_person on code_card (person_id, printed_at);

-- The codes that served: by this key, each once.
create table code_card_use (
    card_id uuid not null references code_card (id),
    no bigint not null check (no between 1 and 20),
    at bigint not null,
    primary key (card_id, no)
);

-- A machine that stays at a counter: opened with the short code of somebody enrolled there, until a day.
create table device (
    id uuid not null primary key,
    structure_id uuid not null references structure (id),
    name text not null,
    -- hash of the secret that its cookie bears
    secret_hash bytea not null,
    enrolled_by uuid not null,
    enrolled_at bigint not null,
    until bigint not null,
    ended_at bigint,
    -- since the last right one; at five, only a sign-in by mail helps
    wrong_pins bigint not null check (wrong_pins >= 0)
);
create index device_structure on device (structure_id, enrolled_at);

-- Whose short code opens a machine: salt and slow hash.
create table device_pin (
    device_id uuid not null references device (id),
    person_id uuid not null references person (id),
    kept bytea not null,
    since bigint not null,
    primary key (device_id, person_id)
);

-- The visits that a short code opened: they end with the machine.
create table device_visit (
    visit_id uuid not null primary key references visit (id) on delete cascade,
    device_id uuid not null references device (id)
);
create index device_visit_device on device_visit (device_id);

-- Roles that were offered to somebody, who takes them or not.
create table invitation (
    id uuid not null primary key,
    structure_id uuid not null references structure (id),
    person_id uuid not null references person (id),
    -- names of roles, separated by spaces
    roles text not null,
    invited_by uuid not null,
    invited_at bigint not null,
    -- first instant at which it can be taken no more
    until bigint not null,
    stage text not null check (stage in ('pending', 'accepted', 'declined', 'cancelled')),
    decided_at bigint
);
create index invitation_structure on invitation (structure_id, invited_at);
create index invitation_person on invitation (person_id, stage);
