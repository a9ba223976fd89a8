//! A yes says when, and is a word that can be taken back until then, by either side: nobody waits for somebody who does not come, and
//! nobody comes where nobody waits.

use passegue::referral_letters::ReferralLetters;
use serde_json::{Value, json};

use super::referrals::{answers, kept, read, sends, sent_to, settles, told, two_sessions, yes};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Network, answer::text, deeds::LEARNER},
};

on_both_engines!(
    a_yes_says_when,
    a_yes_is_taken_back_with_a_reason,
    a_yes_is_moved_and_the_moment_before_stands_no_more,
    who_sent_takes_back_a_yes_too,
    a_second_word_outlives_the_first,
);

async fn a_yes_says_when(engine: Engine) {
    let net = Network::open(engine, "referral_when").await;
    let auchy = net.venue("Auchy").await;
    let [first, second] = two_sessions(&net, &auchy).await;
    let amina = kept(&net, &["REFERRAL"]).await;

    let id = sent_to(&net, &amina, &auchy).await;
    for (input, code) in [
        (json!({ "accept": true }), "INPUT_INVALID"),
        (json!({ "accept": true, "sessionId": net.nothing() }), "INPUT_INVALID"),
        (json!({ "accept": true, "startsAt": "2025-09-01T10:00:00Z" }), "DATES_INVALID"),
    ] {
        answers(&net, &auchy.counter, &id, input).await.refused(code);
    }
    answers(&net, &auchy.counter, &id, json!({ "accept": true, "sessionId": second })).await.ok();
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["sessionId"]), (&json!("ACCEPTED"), &json!(second)));
    assert_eq!(seen["startsAt"], "2025-10-14T07:30:00Z");

    // Where a session was asked, a yes is to that one: another one is proposed.
    let input = json!({ "learnerId": amina, "venueId": auchy.id, "sessionId": first });
    let asked = text(&sends(&net, input).await.ok()["referralId"]);
    answers(&net, &auchy.counter, &asked, json!({ "accept": true, "sessionId": second }))
        .await
        .refused("INPUT_INVALID");
    answers(&net, &auchy.counter, &asked, json!({ "accept": true, "sessionId": first })).await.ok();
    assert_eq!(read(&net, &net.cast.prescriber, &asked).await["startsAt"], "2025-10-07T07:30:00Z");
}

async fn a_yes_is_taken_back_with_a_reason(engine: Engine) {
    let net = Network::open(engine, "referral_recalled").await;
    let auchy = net.venue("Auchy").await;
    net.names_as(&net.cast.prescriber.organisation(), "PRESCRIBER", "Dominique", "dominique@hesdin.example").await;
    let rounds = ReferralLetters::new(net.centre().lodge().clone());
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &id, yes()).await.ok();
    let learner = async || net.asks(&auchy.counter, LEARNER, json!({ "id": amina })).await.shown();
    assert_eq!(learner().await["shortName"], "Amina B.");
    rounds.look().await.expect("a round");
    let letters = net.letters_to("dominique@hesdin.example").await.join("\n");
    assert!(letters.contains("1er octobre 2025 à 18"), "the moment is told: {letters}");

    answers(&net, &auchy.counter, &id, json!({})).await.refused("INPUT_INVALID");
    let back = json!({ "reasons": ["CLOSED"], "note": "Panne de chauffage." });
    answers(&net, &auchy.counter, &id, back.clone()).await.ok();
    answers(&net, &auchy.counter, &id, back).await.refused("WRONG_STAGE");
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["reasons"]), (&json!("REFUSED"), &json!(["CLOSED"])));
    assert_eq!((&seen["startsAt"], &seen["otherStartsAt"]), (&Value::Null, &Value::Null), "no day stands any more");
    assert_eq!((&seen["note"], &seen["toTell"]), (&json!("Panne de chauffage."), &json!(true)));
    assert_eq!(told(&seen, "SENDER"), ["ACCEPTED", "RECALLED"]);
    assert_eq!(told(&seen, "PERSON"), ["SENT", "ACCEPTED", "RECALLED"]);
    assert!(learner().await.is_null(), "who does not expect them knows them no more");
    rounds.look().await.expect("another round");
    let letters = net.letters_to("dominique@hesdin.example").await.join("\n");
    assert!(letters.contains("ne peut plus recevoir la personne"), "{letters}");
    assert!(!letters.contains("Amina"), "a mail names nobody: {letters}");
}

async fn a_yes_is_moved_and_the_moment_before_stands_no_more(engine: Engine) {
    let net = Network::open(engine, "referral_moved").await;
    let auchy = net.venue("Auchy").await;
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &id, yes()).await.ok();
    let other = |reasons: Value| json!({ "reasons": reasons, "startsAt": "2025-10-09T10:00:00+02:00" });
    answers(&net, &auchy.counter, &id, other(json!([]))).await.refused("INPUT_INVALID");
    answers(&net, &auchy.counter, &id, other(json!(["CLOSED"]))).await.ok();
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["endedAt"]), (&json!("PROPOSED"), &Value::Null));
    assert_eq!((&seen["startsAt"], &seen["otherStartsAt"]), (&Value::Null, &json!("2025-10-09T08:00:00Z")));
    assert_eq!(read(&net, &auchy.counter, &id).await["shortName"], "Amina B.", "while an answer is waited for");
    settles(&net, &id, "TAKE").await.ok();
    assert_eq!(read(&net, &net.cast.prescriber, &id).await["startsAt"], "2025-10-09T08:00:00Z");

    // Once the moment has come, the word has been kept or broken: nothing is taken back.
    net.it_is("2025-10-09", (10, 0));
    answers(&net, &auchy.counter, &id, json!({ "reasons": ["CLOSED"] })).await.refused("WRONG_STAGE");
    settles(&net, &id, "WITHDRAW").await.refused("WRONG_STAGE");
}

async fn who_sent_takes_back_a_yes_too(engine: Engine) {
    let net = Network::open(engine, "referral_withdrawn").await;
    let auchy = net.venue("Auchy").await;
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &id, yes()).await.ok();
    settles(&net, &id, "WITHDRAW").await.ok();
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["startsAt"]), (&json!("WITHDRAWN"), &Value::Null));
    assert_eq!(
        (told(&seen, "RECEIVER"), told(&seen, "PERSON")),
        (vec!["SENT", "WITHDRAWN"], vec!["SENT", "ACCEPTED", "WITHDRAWN"])
    );
    assert!(net.asks(&auchy.counter, LEARNER, json!({ "id": amina })).await.shown().is_null());
    assert_eq!(read(&net, &auchy.counter, &id).await["shortName"], Value::Null);
}

async fn a_second_word_outlives_the_first(engine: Engine) {
    let net = Network::open(engine, "referral_twice").await;
    let auchy = net.venue("Auchy").await;
    let amina = kept(&net, &["REFERRAL"]).await;
    let late = json!({ "accept": true, "startsAt": "2025-11-20T10:00:00+01:00" });
    let [first, second] = [sent_to(&net, &amina, &auchy).await, sent_to(&net, &amina, &auchy).await];
    answers(&net, &auchy.counter, &first, late).await.ok();
    answers(&net, &auchy.counter, &second, yes()).await.ok();
    let until =
        async || net.asks(&auchy.counter, LEARNER, json!({ "id": amina })).await.shown()["contactUntil"].clone();
    assert_eq!(until().await, "2025-12-20");
    answers(&net, &auchy.counter, &first, json!({ "reasons": ["FULL"] })).await.ok();
    assert_eq!(until().await, "2025-10-31", "as long as the other word asks for");
}
