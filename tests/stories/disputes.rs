//! Disputes: a venue does not agree with a line of its statement, or misses one; the network answers, and says how it ends.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{ACTS, ANSWER_DISPUTE, CLOSE_DISPUTE, DISPUTE, DISPUTES, OPEN_DISPUTE},
    },
};

on_both_engines!(
    a_line_that_was_wrong_is_reversed,
    a_line_that_was_right_is_paid_as_is,
    what_is_missing_is_explained,
    the_network_answers_within_its_days,
    a_dispute_is_between_the_venue_and_the_network,
    a_statement_is_disputed_in_its_time,
);

/// A venue whose two cheques are in a run that is paid; the run, and the lines of its statement.
async fn paid(net: &Network) -> (Place, String, Vec<i64>) {
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    net.exports(&run).await.ok();
    net.confirms(&run).await.ok();
    let statement = net.statement(&hesdin.manager, &hesdin, &run).await;
    let lines = statement["lines"]["edges"].as_array().expect("lines").iter();
    let lines = lines.map(|edge| edge["node"]["line"].as_i64().expect("a line")).collect();
    (hesdin, run, lines)
}

async fn opens(net: &Network, place: &Place, run: &str, line: Option<i64>) -> Answer {
    let asked = json!({ "venue": place.id, "settlement": run, "line": line, "body": "Ce chèque\nn’est pas le nôtre." });
    net.asks(&place.manager, OPEN_DISPUTE, asked).await
}

async fn closes(net: &Network, id: &str, outcome: &str) -> Answer {
    let asked = json!({ "id": id, "outcome": outcome, "reason": "Feuille de présence relue avec le lieu" });
    net.asks(&net.cast.operator, CLOSE_DISPUTE, asked).await
}

async fn listed(net: &Network, who: &Person, asked: Value) -> Vec<Value> {
    net.asks(who, DISPUTES, asked).await.nodes()
}

async fn a_line_that_was_wrong_is_reversed(engine: Engine) {
    let net = Network::open(engine, "dispute_reversed").await;
    let (hesdin, run, lines) = paid(&net).await;
    let opened = opens(&net, &hesdin, &run, Some(lines[0])).await.ok();
    assert_eq!((&opened["stage"], &opened["answerBy"]), (&json!("OPEN"), &json!("2025-10-16")));
    let id = text(&opened["disputeId"]);
    opens(&net, &hesdin, &run, Some(lines[0])).await.refused("WRONG_STAGE");

    let operator = &net.cast.operator;
    let waiting = listed(&net, operator, json!({ "stage": "OPEN" })).await;
    assert_eq!(
        (&waiting[0]["id"], &waiting[0]["chequeNo"], &waiting[0]["valueCents"]),
        (&json!(id), &json!(1), &json!(1000))
    );
    let answer = json!({ "id": id, "body": "Nous relisons la feuille." });
    assert_eq!(net.asks(operator, ANSWER_DISPUTE, answer).await.ok()["stage"], "ANSWERED");
    let again = json!({ "id": id, "body": "Merci." });
    assert_eq!(net.asks(&hesdin.manager, ANSWER_DISPUTE, again.clone()).await.ok()["stage"], "OPEN");
    closes(&net, &id, "EXPLAINED").await.refused("INPUT_INVALID");
    assert_eq!(closes(&net, &id, "REVERSED").await.ok()["stage"], "CLOSED");
    closes(&net, &id, "REVERSED").await.refused("WRONG_STAGE");
    net.asks(&hesdin.manager, ANSWER_DISPUTE, again).await.refused("WRONG_STAGE");

    let seen = net.asks(&hesdin.manager, DISPUTE, json!({ "id": id })).await.shown();
    let sides: Vec<&Value> = seen["messages"].as_array().expect("a thread").iter().map(|one| &one["side"]).collect();
    assert_eq!(sides, [&json!("VENUE"), &json!("NETWORK"), &json!("VENUE"), &json!("NETWORK")]);
    assert_eq!(
        (&seen["outcome"], &seen["messages"][0]["body"]),
        (&json!("REVERSED"), &json!("Ce chèque\nn’est pas le nôtre."))
    );
    // The redemption is undone in the same act: the venue owes it back.
    let found = net.asks(operator, ACTS, json!({ "venue": hesdin.id })).await.nodes();
    assert_eq!(found[0]["lines"][0]["undone"]["recoverable"], true);
    net.books_hold().await;
}

async fn a_line_that_was_right_is_paid_as_is(engine: Engine) {
    let net = Network::open(engine, "dispute_as_is").await;
    let (hesdin, run, lines) = paid(&net).await;
    let id = text(&opens(&net, &hesdin, &run, Some(lines[1])).await.ok()["disputeId"]);
    closes(&net, &id, "PAID_AS_IS").await.ok();
    // Once it is closed the line may be disputed again; one that was undone meanwhile cannot be reversed.
    let again = text(&opens(&net, &hesdin, &run, Some(lines[1])).await.ok()["disputeId"]);
    let act = net.asks(&net.cast.operator, ACTS, json!({ "venue": hesdin.id })).await.nodes();
    net.reverses(&text(&act[0]["receiptId"]), &[2]).await.ok();
    closes(&net, &again, "REVERSED").await.refused("VOIDED");
    closes(&net, &again, "PAID_AS_IS").await.ok();
    net.books_hold().await;
}

async fn what_is_missing_is_explained(engine: Engine) {
    let net = Network::open(engine, "dispute_missing").await;
    let (hesdin, run, _) = paid(&net).await;
    let id = text(&opens(&net, &hesdin, &run, None).await.ok()["disputeId"]);
    opens(&net, &hesdin, &run, None).await.refused("WRONG_STAGE");
    for outcome in ["PAID_AS_IS", "REVERSED"] {
        closes(&net, &id, outcome).await.refused("INPUT_INVALID");
    }
    closes(&net, &id, "EXPLAINED").await.ok();
    let closed = listed(&net, &hesdin.manager, json!({ "stage": "CLOSED" })).await;
    assert_eq!((&closed[0]["outcome"], &closed[0]["carnet"]), (&json!("EXPLAINED"), &Value::Null));
}

async fn the_network_answers_within_its_days(engine: Engine) {
    let net = Network::open(engine, "dispute_late").await;
    let (hesdin, run, lines) = paid(&net).await;
    let id = text(&opens(&net, &hesdin, &run, Some(lines[0])).await.ok()["disputeId"]);
    net.it_is("2025-10-16", (23, 0));
    assert_eq!(listed(&net, &net.cast.operator, json!({})).await[0]["late"], false);
    net.it_is("2025-10-17", (8, 0));
    assert_eq!(listed(&net, &net.cast.operator, json!({})).await[0]["late"], true);
    let answer = json!({ "id": id, "body": "Pardon pour le retard." });
    net.asks(&net.cast.second_operator, ANSWER_DISPUTE, answer).await.ok();
    assert_eq!(listed(&net, &net.cast.operator, json!({})).await[0]["late"], false);
}

async fn a_dispute_is_between_the_venue_and_the_network(engine: Engine) {
    let net = Network::open(engine, "dispute_whose").await;
    let (hesdin, run, lines) = paid(&net).await;
    let auchy = net.venue("Auchy").await;
    let id = text(&opens(&net, &hesdin, &run, Some(lines[0])).await.ok()["disputeId"]);
    let write = json!({ "id": id, "body": "x" });
    let asked = |place: &Place| json!({ "venue": place.id, "settlement": run, "line": lines[1], "body": "x" });
    net.asks(&auchy.manager, OPEN_DISPUTE, asked(&hesdin)).await.refused("NOT_FOUND");
    net.asks(&auchy.manager, OPEN_DISPUTE, asked(&auchy)).await.refused("NOT_FOUND");
    net.asks(&auchy.manager, ANSWER_DISPUTE, write.clone()).await.refused("NOT_FOUND");
    for who in [&hesdin.counter, &net.cast.treasurer, &net.cast.funder, &Person::nobody()] {
        net.asks(who, ANSWER_DISPUTE, write.clone()).await.refused("FORBIDDEN");
        net.asks(who, OPEN_DISPUTE, asked(&hesdin)).await.refused("FORBIDDEN");
    }
    net.asks(&net.cast.operator, OPEN_DISPUTE, asked(&hesdin)).await.refused("FORBIDDEN");
    let close = json!({ "id": id, "outcome": "PAID_AS_IS", "reason": "x" });
    net.asks(&hesdin.manager, CLOSE_DISPUTE, close).await.refused("FORBIDDEN");
    for who in [&auchy.manager, &hesdin.counter, &net.cast.funder, &Person::nobody()] {
        assert!(net.asks(who, DISPUTE, json!({ "id": id })).await.shown().is_null());
        assert!(listed(&net, who, json!({})).await.is_empty());
    }
    for who in [&hesdin.manager, &net.cast.operator, &net.cast.treasurer] {
        assert_eq!(listed(&net, who, json!({ "venue": hesdin.id })).await.len(), 1);
    }
    let empty = json!({ "id": id, "body": " \n " });
    net.asks(&hesdin.manager, ANSWER_DISPUTE, empty).await.refused("INPUT_INVALID");
    let absent = json!({ "id": net.nothing(), "body": "x" });
    net.asks(&net.cast.operator, ANSWER_DISPUTE, absent).await.refused("NOT_FOUND");
}

async fn a_statement_is_disputed_in_its_time(engine: Engine) {
    let net = Network::open(engine, "dispute_time").await;
    let (hesdin, run, lines) = paid(&net).await;
    opens(&net, &hesdin, &net.nothing(), None).await.refused("NOT_FOUND");
    opens(&net, &hesdin, &run, Some(999)).await.refused("NOT_FOUND");
    net.it_is("2025-11-30", (23, 0));
    opens(&net, &hesdin, &run, Some(lines[0])).await.ok();
    net.it_is("2025-12-01", (8, 0));
    opens(&net, &hesdin, &run, Some(lines[1])).await.refused("DISPUTE_TOO_LATE");
}
