-- Cheques kept for bookings: so many of a booklet, never which ones. The papers of one booklet are worth the same, and people tear off
-- whichever comes next: at a counter what counts is how many are live, and how many of them are kept for another venue.

create table cheque_hold (
    -- born with the booking, on the venue's node: a booking has one hold, by key
    booking_id uuid not null primary key,
    -- the booklet that bears its value now: a replacement takes the holds with it
    carnet_id uuid not null references carnet (id),
    venue_id uuid not null references venue (id),
    -- the structure in whose name it was asked
    structure_id uuid not null references structure (id),
    cheques bigint not null check (cheques between 1 and 10),
    -- how many were presented at the venue since: the rest is kept
    used bigint not null,
    -- when the session begins, and until when the cheques are kept; what is past keeps nothing
    starts_at bigint not null,
    until bigint not null,
    at bigint not null,
    held_by uuid not null,
    -- null while it is kept
    released_at bigint,
    released_why text check (released_why in ('cancelled', 'moved', 'excused', 'missed', 'session-cancelled', 'not-booked', 'by-bearer')),
    released_by uuid,
    check (used between 0 and cheques),
    check (until > starts_at),
    check ((released_at is null) = (released_why is null))
);
create index cheque_hold_carnet on cheque_hold (carnet_id);

-- Which acts at the counter presented cheques that were kept. An act that is undone stays here: its cheques are free again.
create table cheque_hold_use (
    booking_id uuid not null references cheque_hold (booking_id),
    -- joins the cheques of one act; the receipt lies in `act`
    receipt_id uuid not null,
    cheques bigint not null check (cheques > 0),
    primary key (booking_id, receipt_id)
);
