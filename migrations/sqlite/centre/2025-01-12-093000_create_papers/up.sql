-- Torn papers that the network asks a venue for: which lines, until when, what the venue answers, what was seen of them.

create table paper_request (
    id blob not null primary key,
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    settlement_id blob not null references settlement (id),
    -- asked: the venue has to answer; answered: the network looks; closed: each paper was seen, or is missing
    stage text not null check (stage in ('asked', 'answered', 'closed')),
    reason text not null,
    asked_at integer not null,
    asked_by blob not null,
    -- the last day on which the venue should answer
    answer_by integer not null,
    answered_at integer,
    answered_by blob,
    closed_at integer,
    closed_by blob
) strict;
create index paper_request_structure on paper_request (structure_id, asked_at);
create index paper_request_stage on paper_request (stage, asked_at);

create table paper_line (
    request_id blob not null references paper_request (id),
    -- the redemption's line of the ledger
    ledger_no integer not null references transfer (ledger_no),
    -- what the venue says; null: nothing yet
    answer text check (answer in ('sent', 'missing')),
    -- what the network saw; null: nothing yet
    outcome text check (outcome in ('seen', 'missing')),
    primary key (request_id, ledger_no)
) strict;
create index paper_line_ledger on paper_line (ledger_no);
