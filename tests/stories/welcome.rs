//! No refusal sends a person away: somebody is welcomed anyway, counted, without a name and without any promise of payment.

use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Network, deeds::WELCOME},
};

on_both_engines!(a_person_is_welcomed_anyway, a_welcome_is_recorded_once, a_welcome_is_within_reason);

async fn a_person_is_welcomed_anyway(engine: Engine) {
    let net = Network::open(engine, "welcomed").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.suspends(&hesdin).await.ok();
    let said = net.redeems(&hesdin, &[&carnet[0]]).await.refused("VENUE_SUSPENDED");
    assert!(said.next_step.starts_with("Accueillez quand même la personne."), "{said:?}");

    let input = json!({ "venueId": hesdin.id, "kind": "TO_REGULARISE", "reasonCode": said.code });
    let welcome = net.asks(&hesdin.counter, WELCOME, json!({ "input": input })).await.ok();
    assert_eq!(
        (&welcome["kind"], &welcome["reasonCode"], &welcome["people"]),
        (&json!("TO_REGULARISE"), &json!("VENUE_SUSPENDED"), &json!(1))
    );
    let day = net.day_of(&hesdin).await;
    assert_eq!((&day["welcomed"], &day["acts"], &day["valueCents"]), (&json!(1), &json!(0), &json!(0)));
    net.books_hold().await;
}

async fn a_welcome_is_recorded_once(engine: Engine) {
    let net = Network::open(engine, "welcomed_once").await;
    let hesdin = net.venue("Hesdin").await;
    let asked = |people: i64| {
        let input = json!({ "venueId": hesdin.id, "kind": "FREE", "people": people });
        json!({ "key": "accueil-1", "input": input })
    };
    let first = net.asks(&hesdin.counter, WELCOME, asked(3)).await.ok();
    let again = net.asks(&hesdin.counter, WELCOME, asked(3)).await.ok();
    assert_eq!(first, again);
    net.asks(&hesdin.counter, WELCOME, asked(4)).await.refused("KEY_REUSED");
    assert_eq!(net.day_of(&hesdin).await["welcomed"], 3);
}

async fn a_welcome_is_within_reason(engine: Engine) {
    let net = Network::open(engine, "welcome_reason").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    for people in [0, -1, 51] {
        net.welcomes(&hesdin, "FREE", people).await.refused("INPUT_INVALID");
    }
    let odd = json!({ "venueId": hesdin.id, "kind": "FREE", "reasonCode": "M. Dupont a oublié ses chèques" });
    net.asks(&hesdin.counter, WELCOME, json!({ "input": odd })).await.refused("INPUT_INVALID");
    let theirs = json!({ "venueId": hesdin.id, "kind": "FREE" });
    let theirs = net.asks(&auchy.counter, WELCOME, json!({ "input": theirs })).await.refused("FORBIDDEN");
    let absent = json!({ "venueId": net.nothing(), "kind": "FREE" });
    let absent = net.asks(&auchy.counter, WELCOME, json!({ "input": absent })).await.refused("FORBIDDEN");
    assert_eq!(theirs, absent);
    net.welcomes(&hesdin, "FREE", 50).await.ok();
    assert_eq!(net.day_of(&hesdin).await["welcomed"], 50);
}
