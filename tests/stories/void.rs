//! Voiding: a venue made a mistake, and undoes a whole act until midnight in Paris.

use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Network, answer::text, deeds::VOID},
};

on_both_engines!(
    what_is_undone_can_be_used_again,
    the_day_ends_at_midnight_in_paris,
    the_long_day_of_october_and_the_short_one_of_march,
    what_is_in_a_settlement_stays,
    the_act_of_another_venue_is_as_if_absent,
);

async fn what_is_undone_can_be_used_again(engine: Engine) {
    let net = Network::open(engine, "undone").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    let receipt = net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let id = text(&receipt["id"]);

    let wrong = json!({ "receipt": id, "reason": " " });
    net.asks(&hesdin.counter, VOID, wrong).await.refused("INPUT_INVALID");
    let undone = net.voids(&hesdin, &id).await.ok();
    assert_eq!((&undone["cheques"], &undone["valueCents"]), (&json!(2), &json!(2000)));
    net.voids(&hesdin, &id).await.refused("VOIDED");

    let elsewhere = net.redeems(&auchy, &[&carnet[0]]).await.ok();
    assert_eq!(elsewhere["remaining"][0]["cheques"], 9);
    net.voids(&auchy, &text(&elsewhere["id"])).await.ok();
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    net.books_hold().await;
}

async fn the_day_ends_at_midnight_in_paris(engine: Engine) {
    let net = Network::open(engine, "midnight").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);

    // Half past midnight in Paris is the evening before in UTC.
    net.it_is("2025-10-02", (0, 30));
    let early = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    let kept = text(&net.redeems(&hesdin, &[&carnet[1]]).await.ok()["id"]);
    net.it_is("2025-10-02", (23, 59));
    net.voids(&hesdin, &early).await.ok();
    net.it_is("2025-10-03", (0, 0));
    net.voids(&hesdin, &kept).await.refused("VOID_TOO_LATE");
    net.voids(&hesdin, &early).await.refused("VOIDED");
    net.books_hold().await;
}

async fn the_long_day_of_october_and_the_short_one_of_march(engine: Engine) {
    let net = Network::open(engine, "clock_change").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for (place, day, next) in [(0, "2025-10-26", "2025-10-27"), (2, "2026-03-29", "2026-03-30")] {
        net.it_is(day, (0, 0));
        let first = text(&net.redeems(&hesdin, &[&carnet[place]]).await.ok()["id"]);
        let second = text(&net.redeems(&hesdin, &[&carnet[place + 1]]).await.ok()["id"]);
        net.it_is(day, (23, 59));
        net.voids(&hesdin, &first).await.ok();
        net.it_is(next, (0, 0));
        net.voids(&hesdin, &second).await.refused("VOID_TOO_LATE");
    }
    net.books_hold().await;
}

async fn what_is_in_a_settlement_stays(engine: Engine) {
    let net = Network::open(engine, "void_settled").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let paid = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    net.prepares().await;
    let waiting = text(&net.redeems(&hesdin, &[&carnet[1]]).await.ok()["id"]);

    net.voids(&hesdin, &paid).await.refused("VOID_TOO_LATE");
    net.voids(&hesdin, &waiting).await.ok();
    net.books_hold().await;
}

async fn the_act_of_another_venue_is_as_if_absent(engine: Engine) {
    let net = Network::open(engine, "void_others").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);

    let theirs = net.voids(&auchy, &receipt).await.refused("NOT_FOUND");
    let absent = net.voids(&auchy, &net.nothing()).await.refused("NOT_FOUND");
    let unreadable = net.voids(&auchy, "reçu n° 3").await.refused("NOT_FOUND");
    assert_eq!([&theirs, &theirs], [&absent, &unreadable]);
    let who = net.asks(&net.cast.operator, VOID, json!({ "receipt": receipt, "reason": "Contrôle" })).await;
    who.refused("FORBIDDEN");
}
