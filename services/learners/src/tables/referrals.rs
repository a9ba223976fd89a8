//! The tables of the room `referrals`.

diesel::table! {
    referral (id) {
        id -> store::ids::SqlId,
        learner_id -> Nullable<store::ids::SqlId>,
        structure_id -> store::ids::SqlId,
        sent_by -> store::ids::SqlId,
        venue_id -> Nullable<store::ids::SqlId>,
        receiver_id -> Nullable<store::ids::SqlId>,
        theme -> Nullable<Text>,
        session_id -> Nullable<store::ids::SqlId>,
        starts_at -> Nullable<BigInt>,
        stage -> Text,
        sent_at -> BigInt,
        seen_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        due_by -> BigInt,
        reminded -> BigInt,
        reasons -> Text,
        other_session_id -> Nullable<store::ids::SqlId>,
        other_starts_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    referral_words (referral_id) {
        referral_id -> store::ids::SqlId,
        sealed_key -> Binary,
        sealed -> Binary,
    }
}

diesel::table! {
    referral_link (id) {
        id -> store::ids::SqlId,
        referral_id -> store::ids::SqlId,
        secret_hash -> Binary,
        made_at -> BigInt,
        made_by -> store::ids::SqlId,
        until -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    referral_news (referral_id, no) {
        referral_id -> store::ids::SqlId,
        no -> BigInt,
        whom -> Text,
        what -> Text,
        at -> BigInt,
        told_at -> Nullable<BigInt>,
        told_by -> Nullable<store::ids::SqlId>,
        way -> Nullable<Text>,
    }
}
