//! The tables of the room `diagnostic`.

diesel::table! {
    question_set (version) {
        version -> BigInt,
        document -> Text,
        revision -> BigInt,
        drafted_at -> BigInt,
        drafted_by -> store::ids::SqlId,
        published_at -> Nullable<BigInt>,
        published_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    diagnostic (id) {
        id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        learner_id -> Nullable<store::ids::SqlId>,
        version -> BigInt,
        made_on -> BigInt,
        on_paper -> BigInt,
        answers -> Nullable<Text>,
        information -> Nullable<BigInt>,
        communication -> Nullable<BigInt>,
        content -> Nullable<BigInt>,
        safety -> Nullable<BigInt>,
        environment -> Nullable<BigInt>,
        overall -> BigInt,
        way -> Text,
        entered_at -> BigInt,
        entered_by -> store::ids::SqlId,
    }
}
