//! Corrections: the network undoes redemptions after their day, some cheques of an act or all, before they are paid or after.

use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        cast::Person,
        deeds::{ACTS, CLOSE_ORDER, PREPARE, REVERSE, STATEMENT},
    },
};

on_both_engines!(
    one_cheque_of_an_act_is_corrected_before_it_is_paid,
    what_was_paid_is_owed_back_by_the_venue,
    a_blocked_cheque_does_not_live_again,
    after_the_order_is_closed_the_money_is_its_funders,
    a_prepared_run_that_loses_lines_is_prepared_again,
    an_act_is_found_by_its_receipt_its_booklet_or_its_venue,
    only_the_operator_corrects,
);

async fn one_cheque_of_an_act_is_corrected_before_it_is_paid(engine: Engine) {
    let net = Network::open(engine, "corrected").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok()["id"]);
    net.it_is("2025-10-09", (9, 0));
    net.voids(&hesdin, &receipt).await.refused("VOID_TOO_LATE");

    let done = net.reverses(&receipt, &[2]).await.ok();
    let expected = json!({ "receiptId": receipt, "cheques": 1, "valueCents": 1000, "recoverableCents": 0,
        "refundableCents": 0, "blocked": false });
    assert_eq!(done, expected);
    net.reverses(&receipt, &[2]).await.refused("VOIDED");

    let act = net.act(&receipt).await;
    assert!(act["lines"][0]["undone"].is_null() && act["lines"][2]["undone"].is_null(), "{act}");
    let undone = &act["lines"][1]["undone"];
    assert_eq!((&undone["side"], &undone["recoverable"]), (&json!("NETWORK"), &json!(false)));
    assert_eq!(undone["by"], net.cast.operator.id());

    // The cheque serves elsewhere; what remains of the act is paid.
    net.redeems(&auchy, &[&carnet[1]]).await.ok();
    let step = net.asks(&net.cast.treasurer, PREPARE, json!({})).await.ok();
    assert_eq!((&step["cheques"], &step["venues"]), (&json!(3), &json!(2)));
    net.books_hold().await;
}

async fn what_was_paid_is_owed_back_by_the_venue(engine: Engine) {
    let net = Network::open(engine, "owed_back").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok()["id"]);
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    let done = net.reverses(&receipt, &[1]).await.ok();
    assert_eq!((&done["valueCents"], &done["recoverableCents"]), (&json!(1000), &json!(1000)), "in transit already");
    net.exports(&run).await.ok();
    net.confirms(&run).await.ok();
    net.it_is("2025-12-01", (9, 0));
    assert_eq!(net.reverses(&receipt, &[]).await.ok()["cheques"], 1, "the other one, months later");
    net.reverses(&receipt, &[]).await.refused("VOIDED");

    // The statement of that run tells what was paid then.
    let asked = json!({ "venue": hesdin.id, "settlement": run });
    assert_eq!(net.asks(&hesdin.manager, STATEMENT, asked).await.shown()["total"]["cheques"], 2);
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    net.books_hold().await;
}

async fn a_blocked_cheque_does_not_live_again(engine: Engine) {
    let net = Network::open(engine, "blocked_for_good").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    let asked = json!({ "receipt": receipt, "lines": [], "reason": "Chèque photocopié", "blocked": true });
    assert_eq!(net.asks(&net.cast.operator, REVERSE, asked).await.ok()["blocked"], true);
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("BLOCKED");
    net.books_hold().await;
}

async fn after_the_order_is_closed_the_money_is_its_funders(engine: Engine) {
    let net = Network::open(engine, "closed_order").await;
    let hesdin = net.venue("Hesdin").await;
    let soon = Wanted { dates: ["2025-10-10", "2025-10-15", "2025-10-20"], ..Wanted::default() };
    let run = net.order(soon).await;
    net.hands_over(&run.carnets[0], "62447", "JOB_SEEKER").await.ok();
    let receipt = text(&net.redeems(&hesdin, &[&run.carnets[0][0], &run.carnets[0][1]]).await.ok()["id"]);
    net.it_is("2025-10-22", (9, 0));
    // Between the last day and the closing, what comes back is the order's.
    assert_eq!(net.reverses(&receipt, &[1]).await.ok()["refundableCents"], 0);
    let closed = net.asks(&net.cast.operator, CLOSE_ORDER, json!({ "order": run.order })).await.ok();
    assert_eq!(closed["refundableCents"], 9000);
    assert_eq!(net.reverses(&receipt, &[2]).await.ok()["refundableCents"], 1000);
    net.redeems(&hesdin, &[&run.carnets[0][1]]).await.refused("EXPIRED");
    net.books_hold().await;
}

async fn a_prepared_run_that_loses_lines_is_prepared_again(engine: Engine) {
    let net = Network::open(engine, "run_again").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    let first = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    net.redeems(&auchy, &[&carnet[1]]).await.ok();
    let october = net.prepares().await;
    let late = text(&net.redeems(&hesdin, &[&carnet[2]]).await.ok()["id"]);
    let november = net.prepares().await;

    // An older run loses a line: it is the one that is prepared again, and the later one keeps its own.
    net.reverses(&first, &[]).await.ok();
    net.approves(&october).await.refused("WRONG_STAGE");
    let again = net.asks(&net.cast.treasurer, PREPARE, json!({})).await.ok();
    assert_eq!((&again["settlementId"], &again["amountCents"]), (&json!(october), &json!(1000)));
    net.approves(&october).await.ok();
    // The later run has nothing left, and is the last: it waits for what comes next.
    net.reverses(&late, &[]).await.ok();
    net.approves(&november).await.refused("WRONG_STAGE");
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.redeems(&hesdin, &[&carnet[3]]).await.ok();
    assert_eq!(net.prepares().await, november);
    net.approves(&november).await.ok();
    net.books_hold().await;
}

async fn an_act_is_found_by_its_receipt_its_booklet_or_its_venue(engine: Engine) {
    let net = Network::open(engine, "found").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (carnet, other) = (net.carnet().await, net.carnet().await);
    let mut receipts = Vec::new();
    for (place, code) in [(&hesdin, &carnet[0]), (&auchy, &carnet[1]), (&hesdin, &other[0])] {
        receipts.push(text(&net.redeems(place, &[code]).await.ok()["id"]));
    }
    let operator = &net.cast.operator;
    let found = |asked| async { net.asks(operator, ACTS, asked).await.nodes() };
    let ids = |acts: &[serde_json::Value]| acts.iter().map(|act| text(&act["receiptId"])).collect::<Vec<_>>();
    let by_booklet = found(json!({ "written": format!(" {} ", carnet.serial.to_lowercase()) })).await;
    assert_eq!(ids(&by_booklet), [receipts[1].clone(), receipts[0].clone()], "newest first");
    assert_eq!(by_booklet[0]["lines"][0]["carnet"], carnet.serial);
    let by_venue = found(json!({ "venue": hesdin.id })).await;
    assert_eq!(ids(&by_venue), [receipts[2].clone(), receipts[0].clone()]);
    for nothing in [json!({}), json!({ "written": "n’importe quoi" }), json!({ "written": net.nothing() })] {
        assert_eq!(found(nothing).await, Vec::<serde_json::Value>::new());
    }
    let page = net.asks(operator, ACTS, json!({ "venue": hesdin.id, "first": 1 })).await.shown();
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let next = json!({ "venue": hesdin.id, "first": 1, "after": page["pageInfo"]["endCursor"] });
    assert_eq!(ids(&found(next).await), [receipts[0].clone()]);
}

async fn only_the_operator_corrects(engine: Engine) {
    let net = Network::open(engine, "who_corrects").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    let asked = |reason: &str, receipt: &str, lines| json!({ "receipt": receipt, "lines": lines, "reason": reason });
    let cast = &net.cast;
    for who in [&hesdin.counter, &hesdin.manager, &cast.treasurer, &cast.funder, &cast.administrator, &Person::nobody()]
    {
        net.asks(who, REVERSE, asked("x", &receipt, json!([]))).await.refused("FORBIDDEN");
    }
    for who in [&hesdin.counter, &hesdin.manager, &cast.funder, &Person::nobody()] {
        assert!(net.asks(who, ACTS, json!({ "written": receipt })).await.nodes().is_empty());
    }
    assert_eq!(net.asks(&cast.treasurer, ACTS, json!({ "written": receipt })).await.nodes().len(), 1);
    let operator = &cast.operator;
    net.asks(operator, REVERSE, asked(" ", &receipt, json!([]))).await.refused("INPUT_INVALID");
    net.asks(operator, REVERSE, asked("x", &net.nothing(), json!([]))).await.refused("NOT_FOUND");
    net.asks(operator, REVERSE, asked("x", "reçu", json!([]))).await.refused("NOT_FOUND");
    net.asks(operator, REVERSE, asked("x", &receipt, json!([1]))).await.refused("NOT_FOUND");
    let mut once = asked("Chèque volé", &receipt, json!([]));
    once["key"] = json!("correction-1");
    let first = net.asks(operator, REVERSE, once.clone()).await;
    assert_eq!(net.asks(operator, REVERSE, once).await.text(), first.text(), "asked again, answered again");
    first.ok().as_object().expect("a reversal");
    net.books_hold().await;
}
