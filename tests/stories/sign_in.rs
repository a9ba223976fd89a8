//! Signing in by mail: six digits or a link, once; a visit that renews itself, and ends when a copy of it is used.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{ASK_SIGN_IN, CHOOSE_ORGANISATION, END_ACCESS, ME, REDEEM, RENEW_ACCESS, SIGN_IN},
    },
};

on_both_engines!(
    somebody_signs_in_with_six_digits_and_works,
    the_link_serves_once_and_looking_at_it_uses_nothing,
    an_address_that_nobody_has_is_answered_alike,
    a_visit_is_renewed_and_a_copy_ends_it,
    who_leaves_has_left_everywhere,
    who_works_in_two_places_chooses,
    roles_that_decide_wait_for_a_second_factor,
);

const MAIL: &str = "accueil@hesdin.example";

async fn somebody_signs_in_with_six_digits_and_works(engine: Engine) {
    let net = Network::open(engine, "six_digits").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let person = net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let asked = net.asks_to_sign_in(" Accueil@Hesdin.example ").await;
    let mailed = net.mail_to(MAIL).await;
    let wrong = if mailed.code.starts_with('1') { "222 222" } else { "111-111" };
    let said = signs(&net, &asked, wrong).await.refused("SIGN_IN_WRONG_CODE");
    assert!(said.next_step.contains("4 essais"), "{said:?}");
    let access = signs(&net, &asked, &mailed.code).await.ok();
    assert_eq!((&access["me"]["id"], &access["me"]["name"]), (&json!(person), &json!("Amélie Dupont")));
    assert_eq!((&access["secondFactor"], &access["me"]["roles"]), (&json!("NOT_NEEDED"), &json!(["COUNTER_STAFF"])));

    let token = text(&access["token"]);
    let (status, body) = net.posts(&token, ME, json!({})).await;
    assert_eq!((status, &body["data"]["me"]["organisation"]["id"]), (StatusCode::OK, &json!(hesdin.structure)));
    let redeem = json!({ "key": "comptoir-1", "venue": hesdin.id, "codes": [&carnet[0]] });
    let (_, body) = net.posts(&token, REDEEM, redeem).await;
    assert_eq!(body["data"]["redeemCheques"]["receipt"]["cheques"], 1, "{body}");
    net.minutes_pass(11);
    assert_eq!(net.posts(&token, ME, json!({})).await.0, StatusCode::UNAUTHORIZED, "ten minutes, and it is over");
    assert!(net.asks(&Person::nobody(), ME, json!({})).await.shown().is_null());
}

async fn the_link_serves_once_and_looking_at_it_uses_nothing(engine: Engine) {
    let net = Network::open(engine, "link_once").await;
    let hesdin = net.venue("Hesdin").await;
    net.names(&hesdin, "Amélie Dupont", MAIL).await;
    net.asks_to_sign_in(MAIL).await;
    let (id, secret) = net.mail_to(MAIL).await.link;
    let opens = async |link: &str| net.asks(&Person::nobody(), SIGN_IN, json!({ "id": id, "link": link })).await;
    opens("deviné").await.refused("SIGN_IN_EXPIRED");
    let first = opens(&secret).await.ok();
    assert_eq!(opens(&secret).await.ok()["refresh"], first["refresh"], "a double click");
    net.minutes_pass(1);
    opens(&secret).await.refused("SIGN_IN_USED");

    net.asks_to_sign_in(MAIL).await;
    let (id, secret) = net.mail_to(MAIL).await.link;
    net.minutes_pass(15);
    net.asks(&Person::nobody(), SIGN_IN, json!({ "id": id, "link": secret })).await.refused("SIGN_IN_EXPIRED");
    let both = json!({ "id": id, "link": secret, "code": "123456" });
    net.asks(&Person::nobody(), SIGN_IN, both).await.refused("INPUT_INVALID");
}

async fn an_address_that_nobody_has_is_answered_alike(engine: Engine) {
    let net = Network::open(engine, "answered_alike").await;
    let hesdin = net.venue("Hesdin").await;
    net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let mut heard = Vec::new();
    for mail in [MAIL, "personne@nulle-part.example"] {
        let mut told = Vec::new();
        for _ in 0..6 {
            let answer = net.asks(&Person::nobody(), ASK_SIGN_IN, json!({ "mail": mail })).await;
            told.push(answer.refusal().map(|said| (said.code, said.message, said.next_step)));
        }
        let asked = last_asked(&net, mail).await;
        told.extend([signs(&net, &asked, "no").await.refusal().map(|said| (said.code, said.message, said.next_step))]);
        heard.push(told);
    }
    assert_eq!(heard[0], heard[1]);
    assert!(net.last_mail_to("personne@nulle-part.example").await.is_none());
}

/// Asks again once the bucket has a drop.
async fn last_asked(net: &Network, mail: &str) -> String {
    net.minutes_pass(11);
    net.asks_to_sign_in(mail).await
}

async fn a_visit_is_renewed_and_a_copy_ends_it(engine: Engine) {
    let net = Network::open(engine, "renewed").await;
    let hesdin = net.venue("Hesdin").await;
    net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let first = net.signs_in(MAIL).await;
    let renew =
        async |access: &Value| net.asks(&Person::nobody(), RENEW_ACCESS, json!({ "refresh": access["refresh"] })).await;
    let second = renew(&first).await.ok();
    assert_ne!(first["refresh"], second["refresh"]);
    assert_eq!(renew(&first).await.ok()["refresh"], second["refresh"], "the answer was lost: the same again");
    let third = renew(&second).await.ok();
    net.minutes_pass(1);
    assert_eq!(net.posts(&text(&third["token"]), ME, json!({})).await.0, StatusCode::OK);

    let told = renew(&first).await.refused("VISIT_ENDED");
    assert!(told.next_step.contains("Connectez-vous"), "{told:?}");
    renew(&third).await.refused("VISIT_ENDED");
    for access in [&first, &second, &third] {
        assert_eq!(net.posts(&text(&access["token"]), ME, json!({})).await.0, StatusCode::UNAUTHORIZED);
    }
    let again = net.signs_in(MAIL).await;
    assert_eq!(net.posts(&text(&again["token"]), ME, json!({})).await.0, StatusCode::OK);
    let (status, _) = net.posts(&text(&again["refresh"]), ME, json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "a refresh token is no access token");
    let token = json!({ "refresh": again["token"] });
    net.asks(&Person::nobody(), RENEW_ACCESS, token).await.refused("VISIT_ENDED");
}

async fn who_leaves_has_left_everywhere(engine: Engine) {
    let net = Network::open(engine, "leaves").await;
    let hesdin = net.venue("Hesdin").await;
    net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let (here, there) = (net.signs_in(MAIL).await, net.signs_in(MAIL).await);
    for _ in 0..2 {
        let left = net.asks(&Person::nobody(), END_ACCESS, json!({ "refresh": here["refresh"] })).await.ok();
        assert_eq!(left["ended"], true);
    }
    assert_eq!(net.posts(&text(&here["token"]), ME, json!({})).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(net.posts(&text(&there["token"]), ME, json!({})).await.0, StatusCode::OK, "another visit goes on");
}

async fn who_works_in_two_places_chooses(engine: Engine) {
    let net = Network::open(engine, "two_places").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let person = net.names(&hesdin, "Amélie Dupont", MAIL).await;
    let enrol = json!({ "organisation": auchy.structure, "person": person, "role": "VENUE_MANAGER" });
    net.asks(&net.cast.administrator, crate::support::network::deeds::ENROL, enrol).await.ok();
    let access = net.signs_in(MAIL).await;
    assert_eq!(access["me"]["memberships"].as_array().map(Vec::len), Some(2));
    let token = text(&access["token"]);
    let chosen = json!({ "organisation": auchy.structure });
    let (_, body) = net.posts(&token, CHOOSE_ORGANISATION, chosen.clone()).await;
    let there = &body["data"]["chooseOrganisation"]["access"];
    assert_eq!(there["me"]["roles"], json!(["VENUE_MANAGER"]), "{body}");
    let (_, body) = net.posts(&token, CHOOSE_ORGANISATION, json!({ "organisation": net.nothing() })).await;
    assert_eq!(body["data"]["chooseOrganisation"]["refusal"]["code"], "NOT_FOUND");
    net.asks(&Person::nobody(), CHOOSE_ORGANISATION, chosen).await.refused("VISIT_ENDED");
}

async fn roles_that_decide_wait_for_a_second_factor(engine: Engine) {
    let net = Network::open(engine, "second_factor").await;
    let head = net.cast.operator.organisation();
    net.names_as(&head, "TREASURER", "Julie Duhamel", "tresor@reseau.example").await;
    let access = net.signs_in("tresor@reseau.example").await;
    assert_eq!((&access["secondFactor"], &access["me"]["roles"]), (&json!("TO_SET_UP"), &json!([])));
    assert_eq!(access["me"]["memberships"][0]["roles"], json!(["TREASURER"]));
}

async fn signs(net: &Network, id: &str, code: &str) -> crate::support::network::answer::Answer {
    net.asks(&Person::nobody(), SIGN_IN, json!({ "id": id, "code": code })).await
}
