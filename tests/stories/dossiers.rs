//! On which account a structure is paid: proposed by one, approved by another, looked at by the bank, waited for three days.

use serde_json::{Value, json};

use crate::support::{
    bank_words::{Movement, notification},
    engine::{Engine, on_both_engines},
    network::{
        Network, Place, Wanted,
        answer::text,
        cast::Person,
        deeds::{
            APPROVE, APPROVE_SEEN, BANK_ACCOUNT, BANK_DOSSIERS, CALENDAR, DECIDE_ACCOUNT, FEE_RULES, PLANNED_TERMS,
            PREPARE, PROPOSE_ACCOUNT, SET_FEE, SET_TERMS, STATEMENTS, TERMS, TRANSFERS,
        },
    },
};

on_both_engines!(
    a_changed_account_waits_three_days_and_nothing_is_paid_meanwhile,
    who_proposes_does_not_decide,
    a_warning_of_the_bank_wants_a_reason,
    what_is_written_is_judged,
    an_account_that_changes_after_the_preparation_is_not_paid,
    a_run_whose_accounts_have_all_changed_ends_and_a_later_one_pays,
    an_account_that_changes_after_the_approval_is_paid_as_approved,
    the_same_account_once_more_does_not_shorten_the_three_days,
    many_new_accounts_want_a_second_look,
    a_small_payment_waits_for_the_next_run,
    a_fee_is_kept_by_rule_and_day,
);

const OTHER: &str = "FR76 3000 4000 0312 3456 7890 143";
const THIRD: &str = "FR76 1010 7001 0112 3456 7890 129";

async fn account(net: &Network, place: &Place) -> Value {
    net.asks(&place.manager, BANK_ACCOUNT, json!({ "structure": place.structure })).await.shown()
}

async fn spends(net: &Network, place: &Place, cheques: usize) {
    let carnet = net.carnet().await;
    let codes: Vec<&str> = carnet.codes[..cheques].iter().map(String::as_str).collect();
    net.redeems(place, &codes).await.ok();
}

async fn a_changed_account_waits_three_days_and_nothing_is_paid_meanwhile(engine: Engine) {
    let net = Network::open(engine, "dossier").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    net.names_as(&hesdin.structure, "VENUE_MANAGER", "Ana", "ana@hesdin.example").await;
    let seen = account(&net, &hesdin).await;
    assert_eq!(
        (&seen["state"], &seen["iban"]),
        (&json!("PAID"), &json!("FR76 •••• 0189")),
        "the first waits for nothing"
    );

    let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, OTHER).await.ok();
    net.proposes_account(&net.cast.operator, &hesdin.structure, THIRD).await.refused("DOSSIER_OPEN");
    // Proposed only: the structure is paid as before.
    spends(&net, &hesdin, 1).await;
    let first = net.sends_a_run().await;
    assert_eq!(net.sent(&first).await.len(), 1);
    net.confirms(&first).await.ok();

    let waiting = net.asks(&net.cast.treasurer, BANK_DOSSIERS, json!({})).await.nodes();
    assert_eq!((waiting.len(), &waiting[0]["presentIban"]), (1, &json!("FR76 •••• 0189")));
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    net.approves_account(&net.cast.operator, &text(&dossier["id"])).await.refused("WRONG_STAGE");
    assert_eq!(account(&net, &hesdin).await["state"], "COOLING");
    let letters = net.letters_to("ana@hesdin.example").await;
    assert!(letters.iter().any(|body| body.contains("FR76 •••• 0143") && !body.contains("3456")), "{letters:?}");

    // Three days: neither the new account nor the old one; nobody else waits.
    spends(&net, &hesdin, 2).await;
    spends(&net, &auchy, 1).await;
    let second = net.sends_a_run().await;
    assert_eq!(net.sent(&second).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [1000]);
    let seen = net.asks(&net.cast.treasurer, TRANSFERS, json!({ "settlement": second })).await.shown();
    assert_eq!(seen["held"], json!([{ "amountCents": 2000, "why": "cooling" }]));
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.minutes_pass(72 * 60 + 1);
    let third = net.sends_a_run().await;
    let seen = net.asks(&net.cast.treasurer, TRANSFERS, json!({ "settlement": third })).await.shown();
    let paid = &seen["transfers"]["edges"][0]["node"];
    assert_eq!(
        (&paid["iban"], &paid["amountCents"], &paid["cheques"]),
        (&json!("FR76 •••• 0143"), &json!(2000), &json!(2))
    );
    // Every past payment keeps the account that it used.
    let past = net.asks(&hesdin.manager, STATEMENTS, json!({ "venue": hesdin.id })).await.nodes();
    let used: Vec<_> =
        past.iter().filter(|one| !one["transfer"].is_null()).map(|one| text(&one["transfer"]["iban"])).collect();
    assert_eq!(used, ["FR76 •••• 0143", "FR76 •••• 0189"]);
    net.books_hold().await;
}

async fn who_proposes_does_not_decide(engine: Engine) {
    let net = Network::open(engine, "dossier_eyes").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let dossier = text(&net.proposes_account(&net.cast.operator, &hesdin.structure, OTHER).await.ok()["id"]);
    net.approves_account(&net.cast.operator, &dossier).await.refused("SAME_PERSON");
    net.approves_account(&hesdin.manager, &dossier).await.refused("FORBIDDEN");
    let unproved = Person { actor: net.cast.treasurer.actor.clone().unproved() };
    net.approves_account(&unproved, &dossier).await.refused("STEP_UP_NEEDED");
    net.approves_account(&net.cast.treasurer, &net.nothing()).await.refused("NOT_FOUND");
    net.proposes_account(&auchy.manager, &hesdin.structure, OTHER).await.refused("FORBIDDEN");
    let stale = Person { actor: auchy.manager.actor.clone().unproved() };
    net.proposes_account(&stale, &auchy.structure, OTHER).await.refused("STEP_UP_NEEDED");
    let refuse = json!({ "dossier": dossier, "decision": { "accept": false, "reason": "Document illisible" } });
    net.asks(&net.cast.treasurer, DECIDE_ACCOUNT, refuse).await.ok();
    let seen = account(&net, &hesdin).await;
    assert_eq!((&seen["state"], &seen["dossiers"][0]["reason"]), (&json!("PAID"), &json!("Document illisible")));
    for who in [&auchy.manager, &net.cast.funder, &Person::nobody()] {
        let asked = json!({ "structure": hesdin.structure });
        assert!(net.asks(who, BANK_ACCOUNT, asked).await.shown().is_null(), "{who:?}");
        assert!(net.asks(who, BANK_DOSSIERS, json!({})).await.nodes().is_empty(), "{who:?}");
    }
}

async fn a_warning_of_the_bank_wants_a_reason(engine: Engine) {
    let net = Network::open(engine, "dossier_payee").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let dossier = text(&net.proposes_account(&hesdin.manager, &hesdin.structure, OTHER).await.ok()["id"]);
    let decide = |decision: Value| json!({ "dossier": dossier, "decision": decision });
    let treasurer = &net.cast.treasurer;
    let table = [
        json!({ "accept": true }),
        json!({ "accept": true, "payeeCheck": "NO_MATCH" }),
        json!({ "accept": true, "payeeCheck": "CLOSE_MATCH", "overrideReason": "régie" }),
        json!({ "accept": false }),
    ];
    for decision in table {
        net.asks(treasurer, DECIDE_ACCOUNT, decide(decision)).await.refused("INPUT_INVALID");
    }
    let close = json!({
        "accept": true, "payeeCheck": "CLOSE_MATCH", "payeeName": "TRESOR PUBLIC DE HESDIN", "overrideReason": "Régie municipale",
    });
    assert_eq!(net.asks(treasurer, DECIDE_ACCOUNT, decide(close)).await.ok()["payeeCheck"], "CLOSE_MATCH");
    // The same account at two structures is told to whoever decides.
    net.proposes_account(&auchy.manager, &auchy.structure, OTHER).await.ok();
    let waiting = net.asks(treasurer, BANK_DOSSIERS, json!({})).await.nodes();
    assert_eq!(waiting[0]["alsoOf"], json!(["Commune : Hesdin"]));
}

async fn what_is_written_is_judged(engine: Engine) {
    let net = Network::open(engine, "dossier_written").await;
    let hesdin = net.venue("Hesdin").await;
    let good = json!({
        "structureId": hesdin.structure, "holder": "Trésor public", "iban": OTHER, "bic": "BDFEFRPP", "documentDay": "2025-09-12",
    });
    let table = [
        ("holder", "", "INPUT_INVALID"),
        ("iban", "FR7630006000011234567890188", "IBAN_INVALID"),
        ("iban", "TR330006100519786457841326", "IBAN_INVALID"),
        ("bic", "BDFEFRP", "BIC_INVALID"),
        ("documentDay", "2026-01-01", "INPUT_INVALID"),
        ("documentDay", "2023-01-01", "INPUT_INVALID"),
        ("documentDay", "hier", "INPUT_INVALID"),
    ];
    for (field, wrong, code) in table {
        let mut input = good.clone();
        input[field] = json!(wrong);
        net.asks(&hesdin.manager, PROPOSE_ACCOUNT, json!({ "input": input })).await.refused(code);
    }
    let mut with_paper = good.clone();
    with_paper["fileId"] = json!(net.nothing());
    net.asks(&hesdin.manager, PROPOSE_ACCOUNT, json!({ "input": with_paper.clone() })).await.refused("NOT_FOUND");
    with_paper["fileId"] = json!(net.brings(&hesdin.manager, "application/pdf", "%PDF-1.7 relevé d'identité").await);
    net.asks(&hesdin.manager, PROPOSE_ACCOUNT, json!({ "input": with_paper })).await.ok();
}

async fn an_account_that_changes_after_the_preparation_is_not_paid(engine: Engine) {
    let net = Network::open(engine, "dossier_late").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    spends(&net, &hesdin, 2).await;
    spends(&net, &auchy, 1).await;
    let run = net.prepares().await;
    let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, OTHER).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    let approved = net.asks(&net.cast.second_treasurer, APPROVE_SEEN, json!({ "settlement": run })).await.ok();
    assert_eq!(
        (&approved["amountCents"], &approved["held"], &approved["heldCents"]),
        (&json!(1000), &json!(1), &json!(2000))
    );
    net.exports(&run).await.ok();
    net.confirms(&run).await.ok();
    net.books_hold().await;
    net.minutes_pass(72 * 60 + 1);
    let next = net.sends_a_run().await;
    assert_eq!(net.sent(&next).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [2000]);
    net.books_hold().await;
}

async fn a_run_whose_accounts_have_all_changed_ends_and_a_later_one_pays(engine: Engine) {
    let net = Network::open(engine, "dossier_all_late").await;
    let hesdin = net.venue("Hesdin").await;
    spends(&net, &hesdin, 2).await;
    let run = net.prepares().await;
    let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, OTHER).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    let approved = net.asks(&net.cast.second_treasurer, APPROVE_SEEN, json!({ "settlement": run })).await.ok();
    assert_eq!((&approved["stage"], &approved["amountCents"]), (&json!("confirmed"), &json!(0)));
    net.exports(&run).await.refused("WRONG_STAGE");
    net.books_hold().await;
    net.minutes_pass(72 * 60 + 1);
    let next = net.sends_a_run().await;
    assert_eq!(net.sent(&next).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [2000]);
    net.books_hold().await;
}

/// What two persons approved is what the bank is asked: the file is the one that they saw.
async fn an_account_that_changes_after_the_approval_is_paid_as_approved(engine: Engine) {
    let net = Network::open(engine, "dossier_after").await;
    let hesdin = net.venue("Hesdin").await;
    spends(&net, &hesdin, 1).await;
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, OTHER).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    net.exports(&run).await.ok();
    let seen = net.asks(&net.cast.treasurer, TRANSFERS, json!({ "settlement": run })).await.shown();
    assert_eq!(seen["transfers"]["edges"][0]["node"]["iban"], "FR76 •••• 0189");
    // It comes back: the account before is closed. The new one is not suspended for it, and is paid after its three days.
    let sent = net.sent(&run).await;
    let back = Movement::returned(&sent[0].reference, sent[0].cents, "AC04");
    net.imports(&notification("AVIS-1", "2025-10-02", &[back])).await.ok();
    assert_eq!(account(&net, &hesdin).await["state"], "COOLING");
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.minutes_pass(72 * 60 + 1);
    let next = net.sends_a_run().await;
    assert_eq!(net.sent(&next).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [1000]);
    net.books_hold().await;
}

async fn the_same_account_once_more_does_not_shorten_the_three_days(engine: Engine) {
    let net = Network::open(engine, "dossier_again").await;
    let hesdin = net.venue("Hesdin").await;
    for _ in 0..2 {
        let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, OTHER).await.ok();
        net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
        assert_eq!(account(&net, &hesdin).await["state"], "COOLING");
        net.minutes_pass(60);
    }
    net.minutes_pass(70 * 60 + 1);
    assert_eq!(account(&net, &hesdin).await["state"], "PAID", "three days after the first time");
}

async fn many_new_accounts_want_a_second_look(engine: Engine) {
    let net = Network::open(engine, "dossier_new").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    spends(&net, &hesdin, 1).await;
    let first = net.prepares().await;
    net.approves(&first).await.ok();
    net.exports(&first).await.ok();
    net.confirms(&first).await.ok();
    // Auchy has declared the account of Hesdin in these stories: it gets one of its own.
    let dossier = net.proposes_account(&auchy.manager, &auchy.structure, OTHER).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    net.minutes_pass(72 * 60 + 1);
    spends(&net, &auchy, 1).await;
    let run = net.prepares().await;
    let asked = json!({ "settlement": run });
    let seen = net.asks(&net.cast.treasurer, TRANSFERS, asked.clone()).await.shown();
    assert_eq!((&seen["newAccounts"], &seen["newAccountsAsk"]), (&json!(1), &json!(true)));
    net.asks(&net.cast.second_treasurer, APPROVE, asked.clone()).await.refused("NEW_ACCOUNTS");
    net.asks(&net.cast.second_treasurer, APPROVE_SEEN, asked).await.ok();
    net.books_hold().await;
}

async fn a_small_payment_waits_for_the_next_run(engine: Engine) {
    let net = Network::open(engine, "terms").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    assert!(net.asks(&Person::nobody(), TERMS, json!({})).await.shown().is_null());
    let terms = |from: &str, minimum: i64| json!({ "from": from, "minimum": minimum, "delay": 30 });
    let treasurer = &net.cast.treasurer;
    net.asks(&net.cast.operator, SET_TERMS, terms("2025-10-02", 1500)).await.refused("FORBIDDEN");
    net.asks(treasurer, SET_TERMS, terms("2025-10-01", 1500)).await.refused("DATES_INVALID");
    net.asks(treasurer, SET_TERMS, terms("2025-10-02", -1)).await.refused("INPUT_INVALID");
    net.asks(treasurer, SET_TERMS, terms("2025-10-02", 1500)).await.ok();
    net.asks(treasurer, SET_TERMS, terms("2025-10-02", 1600)).await.refused("DATES_INVALID");
    net.asks(treasurer, SET_TERMS, terms("2026-01-01", 0)).await.ok();
    let planned = net.asks(&Person::nobody(), PLANNED_TERMS, json!({})).await.shown();
    let days: Vec<&str> = planned.as_array().into_iter().flatten().filter_map(|one| one["fromDay"].as_str()).collect();
    assert_eq!(days, ["2025-10-02", "2026-01-01"], "those of today are none yet, and the nearest come first");
    net.it_is("2025-10-02", (9, 0));
    let planned = net.asks(&Person::nobody(), PLANNED_TERMS, json!({})).await.shown();
    assert_eq!(planned, json!([{ "fromDay": "2026-01-01", "minimumCents": 0, "delayDays": 30 }]));
    spends(&net, &hesdin, 1).await;
    spends(&net, &auchy, 2).await;
    let run = net.sends_a_run().await;
    let seen = net.asks(treasurer, TRANSFERS, json!({ "settlement": run })).await.shown();
    assert_eq!(seen["held"], json!([{ "amountCents": 1000, "why": "minimum" }]));
    net.confirms(&run).await.ok();
    spends(&net, &hesdin, 1).await;
    let next = net.sends_a_run().await;
    let sent = net.asks(treasurer, TRANSFERS, json!({ "settlement": next })).await.shown();
    assert_eq!(sent["transfers"]["edges"][0]["node"]["amountCents"], 2000);
    let calendar = net.asks(&Person::nobody(), CALENDAR, json!({})).await.shown();
    assert_eq!(
        (calendar["past"].as_array().map(Vec::len), &calendar["terms"]["minimumCents"]),
        (Some(2), &json!(1500))
    );
    net.books_hold().await;
}

async fn a_fee_is_kept_by_rule_and_day(engine: Engine) {
    let net = Network::open(engine, "fees").await;
    let hesdin = net.venue("Hesdin").await;
    let order = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    for carnet in &order.carnets {
        net.hands_over(carnet, "62447", "JOB_SEEKER").await.ok();
    }
    let rule = |from: &str, rate: i64| json!({ "order": order.order, "from": from, "rate": rate });
    let operator = &net.cast.operator;
    net.asks(&net.cast.treasurer, SET_FEE, rule("2025-10-02", 40)).await.refused("FORBIDDEN");
    net.asks(operator, SET_FEE, rule("2025-10-02", 201)).await.refused("INPUT_INVALID");
    net.asks(operator, SET_FEE, rule("2025-10-02", 40)).await.ok();
    net.asks(operator, SET_FEE, rule("2025-10-03", 15)).await.ok();
    let other = net.places(&Wanted::default()).await;
    net.asks(operator, SET_FEE, json!({ "order": other, "from": "2025-10-02", "rate": 7 })).await.ok();
    let told = json!([{ "fromDay": "2025-10-02", "perMille": 40 }, { "fromDay": "2025-10-03", "perMille": 15 }]);
    for who in [operator, &net.cast.treasurer] {
        assert_eq!(net.asks(who, FEE_RULES, json!({ "order": order.order })).await.shown(), told);
    }
    assert_eq!(net.asks(&net.cast.funder, FEE_RULES, json!({ "order": order.order })).await.shown(), json!([]));
    let code = |carnet: usize, no: usize| order.carnets[carnet].codes[no].as_str();
    net.redeems(&hesdin, &[code(0, 0)]).await.ok();
    net.it_is("2025-10-02", (9, 0));
    net.redeems(&hesdin, &[code(0, 1)]).await.ok();
    net.it_is("2025-10-03", (9, 0));
    net.redeems(&hesdin, &[code(0, 2), code(1, 0)]).await.ok();
    // Nothing on the first day, 40 cents on the second, 15 + 15 on the third.
    let run = net.sends_a_run().await;
    let seen = net.asks(&net.cast.treasurer, TRANSFERS, json!({ "settlement": run })).await.shown();
    assert_eq!(seen["transfers"]["edges"][0]["node"]["amountCents"], 3930);
    net.confirms(&run).await.ok();
    net.books_hold().await;
}
