-- What the accounts are proved by: the root of each day, and what is published each month.

-- The root of the ledger at the end of each Paris day: its last line and that line's hash, signed by the centre. Kept for ever,
-- printed on statements: whoever holds one sees that nothing before it was changed since.
create table daily_root (
    -- days since 1970-01-01 in Paris
    day bigint not null primary key,
    ledger_no bigint not null check (ledger_no >= 0),
    ledger_hash bytea not null,
    -- which of the centre's paper keys signed, and its public half
    key_no bigint not null,
    public_key bytea not null,
    signature bytea not null,
    signed_at bigint not null
);

-- What is published each month for everybody, as it was said then: the proof of funds, the delays of payment, the totals.
create table publication (
    -- the first day of the month that it is about
    month bigint not null primary key,
    published_at bigint not null,
    -- the document, as JSON
    document text not null
);

-- Sums of accounts are read from these alone, without the lines themselves.
drop index transfer_debit;
drop index transfer_credit;
create index transfer_debit on transfer (debit_kind, debit_owner, amount_cents);
create index transfer_credit on transfer (credit_kind, credit_owner, amount_cents);
-- The line that corrects another, if any.
create index transfer_corrects on transfer (corrects) where corrects is not null;
