//! Holding back: what is looked into waits outside payment, and enters the next run once it is released.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{HELD_PAYMENTS, HOLD, HOLD_PAYMENTS, NEXT_PAYMENTS, PREPARE, PREVIEW, RELEASE, RELEASE_PAYMENTS},
    },
};

on_both_engines!(
    a_held_cheque_waits_and_is_paid_later,
    a_held_cheque_leaves_a_run_that_is_prepared,
    a_venue_that_is_suspended_may_be_held_whole,
    what_is_held_is_shown_to_who_pays_and_to_who_waits,
    only_the_operator_holds,
);

async fn prepared(net: &Network) -> (String, i64) {
    let step = net.asks(&net.cast.treasurer, PREPARE, json!({})).await.ok();
    (text(&step["settlementId"]), step["cheques"].as_i64().expect("a number"))
}

async fn a_held_cheque_waits_and_is_paid_later(engine: Engine) {
    let net = Network::open(engine, "held").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok()["id"]);
    assert_eq!(net.holds(&receipt, &[1, 2]).await.ok()["valueCents"], 2000);
    net.holds(&receipt, &[1]).await.refused("WRONG_STAGE");
    assert_eq!(net.act(&receipt).await["lines"][0]["hold"]["by"], net.cast.operator.id());

    let (run, cheques) = prepared(&net).await;
    assert_eq!(cheques, 1);
    net.approves(&run).await.ok();
    net.books_hold().await;
    // One is released after the run passed it over, one is held still.
    net.releases(&receipt, &[1]).await.ok();
    net.releases(&receipt, &[1]).await.refused("WRONG_STAGE");
    assert_eq!(prepared(&net).await.1, 1);
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.books_hold().await;

    // Held, released and held again: each time is kept, and it is paid once in the end.
    net.releases(&receipt, &[2]).await.ok();
    net.holds(&receipt, &[2]).await.ok();
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.releases(&receipt, &[2]).await.ok();
    assert_eq!(prepared(&net).await.1, 1);
    net.books_hold().await;
}

async fn a_held_cheque_leaves_a_run_that_is_prepared(engine: Engine) {
    let net = Network::open(engine, "leaves").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok()["id"]);
    let (run, _) = prepared(&net).await;
    net.holds(&receipt, &[2]).await.ok();
    net.approves(&run).await.refused("WRONG_STAGE");
    assert_eq!(prepared(&net).await, (run.clone(), 1));
    net.approves(&run).await.ok();
    net.holds(&receipt, &[1]).await.refused("ALREADY_PAID");
    // What is held may still be undone for good.
    net.reverses(&receipt, &[2]).await.ok();
    net.holds(&receipt, &[2]).await.refused("VOIDED");
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.books_hold().await;
}

fn of_venue(place: &Place) -> Value {
    json!({ "venue": place.id, "reason": "Visite de contrôle" })
}

async fn a_venue_that_is_suspended_may_be_held_whole(engine: Engine) {
    let net = Network::open(engine, "venue_held").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    net.redeems(&auchy, &[&carnet[2]]).await.ok();
    let (run, cheques) = prepared(&net).await;
    assert_eq!(cheques, 3);
    net.suspends(&hesdin).await.ok();
    let operator = &net.cast.operator;
    assert_eq!(net.asks(operator, HOLD_PAYMENTS, of_venue(&hesdin)).await.ok()["held"], true);
    net.asks(operator, HOLD_PAYMENTS, of_venue(&hesdin)).await.refused("WRONG_STAGE");
    let held = net.asks(operator, HELD_PAYMENTS, json!({})).await.shown();
    assert_eq!(
        (&held[0]["venue"]["id"], &held[0]["hold"]["reason"]),
        (&json!(hesdin.id), &json!("Visite de contrôle"))
    );

    assert_eq!(prepared(&net).await, (run.clone(), 1), "the other venue is paid");
    net.approves(&run).await.ok();
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    net.books_hold().await;
    net.asks(operator, RELEASE_PAYMENTS, of_venue(&hesdin)).await.ok();
    net.asks(operator, RELEASE_PAYMENTS, of_venue(&hesdin)).await.refused("WRONG_STAGE");
    assert_eq!(prepared(&net).await.1, 2);
    net.books_hold().await;
}

async fn what_is_held_is_shown_to_who_pays_and_to_who_waits(engine: Engine) {
    let net = Network::open(engine, "held_shown").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok()["id"]);
    net.redeems(&auchy, &[&carnet[3]]).await.ok();
    net.holds(&receipt, &[1]).await.ok();
    let shown = |of: Value| (of["cheques"].clone(), of["amountCents"].clone(), of["heldCheques"].clone());
    let preview = || async { net.asks(&net.cast.treasurer, PREVIEW, json!({})).await.shown() };
    let expected = || async { net.asks(&hesdin.manager, NEXT_PAYMENTS, json!({})).await.shown()[0].clone() };
    assert_eq!(shown(preview().await), (json!(3), json!(3000), json!(1)));
    assert_eq!(shown(expected().await), (json!(2), json!(2000), json!(1)));

    let (run, _) = prepared(&net).await;
    net.approves(&run).await.ok();
    assert_eq!(shown(preview().await), (json!(0), json!(0), json!(1)), "passed over");
    assert_eq!(shown(expected().await), (json!(0), json!(0), json!(1)));
    net.releases(&receipt, &[1]).await.ok();
    assert_eq!(shown(preview().await), (json!(1), json!(1000), json!(0)));
    net.asks(&net.cast.operator, HOLD_PAYMENTS, of_venue(&hesdin)).await.ok();
    assert_eq!(shown(preview().await), (json!(0), json!(0), json!(1)));
    let waiting = expected().await;
    assert_eq!(
        (shown(waiting.clone()), &waiting["holdReason"]),
        ((json!(0), json!(0), json!(1)), &json!("Visite de contrôle"))
    );
    net.books_hold().await;
}

async fn only_the_operator_holds(engine: Engine) {
    let net = Network::open(engine, "who_holds").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    let cheque = json!({ "receipt": receipt, "lines": [], "reason": "x" });
    for who in [&hesdin.counter, &hesdin.manager, &net.cast.treasurer, &net.cast.funder, &Person::nobody()] {
        for deed in [HOLD, RELEASE] {
            net.asks(who, deed, cheque.clone()).await.refused("FORBIDDEN");
        }
        for deed in [HOLD_PAYMENTS, RELEASE_PAYMENTS] {
            net.asks(who, deed, of_venue(&hesdin)).await.refused("FORBIDDEN");
        }
    }
    for who in [&hesdin.manager, &net.cast.funder, &Person::nobody()] {
        assert_eq!(net.asks(who, HELD_PAYMENTS, json!({})).await.shown(), json!([]));
    }
    let operator = &net.cast.operator;
    let absent = json!({ "venue": net.nothing(), "reason": "x" });
    net.asks(operator, HOLD_PAYMENTS, absent.clone()).await.refused("NOT_FOUND");
    net.asks(operator, RELEASE_PAYMENTS, absent).await.refused("NOT_FOUND");
    for deed in [HOLD, RELEASE] {
        net.asks(operator, deed, json!({ "receipt": receipt, "lines": [], "reason": "" }))
            .await
            .refused("INPUT_INVALID");
        net.asks(operator, deed, json!({ "receipt": net.nothing(), "lines": [], "reason": "x" }))
            .await
            .refused("NOT_FOUND");
    }
}
