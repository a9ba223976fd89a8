//! Invitations: roles are offered by mail, taken or not, and left again.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{
            ACCEPT, CANCEL_INVITATION, DECLINE, DISMISS, ENROL, INVITATIONS, INVITE, LEAVE, ME, MEMBERS, MY_PROOFS,
            RENEW_ACCESS,
        },
    },
};

on_both_engines!(
    who_is_invited_takes_all_the_roles_at_once,
    whoever_invites_reads_what_they_typed,
    an_invitation_is_answered_once_by_whom_it_is_for,
    whoever_invites_gives_what_they_may,
    who_leaves_has_no_role_there_any_more,
    what_was_offered_ends_with_the_right_to_it,
);

const MAIL: &str = "ana@hesdin.example";

fn offer(place: &Place, mail: &str, roles: &[&str]) -> Value {
    json!({ "organisation": place.structure, "mail": mail, "name": "Ana Martel", "roles": roles })
}

async fn who_is_invited_takes_all_the_roles_at_once(engine: Engine) {
    let net = Network::open(engine, "invited").await;
    let hesdin = net.venue("Hesdin").await;
    let roles = ["COUNTER_STAFF", "VENUE_MANAGER"];
    let invitation = net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &roles)).await.ok();
    assert_eq!((&invitation["name"], &invitation["mail"]), (&json!("Ana Martel"), &json!(MAIL)));
    net.centre().carry_letters().await.expect("letters are carried");
    let letters = net.centre().mailbox().expect("a mailbox").letters();
    let letter = &letters.iter().find(|kept| kept.letter.to.as_str() == MAIL).expect("a letter").letter;
    assert!(letter.subject.contains("vous invite") && letter.body.contains("/connexion"), "{}", letter.body);

    let access = net.signs_in(MAIL).await;
    assert_eq!((&access["me"]["roles"], access["me"]["organisation"].is_null()), (&json!([]), true));
    let token = text(&access["token"]);
    let me = net.does(&token, MY_PROOFS, json!({})).await;
    assert_eq!((&me["invitations"][0]["id"], &me["invitations"][0]["roles"]), (&invitation["id"], &json!(roles)));
    assert_eq!(me["invitations"][0]["organisationName"], invitation["organisationName"]);
    let accepted = net.does(&token, ACCEPT, json!({ "id": invitation["id"] })).await;
    assert!(accepted["refusal"].is_null(), "{accepted}");
    let renewed = net.asks(&Person::nobody(), RENEW_ACCESS, json!({ "refresh": access["refresh"] })).await.ok();
    assert_eq!(renewed["me"]["roles"], json!(roles), "all of them in one token");
    let page = net.asks(&hesdin.manager, MEMBERS, json!({ "organisation": hesdin.structure })).await.shown();
    let edges = page["edges"].as_array().expect("edges").iter();
    let hers = edges.filter(|edge| edge["node"]["personId"] == renewed["me"]["id"]);
    assert_eq!(hers.count(), 2);
    let waiting = net.asks(&hesdin.manager, INVITATIONS, json!({ "organisation": hesdin.structure })).await.shown();
    assert_eq!(waiting["edges"], json!([]));
}

async fn whoever_invites_reads_what_they_typed(engine: Engine) {
    let net = Network::open(engine, "reads_typed").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    net.names(&auchy, "Anastasia Martel-Dubois", MAIL).await;
    let invitation = net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &["COUNTER_STAFF"])).await.ok();
    assert_eq!(invitation["name"], "Ana Martel", "not as she is called elsewhere");
    let reads =
        async || net.asks(&hesdin.manager, INVITATIONS, json!({ "organisation": hesdin.structure })).await.shown();
    assert_eq!(reads().await["edges"][0]["node"]["name"], "Ana Martel");
    net.it_is("2025-10-16", (9, 0));
    assert_eq!(reads().await["edges"], json!([]), "nobody can take it any more");
}

async fn an_invitation_is_answered_once_by_whom_it_is_for(engine: Engine) {
    let net = Network::open(engine, "answered_once").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let invites = async || net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &["COUNTER_STAFF"])).await.ok();
    let first = invites().await;
    let second = invites().await;
    net.names(&auchy, "Karim Benali", "karim@auchy.example").await;
    let (ana, karim) = (net.signs_in(MAIL).await, net.signs_in("karim@auchy.example").await);
    let (ana, karim) = (text(&ana["token"]), text(&karim["token"]));
    let code = |payload: Value| payload["refusal"]["code"].as_str().unwrap_or("none").to_owned();
    let of = |invitation: &Value| json!({ "id": invitation["id"] });
    assert_eq!(code(net.does(&karim, ACCEPT, of(&second)).await), "NOT_FOUND", "somebody else's");
    assert_eq!(code(net.does(&ana, ACCEPT, of(&first)).await), "INVITATION_ENDED", "a later one took its place");
    assert_eq!(code(net.does(&ana, DECLINE, of(&second)).await), "none");
    assert_eq!(code(net.does(&ana, ACCEPT, of(&second)).await), "INVITATION_ENDED");

    let third = invites().await;
    net.asks(&auchy.manager, CANCEL_INVITATION, of(&third)).await.refused("FORBIDDEN");
    net.asks(&hesdin.manager, CANCEL_INVITATION, of(&third)).await.ok();
    assert_eq!(code(net.does(&ana, ACCEPT, of(&third)).await), "INVITATION_ENDED");

    let fourth = invites().await;
    net.it_is("2025-10-16", (9, 0));
    let late = text(&net.signs_in(MAIL).await["token"]);
    assert_eq!(net.does(&late, MY_PROOFS, json!({})).await["invitations"], json!([]));
    assert_eq!(code(net.does(&late, ACCEPT, of(&fourth)).await), "INVITATION_ENDED", "fourteen days are over");
}

async fn whoever_invites_gives_what_they_may(engine: Engine) {
    let net = Network::open(engine, "may_invite").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    for role in ["PRESCRIBER", "OPERATOR", "TREASURER", "FUNDER", "ANALYST", "ADMINISTRATOR"] {
        net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &["COUNTER_STAFF", role])).await.refused("FORBIDDEN");
        net.asks(&net.cast.administrator, INVITE, offer(&hesdin, MAIL, &[role])).await.ok();
    }
    net.asks(&hesdin.manager, INVITE, offer(&auchy, MAIL, &["COUNTER_STAFF"])).await.refused("FORBIDDEN");
    net.asks(&hesdin.counter, INVITE, offer(&hesdin, MAIL, &["COUNTER_STAFF"])).await.refused("FORBIDDEN");
    net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &[])).await.refused("INPUT_INVALID");
    net.asks(&hesdin.manager, INVITE, offer(&hesdin, "ana", &["COUNTER_STAFF"])).await.refused("INPUT_INVALID");
    let seen = net.asks(&auchy.manager, INVITATIONS, json!({ "organisation": hesdin.structure })).await.shown();
    assert_eq!(seen["edges"], json!([]), "not theirs to see");
}

async fn who_leaves_has_no_role_there_any_more(engine: Engine) {
    let net = Network::open(engine, "leaves").await;
    let hesdin = net.venue("Hesdin").await;
    net.names(&hesdin, "Ana Martel", MAIL).await;
    let access = net.signs_in(MAIL).await;
    let token = text(&access["token"]);
    let elsewhere = net.does(&token, LEAVE, json!({ "organisation": net.nothing() })).await;
    assert_eq!(elsewhere["refusal"]["code"], "NOT_FOUND");
    let left = net.does(&token, LEAVE, json!({ "organisation": hesdin.structure })).await;
    assert_eq!(left["left"]["roles"], 1, "{left}");
    assert_eq!(net.posts(&token, ME, json!({})).await.0, StatusCode::UNAUTHORIZED, "at once");
    let renewed = net.asks(&Person::nobody(), RENEW_ACCESS, json!({ "refresh": access["refresh"] })).await.ok();
    assert_eq!(renewed["me"]["roles"], json!([]));
}

/// The roles of somebody in a place end, by its manager's hand.
async fn dismisses(net: &Network, place: &Place, person: &str) {
    let page = net.asks(&place.manager, MEMBERS, json!({ "organisation": place.structure })).await.shown();
    let held = page["edges"].as_array().expect("edges").iter().filter(|edge| edge["node"]["personId"] == person);
    for edge in held {
        net.asks(&place.manager, DISMISS, json!({ "member": edge["node"]["id"] })).await.ok();
    }
}

async fn what_was_offered_ends_with_the_right_to_it(engine: Engine) {
    let net = Network::open(engine, "offer_ends").await;
    let hesdin = net.venue("Hesdin").await;
    let ana = net.names(&hesdin, "Ana Martel", MAIL).await;
    let token = text(&net.signs_in(MAIL).await["token"]);
    let waiting = async || net.does(&token, MY_PROOFS, json!({})).await["invitations"].clone();
    let accepts = async |token: &str, invitation: &Value| {
        let answered = net.does(token, ACCEPT, json!({ "id": invitation["id"] })).await;
        answered["refusal"]["code"].as_str().unwrap_or("none").to_owned()
    };
    let more = net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &["VENUE_MANAGER"])).await.ok();
    assert_eq!(waiting().await[0]["id"], more["id"]);
    dismisses(&net, &hesdin, &ana).await;
    let token = text(&net.signs_in(MAIL).await["token"]);
    assert_eq!(accepts(&token, &more).await, "INVITATION_ENDED", "whoever is dismissed does not come back by it");

    // Whoever invites is a manager of their own.
    let karim = net.names_as(&hesdin.structure, "VENUE_MANAGER", "Karim Benali", "karim@hesdin.example").await;
    let his = text(&net.signs_in("karim@hesdin.example").await["token"]);
    let invited = net.does(&his, INVITE, offer(&hesdin, MAIL, &["COUNTER_STAFF"])).await["invitation"].clone();
    dismisses(&net, &hesdin, &karim).await;
    assert_eq!(accepts(&token, &invited).await, "INVITATION_ENDED", "he may not give it any more");
    let back = json!({ "organisation": hesdin.structure, "person": karim, "role": "COUNTER_STAFF" });
    net.asks(&hesdin.manager, ENROL, back).await.ok();
    assert_eq!(accepts(&token, &invited).await, "INVITATION_ENDED", "another role does not give it");

    let again = net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &["COUNTER_STAFF"])).await.ok();
    assert_eq!(accepts(&token, &again).await, "none");
    let more = net.asks(&hesdin.manager, INVITE, offer(&hesdin, MAIL, &["VENUE_MANAGER"])).await.ok();
    let token = text(&net.signs_in(MAIL).await["token"]);
    let left = net.does(&token, LEAVE, json!({ "organisation": hesdin.structure })).await;
    assert!(left["refusal"].is_null(), "{left}");
    let token = text(&net.signs_in(MAIL).await["token"]);
    assert_eq!(accepts(&token, &more).await, "INVITATION_ENDED", "who has left has left");
}
