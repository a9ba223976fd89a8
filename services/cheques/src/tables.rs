//! The tables of cheques; nobody else writes them.

mod bookings;
mod declared;
mod orders;
mod payments;
mod printing;
mod requests;

pub(crate) use bookings::{cheque_hold, cheque_hold_use};
pub(crate) use declared::{carnet_attested, early_cheque, paid_service, paper_line, paper_request};
pub(crate) use orders::{order_delivery, order_document, order_refund, order_step, order_told};
pub(crate) use payments::{
    bank_entry, bank_statement, fee_rule, payment_terms, settlement_carry, settlement_offset, settlement_share,
};
pub(crate) use printing::{print_download, print_release, withdrawn_cheque, withdrawn_run};
pub(crate) use requests::{carnet_kept, carnet_request, request_person, request_rule};

diesel::table! {
    pepper (no) {
        no -> BigInt,
        fingerprint -> Binary,
        since -> BigInt,
        retired_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    funding_order (id) {
        id -> store::ids::SqlId,
        funder_id -> store::ids::SqlId,
        label -> Text,
        carnets -> BigInt,
        cheques_per_carnet -> BigInt,
        face_value_cents -> BigInt,
        distribution_ends -> BigInt,
        validity_ends -> BigInt,
        tolerance_ends -> BigInt,
        placed_by -> store::ids::SqlId,
        placed_at -> BigInt,
        issued_carnets -> BigInt,
        issued_at -> Nullable<BigInt>,
        print_file_id -> Nullable<store::ids::SqlId>,
        funds_at -> Nullable<BigInt>,
        closed_at -> Nullable<BigInt>,
        received_cents -> BigInt,
        covered_carnets -> BigInt,
        signed_at -> Nullable<BigInt>,
        signed_by -> Nullable<store::ids::SqlId>,
        quote_ends -> Nullable<BigInt>,
        commune_year -> Nullable<BigInt>,
        cap_cheques -> Nullable<BigInt>,
        second_carnet -> Text,
        second_months -> Nullable<BigInt>,
        family_may_present -> BigInt,
        holds_forgiven -> Nullable<BigInt>,
        paper_days -> BigInt,
        minimum_payment_cents -> BigInt,
    }
}

diesel::table! {
    order_funds (order_id, no) {
        order_id -> store::ids::SqlId,
        no -> BigInt,
        reference -> Text,
        reference_key -> Text,
        cents -> BigInt,
        at -> BigInt,
        by -> store::ids::SqlId,
        ledger_no -> BigInt,
    }
}

diesel::table! {
    order_commune (order_id, commune_code) {
        order_id -> store::ids::SqlId,
        commune_code -> Text,
    }
}

diesel::table! {
    order_public (order_id, public) {
        order_id -> store::ids::SqlId,
        public -> Text,
    }
}

diesel::table! {
    carnet (id) {
        id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        no -> BigInt,
        handed_over_at -> Nullable<BigInt>,
        handed_over_by -> Nullable<store::ids::SqlId>,
        prescriber_id -> Nullable<store::ids::SqlId>,
        home_commune -> Nullable<Text>,
        commune_year -> Nullable<BigInt>,
        public -> Nullable<Text>,
        learner_ref -> Nullable<store::ids::SqlId>,
        eligibility_seen_on -> Nullable<BigInt>,
        blocked_at -> Nullable<BigInt>,
        blocked_why -> Nullable<Text>,
        blocked_for_id -> Nullable<store::ids::SqlId>,
        replaces_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    parcel (id) {
        id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        from_id -> Nullable<store::ids::SqlId>,
        to_id -> store::ids::SqlId,
        first_no -> BigInt,
        last_no -> BigInt,
        carnets -> BigInt,
        sent_at -> BigInt,
        sent_by -> store::ids::SqlId,
        counted -> Nullable<BigInt>,
        counted_at -> Nullable<BigInt>,
        counted_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    carnet_move (carnet_id, no) {
        carnet_id -> store::ids::SqlId,
        no -> BigInt,
        order_id -> store::ids::SqlId,
        kind -> Text,
        from_id -> Nullable<store::ids::SqlId>,
        to_id -> Nullable<store::ids::SqlId>,
        parcel_id -> Nullable<store::ids::SqlId>,
        at -> BigInt,
        moved_by -> Nullable<store::ids::SqlId>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    carnet_stock (carnet_id) {
        carnet_id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        prescriber_id -> store::ids::SqlId,
        allotted_by -> store::ids::SqlId,
        allotted_at -> BigInt,
    }
}

diesel::table! {
    welcome (id) {
        id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        kind -> Text,
        reason -> Nullable<Text>,
        people -> BigInt,
        at -> BigInt,
        welcomed_by -> store::ids::SqlId,
    }
}

diesel::table! {
    cheque (id) {
        id -> store::ids::SqlId,
        pepper_no -> BigInt,
        carnet_id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        no -> BigInt,
        value_cents -> BigInt,
        stage -> Text,
        round -> BigInt,
    }
}

diesel::table! {
    transfer (ledger_no) {
        ledger_no -> BigInt,
        debit_kind -> Text,
        debit_owner -> store::ids::SqlId,
        credit_kind -> Text,
        credit_owner -> store::ids::SqlId,
        amount_cents -> BigInt,
        reason -> Text,
        subject -> store::ids::SqlId,
        corrects -> Nullable<BigInt>,
        at -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    redemption (cheque_id, round) {
        cheque_id -> store::ids::SqlId,
        round -> BigInt,
        receipt_id -> store::ids::SqlId,
        order_id -> store::ids::SqlId,
        carnet_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        value_cents -> BigInt,
        at -> BigInt,
        day -> BigInt,
        redeemed_by -> store::ids::SqlId,
        ledger_no -> BigInt,
    }
}

diesel::table! {
    redemption_void (cheque_id, round) {
        cheque_id -> store::ids::SqlId,
        round -> BigInt,
        venue_id -> store::ids::SqlId,
        at -> BigInt,
        voided_by -> store::ids::SqlId,
        reason -> Text,
        ledger_no -> BigInt,
    }
}

diesel::table! {
    reversal (cheque_id, round) {
        cheque_id -> store::ids::SqlId,
        round -> BigInt,
        venue_id -> store::ids::SqlId,
        owing -> Text,
        blocked -> BigInt,
        reason -> Text,
        at -> BigInt,
        reversed_by -> store::ids::SqlId,
        ledger_no -> BigInt,
    }
}

diesel::table! {
    redemption_hold (cheque_id, round, no) {
        cheque_id -> store::ids::SqlId,
        round -> BigInt,
        no -> BigInt,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        value_cents -> BigInt,
        ledger_no -> BigInt,
        reason -> Text,
        held_at -> BigInt,
        held_by -> store::ids::SqlId,
        released_at -> Nullable<BigInt>,
        released_by -> Nullable<store::ids::SqlId>,
        release_reason -> Nullable<Text>,
    }
}

diesel::table! {
    venue_hold (venue_id, no) {
        venue_id -> store::ids::SqlId,
        no -> BigInt,
        reason -> Text,
        held_at -> BigInt,
        held_by -> store::ids::SqlId,
        released_at -> Nullable<BigInt>,
        released_by -> Nullable<store::ids::SqlId>,
        release_reason -> Nullable<Text>,
    }
}

diesel::table! {
    passed_over (cheque_id, round) {
        cheque_id -> store::ids::SqlId,
        round -> BigInt,
        settlement_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        value_cents -> BigInt,
    }
}

diesel::table! {
    dispute (id) {
        id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        settlement_id -> store::ids::SqlId,
        ledger_no -> Nullable<BigInt>,
        stage -> Text,
        opened_at -> BigInt,
        opened_by -> store::ids::SqlId,
        answer_by -> BigInt,
        outcome -> Nullable<Text>,
        closed_at -> Nullable<BigInt>,
        closed_by -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    dispute_message (dispute_id, no) {
        dispute_id -> store::ids::SqlId,
        no -> BigInt,
        side -> Text,
        author -> store::ids::SqlId,
        at -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    settlement (id) {
        id -> store::ids::SqlId,
        no -> BigInt,
        stage -> Text,
        mark_ledger_no -> BigInt,
        next_ledger_no -> BigInt,
        prepared_by -> store::ids::SqlId,
        prepared_at -> BigInt,
        approved_by -> Nullable<store::ids::SqlId>,
        approved_at -> Nullable<BigInt>,
        execution_day -> Nullable<BigInt>,
        file_id -> Nullable<store::ids::SqlId>,
        exported_at -> Nullable<BigInt>,
        confirmed_by -> Nullable<store::ids::SqlId>,
        confirmed_at -> Nullable<BigInt>,
        bank_reference -> Nullable<Text>,
        turns -> BigInt,
        file_version -> BigInt,
    }
}

diesel::table! {
    settlement_line (cheque_id, round) {
        cheque_id -> store::ids::SqlId,
        round -> BigInt,
        settlement_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        value_cents -> BigInt,
    }
}

diesel::table! {
    settlement_venue (settlement_id, venue_id, structure_id) {
        settlement_id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
    }
}

diesel::table! {
    settlement_payment (settlement_id, structure_id) {
        settlement_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        bank_account_id -> store::ids::SqlId,
        holder -> Text,
        iban -> Text,
        bic -> Text,
        amount_cents -> BigInt,
        cheques -> BigInt,
        end_to_end_id -> Text,
        attempt -> BigInt,
        stage -> Text,
        ended_at -> Nullable<BigInt>,
        reason_code -> Nullable<Text>,
    }
}

diesel::table! {
    unknown_code (id) {
        id -> store::ids::SqlId,
        organisation -> store::ids::SqlId,
        person_id -> store::ids::SqlId,
        at -> BigInt,
    }
}

diesel::table! {
    network_check (id) {
        id -> store::ids::SqlId,
        at -> BigInt,
        holds -> BigInt,
        report -> Text,
    }
}

diesel::table! {
    daily_root (day) {
        day -> BigInt,
        ledger_no -> BigInt,
        ledger_hash -> Binary,
        key_no -> BigInt,
        public_key -> Binary,
        signature -> Binary,
        signed_at -> BigInt,
    }
}

diesel::table! {
    publication (month) {
        month -> BigInt,
        published_at -> BigInt,
        document -> Text,
    }
}

diesel::joinable!(cheque -> carnet (carnet_id));
diesel::joinable!(cheque -> funding_order (order_id));
diesel::joinable!(carnet -> funding_order (order_id));
diesel::joinable!(carnet_kept -> carnet (carnet_id));
diesel::joinable!(carnet_kept -> carnet_request (request_id));
diesel::joinable!(carnet_request -> funding_order (order_id));
diesel::joinable!(carnet_stock -> carnet (carnet_id));
diesel::joinable!(order_step -> order_document (document_id));
diesel::joinable!(carnet_move -> carnet (carnet_id));
diesel::joinable!(carnet_move -> funding_order (order_id));
diesel::joinable!(parcel -> funding_order (order_id));
diesel::joinable!(redemption -> carnet (carnet_id));
diesel::joinable!(redemption -> cheque (cheque_id));
diesel::joinable!(redemption -> funding_order (order_id));
diesel::joinable!(settlement_line -> settlement (settlement_id));
diesel::joinable!(settlement_payment -> settlement (settlement_id));
diesel::joinable!(settlement_share -> settlement (settlement_id));
diesel::joinable!(settlement_offset -> settlement (settlement_id));
diesel::joinable!(bank_entry -> bank_statement (statement_id));
diesel::allow_tables_to_appear_in_same_query!(
    bank_entry,
    bank_statement,
    carnet,
    carnet_kept,
    carnet_move,
    carnet_request,
    carnet_stock,
    cheque,
    fee_rule,
    funding_order,
    order_document,
    order_step,
    passed_over,
    parcel,
    redemption,
    redemption_hold,
    redemption_void,
    request_person,
    reversal,
    settlement,
    settlement_carry,
    settlement_line,
    settlement_offset,
    settlement_payment,
    settlement_share,
    settlement_venue,
    transfer,
    venue_hold,
);
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    settlement::no,
    settlement::id,
    settlement_line::venue_id,
    settlement_line::structure_id,
);
diesel::allow_columns_to_appear_in_same_group_by_clause!(carnet::home_commune, funding_order::funder_id);
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    carnet_move::at,
    carnet_move::kind,
    carnet_move::from_id,
    carnet_move::to_id,
    carnet_move::moved_by,
    carnet_move::reason,
    funding_order::label,
);
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    redemption::venue_id,
    redemption::carnet_id,
    funding_order::funder_id,
);
