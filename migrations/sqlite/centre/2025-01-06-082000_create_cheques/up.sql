-- Cheques from the order to the venue's account, and the ledger. Amounts are cents of euro; days are days since 1970-01-01 in Paris.

-- The secrets under which codes are hashed; the secrets themselves lie outside the database.
create table pepper (
    no integer not null primary key,
    fingerprint blob not null,
    since integer not null,
    retired_at integer
) strict;

-- What a funder ordered: quantities, value, three dates.
create table funding_order (
    id blob not null primary key,
    funder_id blob not null references structure (id),
    -- short name printed before the number of each booklet
    label text not null unique,
    carnets integer not null check (carnets > 0),
    cheques_per_carnet integer not null check (cheques_per_carnet between 1 and 50),
    face_value_cents integer not null check (face_value_cents > 0),
    distribution_ends integer not null,
    validity_ends integer not null check (validity_ends >= distribution_ends),
    tolerance_ends integer not null check (tolerance_ends >= validity_ends),
    placed_by blob not null,
    placed_at integer not null,
    -- booklets issued so far, in the order of their numbers; issue goes in chunks
    issued_carnets integer not null check (issued_carnets >= 0),
    issued_at integer,
    print_file_id blob references file (id),
    -- the public payment order under which the funds came; null until then
    funds_reference text,
    funds_cents integer check (funds_cents > 0),
    funds_at integer,
    funds_by blob,
    -- once tolerance is past, what was left is given back
    closed_at integer
) strict;
create index funding_order_placed on funding_order (placed_at, id);
create index funding_order_funder on funding_order (funder_id, placed_at);

-- Home communes for which the order is meant; none listed: everywhere.
create table order_commune (
    order_id blob not null references funding_order (id),
    commune_code text not null,
    primary key (order_id, commune_code)
) strict;

-- Publics for which the order is meant; none listed: everybody.
create table order_public (
    order_id blob not null references funding_order (id),
    public text not null,
    primary key (order_id, public)
) strict;

-- A paper booklet. Handing over records a random learner reference, never a name.
create table carnet (
    id blob not null primary key,
    order_id blob not null references funding_order (id),
    -- 1, 2, 3 … within the order, as printed
    no integer not null check (no > 0),
    handed_over_at integer,
    handed_over_by blob,
    prescriber_id blob references structure (id),
    home_commune text,
    commune_year integer,
    public text,
    learner_ref blob,
    unique (order_id, no)
) strict;

-- A cheque: its id is the keyed hash of its code. Active, handed over and expired are facts of the order, the booklet and the dates.
create table cheque (
    id blob not null primary key,
    pepper_no integer not null references pepper (no),
    carnet_id blob not null references carnet (id),
    order_id blob not null references funding_order (id),
    -- 1 … within the booklet
    no integer not null check (no > 0),
    value_cents integer not null check (value_cents > 0),
    stage text not null check (stage in ('live', 'held', 'redeemed', 'blocked', 'cancelled')),
    -- raised by each void
    round integer not null check (round >= 0)
) strict;
create index cheque_carnet on cheque (carnet_id, no);
create index cheque_order on cheque (order_id, stage);

-- The ledger: every move of money, numbered without gap, chained by hash. Nothing is updated or deleted.
-- An account is a kind and the bits of its owner (an order, a venue, a batch, a funder; zeros for the bank).
create table transfer (
    ledger_no integer not null primary key check (ledger_no > 0),
    debit_kind text not null,
    debit_owner blob not null,
    credit_kind text not null,
    credit_owner blob not null,
    amount_cents integer not null check (amount_cents > 0),
    reason text not null,
    -- what it is about: a cheque, an order, a settlement
    subject blob not null,
    -- the line it corrects, if any
    corrects integer references transfer (ledger_no),
    at integer not null,
    hash blob not null,
    check (debit_kind <> credit_kind or debit_owner <> credit_owner)
) strict;
create index transfer_debit on transfer (debit_kind, debit_owner);
create index transfer_credit on transfer (credit_kind, credit_owner);

-- Exactly once: a cheque has at most one redemption in each round, by key.
create table redemption (
    cheque_id blob not null references cheque (id),
    round integer not null,
    receipt_id blob not null,
    order_id blob not null references funding_order (id),
    carnet_id blob not null references carnet (id),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    value_cents integer not null check (value_cents > 0),
    at integer not null,
    day integer not null,
    redeemed_by blob not null,
    ledger_no integer not null references transfer (ledger_no),
    primary key (cheque_id, round)
) strict;
create index redemption_receipt on redemption (receipt_id);
create index redemption_ledger on redemption (ledger_no);
create index redemption_venue on redemption (venue_id, at);

-- A redemption undone the same day by the venue.
create table redemption_void (
    cheque_id blob not null,
    round integer not null,
    venue_id blob not null references venue (id),
    at integer not null,
    voided_by blob not null,
    reason text not null,
    ledger_no integer not null references transfer (ledger_no),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
) strict;

-- One payment run: lines up to a mark of the ledger.
create table settlement (
    id blob not null primary key,
    no integer not null unique,
    stage text not null check (stage in ('preparing', 'prepared', 'approved', 'exported', 'confirmed')),
    mark_ledger_no integer not null,
    -- first ledger line that a chunk of the preparation has still to look at
    next_ledger_no integer not null,
    prepared_by blob not null,
    prepared_at integer not null,
    approved_by blob,
    approved_at integer,
    execution_day integer,
    file_id blob references file (id),
    exported_at integer,
    confirmed_by blob,
    confirmed_at integer,
    bank_reference text
) strict;

-- A redemption enters a settlement by its line: same key as the redemption, so it is paid at most once.
create table settlement_line (
    cheque_id blob not null,
    round integer not null,
    settlement_id blob not null references settlement (id),
    venue_id blob not null references venue (id),
    structure_id blob not null references structure (id),
    value_cents integer not null check (value_cents > 0),
    primary key (cheque_id, round),
    foreign key (cheque_id, round) references redemption (cheque_id, round)
) strict;
create index settlement_line_venue on settlement_line (settlement_id, venue_id);

-- One payment for a structure in a run, with the account that was used.
create table settlement_payment (
    settlement_id blob not null references settlement (id),
    structure_id blob not null references structure (id),
    bank_account_id blob not null references bank_account (id),
    -- the account as it was when the run was prepared: a later change pays nothing again
    holder text not null,
    iban text not null,
    bic text not null,
    amount_cents integer not null check (amount_cents > 0),
    -- none where only the rest of a first payment is paid: its cheques were counted with that one
    cheques integer not null check (cheques >= 0),
    end_to_end_id text not null,
    primary key (settlement_id, structure_id)
) strict;

-- Well-formed codes that no cheque of the network has, by structure and person: too many in five minutes slow down.
create table unknown_code (
    id blob not null primary key,
    organisation blob not null,
    person_id blob not null,
    at integer not null
) strict;
create index unknown_code_recent on unknown_code (organisation, at);

-- The last recomputations of the invariants, with what they counted.
create table network_check (
    id blob not null primary key,
    at integer not null,
    holds integer not null check (holds in (0, 1)),
    -- the report, as JSON
    report text not null
) strict;
create index network_check_at on network_check (at);
