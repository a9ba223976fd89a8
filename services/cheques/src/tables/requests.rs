//! The tables of requests for a booklet.

diesel::table! {
    request_rule (order_id) {
        order_id -> store::ids::SqlId,
        takes -> Text,
        ceiling -> Nullable<BigInt>,
        per_commune -> Nullable<BigInt>,
        keep_days -> BigInt,
        settled_at -> BigInt,
        settled_by -> store::ids::SqlId,
    }
}

diesel::table! {
    carnet_request (id) {
        id -> store::ids::SqlId,
        reference -> Text,
        structure_id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        public -> Text,
        home_commune -> Text,
        commune_year -> BigInt,
        proof_seen_on -> BigInt,
        person_mark -> Nullable<Binary>,
        another_person -> BigInt,
        stage -> Text,
        waits_for -> Nullable<Text>,
        reason -> Nullable<Text>,
        carnet_id -> Nullable<store::ids::SqlId>,
        place_id -> Nullable<store::ids::SqlId>,
        tracking -> Nullable<Text>,
        due_by -> BigInt,
        told -> BigInt,
        asked_at -> BigInt,
        asked_by -> store::ids::SqlId,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    request_person (request_id) {
        request_id -> store::ids::SqlId,
        sealed_key -> Binary,
        sealed -> Binary,
    }
}

diesel::table! {
    carnet_kept (carnet_id) {
        carnet_id -> store::ids::SqlId,
        request_id -> store::ids::SqlId,
        since -> BigInt,
    }
}
