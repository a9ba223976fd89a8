//! Revocation: a right that was taken, a visit that ended, are refused at every door within a second, whoever did it.

use axum::http::StatusCode;
use kernel::access::{Actor, Role};
use registry::{
    enrol::{Enrolment, dismiss_member, enrol_member},
    membership,
};
use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{CREATE_WORKSHOP, DISMISS, ME, MEMBERS, REDEEM, RENEW_ACCESS},
        workshop,
    },
};

on_both_engines!(
    who_is_dismissed_is_refused_at_the_next_request,
    what_another_process_revokes_is_seen_when_the_roll_is_renewed,
    a_new_right_is_there_at_the_next_renewal,
    the_machines_own_word_ends_too,
);

const MAIL: &str = "accueil@hesdin.example";

async fn who_is_dismissed_is_refused_at_the_next_request(engine: Engine) {
    let net = Network::open(engine, "dismissed").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let person = net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let access = net.signs_in(MAIL).await;
    let token = text(&access["token"]);
    let page = net.asks(&hesdin.manager, MEMBERS, json!({ "organisation": hesdin.structure })).await.shown();
    let edges = page["edges"].as_array().expect("edges");
    let held = edges.iter().find(|edge| edge["node"]["personId"] == person.as_str()).expect("a role");
    net.asks(&hesdin.manager, DISMISS, json!({ "member": held["node"]["id"] })).await.ok();

    let redeem = json!({ "key": "k", "venue": hesdin.id, "codes": [&carnet[0]] });
    assert_eq!(net.posts(&token, REDEEM, redeem.clone()).await.0, StatusCode::UNAUTHORIZED);
    let offer = json!({ "key": "k", "venue": hesdin.id, "input": workshop("Intrus") });
    assert_eq!(net.posts(&token, CREATE_WORKSHOP, offer).await.0, StatusCode::UNAUTHORIZED, "no machine hears of it");
    let renewed = net.asks(&Person::nobody(), RENEW_ACCESS, json!({ "refresh": access["refresh"] })).await.ok();
    assert_eq!((&renewed["me"]["roles"], renewed["me"]["organisation"].is_null()), (&json!([]), true));
    let (status, body) = net.posts(&text(&renewed["token"]), REDEEM, redeem).await;
    assert_eq!((status, &body["data"]["redeemCheques"]["refusal"]["code"]), (StatusCode::OK, &json!("FORBIDDEN")));
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.books_hold().await;
}

async fn what_another_process_revokes_is_seen_when_the_roll_is_renewed(engine: Engine) {
    let net = Network::open(engine, "another_process").await;
    let hesdin = net.venue("Hesdin").await;
    let person = net.names(&hesdin, "Amélie Dupont", MAIL).await.parse().expect("an identifier");
    let token = text(&net.signs_in(MAIL).await["token"]);
    let (store, structure) = (net.centre().store(), hesdin.structure.parse().expect("an identifier"));
    let here = Actor::member(net.centre().store().chance().id(), structure, [Role::Administrator]);
    let held = membership::members(store, &here, structure, None, 100).await.expect("roles");
    let held = held.into_iter().find(|held| held.person == person).expect("a role");
    dismiss_member(store, &here, "elsewhere", held.id).await.expect("dismissed");
    net.centre().renew().await.expect("the tick of every second");
    assert_eq!(net.posts(&token, ME, json!({})).await.0, StatusCode::UNAUTHORIZED);
}

async fn a_new_right_is_there_at_the_next_renewal(engine: Engine) {
    let net = Network::open(engine, "new_right").await;
    let hesdin = net.venue("Hesdin").await;
    let person = net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let access = net.signs_in(MAIL).await;
    let enrol = json!({ "organisation": hesdin.structure, "person": person, "role": "VENUE_MANAGER" });
    net.asks(&hesdin.manager, crate::support::network::deeds::ENROL, enrol).await.ok();
    assert_eq!(net.posts(&text(&access["token"]), ME, json!({})).await.0, StatusCode::UNAUTHORIZED);
    let renewed = net.asks(&Person::nobody(), RENEW_ACCESS, json!({ "refresh": access["refresh"] })).await.ok();
    assert_eq!(renewed["me"]["roles"], json!(["COUNTER_STAFF", "VENUE_MANAGER"]), "all of them at once");
}

async fn the_machines_own_word_ends_too(engine: Engine) {
    let net = Network::open(engine, "own_word").await;
    let hesdin = net.venue("Hesdin").await;
    let (store, structure) = (net.centre().store(), hesdin.structure.parse().expect("an identifier"));
    let here = Actor::member(store.chance().id(), structure, [Role::Administrator]);
    let person = store.chance().id();
    let enrolment = Enrolment { person, structure, role: Role::CounterStaff };
    let held = enrol_member(store, &here, "k", enrolment).await.expect("enrolled");
    let token = net.centre().mint(person, structure, [Role::CounterStaff], 60).expect("a token");
    net.centre().renew().await.expect("the tick of every second");
    assert_eq!(net.posts(&token, ME, json!({})).await.0, StatusCode::OK, "a first right ends nothing");
    dismiss_member(store, &here, "k2", held.id).await.expect("dismissed");
    net.centre().renew().await.expect("the tick of every second");
    assert_eq!(net.posts(&token, ME, json!({})).await.0, StatusCode::UNAUTHORIZED);
}
