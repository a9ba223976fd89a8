//! A second booklet, and who comes for it: the order's rules at the hand-over. Nobody is known by name: the prescriber attests.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Run, Wanted,
        answer::Answer,
        deeds::{CARNET, HAND_OVER},
    },
};

on_both_engines!(
    an_order_that_asks_nothing_is_told_nothing,
    one_booklet_and_never_a_second,
    a_second_booklet_some_months_after_the_first,
    a_second_booklet_once_the_first_is_used_up,
    a_personal_booklet_is_taken_by_its_holder,
);

async fn hands_over(net: &Network, carnet: &Carnet, attested: Value) -> Answer {
    let prescriber = &net.cast.prescriber;
    let input = json!({
        "prescriberId": prescriber.organisation(), "carnet": carnet.serial, "homeCommune": "62447", "public": "OTHER",
        "attested": attested,
    });
    net.asks(prescriber, HAND_OVER, json!({ "input": input })).await
}

async fn order(net: &Network, rules: Value) -> Run {
    net.order_ruled(Wanted { carnets: 3, cheques: 2, ..Wanted::default() }, rules).await
}

async fn an_order_that_asks_nothing_is_told_nothing(engine: Engine) {
    let net = Network::open(engine, "asks_nothing").await;
    let run = order(&net, json!({})).await;
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    // What is told all the same is kept, and bounds nothing; two answers to one question are none.
    hands_over(&net, &run.carnets[1], json!({ "formerCarnet": run.carnets[0].serial })).await.ok();
    let twice = json!({ "firstCarnet": true, "formerOn": "2025-09-01" });
    hands_over(&net, &run.carnets[2], twice).await.refused("INPUT_INVALID");
    hands_over(&net, &run.carnets[2], json!({ "formerOn": "hier" })).await.refused("DATES_INVALID");
    net.books_hold().await;
}

async fn one_booklet_and_never_a_second(engine: Engine) {
    let net = Network::open(engine, "never_a_second").await;
    let run = order(&net, json!({ "secondCarnet": "NEVER" })).await;
    let asked = json!({ "prescriber": net.cast.prescriber.organisation(), "written": run.carnets[0].serial });
    let seen = net.asks(&net.cast.prescriber, CARNET, asked).await.ok();
    assert_eq!((&seen["secondCarnet"], &seen["personal"]), (&json!("NEVER"), &json!(false)));

    let said = net.hands_over(&run.carnets[0], "62447", "OTHER").await.refused("ATTESTATION_MISSING");
    assert!(said.message.contains("déjà reçu un carnet"), "{said:?}");
    hands_over(&net, &run.carnets[0], json!({ "firstCarnet": true })).await.ok();
    for told in [json!({ "formerCarnet": run.carnets[0].serial }), json!({ "formerOn": "2025-01-01" })] {
        let said = hands_over(&net, &run.carnets[1], told).await.refused("SECOND_CARNET");
        assert!(said.message.contains("un seul carnet"), "{said:?}");
    }
    // A number that nobody was given is none; one of another order is not a first of this one.
    for absent in [run.carnets[2].serial.as_str(), "ZZZZZ-0001", "?"] {
        hands_over(&net, &run.carnets[1], json!({ "formerCarnet": absent })).await.refused("NOT_FOUND");
    }
    let other = net.carnet().await;
    hands_over(&net, &run.carnets[1], json!({ "formerCarnet": other.serial })).await.ok();
    net.books_hold().await;
}

async fn a_second_booklet_some_months_after_the_first(engine: Engine) {
    let net = Network::open(engine, "some_months").await;
    let run = order(&net, json!({ "secondCarnet": "AFTER_MONTHS", "secondMonths": 3 })).await;
    hands_over(&net, &run.carnets[0], json!({ "firstCarnet": true })).await.ok();
    let again = json!({ "formerCarnet": run.carnets[0].serial });
    let said = hands_over(&net, &run.carnets[1], again.clone()).await.refused("SECOND_CARNET");
    assert!(said.message.contains("1er janvier 2026"), "{said:?}");
    net.it_is("2025-12-31", (23, 59));
    hands_over(&net, &run.carnets[1], again.clone()).await.refused("SECOND_CARNET");
    net.it_is("2026-01-01", (0, 0));
    hands_over(&net, &run.carnets[1], again).await.ok();
    // Without the number, the day that the person remembers.
    hands_over(&net, &run.carnets[2], json!({ "formerOn": "2026-01-02" })).await.refused("DATES_INVALID");
    hands_over(&net, &run.carnets[2], json!({ "formerOn": "2025-10-02" })).await.refused("SECOND_CARNET");
    hands_over(&net, &run.carnets[2], json!({ "formerOn": "2025-10-01" })).await.ok();
    net.books_hold().await;
}

async fn a_second_booklet_once_the_first_is_used_up(engine: Engine) {
    let net = Network::open(engine, "used_up").await;
    let (hesdin, run) = (net.venue("Hesdin").await, order(&net, json!({ "secondCarnet": "AFTER_ALL_USED" })).await);
    let first = &run.carnets[0];
    hands_over(&net, first, json!({ "firstCarnet": true })).await.ok();
    net.redeems(&hesdin, &[&first[0]]).await.ok();
    let again = json!({ "formerCarnet": first.serial });
    let said = hands_over(&net, &run.carnets[1], again.clone()).await.refused("SECOND_CARNET");
    assert!(said.message.contains("Il reste 1 chèque"), "{said:?}");
    let said = hands_over(&net, &run.carnets[1], json!({ "formerOn": "2025-01-01" })).await;
    assert!(said.refused("ATTESTATION_MISSING").message.contains("numéro du premier carnet"));
    net.redeems(&hesdin, &[&first[1]]).await.ok();
    hands_over(&net, &run.carnets[1], again).await.ok();
    net.books_hold().await;
}

async fn a_personal_booklet_is_taken_by_its_holder(engine: Engine) {
    let net = Network::open(engine, "taken_by_holder").await;
    let run = order(&net, json!({ "familyMayPresent": false })).await;
    let said = net.hands_over(&run.carnets[0], "62447", "OTHER").await.refused("ATTESTATION_MISSING");
    assert!(said.message.contains("qui vient chercher"), "{said:?}");
    let said = hands_over(&net, &run.carnets[0], json!({ "takenBy": "FAMILY" })).await.refused("HOLDER_ONLY");
    assert!(said.message.starts_with("Ce carnet est personnel"), "{said:?}");
    hands_over(&net, &run.carnets[0], json!({ "takenBy": "HOLDER" })).await.ok();
    net.books_hold().await;
}
