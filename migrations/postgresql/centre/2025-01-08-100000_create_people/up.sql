-- Who signs in: people, what was sent to let them in, their visits, the mails that wait, and how often something may be tried.

-- Somebody who works with the network; never a learner. Roles are in `membership`, under the same identifier.
create table person (
    id uuid not null primary key,
    -- as they are called; empty when nobody told
    name text not null,
    -- in small letters; null for somebody who cannot sign in
    mail text unique,
    -- rises when their rights change: an access token that bears a lower one is refused from then on
    stamp bigint not null check (stamp >= 0),
    stamp_at bigint not null,
    created_at bigint not null
);
create index person_stamp on person (stamp_at);

-- One stay of a person, from signing in to leaving. Its refresh token is made of its identifier, its generation and a keyed
-- hash: nothing of it is kept here.
create table visit (
    id uuid not null primary key,
    person_id uuid not null references person (id),
    -- the structure acted for; null when they belong to none
    structure_id uuid references structure (id),
    -- rises with each renewal: an older refresh token presented again ends the visit
    generation bigint not null check (generation > 0),
    started_at bigint not null,
    renewed_at bigint not null,
    -- the last instant at which it can be renewed
    until_at bigint not null,
    -- when a second factor was last given in it
    proved_at bigint,
    ended_at bigint,
    -- why it ended: `left`, `reused`
    ended_by text,
    check ((ended_at is null) = (ended_by is null))
);
create index visit_person on visit (person_id);
create index visit_ended on visit (ended_at);

-- A wish to sign in. Only keyed hashes are kept: of the address, of the code, of the link.
create table sign_in (
    id uuid not null primary key,
    -- null when nobody has that address: no code will ever be right
    person_id uuid references person (id),
    -- of the address that was written
    account bytea not null,
    code_hash bytea not null,
    link_hash bytea not null,
    asked_at bigint not null,
    until_at bigint not null,
    -- wrong codes so far
    tries bigint not null check (tries >= 0),
    used_at bigint,
    visit_id uuid references visit (id),
    check ((used_at is null) = (visit_id is null))
);
create index sign_in_until on sign_in (until_at);

-- A mail. Its content is sealed while it waits, and forgotten once it was sent.
create table letter (
    id uuid not null primary key,
    stage text not null check (stage in ('waiting', 'sent', 'late', 'void')),
    content bytea,
    tries bigint not null check (tries >= 0),
    written_at bigint not null,
    -- when it is to be tried, and after when it is of no use any more
    next_at bigint not null,
    until_at bigint not null,
    check ((stage = 'waiting') = (content is not null))
);
create index letter_next on letter (stage, next_at);

-- How often something may be tried: the instant at which all its tries are there again. No row: they all are.
create table bucket (
    -- keyed hash of what is tried and by whom
    id bytea not null primary key,
    full_at bigint not null
);
create index bucket_full on bucket (full_at);
