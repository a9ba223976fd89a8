//! What the bank says comes back into the books: paid, rejected, returned, funds; and what nobody should send.

use serde_json::{Value, json};

use crate::support::{
    bank_words::{Movement, answer, notification, statement},
    engine::{Engine, on_both_engines},
    network::{
        Network, Place, Wanted,
        answer::text,
        cast::Person,
        deeds::{
            BANK_ACCOUNT, BANK_FILE, BANK_FILES, CONFIRM_INCOMING, EXPORT_AS, IMPORT_BANK, PREPARE, RETURNED, TRANSFERS,
        },
    },
};

on_both_engines!(
    payments_are_paid_one_by_one_and_end_their_run,
    the_same_file_twice_answers_the_first_report,
    a_run_that_is_debited_twice_in_one_amount_is_told,
    a_rejected_payment_is_due_again_and_sent_anew,
    a_payment_that_comes_back_days_later_is_due_again,
    funds_that_come_are_proposed_then_confirmed,
    every_entry_ends_found_known_or_with_a_next_step,
    a_file_that_is_not_whole_changes_nothing,
    only_the_treasurer_imports,
    the_older_form_of_the_bank_file_is_made_once,
);

const HESDIN_ANEW: &str = "FR14 2004 1010 0505 0001 3M02 606";

/// Hesdin is owed 30 €, Auchy 10 €, and their run is with the bank.
async fn with_the_bank(engine: Engine, name: &str) -> (Network, Place, Place, String) {
    let net = Network::open(engine, name).await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();
    net.redeems(&auchy, &[&carnet[3]]).await.ok();
    let run = net.sends_a_run().await;
    (net, hesdin, auchy, run)
}

async fn stage(net: &Network, run: &str) -> Value {
    net.settlement(&net.cast.operator, run).await["stage"].clone()
}

async fn payments_are_paid_one_by_one_and_end_their_run(engine: Engine) {
    let (net, hesdin, _, run) = with_the_bank(engine, "bank_paid").await;
    let sent = net.sent(&run).await;
    let [first, second] = [0, 1].map(|no| Movement::paid(&sent[no].reference, sent[no].cents));

    let told = net.imports(&notification("AVIS-1", "2025-10-02", std::slice::from_ref(&first))).await.ok();
    assert_eq!(
        (&told["kind"], &told["totals"]["paid"], &told["totals"]["entries"]),
        (&json!("notification"), &json!(1), &json!(1))
    );
    assert_eq!(stage(&net, &run).await, "exported", "one payment is open");
    net.books_hold().await;

    let told = net.imports(&statement("REL-1", "2025-10-02", 100_000, &[first, second])).await.ok();
    assert_eq!((&told["totals"]["known"], &told["totals"]["paid"]), (&json!(1), &json!(1)));
    assert_eq!(stage(&net, &run).await, "confirmed");
    assert!(net.sent(&run).await.iter().all(|one| one.stage == "paid"));
    net.confirms(&run).await.refused("WRONG_STAGE");
    assert_eq!(net.statement(&hesdin.manager, &hesdin, &run).await["stage"], "confirmed");
    let files = net.asks(&net.cast.operator, BANK_FILES, json!({})).await.nodes();
    assert_eq!(files.iter().map(|one| one["closingCents"].clone()).collect::<Vec<_>>(), [json!(96_000), Value::Null]);
    net.books_hold().await;
}

async fn the_same_file_twice_answers_the_first_report(engine: Engine) {
    let (net, _, _, run) = with_the_bank(engine, "bank_twice").await;
    let sent = net.sent(&run).await;
    let all: Vec<Movement> = sent.iter().map(|one| Movement::paid(&one.reference, one.cents)).collect();
    let file = statement("REL-1", "2025-10-02", 100_000, &all);
    let first = net.imports(&file).await.ok();
    let again = net.imports(&file).await.ok();
    assert_eq!(first, again, "brought twice, it is one file");
    assert_eq!(net.asks(&net.cast.operator, BANK_FILES, json!({})).await.nodes().len(), 1);

    // The same statement told otherwise: somebody has to ask the bank.
    let other = statement("REL-1", "2025-10-02", 100_000, &all[..1]);
    let said = net.imports(&other).await.refused("STATEMENT_KNOWN");
    assert!(said.message.contains("REL-1"), "{said:?}");
    // A debit that two statements tell is told to somebody.
    let told = net.imports(&statement("REL-2", "2025-10-03", 96_000, &all[..1])).await.ok();
    assert_eq!(told["totals"]["unmatched"], 1);
    net.books_hold().await;
}

async fn a_run_that_is_debited_twice_in_one_amount_is_told(engine: Engine) {
    let (net, _, _, run) = with_the_bank(engine, "bank_whole_twice").await;
    let all = [Movement::batch("PASSEGUE-000001", 4000)];
    let told = net.imports(&notification("AVIS-1", "2025-10-02", &all)).await.ok();
    assert_eq!(told["totals"]["paid"], 1);
    assert_eq!(stage(&net, &run).await, "confirmed");
    let told = net.imports(&statement("REL-1", "2025-10-02", 100_000, &all)).await.ok();
    assert_eq!(
        (&told["totals"]["known"], &told["totals"]["unmatched"]),
        (&json!(1), &json!(0)),
        "told twice, paid once"
    );

    let told = net.imports(&statement("REL-2", "2025-10-03", 96_000, &all)).await.ok();
    assert_eq!((&told["totals"]["known"], &told["totals"]["unmatched"]), (&json!(0), &json!(1)));
    let waiting = json!({ "id": told["fileId"], "waiting": true });
    let seen = net.asks(&net.cast.treasurer, BANK_FILE, waiting).await.shown()["entries"]["edges"][0]["node"].clone();
    assert!(
        text(&seen["why"]).contains("deux fois") && text(&seen["nextStep"]).contains("Appelez la banque"),
        "{seen}"
    );
    assert!(net.sent(&run).await.iter().all(|one| one.stage == "paid"));
    // One of its payments alone, once more, is a second debit as well.
    let sent = net.sent(&run).await;
    let alone = [Movement::paid(&sent[0].reference, sent[0].cents)];
    let told = net.imports(&statement("REL-3", "2025-10-06", 92_000, &alone)).await.ok();
    assert_eq!(told["totals"]["unmatched"], 1);
    net.books_hold().await;
}

async fn a_rejected_payment_is_due_again_and_sent_anew(engine: Engine) {
    let (net, hesdin, auchy, run) = with_the_bank(engine, "bank_rejected").await;
    let sent = net.sent(&run).await;
    let said = [(sent[0].reference.clone(), "RJCT", Some("AC04")), (sent[1].reference.clone(), "ACSP", None)];
    let told = net.imports(&answer("REP-1", "PASSEGUE-000001", &said)).await.ok();
    assert_eq!((&told["totals"]["rejected"], &told["totals"]["accepted"]), (&json!(1), &json!(1)));
    net.books_hold().await;
    let paid = Movement::paid(&sent[1].reference, sent[1].cents);
    net.imports(&notification("AVIS-1", "2025-10-02", &[paid])).await.ok();
    assert_eq!(stage(&net, &run).await, "confirmed", "every payment has its answer");

    let bounced = net.asks(&net.cast.treasurer, RETURNED, json!({})).await.nodes();
    assert_eq!((&bounced[0]["stage"], &bounced[0]["reason"]), (&json!("rejected"), &json!("Le compte est fermé.")));
    // The account is closed: nothing is sent to it again, and nobody else waits for that.
    let account = net.asks(&hesdin.manager, BANK_ACCOUNT, json!({ "structure": hesdin.structure })).await.shown();
    assert_eq!(account["state"], "SUSPENDED");
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    let carnet = net.carnet().await;
    net.redeems(&auchy, &[&carnet[0]]).await.ok();
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();
    let second = net.sends_a_run().await;
    assert_eq!(net.sent(&second).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [1000]);
    let seen = net.asks(&net.cast.treasurer, TRANSFERS, json!({ "settlement": second })).await.shown();
    assert_eq!(seen["held"], json!([{ "amountCents": 1000, "why": "suspended" }]));

    // Another account, approved by somebody else, three days later.
    let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, HESDIN_ANEW).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.minutes_pass(72 * 60 + 1);
    let third = net.sends_a_run().await;
    let anew = net.sent(&third).await;
    assert_eq!(anew.iter().map(|one| one.cents).collect::<Vec<_>>(), [4000], "what was rejected, and what waited");
    assert!(anew[0].reference.starts_with("PASSEGUE-000003-") && anew[0].reference.ends_with("-2"), "{anew:?}");
    net.confirms(&third).await.ok();
    net.books_hold().await;
}

async fn a_payment_that_comes_back_days_later_is_due_again(engine: Engine) {
    let (net, hesdin, _, run) = with_the_bank(engine, "bank_returned").await;
    let sent = net.sent(&run).await;
    net.confirms(&run).await.ok();
    net.it_is("2025-10-07", (9, 0));
    let back = Movement::returned(&sent[0].reference, sent[0].cents, "MS03");
    let told = net.imports(&statement("REL-5", "2025-10-06", 50_000, std::slice::from_ref(&back))).await.ok();
    assert_eq!(told["totals"]["returned"], 1);
    assert_eq!(stage(&net, &run).await, "confirmed");
    net.books_hold().await;
    let told = net.imports(&notification("AVIS-5", "2025-10-06", &[back])).await.ok();
    assert_eq!(told["totals"]["known"], 1, "told twice, it came back once");

    // Whoever answers for the venue says that the account is right: the same one, looked at again, waits for nothing.
    let dossier =
        net.proposes_account(&hesdin.manager, &hesdin.structure, "FR76 3000 6000 0112 3456 7890 189").await.ok();
    net.approves_account(&net.cast.operator, &text(&dossier["id"])).await.ok();
    let second = net.sends_a_run().await;
    let anew = net.sent(&second).await;
    assert_eq!((anew.len(), anew[0].cents), (1, 3000));
    assert!(anew[0].reference.ends_with("-2") && anew[0].reference != sent[0].reference);
    net.confirms(&second).await.ok();
    net.books_hold().await;
}

async fn funds_that_come_are_proposed_then_confirmed(engine: Engine) {
    let net = Network::open(engine, "bank_funds").await;
    let order = net.places(&Wanted::default()).await;
    let run = net.issues(&order).await;
    let label = run.carnets[0].serial.split('-').next().expect("a label").to_owned();
    let funds = Movement::other(Wanted::default().value(), &format!("Mandat 118 commande {label}"));
    let told = net.imports(&statement("REL-1", "2025-10-01", 0, std::slice::from_ref(&funds))).await.ok();
    assert_eq!(told["totals"]["proposed"], 1);
    let seen = net.asks(&net.cast.treasurer, BANK_FILE, json!({ "id": told["fileId"], "waiting": true })).await.shown();
    let entry = seen["entries"]["edges"][0]["node"].clone();
    assert_eq!((&entry["orderId"], &entry["orderLabel"]), (&json!(order), &json!(label)));

    let confirm = json!({ "statement": entry["statementId"], "no": entry["no"], "reference": "Mandat 118" });
    net.asks(&net.cast.operator, CONFIRM_INCOMING, confirm.clone()).await.refused("FORBIDDEN");
    let done = net.asks(&net.cast.treasurer, CONFIRM_INCOMING, confirm.clone()).await.ok();
    assert_eq!(done["amountCents"], Wanted::default().value());
    net.asks(&net.cast.treasurer, CONFIRM_INCOMING, confirm).await.refused("WRONG_STAGE");
    let more = net.imports(&statement("REL-2", "2025-10-02", Wanted::default().value(), &[funds])).await.ok();
    assert_eq!(more["totals"]["unmatched"], 1, "the order has its funds: a second payment is told to somebody");
    net.books_hold().await;
}

async fn every_entry_ends_found_known_or_with_a_next_step(engine: Engine) {
    let (net, _, _, run) = with_the_bank(engine, "bank_report").await;
    let sent = net.sent(&run).await;
    let all = [
        Movement::paid(&sent[0].reference, sent[0].cents),
        Movement::paid(&sent[1].reference, sent[1].cents + 1),
        Movement::paid("PASSEGUE-000009-0123", 500),
        Movement::other(-250, "COMMISSION"),
        Movement::other(4200, "don anonyme"),
    ];
    let told = net.imports(&notification("AVIS-1", "2025-10-02", &all)).await.ok();
    assert_eq!((&told["totals"]["paid"], &told["totals"]["unmatched"]), (&json!(1), &json!(4)));
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let asked = json!({ "id": told["fileId"], "first": 2, "after": after });
        let page = net.asks(&net.cast.operator, BANK_FILE, asked).await.shown()["entries"].clone();
        seen.extend(page["edges"].as_array().expect("edges").iter().map(|edge| edge["node"].clone()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(seen.len(), 5);
    for entry in seen.iter().filter(|entry| entry["ending"] == "unmatched") {
        assert!(entry["why"].is_string() && entry["nextStep"].is_string(), "{entry}");
    }
    net.books_hold().await;
}

async fn a_file_that_is_not_whole_changes_nothing(engine: Engine) {
    let (net, _, _, run) = with_the_bank(engine, "bank_bad").await;
    let sent = net.sent(&run).await;
    let paid = Movement::paid(&sent[0].reference, sent[0].cents);
    let good = statement("REL-1", "2025-10-02", 100_000, &[paid]);
    let bomb = good.replace("<Document", "<!DOCTYPE d [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;\">]><Document");
    let table = [
        (good[..good.len() - 60].to_owned(), "coupé"),
        (bomb, "instructions"),
        (good.replace("FR7630006000011234567890189", "FR1420041010050500013M02606"), "autre compte"),
        (good.replace("camt.053.001.02", "camt.053.001.13"), "n’est pas un relevé"),
        (good.replace("70.00", "70.01").replace("970.00", "970.01"), "premier solde"),
        (good.replace("EUR", "USD"), "euros"),
    ];
    for (file, told) in table {
        let said = net.imports(&file).await.refused("BANK_FILE_INVALID");
        assert!(said.message.contains(told), "{told}: {said:?}");
    }
    assert!(net.asks(&net.cast.operator, BANK_FILES, json!({})).await.nodes().is_empty());
    assert!(net.sent(&run).await.iter().all(|one| one.stage == "open"));
    net.imports(&good).await.ok();
    net.books_hold().await;
}

async fn only_the_treasurer_imports(engine: Engine) {
    let (net, hesdin, _, run) = with_the_bank(engine, "bank_rights").await;
    let sent = net.sent(&run).await;
    let file = statement("REL-1", "2025-10-02", 0, &[Movement::paid(&sent[0].reference, sent[0].cents)]);
    for who in [&net.cast.operator, &hesdin.manager] {
        let brought = net.brings(who, "text/xml", &file).await;
        net.asks(who, IMPORT_BANK, json!({ "file": brought })).await.refused("FORBIDDEN");
        net.asks(&net.cast.funder, IMPORT_BANK, json!({ "file": brought })).await.refused("FORBIDDEN");
    }
    // Naming a file of somebody else's structure gives no right to it.
    let theirs = net.brings(&hesdin.manager, "text/xml", &file).await;
    net.asks(&net.cast.treasurer, IMPORT_BANK, json!({ "file": theirs })).await.refused("NOT_FOUND");
    let told = net.imports(&file).await.ok();
    let asked = json!({ "id": told["fileId"] });
    for who in [&hesdin.manager, &net.cast.funder, &net.cast.analyst, &Person::nobody()] {
        assert!(net.asks(who, BANK_FILE, asked.clone()).await.shown().is_null(), "{who:?}");
        assert!(net.asks(who, BANK_FILES, json!({})).await.nodes().is_empty(), "{who:?}");
        assert!(net.asks(who, RETURNED, json!({})).await.nodes().is_empty(), "{who:?}");
    }
}

async fn the_older_form_of_the_bank_file_is_made_once(engine: Engine) {
    let net = Network::open(engine, "bank_version").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    let asked = |version: &str| json!({ "settlement": run, "version": version });
    let made = net.asks(&net.cast.treasurer, EXPORT_AS, asked("THREE")).await.ok();
    let (file, ticket) = (text(&made["file"]["file"]["id"]), text(&made["file"]["ticket"]));
    let xml = String::from_utf8(net.fetches(&file, &ticket).await.expect("the file")).expect("a text");
    assert!(xml.contains("pain.001.001.03") && xml.contains("<BIC>") && !xml.contains("BICFI"), "{xml}");
    // Never two files for one run.
    net.asks(&net.cast.treasurer, EXPORT_AS, asked("NINE")).await.refused("WRONG_STAGE");
    let again = net.exports(&run).await.ok();
    assert_eq!(again["file"]["file"]["sha256"], made["file"]["file"]["sha256"]);
}
