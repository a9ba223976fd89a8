//! The tables of the room `learner`.

diesel::table! {
    learner (id) {
        id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        home_commune -> Nullable<Text>,
        commune_year -> Nullable<BigInt>,
        kept_at -> BigInt,
        kept_by -> store::ids::SqlId,
        last_contact -> BigInt,
        merged_id -> Nullable<store::ids::SqlId>,
        erased_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    learner_person (learner_id) {
        learner_id -> store::ids::SqlId,
        sealed_key -> Binary,
        sealed -> Binary,
    }
}

diesel::table! {
    learner_mark (mark, learner_id) {
        mark -> Binary,
        learner_id -> store::ids::SqlId,
    }
}

diesel::table! {
    learner_card (number) {
        number -> Text,
        learner_id -> store::ids::SqlId,
        since -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    learner_served (learner_id, structure_id, cause) {
        learner_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        cause -> Text,
        since -> BigInt,
        until -> BigInt,
    }
}

diesel::table! {
    learner_consent (learner_id, purpose, no) {
        learner_id -> store::ids::SqlId,
        purpose -> Text,
        no -> BigInt,
        given -> BigInt,
        version -> BigInt,
        way -> Text,
        at -> BigInt,
        recorded_by -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
    }
}

diesel::table! {
    learner_merge (id) {
        id -> store::ids::SqlId,
        from_id -> store::ids::SqlId,
        into_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        at -> BigInt,
        merged_by -> store::ids::SqlId,
        undone_at -> Nullable<BigInt>,
        undone_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    learner_attempt (id) {
        id -> store::ids::SqlId,
        organisation -> store::ids::SqlId,
        person_id -> store::ids::SqlId,
        at -> BigInt,
    }
}

diesel::table! {
    learner_moved (merge_id, learner_id) {
        merge_id -> store::ids::SqlId,
        learner_id -> store::ids::SqlId,
        before_id -> Nullable<store::ids::SqlId>,
    }
}
