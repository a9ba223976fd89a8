-- What a venue disputes on a statement: one line, or a cheque that it misses there; with what both sides write, and how it ends.

create table dispute (
    id uuid not null primary key,
    venue_id uuid not null references venue (id),
    structure_id uuid not null references structure (id),
    settlement_id uuid not null references settlement (id),
    -- the redemption's line of the ledger; null: something is missing on the statement
    ledger_no bigint,
    -- open: the network has to answer; answered: the venue may write again; closed: it has an outcome
    stage text not null check (stage in ('open', 'answered', 'closed')),
    opened_at bigint not null,
    opened_by uuid not null,
    -- the last day on which the network should answer
    answer_by bigint not null,
    outcome text check (outcome in ('paid-as-is', 'reversed', 'explained')),
    closed_at bigint,
    closed_by uuid
);
create index dispute_venue on dispute (venue_id, opened_at);
create index dispute_stage on dispute (stage, answer_by);
create index dispute_settlement on dispute (settlement_id, venue_id);

-- The thread: nobody changes what was written. No name of a learner belongs here.
create table dispute_message (
    dispute_id uuid not null references dispute (id),
    no bigint not null check (no > 0),
    side text not null check (side in ('venue', 'network')),
    author uuid not null,
    at bigint not null,
    body text not null,
    primary key (dispute_id, no)
);
