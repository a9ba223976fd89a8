//! Cheques that are kept for bookings.

diesel::table! {
    cheque_hold (booking_id) {
        booking_id -> store::ids::SqlId,
        carnet_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        cheques -> BigInt,
        used -> BigInt,
        starts_at -> BigInt,
        until -> BigInt,
        at -> BigInt,
        held_by -> store::ids::SqlId,
        released_at -> Nullable<BigInt>,
        released_why -> Nullable<Text>,
        released_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    cheque_hold_use (booking_id, receipt_id) {
        booking_id -> store::ids::SqlId,
        receipt_id -> store::ids::SqlId,
        cheques -> BigInt,
    }
}
