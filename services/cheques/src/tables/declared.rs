//! What venues and prescribers declare, and the torn papers that the network asks for.

diesel::table! {
    paid_service (receipt_id) {
        receipt_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        at -> BigInt,
        day -> BigInt,
        session_id -> Nullable<store::ids::SqlId>,
        title -> Nullable<Text>,
        price_cheques -> BigInt,
        people -> BigInt,
        remainder_cents -> BigInt,
        seats -> Nullable<BigInt>,
        presented_by -> Nullable<Text>,
    }
}

diesel::table! {
    early_cheque (order_id, carnet_no, cheque_no, venue_id) {
        order_id -> store::ids::SqlId,
        carnet_no -> BigInt,
        cheque_no -> BigInt,
        venue_id -> store::ids::SqlId,
        value_cents -> BigInt,
        at -> BigInt,
        day -> BigInt,
    }
}

diesel::table! {
    carnet_attested (carnet_id) {
        carnet_id -> store::ids::SqlId,
        former -> Nullable<Text>,
        former_carnet_id -> Nullable<store::ids::SqlId>,
        former_day -> Nullable<BigInt>,
        taken_by -> Nullable<Text>,
        at -> BigInt,
        attested_by -> store::ids::SqlId,
    }
}

diesel::table! {
    paper_request (id) {
        id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        settlement_id -> store::ids::SqlId,
        stage -> Text,
        reason -> Text,
        asked_at -> BigInt,
        asked_by -> store::ids::SqlId,
        answer_by -> BigInt,
        answered_at -> Nullable<BigInt>,
        answered_by -> Nullable<store::ids::SqlId>,
        closed_at -> Nullable<BigInt>,
        closed_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    paper_line (request_id, ledger_no) {
        request_id -> store::ids::SqlId,
        ledger_no -> BigInt,
        answer -> Nullable<Text>,
        outcome -> Nullable<Text>,
    }
}

diesel::joinable!(paper_line -> paper_request (request_id));
diesel::allow_tables_to_appear_in_same_query!(paper_line, paper_request);
