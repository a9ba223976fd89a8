-- The life of an order around its cheques: quote and signature, documents, proof of print, deliveries, end, and what was told.

-- when it was signed; null: a quote that the funder has not signed
alter table funding_order add column signed_at integer;
alter table funding_order add column signed_by blob;
-- the last day on which a quote may be signed; null: it was ordered without one
alter table funding_order add column quote_ends integer;
-- the year under whose communes the perimeter is named; null: of an order made before this column, or for everywhere
alter table funding_order add column commune_year integer;
-- the highest price of a workshop, in cheques; null: no cap
alter table funding_order add column cap_cheques integer check (cap_cheques between 1 and 50);
-- whether somebody may be given a second booklet
alter table funding_order add column second_carnet text not null default 'free'
    check (second_carnet in ('free', 'never', 'after-months', 'after-all-used'));
alter table funding_order add column second_months integer check (second_months between 1 and 60);
alter table funding_order add column family_may_present integer not null default 1 check (family_may_present in (0, 1));
-- how often a cheque kept for a booking is given back when nobody came; null: always
alter table funding_order add column holds_forgiven integer check (holds_forgiven between 0 and 50);
-- days for which a venue keeps the torn paper once it was paid
alter table funding_order add column paper_days integer not null default 0 check (paper_days >= 0);
-- a venue that is owed less waits for the next run
alter table funding_order add column minimum_payment_cents integer not null default 0 check (minimum_payment_cents >= 0);
update funding_order set signed_at = placed_at, signed_by = placed_by;

-- A numbered document of an order, frozen when it is made: numbers have no gap in a year.
create table order_document (
    id blob not null primary key,
    kind text not null check (kind in ('quote', 'invoice', 'end-statement', 'credit-note')),
    year integer not null,
    no integer not null check (no > 0),
    order_id blob not null references funding_order (id),
    at integer not null,
    by blob not null,
    amount_cents integer not null check (amount_cents >= 0),
    -- what it says, as JSON, byte for byte
    body text not null,
    -- the SHA-256 of the body
    hash blob not null,
    unique (kind, year, no)
) strict;
create index order_document_order on order_document (order_id);

-- What happened to an order: one row a fact, never changed.
create table order_step (
    order_id blob not null references funding_order (id),
    no integer not null check (no > 0),
    kind text not null check (kind in ('quoted', 'signed', 'proof-proposed', 'proof-approved', 'proof-refused', 'printed',
        'end-validated', 'statement-accepted', 'statement-disputed')),
    at integer not null,
    by blob not null,
    -- the proof of print
    file_id blob references file (id),
    -- the document that it is about
    document_id blob references order_document (id),
    note text not null,
    primary key (order_id, no)
) strict;

-- Booklets that left the printer for a distribution point, and how many of them were counted there.
create table order_delivery (
    order_id blob not null references funding_order (id),
    no integer not null check (no > 0),
    -- the distribution point
    structure_id blob not null references structure (id),
    -- numbers of booklets, both included
    first_no integer not null check (first_no > 0),
    last_no integer not null check (last_no >= first_no),
    sent_at integer not null,
    sent_by blob not null,
    counted integer check (counted >= 0),
    counted_at integer,
    counted_by blob,
    primary key (order_id, no)
) strict;

-- Alerts of the end that were told, once each, and in how many letters.
create table order_told (
    order_id blob not null references funding_order (id),
    alert text not null,
    at integer not null,
    letters integer not null check (letters >= 0),
    primary key (order_id, alert)
) strict;

-- A credit note that the bank has paid back to its funder.
create table order_refund (
    document_id blob not null primary key references order_document (id),
    order_id blob not null references funding_order (id),
    cents integer not null check (cents > 0),
    reference text not null,
    -- the same without case, spaces and marks
    reference_key text not null unique,
    at integer not null,
    by blob not null,
    ledger_no integer not null references transfer (ledger_no)
) strict;
