//! What is kept of somebody is told to them whole, by the structure that keeps it, and to nobody else.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{
            ERASE_LEARNER, KEEP_LEARNER, LEARNER_RECORD, RECORD_CONSENTS, RECORD_HELP, SEND_REFERRAL, SERVE_LEARNER,
            UNDO_HELP,
        },
    },
};

on_both_engines!(somebody_is_told_all_that_is_kept_of_them);

async fn record(net: &Network, who: &Person, id: &str) -> Value {
    net.asks(who, LEARNER_RECORD, json!({ "id": id })).await.shown()
}

async fn somebody_is_told_all_that_is_kept_of_them(engine: Engine) {
    let net = Network::open(engine, "own_data").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let input = json!({ "givenName": "Amina", "familyName": "Ba", "birthYear": 1951 });
    let kept = net.asks(&hesdin.counter, KEEP_LEARNER, json!({ "input": input })).await.ok();
    let (id, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    let empty = record(&net, &hesdin.counter, &id).await;
    assert_eq!(empty, json!({ "words": [], "helps": [], "referrals": [] }));

    for given in [true, false, true] {
        let answers = json!([{ "purpose": "REFERRAL", "given": given }]);
        let input = json!({ "learnerId": id, "answers": answers, "version": 1, "way": "PAPER" });
        net.asks(&hesdin.counter, RECORD_CONSENTS, json!({ "input": input })).await.ok();
    }
    let helps = async |who: &Person, venue: &str, theme: &str| {
        let input = json!({ "venueId": venue, "theme": theme, "minutes": 20, "card": card });
        text(&net.asks(who, RECORD_HELP, json!({ "input": input })).await.ok()["helpId"])
    };
    helps(&hesdin.counter, &hesdin.id, "MAIL").await;
    let undone = helps(&hesdin.counter, &hesdin.id, "HEALTH").await;
    net.asks(&hesdin.counter, UNDO_HELP, json!({ "id": undone })).await.ok();
    helps(&auchy.counter, &auchy.id, "SAFETY").await;
    let input = json!({ "learnerId": id, "venueId": auchy.id, "reason": "Veut apprendre" });
    net.asks(&hesdin.counter, SEND_REFERRAL, json!({ "input": input })).await.ok();
    let outside = json!({ "learnerId": id, "partnerName": "Croix-Rouge" });
    net.asks(&hesdin.counter, SEND_REFERRAL, json!({ "input": outside })).await.ok();

    let held = record(&net, &hesdin.manager, &id).await;
    let said: Vec<bool> =
        held["words"].as_array().expect("words").iter().map(|one| one["given"] == json!(true)).collect();
    assert_eq!(said, [true, false, true], "every word, in order");
    let themes: Vec<&Value> = held["helps"].as_array().expect("helps").iter().map(|one| &one["theme"]).collect();
    assert_eq!(themes, [&json!("MAIL")], "what was undone counts no more, and what another place holds is asked there");
    let sent = held["referrals"].as_array().expect("referrals");
    let places: Vec<&Value> = sent.iter().map(|one| &one["place"]).collect();
    assert_eq!(places, [&json!("Croix-Rouge"), &json!("Mairie de Auchy")]);
    assert_eq!((&sent[1]["reason"], &sent[1]["stage"]), (&json!("Veut apprendre"), &json!("SENT")));

    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    for who in [&auchy.counter, &net.cast.prescriber, &net.cast.operator, &Person::nobody()] {
        assert!(record(&net, who, &id).await.is_null());
    }
    net.asks(&hesdin.counter, ERASE_LEARNER, json!({ "id": id })).await.ok();
    assert!(record(&net, &hesdin.counter, &id).await.is_null());
}
