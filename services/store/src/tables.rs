//! The tables of the store itself.

diesel::table! {
    act (organisation, verb, key) {
        organisation -> crate::ids::SqlId,
        verb -> Text,
        key -> Text,
        content_hash -> Binary,
        receipt -> Text,
        at -> BigInt,
        person -> Nullable<crate::ids::SqlId>,
        reason -> Nullable<Text>,
        reason_folded -> Nullable<Text>,
    }
}

diesel::table! {
    head (id) {
        id -> BigInt,
        position -> BigInt,
        ledger_no -> BigInt,
        ledger_hash -> Binary,
    }
}

diesel::table! {
    outbox (position) {
        position -> BigInt,
        topic -> Text,
        body -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    parked (id) {
        id -> crate::ids::SqlId,
        verb -> Text,
        label -> Text,
        cause -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    file (id) {
        id -> crate::ids::SqlId,
        name -> Text,
        media_type -> Text,
        sha256 -> Binary,
        bytes -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    file_deposit (file_id) {
        file_id -> crate::ids::SqlId,
        person_id -> crate::ids::SqlId,
        organisation -> crate::ids::SqlId,
        at -> BigInt,
        kept_at -> Nullable<BigInt>,
        owner -> Nullable<crate::ids::SqlId>,
    }
}

diesel::table! {
    file_ticket (ticket_hash) {
        ticket_hash -> Binary,
        file_id -> crate::ids::SqlId,
        person_id -> crate::ids::SqlId,
        until -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}
