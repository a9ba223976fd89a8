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
        competences -> Text,
        equipment -> Text,
        language -> Text,
        access -> Text,
        discovery -> BigInt,
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
        series_id -> Nullable<store::ids::SqlId>,
        room_id -> Nullable<store::ids::SqlId>,
        trainer_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    room (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        name -> Text,
        seats -> BigInt,
        address -> Nullable<Text>,
        commune -> Nullable<Text>,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    trainer (structure_id, id) {
        structure_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        name -> Text,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        plans -> BigInt,
    }
}

diesel::table! {
    series (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        workshop_id -> store::ids::SqlId,
        rule -> Text,
        weeks -> Text,
        first_day -> BigInt,
        starts_minute -> BigInt,
        minutes -> BigInt,
        seats -> BigInt,
        in_school_holidays -> BigInt,
        exceptions -> Text,
        room_id -> Nullable<store::ids::SqlId>,
        trainer_id -> Nullable<store::ids::SqlId>,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    series_need (venue_id, series_id, workshop_id) {
        venue_id -> store::ids::SqlId,
        series_id -> store::ids::SqlId,
        workshop_id -> store::ids::SqlId,
    }
}

diesel::table! {
    feed (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        secret_hash -> Binary,
        trainer_id -> Nullable<store::ids::SqlId>,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    calendar (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        address -> Text,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        read_at -> Nullable<BigInt>,
        whole_at -> Nullable<BigInt>,
        etag -> Nullable<Text>,
        modified -> Nullable<Text>,
        trouble -> Nullable<Text>,
    }
}

diesel::table! {
    calendar_entry (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        calendar_id -> store::ids::SqlId,
        uid -> Text,
        original_at -> BigInt,
        title -> Text,
        folded -> Text,
        starts_at -> BigInt,
        minutes -> Nullable<BigInt>,
        stage -> Text,
        session_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    calendar_title (venue_id, folded) {
        venue_id -> store::ids::SqlId,
        folded -> Text,
        workshop_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    calendar_report (venue_id, calendar_id, line) {
        venue_id -> store::ids::SqlId,
        calendar_id -> store::ids::SqlId,
        line -> BigInt,
        reason -> Text,
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

diesel::table! {
    booking (venue_id, id) {
        venue_id -> store::ids::SqlId,
        id -> store::ids::SqlId,
        session_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        learner_id -> Nullable<store::ids::SqlId>,
        called -> Nullable<Text>,
        cheques -> BigInt,
        stage -> Text,
        until -> Nullable<BigInt>,
        at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    errand (venue_id, booking_id, kind) {
        venue_id -> store::ids::SqlId,
        booking_id -> store::ids::SqlId,
        kind -> Text,
        why -> Nullable<Text>,
        cheques -> BigInt,
        at -> BigInt,
        closed_at -> Nullable<BigInt>,
        receipt_id -> Nullable<store::ids::SqlId>,
        starts_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    tidings (venue_id, booking_id) {
        venue_id -> store::ids::SqlId,
        booking_id -> store::ids::SqlId,
        what -> Text,
        at -> BigInt,
        told_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(workshop, session, booking, tidings);
