-- Funds come in parts: each part covers booklets in the order of their numbers, and these alone are active.

-- One part of the funds of an order, as the treasurer saw it come to the bank.
create table order_funds (
    order_id uuid not null references funding_order (id),
    -- 1, 2, 3 … within the order
    no bigint not null check (no > 0),
    -- the public payment order's number, as it was written
    reference text not null,
    -- the same without case, spaces and marks: a payment is taken once in the whole network
    reference_key text not null unique,
    cents bigint not null check (cents > 0),
    at bigint not null,
    by uuid not null,
    -- the line of the ledger that it is
    ledger_no bigint not null references transfer (ledger_no),
    primary key (order_id, no)
);

-- the sum of the parts, and the booklets that it covers: numbers up to this one are active once they are issued
alter table funding_order add column received_cents bigint not null default 0 check (received_cents >= 0);
alter table funding_order add column covered_carnets bigint not null default 0 check (covered_carnets >= 0);

-- What came whole is one part. A reference could be written twice then: it keeps its line's number in its key.
insert into order_funds (order_id, no, reference, reference_key, cents, at, by, ledger_no)
    select o.id, 1, o.funds_reference, o.funds_reference || '/' || t.ledger_no, o.funds_cents, o.funds_at, o.funds_by, t.ledger_no
    from funding_order o join transfer t on t.reason = 'funding' and t.subject = o.id
    where o.funds_at is not null;
update funding_order set received_cents = funds_cents, covered_carnets = carnets where funds_at is not null;

-- when the whole face value had come: `funds_at` stays, the rest is said by the parts
alter table funding_order drop column funds_reference;
alter table funding_order drop column funds_cents;
alter table funding_order drop column funds_by;
