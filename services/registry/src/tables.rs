//! The tables of the registry.

diesel::table! {
    commune (code, from_year) {
        code -> Text,
        from_year -> BigInt,
        until_year -> Nullable<BigInt>,
        name -> Text,
        postcode -> Text,
        lat -> Double,
        lon -> Double,
        population -> BigInt,
        population_year -> BigInt,
    }
}

diesel::table! {
    commune_successor (code, year) {
        code -> Text,
        successor_code -> Text,
        year -> BigInt,
    }
}

diesel::table! {
    epci_membership (epci, code, from_year) {
        epci -> Text,
        code -> Text,
        from_year -> BigInt,
        until_year -> Nullable<BigInt>,
    }
}

diesel::table! {
    structure (id) {
        id -> store::ids::SqlId,
        name -> Text,
        kind -> Text,
        siret -> Nullable<Text>,
        rna -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    bank_account (id) {
        id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        holder -> Text,
        iban -> Text,
        bic -> Text,
        declared_by -> store::ids::SqlId,
        declared_at -> BigInt,
    }
}

diesel::table! {
    bank_dossier (id) {
        id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        bank_account_id -> store::ids::SqlId,
        document_day -> BigInt,
        file_id -> Nullable<store::ids::SqlId>,
        public_reference -> Nullable<Text>,
        proposed_by -> store::ids::SqlId,
        proposed_at -> BigInt,
        stage -> Text,
        decided_by -> Nullable<store::ids::SqlId>,
        decided_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        payee_check -> Nullable<Text>,
        payee_name -> Nullable<Text>,
        override_reason -> Nullable<Text>,
    }
}

diesel::table! {
    account_period (structure_id, from_at) {
        structure_id -> store::ids::SqlId,
        from_at -> BigInt,
        bank_account_id -> Nullable<store::ids::SqlId>,
        held_until -> Nullable<BigInt>,
        cause -> Text,
    }
}

diesel::table! {
    venue (id) {
        id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        name -> Text,
        address -> Text,
        commune_code -> Text,
        commune_year -> BigInt,
        lat -> Double,
        lon -> Double,
        hours -> Text,
        phone -> Text,
        created_at -> BigInt,
        access -> Text,
        directions -> Text,
        description -> Text,
        mail -> Text,
        website -> Text,
        changed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    application (id) {
        id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        bank_account_id -> store::ids::SqlId,
        funder_id -> Nullable<store::ids::SqlId>,
        applied_by -> store::ids::SqlId,
        applied_at -> BigInt,
        stage -> Text,
        decided_by -> Nullable<store::ids::SqlId>,
        decided_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        grid_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    application_answer (application_id, criterion) {
        application_id -> store::ids::SqlId,
        criterion -> Text,
        answer -> Text,
        note -> Text,
        author -> store::ids::SqlId,
        at -> BigInt,
    }
}

diesel::table! {
    application_evidence (application_id, file_id) {
        application_id -> store::ids::SqlId,
        file_id -> store::ids::SqlId,
        criterion -> Text,
        author -> store::ids::SqlId,
        at -> BigInt,
    }
}

diesel::table! {
    application_message (id) {
        id -> store::ids::SqlId,
        application_id -> store::ids::SqlId,
        side -> Text,
        author -> store::ids::SqlId,
        at -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    application_draft (organisation) {
        organisation -> store::ids::SqlId,
        document -> Text,
        author -> store::ids::SqlId,
        changed_at -> BigInt,
    }
}

diesel::table! {
    accreditation (id) {
        id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        application_id -> store::ids::SqlId,
        funder_id -> Nullable<store::ids::SqlId>,
        from_at -> BigInt,
        until_at -> BigInt,
    }
}

diesel::table! {
    standing_event (id) {
        id -> store::ids::SqlId,
        venue_id -> store::ids::SqlId,
        kind -> Text,
        at -> BigInt,
        reason -> Text,
        author -> store::ids::SqlId,
    }
}

diesel::table! {
    membership (id) {
        id -> store::ids::SqlId,
        person_id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        role -> Text,
        since -> BigInt,
        until -> Nullable<BigInt>,
    }
}

diesel::table! {
    venue_node (venue_id) {
        venue_id -> store::ids::SqlId,
        url -> Text,
        public_key -> Text,
        declared_at -> BigInt,
    }
}

diesel::table! {
    agenda (venue_id) {
        venue_id -> store::ids::SqlId,
        epoch -> BigInt,
        generation -> BigInt,
        hash -> Binary,
        document -> Text,
        received_at -> BigInt,
    }
}

diesel::table! {
    agenda_session (venue_id, session_id) {
        venue_id -> store::ids::SqlId,
        session_id -> store::ids::SqlId,
        workshop_id -> store::ids::SqlId,
        title -> Text,
        starts_at -> BigInt,
        minutes -> BigInt,
        seats -> BigInt,
    }
}

diesel::table! {
    agenda_workshop (venue_id, workshop_id) {
        venue_id -> store::ids::SqlId,
        workshop_id -> store::ids::SqlId,
        title -> Text,
        theme -> Text,
        level -> BigInt,
        minutes -> BigInt,
        price_cheques -> BigInt,
        seats -> BigInt,
        competences -> Text,
        language -> Text,
        access -> Text,
        discovery -> BigInt,
    }
}

diesel::table! {
    listing (id) {
        id -> store::ids::SqlId,
        source -> Text,
        source_key -> Text,
        name -> Text,
        folded_name -> Text,
        address -> Text,
        postcode -> Text,
        commune -> Text,
        commune_code -> Nullable<Text>,
        commune_year -> Nullable<BigInt>,
        lat -> Nullable<Double>,
        lon -> Nullable<Double>,
        takes_pass -> BigInt,
        updated_on -> Nullable<BigInt>,
        document -> Text,
        hash -> Binary,
        first_seen_at -> BigInt,
        changed_at -> BigInt,
        venue_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    person (id) {
        id -> store::ids::SqlId,
        name -> Text,
        mail -> Nullable<Text>,
        stamp -> BigInt,
        stamp_at -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    visit (id) {
        id -> store::ids::SqlId,
        person_id -> store::ids::SqlId,
        structure_id -> Nullable<store::ids::SqlId>,
        generation -> BigInt,
        started_at -> BigInt,
        renewed_at -> BigInt,
        until_at -> BigInt,
        proved_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        ended_by -> Nullable<Text>,
    }
}

diesel::table! {
    sign_in (id) {
        id -> store::ids::SqlId,
        person_id -> Nullable<store::ids::SqlId>,
        account -> Binary,
        code_hash -> Binary,
        link_hash -> Binary,
        asked_at -> BigInt,
        until_at -> BigInt,
        tries -> BigInt,
        used_at -> Nullable<BigInt>,
        visit_id -> Nullable<store::ids::SqlId>,
    }
}

diesel::table! {
    letter (id) {
        id -> store::ids::SqlId,
        stage -> Text,
        content -> Nullable<Binary>,
        tries -> BigInt,
        written_at -> BigInt,
        next_at -> BigInt,
        until_at -> BigInt,
    }
}

diesel::table! {
    bucket (id) {
        id -> Binary,
        full_at -> BigInt,
    }
}

diesel::table! {
    totp (person_id, stage) {
        person_id -> store::ids::SqlId,
        stage -> Text,
        sealed -> Binary,
        last_step -> BigInt,
        since -> BigInt,
    }
}

diesel::table! {
    code_card (id) {
        id -> store::ids::SqlId,
        person_id -> store::ids::SqlId,
        printed_at -> BigInt,
        asked -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        mark -> Nullable<Binary>,
    }
}

diesel::table! {
    code_card_use (card_id, no) {
        card_id -> store::ids::SqlId,
        no -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    device (id) {
        id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        name -> Text,
        secret_hash -> Binary,
        enrolled_by -> store::ids::SqlId,
        enrolled_at -> BigInt,
        until -> BigInt,
        ended_at -> Nullable<BigInt>,
        wrong_pins -> BigInt,
    }
}

diesel::table! {
    device_pin (device_id, person_id) {
        device_id -> store::ids::SqlId,
        person_id -> store::ids::SqlId,
        kept -> Binary,
        since -> BigInt,
        wrong -> BigInt,
    }
}

diesel::table! {
    device_visit (visit_id) {
        visit_id -> store::ids::SqlId,
        device_id -> store::ids::SqlId,
    }
}

diesel::table! {
    invitation (id) {
        id -> store::ids::SqlId,
        structure_id -> store::ids::SqlId,
        person_id -> store::ids::SqlId,
        roles -> Text,
        invited_by -> store::ids::SqlId,
        invited_at -> BigInt,
        until -> BigInt,
        stage -> Text,
        decided_at -> Nullable<BigInt>,
        name -> Text,
    }
}

diesel::joinable!(venue -> structure (structure_id));
diesel::joinable!(application -> venue (venue_id));
diesel::joinable!(accreditation -> application (application_id));
diesel::joinable!(application -> bank_account (bank_account_id));
diesel::joinable!(account_period -> bank_account (bank_account_id));
diesel::joinable!(bank_dossier -> bank_account (bank_account_id));
diesel::joinable!(bank_dossier -> structure (structure_id));
diesel::joinable!(bank_account -> structure (structure_id));
diesel::allow_tables_to_appear_in_same_query!(
    structure,
    bank_account,
    venue,
    application,
    accreditation,
    bank_dossier,
    account_period,
);
diesel::allow_tables_to_appear_in_same_query!(agenda_session, agenda_workshop);
diesel::allow_tables_to_appear_in_same_query!(device_pin, membership);
diesel::allow_tables_to_appear_in_same_query!(device_visit, visit);
diesel::allow_tables_to_appear_in_same_query!(person, membership);
