//! A counter's own machine: it opens with a short code, also on the day on which no mail arrives.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            CHOOSE_ORGANISATION, CONFIRM_TOTP, DEVICES, DISMISS, END_DEVICE, ENROL, ENROL_DEVICE, ME, MEMBERS,
            OPEN_DEVICE, OWN_DEVICE, PRINT_CARD, REDEEM, SET_PIN, SET_UP_TOTP,
        },
    },
};

on_both_engines!(
    a_short_code_opens_the_counter_without_any_mail,
    five_wrong_codes_want_a_sign_in_by_mail,
    a_colleague_does_not_wipe_out_what_was_tried,
    whoever_saw_a_code_typed_keeps_no_more_than_that,
    a_machine_ends_with_its_visits,
    who_has_left_does_not_open_it,
);

const MAIL: &str = "accueil@hesdin.example";
const PIN: &str = "204891";

/// A counter with its machine, on which somebody has chosen a short code.
struct Counter {
    net: Network,
    hesdin: Place,
    device: Value,
    person: String,
}

impl Counter {
    async fn open(engine: Engine, name: &str) -> Self {
        let net = Network::open(engine, name).await;
        let hesdin = net.venue("Hesdin").await;
        let asked = json!({ "organisation": hesdin.structure, "name": "Tablette de l’accueil" });
        let device = net.asks(&hesdin.manager, ENROL_DEVICE, asked).await.ok();
        let person = net.names(&hesdin, "Amélie Dupont", MAIL).await;
        let counter = Self { net, hesdin, device, person };
        counter.chooses(PIN).await;
        counter
    }

    /// Signs in by mail and chooses a short code.
    async fn chooses(&self, pin: &str) {
        self.chooses_as(MAIL, pin).await;
    }

    async fn chooses_as(&self, mail: &str, pin: &str) {
        let token = text(&self.net.signs_in(mail).await["token"]);
        let chosen = self.net.does(&token, SET_PIN, json!({ "device": self.device["secret"], "pin": pin })).await;
        assert!(chosen["refusal"].is_null(), "{chosen}");
    }

    async fn opens(&self, pin: &str) -> Answer {
        self.opens_as(&self.person, pin).await
    }

    async fn opens_as(&self, person: &str, pin: &str) -> Answer {
        let asked = json!({ "device": self.device["secret"], "person": person, "pin": pin });
        self.net.asks(&Person::nobody(), OPEN_DEVICE, asked).await
    }

    async fn shows(&self) -> Value {
        let asked = json!({ "device": self.device["secret"] });
        self.net.asks(&Person::nobody(), OWN_DEVICE, asked).await.shown()
    }
}

async fn a_short_code_opens_the_counter_without_any_mail(engine: Engine) {
    let counter = Counter::open(engine, "without_mail").await;
    let Counter { net, hesdin, .. } = &counter;
    let shown = counter.shows().await;
    assert_eq!((&shown["name"], &shown["shut"]), (&json!("Tablette de l’accueil"), &json!(false)));
    assert_eq!(shown["people"], json!([{ "id": counter.person, "name": "Amélie Dupont" }]));

    let access = counter.opens(PIN).await.ok();
    assert_eq!(access["me"]["roles"], json!(["COUNTER_STAFF"]));
    let (token, carnet) = (text(&access["token"]), net.carnet().await);
    let redeemed = net.does(&token, REDEEM, json!({ "venue": hesdin.id, "codes": [&carnet[0]] })).await;
    assert_eq!(redeemed["receipt"]["cheques"], 1, "{redeemed}");
    let elsewhere = net.does(&token, CHOOSE_ORGANISATION, json!({ "organisation": hesdin.structure })).await;
    assert_eq!(elsewhere["refusal"]["code"], "NOT_FOUND", "it acts where it stands");

    for bad in ["123456", "12345", "000000"] {
        let chosen = net.does(&token, SET_PIN, json!({ "device": counter.device["secret"], "pin": bad })).await;
        assert_eq!(chosen["refusal"]["code"], "INPUT_INVALID", "{bad}");
    }
    let (auchy, stranger) = (net.venue("Auchy").await, "accueil@auchy.example");
    net.names(&auchy, "Karim Benali", stranger).await;
    let theirs = text(&net.signs_in(stranger).await["token"]);
    let chosen = net.does(&theirs, SET_PIN, json!({ "device": counter.device["secret"], "pin": PIN })).await;
    assert_eq!(chosen["refusal"]["code"], "FORBIDDEN", "of another structure");
    let asked = json!({ "organisation": hesdin.structure, "name": "Intruse" });
    net.asks(&auchy.manager, ENROL_DEVICE, asked.clone()).await.refused("FORBIDDEN");
    net.asks(&hesdin.counter, ENROL_DEVICE, asked).await.refused("FORBIDDEN");
    net.books_hold().await;
}

async fn five_wrong_codes_want_a_sign_in_by_mail(engine: Engine) {
    let counter = Counter::open(engine, "five_wrong").await;
    for left in (0..5).rev() {
        let said = counter.opens("111112").await.refused("PIN_WRONG");
        let told = match left {
            0 => "Connectez-vous avec votre adresse".to_owned(),
            1 => "Il reste 1 essai".to_owned(),
            _ => format!("Il reste {left} essais"),
        };
        assert!(said.next_step.replace('\u{A0}', " ").contains(&told), "{said:?}");
    }
    counter.opens(PIN).await.refused("DEVICE_LOCKED");
    assert_eq!(counter.shows().await["shut"], true);
    counter.chooses("739152").await;
    counter.opens(PIN).await.refused("PIN_WRONG");
    counter.opens("739152").await.ok();
}

async fn a_colleague_does_not_wipe_out_what_was_tried(engine: Engine) {
    let counter = Counter::open(engine, "colleague").await;
    let colleague = counter.net.names(&counter.hesdin, "Karim Benali", "karim@hesdin.example").await;
    counter.chooses_as("karim@hesdin.example", "739152").await;
    for _ in 0..5 {
        counter.opens("111112").await.refused("PIN_WRONG");
        counter.opens_as(&colleague, "739152").await.ok();
    }
    counter.opens(PIN).await.refused("DEVICE_LOCKED");
    counter.opens_as(&colleague, "739152").await.ok();
    assert_eq!(counter.shows().await["shut"], false, "it opens for somebody");
    counter.opens_as(&counter.net.nothing(), PIN).await.refused("PIN_WRONG");

    for _ in 0..4 {
        counter.opens_as(&colleague, "739153").await.refused("PIN_WRONG");
    }
    counter.opens_as(&colleague, "739152").await.ok();
    let said = counter.opens_as(&colleague, "739153").await.refused("PIN_WRONG");
    assert!(said.next_step.contains("4 essais") || said.next_step.contains("4\u{A0}essais"), "{said:?}");
}

async fn whoever_saw_a_code_typed_keeps_no_more_than_that(engine: Engine) {
    let counter = Counter::open(engine, "saw_a_code").await;
    let token = text(&counter.opens(PIN).await.ok()["token"]);
    let chosen = json!({ "device": counter.device["secret"], "pin": "739152" });
    let deeds = [
        (SET_PIN, chosen),
        (SET_UP_TOTP, json!({})),
        (CONFIRM_TOTP, json!({ "code": "123456" })),
        (PRINT_CARD, json!({})),
    ];
    for (deed, asked) in deeds {
        let refused = counter.net.does(&token, deed, asked).await;
        assert_eq!(refused["refusal"]["code"], "MAIL_SIGN_IN_NEEDED", "{}: {refused}", deed.field);
    }
    counter.opens("739152").await.refused("PIN_WRONG");
}

async fn a_machine_ends_with_its_visits(engine: Engine) {
    let counter = Counter::open(engine, "machine_ends").await;
    let Counter { net, hesdin, device, .. } = &counter;
    let token = text(&counter.opens(PIN).await.ok()["token"]);
    let listed = net.asks(&hesdin.manager, DEVICES, json!({ "organisation": hesdin.structure })).await.shown();
    assert_eq!(listed["edges"][0]["node"]["id"], device["id"]);
    let ended = json!({ "id": device["id"] });
    net.asks(&hesdin.counter, END_DEVICE, ended.clone()).await.refused("FORBIDDEN");
    net.asks(&hesdin.manager, END_DEVICE, ended.clone()).await.ok();
    net.asks(&hesdin.manager, END_DEVICE, ended).await.refused("WRONG_STAGE");
    net.centre().renew().await.expect("the tick of every second");
    assert_eq!(net.posts(&token, ME, json!({})).await.0, StatusCode::UNAUTHORIZED);
    counter.opens(PIN).await.refused("DEVICE_ENDED");
    assert!(counter.shows().await.is_null());

    let asked = json!({ "organisation": hesdin.structure, "name": "Autre" });
    let other = net.asks(&hesdin.manager, ENROL_DEVICE, asked).await.ok();
    let shows = async || net.asks(&Person::nobody(), OWN_DEVICE, json!({ "device": other["secret"] })).await.shown();
    net.it_is("2025-10-30", (18, 0));
    assert!(!shows().await.is_null(), "the thirtieth day");
    net.it_is("2025-10-31", (8, 0));
    assert!(shows().await.is_null(), "thirty days are over");
}

async fn who_has_left_does_not_open_it(engine: Engine) {
    let counter = Counter::open(engine, "has_left").await;
    let Counter { net, hesdin, person, .. } = &counter;
    let page = net.asks(&hesdin.manager, MEMBERS, json!({ "organisation": hesdin.structure })).await.shown();
    let edges = page["edges"].as_array().expect("edges");
    let held = edges.iter().find(|edge| edge["node"]["personId"] == person.as_str()).expect("a role");
    net.asks(&hesdin.manager, DISMISS, json!({ "member": held["node"]["id"] })).await.ok();
    counter.opens(PIN).await.refused("PIN_WRONG");
    assert_eq!(counter.shows().await["people"], json!([]));
    let back = json!({ "organisation": hesdin.structure, "person": person, "role": "COUNTER_STAFF" });
    net.asks(&hesdin.manager, ENROL, back).await.ok();
    counter.opens(PIN).await.ok();
}
