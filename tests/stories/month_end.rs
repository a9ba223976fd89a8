//! A month's end: gathered by one treasurer, approved by another, sent to the bank, confirmed, told to each venue.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{APPROVE, CONFIRM, EXPORT, PREPARE, SETTLEMENT, STATEMENT},
    },
};

on_both_engines!(
    a_month_is_gathered_approved_exported_and_confirmed,
    who_prepared_does_not_approve,
    each_step_has_its_time,
    the_bank_file_is_always_the_same_and_fetched_once,
    a_late_redemption_waits_for_the_next_run,
    a_statement_is_read_page_by_page,
    a_venue_reads_its_own_statement_alone,
    two_venues_of_one_structure_are_one_payment,
    a_run_that_can_pay_nobody_is_refused,
    one_cut_off_prepared_by_two_at_once_is_one_run,
);

async fn a_month_is_gathered_approved_exported_and_confirmed(engine: Engine) {
    let net = Network::open(engine, "month").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();
    net.redeems(&auchy, &[&carnet[3]]).await.ok();
    let undone = net.redeems(&auchy, &[&carnet[4]]).await.ok();
    net.voids(&auchy, &text(&undone["id"])).await.ok();

    let step = net.asks(&net.cast.treasurer, PREPARE, json!({})).await.ok();
    let expected =
        json!({ "no": 1, "stage": "prepared", "venues": 2, "payments": 2, "cheques": 4, "amountCents": 4000 });
    for (name, value) in expected.as_object().expect("facts") {
        assert_eq!(&step[name], value, "{name}");
    }
    let run = text(&step["settlementId"]);
    net.approves(&run).await.ok();
    assert_eq!(net.settlement(&net.cast.operator, &run).await["executionDay"], "2025-10-02");
    net.exports(&run).await.ok();
    assert_eq!(net.confirms(&run).await.ok(), json!({ "stage": "confirmed", "amountCents": 4000 }));

    let seen = net.settlement(&net.cast.operator, &run).await;
    assert_eq!(
        (&seen["stage"], &seen["amountCents"], &seen["payments"]),
        (&json!("confirmed"), &json!(4000), &json!(2))
    );
    let at_hesdin = net.statement(&hesdin.manager, &hesdin, &run).await;
    assert_eq!(at_hesdin["total"], json!({ "cheques": 3, "amountCents": 3000 }));
    net.books_hold().await;
}

async fn who_prepared_does_not_approve(engine: Engine) {
    let net = Network::open(engine, "four_eyes").await;
    spends(&net, 1).await;
    let run = net.prepares().await;
    let asked = |day: Value| json!({ "settlement": run, "day": day });

    net.asks(&net.cast.treasurer, APPROVE, asked(Value::Null)).await.refused("SAME_PERSON");
    for day in ["2025-09-30", "2026-01-01", "demain"] {
        net.asks(&net.cast.second_treasurer, APPROVE, asked(json!(day))).await.refused("DATES_INVALID");
    }
    net.asks(&net.cast.second_treasurer, APPROVE, asked(json!("2025-10-06"))).await.ok();
    net.asks(&net.cast.second_treasurer, APPROVE, asked(Value::Null)).await.refused("WRONG_STAGE");
    assert_eq!(net.settlement(&net.cast.treasurer, &run).await["executionDay"], "2025-10-06");
    net.books_hold().await;
}

async fn each_step_has_its_time(engine: Engine) {
    let net = Network::open(engine, "each_step").await;
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    spends(&net, 1).await;
    let run = net.prepares().await;
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.exports(&run).await.refused("WRONG_STAGE");
    net.confirms(&run).await.refused("WRONG_STAGE");
    net.approves(&run).await.ok();
    net.confirms(&run).await.refused("WRONG_STAGE");
    net.exports(&run).await.ok();
    let unsaid = json!({ "settlement": run, "reference": "" });
    net.asks(&net.cast.treasurer, CONFIRM, unsaid).await.refused("INPUT_INVALID");
    net.confirms(&run).await.ok();
    net.confirms(&run).await.refused("WRONG_STAGE");
    net.exports(&run).await.ok();

    let absent = net.nothing();
    net.approves(&absent).await.refused("NOT_FOUND");
    net.exports(&absent).await.refused("NOT_FOUND");
    net.confirms(&absent).await.refused("NOT_FOUND");
    net.books_hold().await;
}

async fn the_bank_file_is_always_the_same_and_fetched_once(engine: Engine) {
    let net = Network::open(engine, "bank_file").await;
    spends(&net, 2).await;
    let run = net.prepares().await;
    net.approves(&run).await.ok();

    let asked = json!({ "key": "banque-1", "settlement": run });
    let first = net.asks(&net.cast.treasurer, EXPORT, asked.clone()).await;
    let replay = net.asks(&net.cast.treasurer, EXPORT, asked).await;
    assert_eq!(first.text(), replay.text());
    let export = first.ok();
    let (file, ticket) = (text(&export["file"]["file"]["id"]), text(&export["file"]["ticket"]));
    let xml = net.fetches(&file, &ticket).await.expect("the first time");
    assert_eq!(net.fetches(&file, &ticket).await, Err(StatusCode::NOT_FOUND));

    net.it_is("2025-11-12", (9, 0));
    let again = net.exports(&run).await.ok();
    assert_eq!(again["file"]["file"], export["file"]["file"], "one file, whenever it is asked");
    assert_ne!(again["file"]["ticket"], export["file"]["ticket"]);
    assert_eq!(net.fetches(&file, &text(&again["file"]["ticket"])).await.expect("a new ticket"), xml);
    let xml = String::from_utf8(xml).expect("UTF-8");
    assert!(xml.contains("pain.001.001.09") && xml.contains("<CtrlSum>20.00</CtrlSum>"), "{xml}");
}

async fn a_late_redemption_waits_for_the_next_run(engine: Engine) {
    let net = Network::open(engine, "next_run").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let october = net.prepares().await;
    net.redeems(&hesdin, &[&carnet[1], &carnet[2]]).await.ok();

    let november = net.prepares().await;
    for (run, cents) in [(&november, 2000), (&october, 1000)] {
        net.approves(run).await.ok();
        net.exports(run).await.ok();
        net.confirms(run).await.ok();
        assert_eq!(net.settlement(&net.cast.operator, run).await["amountCents"], cents);
    }
    assert_eq!(net.statement(&hesdin.manager, &hesdin, &october).await["total"]["cheques"], 1);
    net.books_hold().await;
}

async fn a_statement_is_read_page_by_page(engine: Engine) {
    let net = Network::open(engine, "statement_pages").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for code in &carnet.codes[..5] {
        net.redeems(&hesdin, &[code]).await.ok();
    }
    let run = net.prepares().await;
    let (mut read, mut after) = (Vec::new(), Value::Null);
    loop {
        let asked = json!({ "venue": hesdin.id, "settlement": run, "first": 2, "after": after });
        let lines = net.asks(&hesdin.manager, STATEMENT, asked).await.shown()["lines"].clone();
        read.extend(lines["edges"].as_array().expect("edges").iter().map(|edge| edge["node"]["chequeNo"].clone()));
        after = lines["pageInfo"]["endCursor"].clone();
        if lines["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(read, [1, 2, 3, 4, 5].map(|no| json!(no)));
    let wide = json!({ "venue": hesdin.id, "settlement": run, "first": 101 });
    assert_eq!(net.asks(&hesdin.manager, STATEMENT, wide).await.fault(), "LIMIT_EXCEEDED");
}

async fn a_venue_reads_its_own_statement_alone(engine: Engine) {
    let net = Network::open(engine, "own_statement").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let idle = net.venue("Azincourt").await;
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.redeems(&auchy, &[&carnet[1]]).await.ok();
    let run = net.prepares().await;

    let cast = &net.cast;
    let (sees, does_not) = (true, false);
    let table: [(&Person, &Place, bool); 9] = [
        (&hesdin.manager, &hesdin, sees),
        (&hesdin.manager, &auchy, does_not),
        (&hesdin.counter, &hesdin, does_not),
        (&idle.manager, &idle, does_not),
        (&cast.treasurer, &auchy, sees),
        (&cast.operator, &auchy, sees),
        (&cast.funder, &hesdin, does_not),
        (&cast.analyst, &hesdin, does_not),
        (&Person::nobody(), &hesdin, does_not),
    ];
    for (who, place, seen) in table {
        assert_eq!(!net.statement(who, place, &run).await.is_null(), seen, "{who:?}");
    }
    for (who, seen) in
        [(&cast.treasurer, sees), (&cast.operator, sees), (&hesdin.manager, does_not), (&cast.funder, does_not)]
    {
        assert_eq!(!net.settlement(who, &run).await.is_null(), seen, "{who:?}");
    }
    assert!(net.settlement(&cast.treasurer, &net.nothing()).await.is_null());
    assert!(net.statement(&cast.treasurer, &hesdin, &net.nothing()).await.is_null());
    let page =
        net.asks(&cast.treasurer, SETTLEMENT, json!({ "settlement": run, "first": 1 })).await.shown()["venues"].clone();
    assert_eq!((page["edges"].as_array().map(Vec::len), &page["pageInfo"]["hasNextPage"]), (Some(1), &json!(true)));
}

async fn two_venues_of_one_structure_are_one_payment(engine: Engine) {
    let net = Network::open(engine, "one_payment").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let annexe = net.annexe(&hesdin, "Auchy").await;
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.redeems(&annexe, &[&carnet[1]]).await.ok();

    let step = net.asks(&net.cast.treasurer, PREPARE, json!({})).await.ok();
    assert_eq!((&step["venues"], &step["payments"], &step["amountCents"]), (&json!(2), &json!(1), &json!(2000)));
    let run = text(&step["settlementId"]);
    assert_eq!(net.statement(&hesdin.manager, &annexe, &run).await["total"]["cheques"], 1);
}

/// No verb takes an account away: it is taken by hand, as a mistake in the database would.
async fn a_run_that_can_pay_nobody_is_refused(engine: Engine) {
    let net = Network::open(engine, "no_account").await;
    spends(&net, 1).await;
    net.rewrites("update account_period set from_at = from_at + 100000000000").await;
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NO_ACCOUNT");
    net.rewrites("update account_period set from_at = from_at - 100000000000").await;
    net.prepares().await;
    net.books_hold().await;
}

/// So many cheques are used somewhere.
async fn spends(net: &Network, cheques: usize) {
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for code in &carnet.codes[..cheques] {
        net.redeems(&hesdin, &[code]).await.ok();
    }
}

async fn one_cut_off_prepared_by_two_at_once_is_one_run(engine: Engine) {
    let net = Network::open(engine, "two_at_once").await;
    spends(&net, 3).await;
    let (one, other) = tokio::join!(
        net.asks(&net.cast.treasurer, PREPARE, json!({})),
        net.asks(&net.cast.second_treasurer, PREPARE, json!({})),
    );
    let done: Vec<Value> = [one, other].into_iter().filter(|one| one.refusal().is_none()).map(|one| one.ok()).collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert_eq!((&done[0]["no"], &done[0]["cheques"]), (&json!(1), &json!(3)));
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.books_hold().await;
}
