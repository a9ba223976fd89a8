-- Cheques from the order to the venue's account, and the ledger. Amounts are cents of euro; days are days since 1970-01-01 in Paris.

-- The secrets under which codes are hashed; the secrets themselves lie outside the database.
create table pepper (
    no bigint not null primary key,
    fingerprint bytea not null,
    since bigint not null,
    retired_at bigint
);

-- What a funder ordered: quantities, value, three dates.
create table funding_order (
    id uuid not null primary key,
    funder_id uuid not null references structure (id),
    -- short name printed before the number of each booklet
    label text not null unique,
    carnets bigint not null check (carnets > 0),
    cheques_per_carnet bigint not null check (cheques_per_carnet between 1 and 50),
    face_value_cents bigint not null check (face_value_cents > 0),
    distribution_ends bigint not null,
    validity_ends bigint not null check (validity_ends >= distribution_ends),
    tolerance_ends bigint not null check (tolerance_ends >= validity_ends),
    placed_by uuid not null,
    placed_at bigint not null,
    -- booklets issued so far, in the order of their numbers; issue goes in chunks
    issued_carnets bigint not null check (issued_carnets >= 0),
    issued_at bigint,
    print_file_id uuid references file (id),
    -- the public payment order under which the funds came; null until then
    funds_reference text,
    funds_cents bigint check (funds_cents > 0),
    funds_at bigint,
    funds_by uuid,
    -- once tolerance is past, what was left is given back
    closed_at bigint
);
create index funding_order_placed on funding_order (placed_at, id);
create index funding_order_funder on funding_order (funder_id, placed_at);

-- Home communes for which the order is meant; none listed: everywhere.
create table order_commune (
    order_id uuid not null references funding_order (id),
    commune_code text not null,
    primary key (order_id, commune_code)
);

-- Publics for which the order is meant; none listed: everybody.
create table order_public (
    order_id uuid not null references funding_order (id),
    public text not null,
    primary key (order_id, public)
);

-- A paper booklet. Handing over records a random learner reference, never a name.
create table carnet (
    id uuid not null primary key,
    order_id uuid not null references funding_order (id),
    -- 1, 2, 3 … within the order, as printed
    no bigint not null check (no > 0),
    handed_over_at bigint,
    handed_over_by uuid,
    prescriber_id uuid references structure (id),
    home_commune text,
    commune_year bigint,
    public text,
    learner_ref uuid,
    unique (order_id, no)
);

-- A cheque: its id is the keyed hash of its code. Active, handed over and expired are facts of the order, the booklet and the dates.
create table cheque (
    id uuid not null primary key,
    pepper_no bigint not null references pepper (no),
    carnet_id uuid not null references carnet (id),
    order_id uuid not null references funding_order (id),
    -- 1 … within the booklet
    no bigint not null check (no > 0),
    value_cents bigint not null check (value_cents > 0),
    stage text not null check (stage in ('live', 'held', 'redeemed', 'blocked', 'cancelled')),
    -- raised by each void
    round bigint not null check (round >= 0)
);
create index cheque_carnet on cheque (carnet_id, no);
create index cheque_order on cheque (order_id, stage);

-- The ledger: every move of money, numbered without gap, chained by hash. Nothing is updated or deleted.
-- An account is a kind and the bits of its owner (an order, a venue, a batch, a funder; zeros for the bank).
create table transfer (
    ledger_no bigint not null primary key check (ledger_no > 0),
    debit_kind text not null,
    debit_owner uuid not null,
    credit_kind text not null,
    credit_owner uuid not null,
    amount_cents bigint not null check (amount_cents > 0),
    reason text not null,
    -- what it is about: a cheque, an order, a settlement
    subject uuid not null,
    -- the line it corrects, if any
    corrects bigint references transfer (ledger_no),
    at bigint not null,
    hash bytea not null,
    check (debit_kind <> credit_kind or debit_owner <> credit_owner)
);
create index transfer_debit on transfer (debit_kind, debit_owner);
create index transfer_credit on transfer (credit_kind, credit_owner);

-- Exactly once: a cheque has at most one redemption in each round, by key.
create table redemption (
    cheque_id uuid not null references cheque (id),
    round bigint not null,
    receipt_id uuid not null,
    order_id uuid not null references funding_order (id),
    carnet_id uuid not null references carnet (id),
    venue_id uuid not null references venue (id),
    structure_id uuid not null references structure (id),
    value_cents bigint not null check (value_cents > 0),
    at bigint not null,
    day bigint not null,
    redeemed_by uuid not null,
    ledger_no bigint not null references transfer (ledger_no),
    primary key (cheque_id, round)
);
create index redemption_receipt on redemption (receipt_id);
create index redemption_ledger on redemption (ledger_no);
create index redemption_venue on redemption (venue_id, at);

-- A redemption undone the same day by the venue.
create table redemption_void (
    cheque_id uuid not null,
    round bigint not null,
    venue_id uuid not null references venue (id),
    at bigint not null,
    voided_by uuid not null,
    reason text not null,
    ledger_no bigint not null references transfer (ledger_no),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
);

-- One payment run: lines up to a mark of the ledger.
create table settlement (
    id uuid not null primary key,
    no bigint not null unique,
    stage text not null check (stage in ('preparing', 'prepared', 'approved', 'exported', 'confirmed')),
    mark_ledger_no bigint not null,
    -- first ledger line that a chunk of the preparation has still to look at
    next_ledger_no bigint not null,
    prepared_by uuid not null,
    prepared_at bigint not null,
    approved_by uuid,
    approved_at bigint,
    execution_day bigint,
    file_id uuid references file (id),
    exported_at bigint,
    confirmed_by uuid,
    confirmed_at bigint,
    bank_reference text
);

-- A redemption enters a settlement by its line: same key as the redemption, so it is paid at most once.
create table settlement_line (
    cheque_id uuid not null,
    round bigint not null,
    settlement_id uuid not null references settlement (id),
    venue_id uuid not null references venue (id),
    structure_id uuid not null references structure (id),
    value_cents bigint not null check (value_cents > 0),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
);
create index settlement_line_venue on settlement_line (settlement_id, venue_id);

-- One payment for a structure in a run, with the account that was used.
create table settlement_payment (
    settlement_id uuid not null references settlement (id),
    structure_id uuid not null references structure (id),
    bank_account_id uuid not null references bank_account (id),
    -- the account as it was when the run was prepared: a later change pays nothing again
    holder text not null,
    iban text not null,
    bic text not null,
    amount_cents bigint not null check (amount_cents > 0),
    -- none where only the rest of a first payment is paid: its cheques were counted with that one
    cheques bigint not null check (cheques >= 0),
    end_to_end_id text not null,
    primary key (settlement_id, structure_id)
);

-- Well-formed codes that no cheque of the network has, by structure and person: too many in five minutes slow down.
create table unknown_code (
    id uuid not null primary key,
    organisation uuid not null,
    person_id uuid not null,
    at bigint not null
);
create index unknown_code_recent on unknown_code (organisation, at);

-- The last recomputations of the invariants, with what they counted.
create table network_check (
    id uuid not null primary key,
    at bigint not null,
    holds bigint not null check (holds in (0, 1)),
    -- the report, as JSON
    report text not null
);
create index network_check_at on network_check (at);
