-- The life of an order around its cheques: quote and signature, documents, proof of print, deliveries, end, and what was told.

-- when it was signed; null: a quote that the funder has not signed
alter table funding_order add column signed_at bigint;
alter table funding_order add column signed_by uuid;
-- the last day on which a quote may be signed; null: it was ordered without one
alter table funding_order add column quote_ends bigint;
-- the year under whose communes the perimeter is named; null: of an order made before this column, or for everywhere
alter table funding_order add column commune_year bigint;
-- the highest price of a workshop, in cheques; null: no cap
alter table funding_order add column cap_cheques bigint check (cap_cheques between 1 and 50);
-- whether somebody may be given a second booklet
alter table funding_order add column second_carnet text not null default 'free'
    check (second_carnet in ('free', 'never', 'after-months', 'after-all-used'));
alter table funding_order add column second_months bigint check (second_months between 1 and 60);
alter table funding_order add column family_may_present bigint not null default 1 check (family_may_present in (0, 1));
-- how often a cheque kept for a booking is given back when nobody came; null: always
alter table funding_order add column holds_forgiven bigint check (holds_forgiven between 0 and 50);
-- days for which a venue keeps the torn paper once it was paid
alter table funding_order add column paper_days bigint not null default 0 check (paper_days >= 0);
-- a venue that is owed less waits for the next run
alter table funding_order add column minimum_payment_cents bigint not null default 0 check (minimum_payment_cents >= 0);
update funding_order set signed_at = placed_at, signed_by = placed_by;

-- A numbered document of an order, frozen when it is made: numbers have no gap in a year.
create table order_document (
    id uuid not null primary key,
    kind text not null check (kind in ('quote', 'invoice', 'end-statement', 'credit-note')),
    year bigint not null,
    no bigint not null check (no > 0),
    order_id uuid not null references funding_order (id),
    at bigint not null,
    by uuid not null,
    amount_cents bigint not null check (amount_cents >= 0),
    -- what it says, as JSON, byte for byte
    body text not null,
    -- the SHA-256 of the body
    hash bytea not null,
    unique (kind, year, no)
);
create index order_document_order on order_document (order_id);

-- What happened to an order: one row a fact, never changed.
create table order_step (
    order_id uuid not null references funding_order (id),
    no bigint not null check (no > 0),
    kind text not null check (kind in ('quoted', 'signed', 'proof-proposed', 'proof-approved', 'proof-refused', 'printed',
        'end-validated', 'statement-accepted', 'statement-disputed')),
    at bigint not null,
    by uuid not null,
    -- the proof of print
    file_id uuid references file (id),
    -- the document that it is about
    document_id uuid references order_document (id),
    note text not null,
    primary key (order_id, no)
);

-- Booklets that left the printer for a distribution point, and how many of them were counted there.
create table order_delivery (
    order_id uuid not null references funding_order (id),
    no bigint not null check (no > 0),
    -- the distribution point
    structure_id uuid not null references structure (id),
    -- numbers of booklets, both included
    first_no bigint not null check (first_no > 0),
    last_no bigint not null check (last_no >= first_no),
    sent_at bigint not null,
    sent_by uuid not null,
    counted bigint check (counted >= 0),
    counted_at bigint,
    counted_by uuid,
    primary key (order_id, no)
);

-- Alerts of the end that were told, once each, and in how many letters.
create table order_told (
    order_id uuid not null references funding_order (id),
    alert text not null,
    at bigint not null,
    letters bigint not null check (letters >= 0),
    primary key (order_id, alert)
);

-- A credit note that the bank has paid back to its funder.
create table order_refund (
    document_id uuid not null primary key references order_document (id),
    order_id uuid not null references funding_order (id),
    cents bigint not null check (cents > 0),
    reference text not null,
    -- the same without case, spaces and marks
    reference_key text not null unique,
    at bigint not null,
    by uuid not null,
    ledger_no bigint not null references transfer (ledger_no)
);
