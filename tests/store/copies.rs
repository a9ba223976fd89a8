//! Copies of whole books: every table that the migrations make comes over to the bit, from either engine to either.

use std::{collections::BTreeMap, path::PathBuf};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Double, Nullable, Text},
};
use kernel::{chance::Chance, ids::Id};
use store::{
    claim::claim,
    conn::Place,
    migrate::{self, Books, Standing},
    refill::{self, Refill},
    snapshot,
};

use crate::{
    ledger::planted::full_books,
    migrations::schema,
    support::{
        engine::{Engine, Fresh, on_both_engines},
        root,
        sql::{self, meddle},
    },
};

on_both_engines!(
    every_table_comes_over,
    books_of_a_former_schema,
    a_place_that_holds_data_is_seen,
    a_place_is_had_for_oneself,
    former_tables_move_aside
);

/// Full books, and rows of everything that they do not hold: odd texts, the ends of numbers, doubles of every kind.
const ODD: &[&str] = &[
    "insert into outbox (position, topic, body, at) values
        (1000001, 'quotes \" '' \\ / {} [] ''''', 'é 🌉 \u{2028} \t end', 9223372036854775807),
        (1000002, '', '{\"a\": [1, null, \"\\u00e9\"]}', -9223372036854775807 - 1)",
    "insert into agenda (venue_id, epoch, generation, hash, document, received_at)
        select id, 1, 9007199254740993, x'', '{}', 0 from venue",
    "insert into agenda_session (venue_id, session_id, workshop_id, title, starts_at, minutes, seats)
        select id, id, id, 'Atelier', 0, 1, 1 from venue",
    "insert into agenda_workshop (venue_id, workshop_id, title, theme, level, minutes, price_cheques, seats, competences, language,
        access, discovery)
        select id, id, 'é « <b>', 'CULTURE', 0, 1, 1, 1, 'C1_1 C4_2', 'FRENCH', '', 1 from venue",
    "insert into referral (id, learner_id, structure_id, sent_by, venue_id, receiver_id, theme, session_id, starts_at, stage, sent_at,
        seen_at, ended_at, due_by, reminded, reasons, other_session_id, other_starts_at)
        select id, null, structure_id, id, id, structure_id, 'é « <b>', null, null, 'sent', 0, null, null, 1, 0, 'full level', null, 5
        from venue",
    "insert into referral_words (referral_id, sealed_key, sealed) select id, x'', x'' from referral",
    "insert into referral_link (id, referral_id, secret_hash, made_at, made_by, until, ended_at)
        select id, id, x'', 0, id, 1, null from referral",
    "insert into referral_news (referral_id, no, whom, what, at, told_at, told_by, way)
        select id, 9007199254740993, 'person', 'sent', 0, 1, id, 'letter' from referral",
    "insert into standing_event (id, venue_id, kind, at, reason, author)
        select id, id, 'suspended', 0, 'visite', id from venue",
    "insert into venue_node (venue_id, url, public_key, declared_at) select id, 'http://h', '00', 0 from venue",
    "insert into membership (id, person_id, structure_id, role, since, until) select id, id, id, 'operator', 0, null from structure",
    "insert into order_delivery (order_id, no, structure_id, first_no, last_no, sent_at, sent_by, counted, counted_at, counted_by)
        select id, 1, funder_id, 1, 2, 0, id, null, null, null from funding_order",
    "insert into paid_service (receipt_id, venue_id, structure_id, at, day, session_id, title, price_cheques, people, remainder_cents,
        seats, presented_by)
        select id, id, structure_id, 0, 1, null, 'é « <b>', 2, 1, 550, null, 'holder' from venue",
    "insert into early_cheque (order_id, carnet_no, cheque_no, venue_id, value_cents, at, day)
        select funding_order.id, 1, 9007199254740993, venue.id, 1000, 0, 1 from funding_order, venue",
    "insert into carnet_attested (carnet_id, former, former_carnet_id, former_day, taken_by, at, attested_by)
        select id, 'carnet', id, 1, 'holder', 0, id from carnet",
    "insert into venue_hold (venue_id, no, reason, held_at, held_by, released_at, released_by, release_reason)
        select id, 1, 'contrôle', 0, id, null, null, null from venue",
    "insert into dispute (id, venue_id, structure_id, settlement_id, ledger_no, stage, opened_at, opened_by, answer_by, outcome,
        closed_at, closed_by)
        select venue.id, venue.id, venue.structure_id, (select settlement.id from settlement limit 1), null, 'open', 0, venue.id, 1,
        null, null, null from venue",
    "insert into paper_request (id, venue_id, structure_id, settlement_id, stage, reason, asked_at, asked_by, answer_by, answered_at,
        answered_by, closed_at, closed_by)
        select venue.id, venue.id, venue.structure_id, (select settlement.id from settlement limit 1), 'asked', 'é « <b>', 0, venue.id,
        1, null, null, null, null from venue",
    "insert into paper_line (request_id, ledger_no, answer, outcome) select id, 1, 'sent', null from paper_request",
    "insert into dispute_message (dispute_id, no, side, author, at, body) select id, 1, 'venue', id, 0, 'é « <b>' from dispute",
    "insert into order_told (order_id, alert, at, letters) select id, 'J-30', 0, 2 from funding_order",
    "insert into order_commune (order_id, commune_code) select id, '62447' from funding_order",
    "insert into order_public (order_id, public) select id, 'SENIOR' from funding_order",
    "insert into daily_root (day, ledger_no, ledger_hash, key_no, public_key, signature, signed_at)
        values (20000, 0, x'', 1, x'', x'', -1)",
    "insert into publication (month, published_at, document) values (20000, 0, '{\"é\": null}')",
    "insert into unknown_code (id, organisation, person_id, at) select id, id, id, 0 from venue",
    "insert into parked (id, verb, label, cause, at) select id, 'redeem', 'one', 'planted', 0 from venue",
    "insert into commune_successor (code, successor_code, year) values ('00000', '11111', 2025)",
    "insert into file_ticket (ticket_hash, file_id, person_id, until, used_at) select sha256, id, id, 1, null from file",
    "insert into listing (id, source, source_key, name, folded_name, address, postcode, commune, lat, lon, takes_pass,
        document, hash, first_seen_at, changed_at, venue_id)
        select id, 'essai', name, name, name, '', '', '', null, null, 1, '{}', x'', 0, 0, id from venue",
    "insert into person (id, name, mail, stamp, stamp_at, created_at)
        select id, 'Zoé « <b>', name || '@é.example', 9007199254740993, 0, 0 from venue",
    "insert into visit (id, person_id, structure_id, generation, started_at, renewed_at, until_at, proved_at, ended_at, ended_by)
        select id, id, null, 1, 0, 0, 1, null, 2, 'left' from venue",
    "insert into sign_in (id, person_id, account, code_hash, link_hash, asked_at, until_at, tries, used_at, visit_id)
        select id, id, x'', x'', x'', 0, 1, 5, 1, id from venue",
    "insert into letter (id, stage, content, tries, written_at, next_at, until_at)
        select id, 'waiting', x'', 0, 0, 0, 1 from venue",
    "insert into bucket (id, full_at) values (x'', -1)",
    "insert into totp (person_id, stage, sealed, last_step, since) select id, 'waiting', x'', 0, 0 from person",
    "insert into code_card (id, person_id, printed_at, asked, ended_at) select id, id, 0, 20, null from person",
    "insert into code_card_use (card_id, no, at) select id, 1, 0 from code_card",
    "insert into device (id, structure_id, name, secret_hash, enrolled_by, enrolled_at, until, ended_at, wrong_pins)
        select id, id, 'Accueil 🌉', x'', id, 0, 1, null, 4 from structure",
    "insert into device_pin (device_id, person_id, kept, since) select device.id, person.id, x'', 0 from device, person",
    "insert into device_visit (visit_id, device_id) select visit.id, (select device.id from device limit 1) from visit",
    "insert into invitation (id, structure_id, person_id, roles, invited_by, invited_at, until, stage, decided_at)
        select structure.id, structure.id, (select person.id from person limit 1), 'operator analyst', structure.id, 0, 1,
        'pending', null from structure",
    "insert into welcome (id, venue_id, structure_id, kind, reason, people, at, welcomed_by)
        select id, id, structure_id, 'free', null, 50, 0, id from venue",
    "insert into carnet_stock (carnet_id, order_id, prescriber_id, allotted_by, allotted_at)
        select id, order_id, (select structure.id from structure limit 1), id, 0 from carnet
            where id not in (select carnet_id from carnet_stock)",
    "insert into parcel (id, order_id, from_id, to_id, first_no, last_no, carnets, sent_at, sent_by, counted, counted_at, counted_by)
        select id, id, null, funder_id, 1, 2, 2, 0, id, 1, 0, id from funding_order",
    "insert into withdrawn_cheque (id, order_id, withdrawn_at) select id, id, 0 from funding_order",
    "insert into withdrawn_run (file_id, order_id, reason, withdrawn_at, withdrawn_by)
        select file.id, (select funding_order.id from funding_order limit 1), 'é', 0, file.id from file",
    "insert into request_rule (order_id, takes, ceiling, per_commune, keep_days, settled_at, settled_by)
        select id, 'by-hand', 100000, null, 90, 0, id from funding_order",
    "insert into carnet_request (id, reference, structure_id, order_id, public, home_commune, commune_year, proof_seen_on,
        person_mark, stage, waits_for, reason, carnet_id, place_id, tracking, due_by, told, asked_at, asked_by, ended_at)
        select id, label, funder_id, id, 'other', '62447', 2025, 20000, x'', 'waiting', 'stock', 'é « <b>',
        (select carnet.id from carnet limit 1), (select venue.id from venue limit 1), '6A1', 20010, 2, 0, id, null
        from funding_order",
    "insert into request_person (request_id, sealed_key, sealed) select id, x'', x'' from carnet_request",
    "insert into carnet_kept (carnet_id, request_id, since)
        select carnet.id, (select carnet_request.id from carnet_request limit 1), 9007199254740993 from carnet",
    "insert into application_answer (application_id, criterion, answer, note, author, at)
        select id, 'accueil', 'soon', 'é', id, 0 from application",
    "insert into file_deposit (file_id, person_id, organisation, at, kept_at, owner) select id, id, id, 1, null, null from file",
    "insert into application_evidence (application_id, file_id, criterion, author, at)
        select application.id, file.id, 'accueil', file.id, 0 from application, file",
    "insert into application_message (id, application_id, side, author, at, body)
        select id, id, 'operator', id, 0, 'bonjour' from application",
    "insert into application_draft (organisation, document, author, changed_at) select id, '{}', id, 0 from structure",
    "insert into bank_statement (id, kind, iban, number, from_day, to_day, opening_cents, closing_cents, file_id, file_sha256, place,
        imported_at, imported_by)
        select id, 'statement', 'FR76', 'REL 🌉', 0, 1, -1000000000000000, null, id, sha256, 1, 0, id from file limit 1",
    "insert into bank_entry (statement_id, no, reference, amount_cents, booking_day, value_day, end_to_end, remittance, party,
        reason_code, ending, why, settlement_id, structure_id, attempt, order_id)
        select id, 1, '', -1, 0, null, '', 'é « <b>', '', 'AC04', 'unmatched', 'charge', null, null, null, null from bank_statement",
    "insert into settlement_carry (settlement_id, venue_id, structure_id, cheques, amount_cents, why, attempt, at, taken_by)
        select settlement_id, venue_id, structure_id, 1, 1, 'minimum', 0, 0, settlement_id from settlement_share",
    "insert into settlement_offset (settlement_id, venue_id, owing_venue_id, amount_cents)
        select distinct settlement_id, venue_id, venue_id, 1 from settlement_share
        where not exists (select 1 from settlement_offset o where o.settlement_id = settlement_share.settlement_id)",
    "insert into bank_dossier (id, structure_id, bank_account_id, document_day, file_id, public_reference, proposed_by, proposed_at, stage)
        select id, structure_id, id, 0, null, 'régie 🌉', id, 0, 'open' from bank_account",
    "insert into payment_terms (from_day, minimum_cents, delay_days, set_by, set_at) select 0, 1, 30, id, 0 from venue limit 1",
    "insert into fee_rule (order_id, from_day, per_mille, set_by, set_at) select id, 0, 40, id, 0 from funding_order",
    "insert into learner (id, structure_id, home_commune, commune_year, kept_at, kept_by, last_contact, merged_id, erased_at)
        select id, id, '62447', 2025, 0, id, 20000, null, null from structure",
    "insert into learner_attempt (id, organisation, person_id, at) select id, id, id, 0 from learner",
    "insert into learner_card (number, learner_id, since, ended_at) select '7QK2M9XW0T', id, 0, null from learner limit 1",
    "insert into learner_consent (learner_id, purpose, no, given, version, way, at, recorded_by, structure_id)
        select id, 'reminders', 1, 1, 1, 'paper', 0, id, id from learner",
    "insert into learner_mark (mark, learner_id) select x'', id from learner",
    "insert into learner_merge (id, from_id, into_id, structure_id, at, merged_by, undone_at, undone_by)
        select id, id, id, id, 0, id, null, null from learner",
    "insert into learner_moved (merge_id, learner_id, before_id) select id, id, null from learner",
    "insert into learner_person (learner_id, sealed_key, sealed) select id, x'', x'' from learner",
    "insert into learner_served (learner_id, structure_id, cause, since, until) select id, id, 'card', 0, 20000 from learner",
    "insert into help (id, venue_id, structure_id, day, theme, minutes, way, mode, autonomy, home_commune, commune_year, age_band,
        situation, redirected, learner_id, at, helped_by)
        select id, id, structure_id, 20000, 'mail', 20, 'learn', 'on-site', null, null, null, null, null, null, structure_id, 0, id
        from venue",
    "insert into help_undone (help_id, at, undone_by) select id, 0, id from help",
    "insert into question_set (version, document, revision, drafted_at, drafted_by, published_at, published_by)
        select 2, '{\"é\": null}', 1, 0, id, null, null from venue limit 1",
    "insert into diagnostic (id, structure_id, learner_id, version, made_on, on_paper, answers, information, communication, content,
        safety, environment, overall, way, entered_at, entered_by)
        select id, structure_id, null, 1, 20000, 0, '{}', 0, 1, 2, 3, null, 0, 'training', 0, id from venue",
    "update listing set lat = 50.1 + 0.2, lon = 1e-300 where name = 'Gare'",
    "update venue set lat = 0.1 + 0.2, lon = -1.25e-7 where name = 'Gare'",
    "update venue set lat = 5e-324, lon = 1.7976931348623157e308 where name = 'Mairie'",
    "update commune set lat = 50.3730000000000011, lon = 2.0372700000000004 where code = '62447'",
];

/// The same statement in the words of PostgreSQL.
fn in_words_of(place: &Place, statement: &str) -> String {
    match place {
        Place::Sqlite(_) => statement.to_owned(),
        Place::Postgres(_) => statement.replace("x''", "''::bytea"),
    }
}

async fn every_table_comes_over(engine: Engine) {
    let centre = full_books(engine).await;
    let place = centre.place();
    centre.books_balance().await;
    ODD.iter().for_each(|statement| meddle(&place, &in_words_of(&place, statement)));
    let before = everything(&place);
    let empty: Vec<_> = before.iter().filter(|(_, rows)| rows.is_empty()).map(|(name, _)| name).collect();
    assert!(empty.is_empty(), "nothing is compared of {empty:?}");

    let folder = Folder::new("copies");
    let file = folder.0.join("centre.sqlite");
    let facts = snapshot::take(&place, Books::Centre, &file).expect("a snapshot").expect("of books");
    let copy = Place::Sqlite(file.clone());
    differ_in_nothing(&before, &everything(&copy));
    let counted: BTreeMap<String, i64> =
        before.iter().map(|(name, rows)| (name.clone(), i64::try_from(rows.len()).expect("few"))).collect();
    assert_eq!(facts.rows, counted);
    assert_eq!(facts, snapshot::facts(&file).expect("the same facts again"));
    assert_eq!(facts.ledger_no, sql::number(&place, "select ledger_no as number from head"));
    let twice = snapshot::take(&place, Books::Centre, &file);
    assert!(twice.is_err(), "a snapshot never overwrites");

    let fresh = Engine::Sqlite.fresh("copies_model");
    migrate::run(&fresh.place(), Books::Centre).expect("a model");
    assert_eq!(schema(&copy), schema(&fresh.place()), "the schema of the copy");
    let (back, model) = (Engine::Postgres.fresh("copies_back"), Engine::Postgres.fresh("copies_model"));
    refill(&back, &file);
    differ_in_nothing(&before, &everything(&back.place()));
    migrate::run(&model.place(), Books::Centre).expect("a model");
    assert_eq!(schema(&back.place()), schema(&model.place()), "the schema of what was refilled");
}

fn refill(into: &Fresh, file: &std::path::Path) {
    let mut refill = Refill::begin(&into.place(), None).expect("a transaction");
    refill.centre(file).expect("the centre's books");
    refill.hosted(None, None).expect("the hosted books");
    refill.keep().expect("a commit");
}

async fn books_of_a_former_schema(engine: Engine) {
    let database = engine.fresh("former");
    let place = database.place();
    migrate::run(&place, Books::Centre).expect("the way up");
    let flavour = if engine == Engine::Sqlite { "sqlite" } else { "postgresql" };
    let steps = std::fs::read_dir(root().join(format!("migrations/{flavour}/centre"))).expect("the migrations");
    let mut steps: Vec<PathBuf> = steps.map(|step| step.expect("a step").path()).collect();
    steps.sort();
    let newest = steps.pop().expect("a step");
    meddle(&place, &std::fs::read_to_string(newest.join("down.sql")).expect("a migration"));
    let undone = format!("delete from __diesel_schema_migrations where version = '{}'", version(&newest));
    meddle(&place, &undone);
    meddle(&place, "update head set position = 7");

    let folder = Folder::new("former");
    let file = folder.0.join("centre.sqlite");
    let facts = snapshot::take(&place, Books::Centre, &file).expect("a snapshot").expect("of books");
    assert_eq!(facts.schema, steps.iter().map(|step| version(step)).collect::<Vec<_>>());
    assert_eq!(facts.position, 7, "{facts:?}");
    assert_eq!(snapshot::standing(&file, Books::Centre).expect("a standing"), Standing::Behind(1));
    let back = Engine::Postgres.fresh("former_back");
    let mut early = Refill::begin(&back.place(), None).expect("a transaction");
    assert!(early.centre(&file).is_err(), "it is brought up to date first");
    drop(early);
    assert_eq!(migrate::run(&Place::Sqlite(file.clone()), Books::Centre).expect("brought up to date"), 1);
    refill(&back, &file);
    assert_eq!(sql::number(&back.place(), "select position as number from head"), 7);
    let now = snapshot::facts(&file).expect("facts");
    assert!(now.schema.len() > facts.schema.len(), "{now:?}");
    assert_eq!(everything(&back.place()).len(), now.rows.len());

    meddle(&place, "insert into __diesel_schema_migrations (version) values ('20991231235959')");
    let newer = snapshot::take(&place, Books::Centre, &folder.0.join("newer.sqlite"));
    assert!(newer.expect_err("a newer schema").to_string().contains("newer passegue"));
}

/// The version of a step, as the library writes it: the digits of its date.
fn version(step: &std::path::Path) -> String {
    let name = step.file_name().expect("a name").to_string_lossy().into_owned();
    name.split('_').next().expect("a date").replace('-', "")
}

async fn a_place_that_holds_data_is_seen(engine: Engine) {
    let database = engine.fresh("holds");
    let place = database.place();
    let folder = Folder::new("holds");
    assert_eq!(snapshot::take(&place, Books::Centre, &folder.0.join("none.sqlite")).expect("no fault"), None);
    if engine == Engine::Postgres {
        assert!(!refill::holds_data(&place).expect("an empty schema"));
        migrate::run(&place, Books::Centre).expect("the way up");
        assert!(!refill::holds_data(&place).expect("an empty set of tables"));
    } else {
        migrate::run(&place, Books::Centre).expect("the way up");
    }
    meddle(&place, "insert into order_public select id, 'SENIOR' from funding_order; update head set position = 1");
    assert!(refill::holds_data(&place).expect("an answer"));
    assert!(claim(&place).expect("an answer").is_some(), "nobody works there");
    let conn = store_of(&place);
    assert!(claim(&place).expect("an answer").is_none(), "somebody does");
    drop(conn);
}

/// Whoever begins while books are replaced waits, or is seen; nobody works on what was set aside.
async fn a_place_is_had_for_oneself(engine: Engine) {
    let database = engine.fresh("oneself");
    let place = database.place();
    migrate::run(&place, Books::Centre).expect("the way up");
    let held = claim(&place).expect("an answer").expect("nobody works there");
    match place {
        Place::Sqlite(path) => {
            let began = std::thread::spawn(move || migrate::run(&Place::Sqlite(path), Books::Centre));
            let (former, path) = (database_file(&database), database_file(&database).with_extension("aside"));
            wait_until_opened(&former, 2);
            std::fs::rename(&former, &path).expect("it is set aside");
            drop(held);
            let fault = began.join().expect("it ends").expect_err("the former file is not worked on");
            // SQLite's own word for a file that has another name now.
            assert!(fault.to_string().contains("readonly"), "{fault}");
            let aside = Place::Sqlite(path);
            assert!(claim(&aside).expect("an answer").is_some(), "it can be had again");
            assert_eq!(migrate::run(&aside, Books::Centre).expect("it opens again"), 0);
        }
        Place::Postgres(_) => {
            let mut refill = Refill::begin(&place, None).expect("a transaction");
            assert!(!refill.in_use().expect("an answer"));
            let late = std::thread::spawn(move || migrate::run(&place, Books::Centre));
            // It waits for the tables under its own name: there is nothing else that it could do.
            while !refill.in_use().expect("an answer") {
                std::thread::yield_now();
            }
            drop(refill);
            assert_eq!(late.join().expect("it ends").expect("the tables are free again"), 0);
        }
    }
}

fn database_file(database: &Fresh) -> PathBuf {
    let Place::Sqlite(path) = database.place() else { panic!("a file of SQLite") };
    path
}

/// Until that file is held open so many times by this process.
fn wait_until_opened(path: &std::path::Path, times: usize) {
    let is_it = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.and_then(|entry| std::fs::read_link(entry.path())).is_ok_and(|opened| opened == path)
    };
    while std::fs::read_dir("/proc/self/fd").expect("Linux tells").map(is_it).filter(|it| *it).count() < times {
        std::thread::yield_now();
    }
}

/// A store that has written something, as a centre at work has.
fn store_of(place: &Place) -> store::Store {
    let (clock, chance) = (kernel::clock::Clock::wall(), Chance::from_machine());
    let store = crate::support::books::open(place, &clock, &chance).expect("it opens");
    let wrote = store.transact("test", |tx| Ok(store::head::announce(tx, &[])?));
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(wrote)).expect("it writes");
    store
}

/// What was in PostgreSQL is kept whole in a schema of another name, whichever engine the new books come from.
async fn former_tables_move_aside(engine: Engine) {
    let (from, into) = (full_books(engine).await, full_books(Engine::Postgres).await);
    let folder = Folder::new("aside");
    let file = folder.0.join("centre.sqlite");
    snapshot::take(&from.place(), Books::Centre, &file).expect("a snapshot").expect("of books");
    let (was, aside) =
        (everything(&into.place()), format!("aside_{}", Chance::from_machine().id::<()>()).replace('-', ""));

    let mut given_up = Refill::begin(&into.place(), Some(&aside)).expect("a transaction");
    given_up.centre(&file).expect("the centre's books");
    drop(given_up);
    differ_in_nothing(&was, &everything(&into.place()));

    let mut refill = Refill::begin(&into.place(), Some(&aside)).expect("a transaction");
    refill.centre(&file).expect("the centre's books");
    refill.hosted(None, Some(&aside)).expect("the hosted books");
    refill.keep().expect("a commit");
    differ_in_nothing(&everything(&from.place()), &everything(&into.place()));
    let Place::Postgres(url) = into.place() else { panic!("PostgreSQL") };
    let (start, path) = url.split_once("search_path%3D").expect("a schema of its own");
    let rest = path.find("%20").map_or("", |at| &path[at..]);
    let former = Place::Postgres(format!("{start}search_path%3D{aside}{rest}"));
    differ_in_nothing(&was, &everything(&former));
    meddle(&former, &format!("drop schema {aside} cascade"));
}

fn differ_in_nothing(one: &BTreeMap<String, Vec<String>>, other: &BTreeMap<String, Vec<String>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, rows) in one {
        assert_eq!(rows, &other[name], "{name}");
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    in_table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn bits_of(number: Nullable<Double>) -> Nullable<Text>;
}

/// Every row of every table, spelled alike on both engines, in the order of that spelling.
fn everything(place: &Place) -> BTreeMap<String, Vec<String>> {
    const OF_SQLITE: &str = "select m.name as in_table, c.name as name, lower(c.type) as kind
        from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like '\\_\\_diesel%' escape '\\'";
    const OF_POSTGRES: &str = "select table_name::text as in_table, column_name::text as name, data_type::text as kind
        from information_schema.columns where table_schema = current_schema() and table_name not like '\\_\\_diesel%'";
    let spell = |columns: Vec<Column>| {
        let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for Column { in_table, name, kind } in columns {
            let spelled = spelled(&name, &kind);
            tables.entry(in_table).or_default().push((name, spelled));
        }
        tables.into_iter().map(|(table, mut columns)| {
            columns.sort();
            let columns: Vec<String> = columns.into_iter().map(|(_, spelled)| spelled).collect();
            let statement = format!("select {} as line from \"{table}\"", columns.join(" || '|' || "));
            (table, statement)
        })
    };
    let sorted = |mut lines: Vec<Line>| {
        lines.sort_by(|one, other| one.line.cmp(&other.line));
        lines.into_iter().map(|line| line.line).collect()
    };
    match place {
        Place::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens");
            let bits = |number: Option<f64>| number.map(|number| format!("{:016x}", number.to_bits()));
            bits_of_utils::register_impl(&mut conn, bits).expect("a function");
            let columns = sql_query(OF_SQLITE).load(&mut conn).expect("columns");
            spell(columns).map(|(t, s)| (t, sorted(sql_query(s).load(&mut conn).expect("rows")))).collect()
        }
        Place::Postgres(url) => {
            let mut conn = PgConnection::establish(url).expect("the server answers");
            conn.batch_execute("set bytea_output = 'hex'").expect("a setting");
            let columns = sql_query(OF_POSTGRES).load(&mut conn).expect("columns");
            spell(columns).map(|(t, s)| (t, sorted(sql_query(s).load(&mut conn).expect("rows")))).collect()
        }
    }
}

fn spelled(name: &str, kind: &str) -> String {
    let text = match kind {
        "integer" | "bigint" => format!("cast(\"{name}\" as text)"),
        "text" => format!("\"{name}\""),
        "real" => format!("bits_of(\"{name}\")"),
        "double precision" => format!("encode(float8send(\"{name}\"), 'hex')"),
        "blob" => format!("case when \"{name}\" is not null then lower(hex(\"{name}\")) end"),
        "bytea" => format!("encode(\"{name}\", 'hex')"),
        "uuid" => format!("replace(\"{name}\"::text, '-', '')"),
        other => panic!("{name} is of kind {other}"),
    };
    format!("coalesce({text}, '∅')")
}

/// A folder of one test, gone with its guard.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let unique: Id<()> = Chance::from_machine().id();
        let path = std::env::temp_dir().join(format!("passegue_{name}_{unique}"));
        std::fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
