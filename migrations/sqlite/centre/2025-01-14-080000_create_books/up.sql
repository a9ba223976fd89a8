-- What the accounts are proved by: the root of each day, and what is published each month.

-- The root of the ledger at the end of each Paris day: its last line and that line's hash, signed by the centre. Kept for ever,
-- printed on statements: whoever holds one sees that nothing before it was changed since.
create table daily_root (
    -- days since 1970-01-01 in Paris
    day integer not null primary key,
    ledger_no integer not null check (ledger_no >= 0),
    ledger_hash blob not null,
    -- which of the centre's paper keys signed, and its public half
    key_no integer not null,
    public_key blob not null,
    signature blob not null,
    signed_at integer not null
) strict;

-- What is published each month for everybody, as it was said then: the proof of funds, the delays of payment, the totals.
create table publication (
    -- the first day of the month that it is about
    month integer not null primary key,
    published_at integer not null,
    -- the document, as JSON
    document text not null
) strict;

-- Sums of accounts are read from these alone, without the lines themselves.
drop index transfer_debit;
drop index transfer_credit;
create index transfer_debit on transfer (debit_kind, debit_owner, amount_cents);
create index transfer_credit on transfer (credit_kind, credit_owner, amount_cents);
-- The line that corrects another, if any.
create index transfer_corrects on transfer (corrects) where corrects is not null;
