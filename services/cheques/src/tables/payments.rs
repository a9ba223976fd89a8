//! The tables of payments: what each venue has of a run, what the bank said, and under which terms venues are paid.

diesel::table! {
    settlement_share (settlement_id, venue_id, structure_id) {
        settlement_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        cheques -> BigInt,
        gathered_cents -> BigInt,
        carried_cheques -> BigInt,
        carried_cents -> BigInt,
        offset_cents -> BigInt,
        fee_cents -> BigInt,
        paid_cents -> BigInt,
        rest_cents -> BigInt,
        held -> Nullable<Text>,
    }
}

diesel::table! {
    settlement_carry (settlement_id, venue_id, structure_id, attempt) {
        settlement_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        cheques -> BigInt,
        amount_cents -> BigInt,
        why -> Text,
        attempt -> BigInt,
        at -> BigInt,
        taken_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    settlement_offset (settlement_id, venue_id, owing_venue_id) {
        settlement_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        owing_venue_id -> store::ids::SqlId,
        amount_cents -> BigInt,
    }
}

diesel::table! {
    bank_statement (id) {
        id -> store::ids::SqlId,
        kind -> Text,
        iban -> Text,
        number -> Text,
        from_day -> BigInt,
        to_day -> BigInt,
        opening_cents -> Nullable<BigInt>,
        closing_cents -> Nullable<BigInt>,
        file_id -> store::ids::SqlId,
        file_sha256 -> Binary,
        place -> BigInt,
        imported_at -> BigInt,
        imported_by -> store::ids::SqlId,
    }
}

diesel::table! {
    bank_entry (statement_id, no) {
        statement_id -> store::ids::SqlId,
        no -> BigInt,
        reference -> Text,
        amount_cents -> BigInt,
        booking_day -> BigInt,
        value_day -> Nullable<BigInt>,
        end_to_end -> Text,
        remittance -> Text,
        party -> Text,
        reason_code -> Nullable<Text>,
        ending -> Text,
        why -> Nullable<Text>,
        settlement_id -> Nullable<store::ids::SqlId>,
        structure_id -> Nullable<store::ids::SqlId>,
        attempt -> Nullable<BigInt>,
        order_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    payment_terms (from_day) {
        from_day -> BigInt,
        minimum_cents -> BigInt,
        first_payment_cap_cents -> Nullable<BigInt>,
        delay_days -> BigInt,
        set_by -> store::ids::SqlId,
        set_at -> BigInt,
    }
}

diesel::table! {
    fee_rule (order_id, from_day) {
        order_id -> store::ids::SqlId,
        from_day -> BigInt,
        per_mille -> BigInt,
        set_by -> store::ids::SqlId,
        set_at -> BigInt,
    }
}
