//! The tables of the life of orders.

diesel::table! {
    order_document (id) {
        id -> store::ids::SqlId,
        kind -> Text,
        year -> BigInt,
        no -> BigInt,
        order_id -> store::ids::SqlId,
        at -> BigInt,
        by -> store::ids::SqlId,
        amount_cents -> BigInt,
        body -> Text,
        hash -> Binary,
    }
}

diesel::table! {
    order_step (order_id, no) {
        order_id -> store::ids::SqlId,
        no -> BigInt,
        kind -> Text,
        at -> BigInt,
        by -> store::ids::SqlId,
        file_id -> Nullable<store::ids::SqlId>,
        document_id -> Nullable<store::ids::SqlId>,
        note -> Text,
    }
}

diesel::table! {
    order_delivery (order_id, no) {
        order_id -> store::ids::SqlId,
        no -> BigInt,
        structure_id -> store::ids::SqlId,
        first_no -> BigInt,
        last_no -> BigInt,
        sent_at -> BigInt,
        sent_by -> store::ids::SqlId,
        counted -> Nullable<BigInt>,
        counted_at -> Nullable<BigInt>,
        counted_by -> Nullable<store::ids::SqlId>,
        parcel_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    order_told (order_id, alert) {
        order_id -> store::ids::SqlId,
        alert -> Text,
        at -> BigInt,
        letters -> BigInt,
    }
}

diesel::table! {
    order_refund (document_id) {
        document_id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        cents -> BigInt,
        reference -> Text,
        reference_key -> Text,
        at -> BigInt,
        by -> store::ids::SqlId,
        ledger_no -> BigInt,
    }
}
