//! The reason of it all: a cheque handed out in one village is honoured once, in another.

use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        deeds::{CONFIRM_FUNDS, REDEEM},
    },
};

on_both_engines!(
    a_cheque_is_honoured_once_and_in_another_village,
    the_receipt_tells_what_remains,
    the_same_key_gets_the_same_body_for_ever,
    a_key_stands_for_one_content,
    the_key_of_another_structure_is_another_key,
    one_act_mixes_carnets_and_orders,
    one_bad_cheque_and_nothing_is_taken,
    of_two_venues_at_the_same_instant_one_is_served,
    a_cheque_may_be_looked_at_without_being_used,
);

async fn a_cheque_is_honoured_once_and_in_another_village(engine: Engine) {
    let net = Network::open(engine, "redeem_once").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;

    net.redeems(&hesdin, &[&carnet[0]]).await.ok();

    let elsewhere = net.redeems(&auchy, &[&carnet[0]]).await.refused("ALREADY_REDEEMED");
    let here = net.redeems(&hesdin, &[&carnet[0]]).await.refused("ALREADY_REDEEMED");
    assert!(here.message.contains("ici, le 1er octobre 2025"), "{here:?}");
    assert!(!elsewhere.message.contains("octobre"), "another venue is not told when: {elsewhere:?}");
    net.books_hold().await;
}

async fn the_receipt_tells_what_remains(engine: Engine) {
    let net = Network::open(engine, "remains").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);

    net.redeems(&hesdin, &[&carnet[9]]).await.ok();
    let receipt = net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();

    assert_eq!((&receipt["cheques"], &receipt["valueCents"]), (&json!(3), &json!(3000)));
    let remaining = json!([{ "carnet": carnet.serial, "cheques": 6, "valueCents": 6000, "until": "2026-10-31" }]);
    assert_eq!(receipt["remaining"], remaining);
}

async fn the_same_key_gets_the_same_body_for_ever(engine: Engine) {
    let net = Network::open(engine, "same_key").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);

    let first = net.redeems_under("comptoir-1", &hesdin, &[&carnet[0], &carnet[1]]).await;
    net.redeems(&hesdin, &[&carnet[2]]).await.ok();
    let again = net.redeems_under("comptoir-1", &hesdin, &[&carnet[0], &carnet[1]]).await;
    assert_eq!(first.text(), again.text(), "what remained then, not what remains now");

    net.voids(&hesdin, &text(&first.clone().ok()["id"])).await.ok();
    let after_the_void = net.redeems_under("comptoir-1", &hesdin, &[&carnet[1], &carnet[0]]).await;
    assert_eq!(first.text(), after_the_void.text());

    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.books_hold().await;
}

async fn a_key_stands_for_one_content(engine: Engine) {
    let net = Network::open(engine, "one_content").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);

    net.redeems_under("comptoir-1", &hesdin, &[&carnet[0]]).await.ok();
    net.redeems_under("comptoir-1", &hesdin, &[&carnet[1]]).await.refused("KEY_REUSED");
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();

    // A refusal leaves the key free.
    net.redeems_under("comptoir-2", &hesdin, &[&carnet[0]]).await.refused("ALREADY_REDEEMED");
    net.redeems_under("comptoir-2", &hesdin, &[&carnet[2]]).await.ok();

    let order = net.places(&Wanted::default()).await;
    let funds = |cents| json!({ "key": "banque-1", "order": order, "cents": cents, "reference": "VIR 1" });
    net.asks(&net.cast.treasurer, CONFIRM_FUNDS, funds(10_000)).await.ok();
    net.asks(&net.cast.treasurer, CONFIRM_FUNDS, funds(10_000)).await.ok();
    net.asks(&net.cast.treasurer, CONFIRM_FUNDS, funds(10_001)).await.refused("KEY_REUSED");
    net.books_hold().await;
}

async fn the_key_of_another_structure_is_another_key(engine: Engine) {
    let net = Network::open(engine, "other_key").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;

    let at_hesdin = net.redeems_under("comptoir-1", &hesdin, &[&carnet[0]]).await.ok();
    let at_auchy = net.redeems_under("comptoir-1", &auchy, &[&carnet[1]]).await.ok();
    assert_ne!(at_hesdin["id"], at_auchy["id"]);
    net.redeems_under("comptoir-1", &auchy, &[&carnet[0]]).await.refused("KEY_REUSED");
}

async fn one_act_mixes_carnets_and_orders(engine: Engine) {
    let net = Network::open(engine, "mixed").await;
    let hesdin = net.venue("Hesdin").await;
    let small = net.order(Wanted { carnets: 2, cheques: 4, cents: 500, ..Wanted::default() }).await;
    for carnet in &small.carnets {
        net.hands_over(carnet, "62050", "SIXTY_AND_OVER").await.ok();
    }
    let (large, [one, two]) = (net.carnet().await, [&small.carnets[0], &small.carnets[1]]);

    let receipt = net.redeems(&hesdin, &[&large[0], &one[0], &two[3], &large[1], &one[1]]).await.ok();

    assert_eq!(receipt["valueCents"], 2 * 1000 + 3 * 500);
    let mut expected = [(&large, 8, 8000), (one, 2, 1000), (two, 3, 1500)];
    expected.sort_by_key(|(carnet, ..)| carnet.serial.clone());
    let remaining = receipt["remaining"].as_array().expect("a list");
    assert_eq!(remaining.len(), 3);
    for (told, (carnet, cheques, cents)) in remaining.iter().zip(expected) {
        assert_eq!(
            (&told["carnet"], &told["cheques"], &told["valueCents"]),
            (&json!(carnet.serial), &json!(cheques), &json!(cents))
        );
    }
    net.books_hold().await;
}

async fn one_bad_cheque_and_nothing_is_taken(engine: Engine) {
    let net = Network::open(engine, "all_or_none").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (carnet, other) = (net.carnet().await, net.carnet().await);
    net.redeems(&auchy, &[&other[0]]).await.ok();

    let said = net.redeems(&hesdin, &[&carnet[0], &other[1], &other[0], &carnet[1]]).await.refused("ALREADY_REDEEMED");

    assert!(said.message.contains("numéro 3"), "{said:?}");
    net.redeems(&hesdin, &[&carnet[0], &other[1], &carnet[1]]).await.ok();
    net.books_hold().await;
}

async fn of_two_venues_at_the_same_instant_one_is_served(engine: Engine) {
    let net = Network::open(engine, "same_instant").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;

    for code in &carnet.codes {
        let code = [code.as_str()];
        let (one, two) = tokio::join!(net.redeems(&hesdin, &code), net.redeems(&auchy, &code));
        match (one.refusal(), two.refusal()) {
            (None, Some(_)) => drop(two.refused("ALREADY_REDEEMED")),
            (Some(_), None) => drop(one.refused("ALREADY_REDEEMED")),
            both => panic!("one and only one: {both:?}"),
        }
    }
    net.books_hold().await;
}

async fn a_cheque_may_be_looked_at_without_being_used(engine: Engine) {
    let net = Network::open(engine, "looked_at").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);

    let typed_by_hand = carnet[0].to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    for _ in 0..3 {
        let seen = net.looks_up(&hesdin.counter, &typed_by_hand).await.shown();
        assert_eq!(seen["refusal"], json!(null));
        assert_eq!((&seen["cheque"]["redeemable"], &seen["cheque"]["remainingCheques"]), (&json!(true), &json!(10)));
    }
    net.asks(&hesdin.manager, REDEEM, json!({ "venue": hesdin.id, "codes": [typed_by_hand] })).await.ok();

    let used = net.looks_up(&hesdin.counter, &carnet[0]).await;
    assert_eq!(used.body()["data"]["cheque"]["cheque"]["redeemable"], false);
    used.refused("ALREADY_REDEEMED");
}
