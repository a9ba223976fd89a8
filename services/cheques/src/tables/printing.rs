//! The tables of printing: who saw codes in clear, and which codes were withdrawn.

diesel::table! {
    print_release (id) {
        id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        file_id -> store::ids::SqlId,
        form -> Text,
        first_no -> BigInt,
        last_no -> BigInt,
        asked_at -> BigInt,
        asked_by -> store::ids::SqlId,
        released_at -> Nullable<BigInt>,
        released_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    print_download (release_id, no) {
        release_id -> store::ids::SqlId,
        no -> BigInt,
        ticket_hash -> Binary,
        opened_at -> BigInt,
        opened_by -> store::ids::SqlId,
        fetched_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    withdrawn_cheque (id) {
        id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        withdrawn_at -> BigInt,
    }
}

diesel::table! {
    withdrawn_run (file_id) {
        file_id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        reason -> Text,
        withdrawn_at -> BigInt,
        withdrawn_by -> store::ids::SqlId,
    }
}
