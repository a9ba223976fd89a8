-- The terms under which the network pays: each holds from its day until the next one's.

create table payment_terms (
    from_day bigint not null primary key,
    -- a smaller payment waits for the next run
    minimum_cents bigint not null check (minimum_cents between 0 and 100000),
    -- the most that is first paid to a structure on an account; null: no limit
    first_payment_cap_cents bigint check (
        first_payment_cap_cents between 1 and 10000000 and first_payment_cap_cents >= minimum_cents
    ),
    -- days between the end of a month and the bank's payment, at most: what is promised to venues
    delay_days bigint not null check (delay_days between 1 and 90),
    set_by uuid not null,
    set_at bigint not null
);

-- The network's fee on the cheques of an order, in thousandths of their face value, by the day of the redemption.
create table fee_rule (
    order_id uuid not null references funding_order (id),
    from_day bigint not null,
    per_mille bigint not null check (per_mille between 0 and 200),
    set_by uuid not null,
    set_at bigint not null,
    primary key (order_id, from_day)
);
