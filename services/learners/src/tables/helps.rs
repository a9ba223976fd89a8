//! The tables of the room `help`.

diesel::table! {
    help (id) {
        id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        day -> BigInt,
        theme -> Text,
        minutes -> BigInt,
        way -> Nullable<Text>,
        mode -> Text,
        autonomy -> Nullable<Text>,
        home_commune -> Nullable<Text>,
        commune_year -> Nullable<BigInt>,
        age_band -> Nullable<Text>,
        situation -> Nullable<Text>,
        redirected -> Nullable<Text>,
        learner_id -> Nullable<store::ids::SqlId>,
        at -> BigInt,
        helped_by -> store::ids::SqlId,
    }
}

diesel::table! {
    help_undone (help_id) {
        help_id -> store::ids::SqlId,
        at -> BigInt,
        undone_by -> store::ids::SqlId,
    }
}
