-- Who signs in: people, what was sent to let them in, their visits, the mails that wait, and how often something may be tried.

-- Somebody who works with the network; never a learner. Roles are in `membership`, under the same identifier.
create table person (
    id blob not null primary key,
    -- as they are called; empty when nobody told
    name text not null,
    -- in small letters; null for somebody who cannot sign in
    mail text unique,
    -- rises when their rights change: an access token that bears a lower one is refused from then on
    stamp integer not null check (stamp >= 0),
    stamp_at integer not null,
    created_at integer not null
) strict;
create index person_stamp on person (stamp_at);

-- One stay of a person, from signing in to leaving. Its refresh token is made of its identifier, its generation and a keyed
-- hash: nothing of it is kept here.
create table visit (
    id blob not null primary key,
    person_id blob not null references person (id),
    -- the structure acted for; null when they belong to none
    structure_id blob references structure (id),
    -- rises with each renewal: an older refresh token presented again ends the visit
    generation integer not null check (generation > 0),
    started_at integer not null,
    renewed_at integer not null,
    -- the last instant at which it can be renewed
    until_at integer not null,
    -- when a second factor was last given in it
    proved_at integer,
    ended_at integer,
    -- why it ended: `left`, `reused`
    ended_by text,
    check ((ended_at is null) = (ended_by is null))
) strict;
create index visit_person on visit (person_id);
create index visit_ended on visit (ended_at);

-- A wish to sign in. Only keyed hashes are kept: of the address, of the code, of the link.
create table sign_in (
    id blob not null primary key,
    -- null when nobody has that address: no code will ever be right
    person_id blob references person (id),
    -- of the address that was written
    account blob not null,
    code_hash blob not null,
    link_hash blob not null,
    asked_at integer not null,
    until_at integer not null,
    -- wrong codes so far
    tries integer not null check (tries >= 0),
    used_at integer,
    visit_id blob references visit (id),
    check ((used_at is null) = (visit_id is null))
) strict;
create index sign_in_until on sign_in (until_at);

-- A mail. Its content is sealed while it waits, and forgotten once it was sent.
create table letter (
    id blob not null primary key,
    stage text not null check (stage in ('waiting', 'sent', 'late', 'void')),
    content blob,
    tries integer not null check (tries >= 0),
    written_at integer not null,
    -- when it is to be tried, and after when it is of no use any more
    next_at integer not null,
    until_at integer not null,
    check ((stage = 'waiting') = (content is not null))
) strict;
create index letter_next on letter (stage, next_at);

-- How often something may be tried: the instant at which all its tries are there again. No row: they all are.
create table bucket (
    -- keyed hash of what is tried and by whom
    id blob not null primary key,
    full_at integer not null
) strict;
create index bucket_full on bucket (full_at);
