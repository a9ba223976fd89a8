-- What the bank says: statements (camt.053), notifications (camt.054) and answers to our files (pain.002), each taken in
-- whole and once, with every entry and what it was found to be.

create table bank_statement (
    id uuid not null primary key,
    kind text not null check (kind in ('statement', 'notification', 'answer')),
    -- the account that it is about; empty for an answer, which names files of ours
    iban text not null,
    -- the bank's own identification: another file with the same one is refused
    number text not null,
    from_day bigint not null,
    to_day bigint not null check (to_day >= from_day),
    -- null where none is told: only a statement has balances. Below zero is an overdraft.
    opening_cents bigint check (opening_cents between -1000000000000000 and 1000000000000000),
    closing_cents bigint check (closing_cents between -1000000000000000 and 1000000000000000),
    -- the file as it was brought; one file may bear several statements
    file_id uuid not null references file (id),
    file_sha256 bytea not null,
    -- its place in the file: 1, 2, 3 …
    place bigint not null check (place > 0),
    imported_at bigint not null,
    imported_by uuid not null,
    unique (kind, iban, number),
    -- the same file is taken in once, whoever brings it again
    unique (file_sha256, place)
);
create index bank_statement_imported on bank_statement (imported_at, id);
create index bank_statement_file on bank_statement (file_id);
create index bank_statement_until on bank_statement (kind, to_day);

-- One entry of the bank, or one payment of an entry that gathers several.
create table bank_entry (
    statement_id uuid not null references bank_statement (id),
    no bigint not null check (no > 0),
    -- the bank's own reference; may be empty
    reference text not null,
    -- above zero: money that comes. An answer moves none.
    amount_cents bigint not null check (amount_cents between -1000000000000000 and 1000000000000000),
    booking_day bigint not null,
    value_day bigint,
    -- the reference that follows the money (EndToEndId), as the bank tells it; empty when it tells none
    end_to_end text not null,
    remittance text not null,
    -- who paid or was paid, as the bank tells it; may be empty
    party text not null,
    -- why a payment was rejected or came back: AC01, AC04 …
    reason_code text,
    -- what it was found to be
    ending text not null check (
        ending in ('paid', 'rejected', 'returned', 'accepted', 'known', 'proposed', 'funds', 'unmatched')
    ),
    -- why nothing was found
    why text,
    -- the payment that it is about; the structure is null where one entry is about a whole run
    settlement_id uuid references settlement (id),
    structure_id uuid references structure (id),
    attempt bigint,
    -- the order whose funds it is, or seems to be
    order_id uuid references funding_order (id),
    primary key (statement_id, no),
    check ((ending = 'unmatched') = (why is not null)),
    check (ending not in ('proposed', 'funds') or order_id is not null)
);
create index bank_entry_payment on bank_entry (settlement_id, structure_id);
create index bank_entry_ending on bank_entry (ending, booking_day);

-- A payment: how often its money was sent, and what became of it at the bank.
alter table settlement_payment add column attempt bigint not null default 1 check (attempt > 0);
alter table settlement_payment add column stage text not null default 'open' check (stage in ('open', 'paid', 'rejected', 'returned'));
alter table settlement_payment add column ended_at bigint;
alter table settlement_payment add column reason_code text;
update settlement_payment set stage = 'paid', ended_at = (
    select s.confirmed_at from settlement s where s.id = settlement_payment.settlement_id)
where settlement_id in (select id from settlement where stage = 'confirmed');
-- What follows the money names one payment for ever.
create unique index settlement_payment_reference on settlement_payment (end_to_end_id);
