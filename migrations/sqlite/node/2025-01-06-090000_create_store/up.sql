-- What every service of a venue's node leans on: the same tables as at the centre.

-- The head: one row, the last lock of a transaction. Numbers are given here and nowhere else,
-- so that order of numbers is order of commits.
create table head (
    id integer not null primary key check (id = 1),
    -- last row of the outbox
    position integer not null check (position >= 0),
    -- last line of the ledger, and its hash
    ledger_no integer not null check (ledger_no >= 0),
    ledger_hash blob not null
) strict;

-- The memory of acts: who, what, under which key, and the receipt answered for ever.
create table act (
    organisation blob not null,
    verb text not null,
    key text not null,
    -- SHA-256 of what was asked, normalised
    content_hash blob not null,
    -- the receipt, as JSON
    receipt text not null,
    at integer not null,
    primary key (organisation, verb, key)
) strict;

-- What happened, in order of commits, for whoever follows.
create table outbox (
    position integer not null primary key,
    topic text not null,
    body text not null,
    at integer not null
) strict;

-- Acts that made their batch fail, set aside for somebody to look at.
create table parked (
    id blob not null primary key,
    verb text not null,
    label text not null,
    cause text not null,
    at integer not null
) strict;

-- Files that the network makes; their content lies sealed on disk.
create table file (
    id blob not null primary key,
    name text not null,
    media_type text not null,
    sha256 blob not null,
    bytes integer not null check (bytes >= 0),
    at integer not null
) strict;

-- The right to fetch a file once.
create table file_ticket (
    ticket_hash blob not null primary key,
    file_id blob not null references file (id),
    person_id blob not null,
    until integer not null,
    used_at integer
) strict;

-- The chain of the ledger starts on thirty-two zeros.
insert into head (id, position, ledger_no, ledger_hash)
values (1, 0, 0, x'0000000000000000000000000000000000000000000000000000000000000000');
