//! The tables of a venue's node.

diesel::table! {
    workshop (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        title -> Text,
        theme -> Text,
        level -> BigInt,
        minutes -> BigInt,
        price_cheques -> BigInt,
        seats -> BigInt,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    session (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        workshop_id -> store::ids::SqlId,
        starts_at -> BigInt,
        minutes -> BigInt,
        seats -> BigInt,
        stage -> Text,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    agenda_generation (venue_id) {
        venue_id -> store::ids::SqlId,
        epoch -> BigInt,
        generation -> BigInt,
        pushed_generation -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(workshop, session);
