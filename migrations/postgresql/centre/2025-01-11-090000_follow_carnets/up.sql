-- Booklets followed one by one: which are blocked, which replace another, where each one lay, and parcels between stocks.

-- Since when the booklet is blocked: its cheques are refused everywhere, and nobody hands it over. Null: it is not.
alter table carnet add column blocked_at bigint;
-- Why: lost or stolen, not in its parcel, or replaced by another one (for ever).
alter table carnet add column blocked_why text check (blocked_why in ('lost', 'stolen', 'missing', 'replaced'));
-- In the name of which structure.
alter table carnet add column blocked_for_id uuid references structure (id);
-- The booklet whose remaining cheques this one bears.
alter table carnet add column replaces_id uuid references carnet (id);

-- A booklet is replaced once.
create unique index carnet_replaces on carnet (replaces_id);

-- Whoever lost a booklet remembers the day and the commune, not the number.
create index carnet_home on carnet (home_commune, handed_over_at);

-- Booklets on their way from a stock, or from the network, to another stock. Whoever receives them counts them.
create table parcel (
    id uuid not null primary key,
    order_id uuid not null references funding_order (id),
    -- whose stock they left; null: they were in nobody's
    from_id uuid references structure (id),
    to_id uuid not null references structure (id),
    first_no bigint not null check (first_no > 0),
    last_no bigint not null check (last_no >= first_no),
    carnets bigint not null check (carnets > 0),
    sent_at bigint not null,
    sent_by uuid not null,
    -- how many were there; null until somebody has counted
    counted bigint check (counted >= 0),
    counted_at bigint,
    counted_by uuid,
    check ((counted is null) = (counted_at is null))
);
create index parcel_to on parcel (to_id, sent_at);
create index parcel_sent on parcel (sent_at, id);

-- Every move of a booklet. Nothing is updated or deleted: what lies in a stock is what came in less what went out.
create table carnet_move (
    carnet_id uuid not null references carnet (id),
    -- 1, 2, 3 … of this booklet
    no bigint not null check (no > 0),
    order_id uuid not null references funding_order (id),
    kind text not null check (kind in (
        'allotted', 'sent', 'missing', 'returned', 'lost', 'stolen', 'handed-over', 'blocked', 'unblocked', 'replaced'
    )),
    -- whose stock it left, and whose it entered; null: nobody's
    from_id uuid references structure (id),
    to_id uuid references structure (id),
    parcel_id uuid references parcel (id),
    at bigint not null,
    moved_by uuid,
    reason text,
    primary key (carnet_id, no)
);
create index carnet_move_from on carnet_move (from_id, at);
create index carnet_move_to on carnet_move (to_id, at);
create index carnet_move_at on carnet_move (at, carnet_id);

-- A delivery of an order is a parcel too; null: it was sent before parcels were kept.
alter table order_delivery add column parcel_id uuid references parcel (id);
create unique index order_delivery_parcel on order_delivery (parcel_id);

-- What was done before moves were kept.
insert into carnet_move (carnet_id, no, order_id, kind, to_id, at, moved_by)
    select carnet_id, 1, order_id, 'allotted', prescriber_id, allotted_at, allotted_by from carnet_stock;
insert into carnet_move (carnet_id, no, order_id, kind, from_id, at, moved_by)
    select c.id, case when s.carnet_id is null then 1 else 2 end, c.order_id, 'handed-over', s.prescriber_id,
        c.handed_over_at, c.handed_over_by
    from carnet c left join carnet_stock s on s.carnet_id = c.id where c.handed_over_at is not null;
