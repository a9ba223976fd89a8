//! Payments as they are read: what the next run would pay, the runs, and when a venue's money comes.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{NEXT_PAYMENTS, PREVIEW, SETTLEMENT, SETTLEMENTS, STATEMENTS},
    },
};

on_both_engines!(
    the_next_run_is_seen_before_it_is_prepared,
    runs_are_read_newest_first,
    a_venue_knows_when_its_money_comes,
    statements_are_read_newest_first_for_all_venues_of_a_structure,
    nobody_reads_the_payments_of_others,
);

async fn the_next_run_is_seen_before_it_is_prepared(engine: Engine) {
    let net = Network::open(engine, "preview").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let nothing = preview(&net).await;
    assert_eq!((&nothing["cheques"], &nothing["venues"], &nothing["nextRun"]), (&json!(0), &json!([]), &Value::Null));

    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    net.redeems(&auchy, &[&carnet[2]]).await.ok();
    let undone = net.redeems(&auchy, &[&carnet[3]]).await.ok();
    net.voids(&auchy, &text(&undone["id"])).await.ok();

    let seen = preview(&net).await;
    assert_eq!(
        (&seen["cheques"], &seen["amountCents"], &seen["interrupted"]),
        (&json!(3), &json!(3000), &json!(false))
    );
    let of = |place: &Place| {
        let venues = seen["venues"].as_array().expect("venues");
        venues.iter().find(|one| one["venue"]["id"] == place.id.as_str()).cloned().expect("the venue is there")
    };
    assert_eq!(
        of(&hesdin),
        json!({ "venue": { "id": hesdin.id, "name": "Mairie de Hesdin" }, "cheques": 2, "amountCents": 2000, "hasAccount": true })
    );
    assert_eq!(of(&auchy)["cheques"], 1, "what was undone is not paid");

    // What was seen is what is prepared; afterwards nothing waits.
    let run = net.prepares().await;
    assert_eq!(net.settlement(&net.cast.treasurer, &run).await["amountCents"], seen["amountCents"]);
    assert_eq!(preview(&net).await["cheques"], 0);
}

async fn preview(net: &Network) -> Value {
    net.asks(&net.cast.treasurer, PREVIEW, json!({})).await.shown()
}

async fn runs_are_read_newest_first(engine: Engine) {
    let net = Network::open(engine, "runs").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let mut runs = Vec::new();
    for code in &carnet.codes[..5] {
        net.redeems(&hesdin, &[code]).await.ok();
        runs.insert(0, net.prepares().await);
    }
    net.approves(&runs[4]).await.ok();
    net.exports(&runs[4]).await.ok();
    net.confirms(&runs[4]).await.ok();

    let (mut read, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = net.asks(&net.cast.operator, SETTLEMENTS, json!({ "first": 2, "after": after })).await.shown();
        read.extend(page["edges"].as_array().expect("edges").iter().map(|edge| edge["node"].clone()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(read.iter().map(|run| text(&run["id"])).collect::<Vec<_>>(), runs);
    assert!(read.iter().all(|run| run["cheques"] == 1 && run["amountCents"] == 1000 && run["payments"] == 1));
    assert_eq!((&read[4]["stage"], &read[3]["stage"]), (&json!("confirmed"), &json!("prepared")));
    let unreadable = net.asks(&net.cast.operator, SETTLEMENTS, json!({ "after": "deux" })).await;
    assert_eq!(unreadable.fault(), "BAD_REQUEST");

    let mine = net.settlement(&net.cast.treasurer, &runs[0]).await;
    let others = net.settlement(&net.cast.second_treasurer, &runs[4]).await;
    assert_eq!((&mine["preparedByMe"], &others["preparedByMe"]), (&json!(true), &json!(false)));
    assert_eq!(others["bankReference"], "RELEVE 2025-10");
}

async fn a_venue_knows_when_its_money_comes(engine: Engine) {
    let net = Network::open(engine, "money_comes").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let expects = async || net.asks(&hesdin.manager, NEXT_PAYMENTS, json!({})).await.shown()[0].clone();
    assert_eq!(expects().await["amountCents"], 0);

    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let waits = expects().await;
    assert_eq!((&waits["cheques"], &waits["amountCents"], &waits["nextRun"]), (&json!(2), &json!(2000), &Value::Null));

    let run = net.prepares().await;
    net.redeems(&hesdin, &[&carnet[2]]).await.ok();
    let gathered = expects().await;
    assert_eq!((&gathered["amountCents"], &gathered["underWay"][0]["stage"]), (&json!(1000), &json!("prepared")));
    assert_eq!(gathered["underWay"][0]["executionDay"], Value::Null, "no day is promised before the second person");

    net.approves(&run).await.ok();
    net.exports(&run).await.ok();
    let sent = expects().await;
    let expected =
        json!([{ "settlementNo": 1, "stage": "exported", "amountCents": 2000, "executionDay": "2025-10-02" }]);
    assert_eq!(sent["underWay"], expected);
    net.confirms(&run).await.ok();
    assert_eq!(expects().await["underWay"], json!([]));
}

async fn statements_are_read_newest_first_for_all_venues_of_a_structure(engine: Engine) {
    let net = Network::open(engine, "statement_list").await;
    let hesdin = net.venue("Hesdin").await;
    let (annexe, carnet) = (net.annexe(&hesdin, "Azincourt").await, net.carnet().await);
    let mut expected = Vec::new();
    for month in 0..3 {
        net.redeems(&hesdin, &[&carnet[2 * month]]).await.ok();
        net.redeems(&annexe, &[&carnet[2 * month + 1]]).await.ok();
        let run = net.prepares().await;
        net.approves(&run).await.ok();
        let mut venues = [hesdin.id.clone(), annexe.id.clone()];
        venues.sort();
        expected.splice(0..0, venues.map(|venue| (json!(month + 1), json!(venue))));
    }
    let (mut read, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = net.asks(&hesdin.manager, STATEMENTS, json!({ "first": 4, "after": after })).await.shown();
        let edges = page["edges"].as_array().expect("edges").clone();
        read.extend(
            edges.iter().map(|edge| (edge["node"]["settlementNo"].clone(), edge["node"]["venue"]["id"].clone())),
        );
        for edge in &edges {
            let node = &edge["node"];
            assert_eq!((&node["cheques"], &node["stage"]), (&json!(1), &json!("approved")));
            // One transfer pays both venues; the account is shown masked.
            let transfer = &node["transfer"];
            assert!(text(&transfer["iban"]).contains("••••") && text(&transfer["reference"]).starts_with("PASSEGUE-"));
        }
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(read, expected);
    let one = net.asks(&hesdin.manager, STATEMENTS, json!({ "venue": annexe.id })).await.nodes();
    assert!(one.len() == 3 && one.iter().all(|paid| paid["venue"]["name"] == "Mairie de Azincourt"));
}

async fn nobody_reads_the_payments_of_others(engine: Engine) {
    let net = Network::open(engine, "others_payments").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let run = net.prepares().await;
    let counter = net.newcomer(&hesdin, Role::CounterStaff).await;
    let asked = json!({ "venue": hesdin.id });
    let outside: [&Person; 5] = [&auchy.manager, &counter, &net.cast.funder, &net.cast.analyst, &Person::nobody()];
    for who in outside {
        assert!(net.asks(who, STATEMENTS, asked.clone()).await.nodes().is_empty(), "{who:?}");
        assert_eq!(net.asks(who, NEXT_PAYMENTS, asked.clone()).await.shown(), json!([]), "{who:?}");
        assert!(net.asks(who, SETTLEMENTS, json!({})).await.nodes().is_empty(), "{who:?}");
        assert!(net.asks(who, PREVIEW, json!({})).await.shown().is_null(), "{who:?}");
        assert!(net.asks(who, SETTLEMENT, json!({ "settlement": run })).await.shown().is_null(), "{who:?}");
    }
    assert_eq!(net.asks(&net.cast.operator, STATEMENTS, asked).await.nodes().len(), 1);
}
