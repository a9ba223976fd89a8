//! The queue of requests: a booklet is promised once, each order serves its own, and who waited for the funder goes on.

use passegue::request_letters::RequestLetters;
use serde_json::json;
use store::conn::Place;

use super::requests::{asked, asks, read, settles, wish};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        deeds::{REQUEST, REQUEST_QUEUE, WITHDRAW_REQUEST},
    },
    sql,
};

on_both_engines!(
    a_booklet_of_nobodys_stock_is_promised_once,
    a_long_queue_keeps_nobody_else_waiting,
    who_waits_for_the_funder_goes_on_when_the_rule_says_yes,
);

async fn a_booklet_of_nobodys_stock_is_promised_once(engine: Engine) {
    let net = Network::open(engine, "wish_nobodys").await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let (here, elsewhere) = (&net.cast.prescriber, net.stranger("PRESCRIBER", kernel::access::Role::Prescriber).await);
    assert_eq!(asks(&net, here, wish("Amina Ba")).await.ok()["stage"], "ACCEPTED");
    assert_eq!(asks(&net, &elsewhere, wish("Zoé Roy")).await.ok()["stage"], "ACCEPTED");
    // Both booklets are promised, one by each: nobody promises them again.
    for (who, name) in [(here, "Léa Petit"), (&elsewhere, "Luc Noël")] {
        let told = asks(&net, who, wish(name)).await.ok();
        assert_eq!((&told["stage"], &told["waitsFor"]), (&json!("WAITING"), &json!("STOCK")), "{name}");
    }
    // What a structure has of its own bears its promise; the other booklet is promised still.
    net.allots(&run.order, &elsewhere, (1, 1)).await.ok();
    RequestLetters::new(net.centre().lodge().clone()).look().await.expect("a round");
    let told = asks(&net, here, wish("Jean Cuvelier")).await.ok();
    assert_eq!(told["waitsFor"], "STOCK", "the other one is promised here");
    let more = net.order(Wanted { dates: ["2026-07-31", "2026-09-30", "2026-10-31"], ..Wanted::default() }).await;
    assert_eq!(asks(&net, &elsewhere, wish("Paul Leroy")).await.ok()["stage"], "ACCEPTED", "of the next order");
    assert_eq!(asks(&net, here, wish("Anne Leroy")).await.ok()["waitsFor"], "STOCK", "{}", more.order);
    net.books_hold().await;
}

/// Six hundred more who wait for booklets as the one does who waits, and came before.
fn come_before(net: &Network) {
    let place = net.centre().store().place();
    let id = match place {
        Place::Sqlite(_) => "randomblob(16)",
        Place::Postgres(_) => "cast(md5(cast(i as text)) as uuid)",
    };
    let columns = "structure_id, order_id, public, home_commune, commune_year, proof_seen_on, stage, waits_for, due_by, told, asked_by";
    let statement = format!(
        "insert into carnet_request (id, reference, asked_at, {columns})
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 600)
            select {id}, 'R' || cast(i as text), asked_at - 1, {columns} from n, carnet_request where waits_for = 'stock'"
    );
    sql::meddle(place, &statement);
    assert_eq!(sql::number(place, "select count(*) as number from carnet_request where waits_for = 'stock'"), 601);
}

async fn a_long_queue_keeps_nobody_else_waiting(engine: Engine) {
    let net = Network::open(engine, "wish_long").await;
    let elsewhere = net.stranger("PRESCRIBER", kernel::access::Role::Prescriber).await;
    let here = net.order(Wanted { carnets: 2, communes: &["62447"], ..Wanted::default() }).await;
    net.order(Wanted { communes: &["62050"], ..Wanted::default() }).await;
    for name in ["Amina Ba", "Zoé Roy", "Léa Petit"] {
        asked(&net, name).await;
    }
    come_before(&net);
    let round = RequestLetters::new(net.centre().lodge().clone());
    let there = async |name: &str| {
        let mut input = wish(name);
        input["homeCommune"] = json!("62050");
        text(&asks(&net, &net.cast.prescriber, input).await.ok()["requestId"])
    };
    // Another order serves its own queue.
    let (first, second) = (there("Luc Noël").await, there("Anne Leroy").await);
    assert_eq!(read(&net, &second).await["waitsFor"], "STOCK");
    net.asks(&net.cast.prescriber, WITHDRAW_REQUEST, json!({ "id": first })).await.ok();
    round.look().await.expect("a round");
    assert_eq!(read(&net, &second).await["stage"], "ACCEPTED");
    // So does another structure that has booklets of the same order.
    let third = text(&asks(&net, &elsewhere, wish("Paul Leroy")).await.ok()["requestId"]);
    net.allots(&here.order, &elsewhere, (2, 2)).await.ok();
    round.look().await.expect("a round");
    let seen = net.asks(&elsewhere, REQUEST, json!({ "id": third })).await.shown();
    assert_eq!(seen["stage"], "ACCEPTED");
}

async fn who_waits_for_the_funder_goes_on_when_the_rule_says_yes(engine: Engine) {
    let net = Network::open(engine, "wish_let_through").await;
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    settles(&net, &run.order, json!({ "takes": "BY_HAND" })).await.ok();
    let (first, second) = (asked(&net, "Amina Ba").await, asked(&net, "Zoé Roy").await);
    let mut elsewhere = wish("Léa Petit");
    elsewhere["homeCommune"] = json!("62050");
    let third = text(&asks(&net, &net.cast.prescriber, elsewhere).await.ok()["requestId"]);
    let seen = read(&net, &second).await;
    assert_eq!((&seen["waitsFor"], &seen["dueBy"]), (&json!("FUNDER"), &json!("2025-10-11")));

    settles(&net, &run.order, json!({ "takes": "AUTOMATIC", "perCommune": 1 })).await.ok();
    assert_eq!([read(&net, &first).await["stage"].clone(), read(&net, &third).await["stage"].clone()], ["ACCEPTED"; 2]);
    let seen = read(&net, &second).await;
    assert_eq!((&seen["waitsFor"], &seen["dueBy"]), (&json!("QUOTA"), &json!("2025-10-31")));
    assert!(
        net.asks(&net.cast.funder, REQUEST_QUEUE, json!({}))
            .await
            .nodes()
            .iter()
            .all(|one| one["waitsFor"] != "FUNDER")
    );
    // By hand again: who was let through stays so.
    settles(&net, &run.order, json!({ "takes": "BY_HAND" })).await.ok();
    assert_eq!(read(&net, &second).await["stage"], "ACCEPTED");
    assert_eq!(read(&net, &asked(&net, "Luc Noël").await).await["waitsFor"], "FUNDER");
}
