//! Who is told of a referral, and for how long an address leads there: to whoever can be written to, until the answer is due.

use passegue::referral_letters::ReferralLetters;
use serde_json::json;

use super::referrals::{SECRET, answers, kept, read, sends, sent_to, told};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{ANSWER_LINKED_REFERRAL, CLOSE_REFERRAL_LINK, LINKED_REFERRAL, OPEN_REFERRAL_LINK},
    },
};

on_both_engines!(
    who_cannot_be_written_to_is_not_told_and_keeps_nobody_waiting,
    who_sent_is_reminded_to_tell_the_person,
    a_secret_address_ends,
);

/// A place of which nobody has an address is not told, and is not said to be; whoever comes after it is.
async fn who_cannot_be_written_to_is_not_told_and_keeps_nobody_waiting(engine: Engine) {
    let net = Network::open(engine, "referral_no_mail").await;
    let (auchy, hesdin) = (net.venue("Auchy").await, net.venue("Hesdin").await);
    net.names(&hesdin, "Jeanne", "jeanne@hesdin.example").await;
    let rounds = ReferralLetters::new(net.centre().lodge().clone());
    let amina = kept(&net, &["REFERRAL"]).await;
    let first = sent_to(&net, &amina, &auchy).await;
    let second = sent_to(&net, &amina, &hesdin).await;
    assert_eq!(rounds.look().await.expect("a round"), 1);
    let told = async |id: &str| read(&net, &net.cast.prescriber, id).await["news"][0]["toldAt"].clone();
    assert!(told(&first).await.is_null(), "nobody was written to");
    assert!(told(&second).await.is_string());
    net.names(&auchy, "Luc", "luc@auchy.example").await;
    assert_eq!(rounds.look().await.expect("another round"), 1);
    assert!(told(&first).await.is_string());
    let letters = net.letters_to("luc@auchy.example").await;
    assert_eq!(letters.iter().filter(|letter| letter.contains("/orientations/")).count(), 1);
    assert_eq!(rounds.look().await.expect("a third round"), 0, "once");
}

/// What the person has to be told waits ten days at most before whoever sent them hears of it, once.
async fn who_sent_is_reminded_to_tell_the_person(engine: Engine) {
    let net = Network::open(engine, "referral_untold").await;
    let auchy = net.venue("Auchy").await;
    let rounds = ReferralLetters::new(net.centre().lodge().clone());
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &id, json!({ "reasons": ["FULL"] })).await.ok();
    let reminded = async || {
        rounds.look().await.expect("a round");
        let seen = read(&net, &net.cast.prescriber, &id).await;
        told(&seen, "SENDER").iter().filter(|fact| **fact == "UNTOLD").count()
    };
    net.it_is("2025-10-11", (7, 0));
    assert_eq!(reminded().await, 0, "ten days are ten days");
    net.it_is("2025-10-12", (9, 0));
    assert_eq!((reminded().await, reminded().await), (1, 1), "once");
    net.it_is("2025-11-12", (9, 0));
    assert_eq!(reminded().await, 1, "and no more");
}

async fn a_secret_address_ends(engine: Engine) {
    let net = Network::open(engine, "referral_link").await;
    let auchy = net.venue("Auchy").await;
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = text(&sends(&net, json!({ "learnerId": amina, "partnerName": "Croix-Rouge" })).await.ok()["referralId"]);
    let opens = async |secret: &str| {
        net.asks(&net.cast.prescriber, OPEN_REFERRAL_LINK, json!({ "id": id, "secret": secret })).await
    };
    let leads = async |secret: &str| {
        !net.asks(&Person::nobody(), LINKED_REFERRAL, json!({ "secret": secret })).await.shown().is_null()
    };
    let [first, second, third] = ["a", "b", "c"].map(|sign| sign.repeat(40));
    opens(&first).await.ok();
    let link = text(&opens(&second).await.ok()["linkId"]);
    assert!(!leads(&first).await && leads(&second).await, "a new one ends those before");
    net.asks(&auchy.counter, CLOSE_REFERRAL_LINK, json!({ "id": link })).await.refused("NOT_FOUND");
    net.asks(&net.cast.prescriber, CLOSE_REFERRAL_LINK, json!({ "id": link })).await.ok();
    net.asks(&net.cast.prescriber, CLOSE_REFERRAL_LINK, json!({ "id": link })).await.refused("WRONG_STAGE");
    assert!(!leads(&second).await);
    let closed = json!({ "secret": second, "input": { "accept": true } });
    net.asks(&Person::nobody(), ANSWER_LINKED_REFERRAL, closed).await.refused("NOT_FOUND");
    opens(&third).await.ok();
    // Whoever is late has a day more, and then as long as they are given once they were told.
    net.it_is("2025-10-12", (23, 0));
    assert!(leads(&third).await, "as long as the answer is due, and a day");
    net.it_is("2025-10-13", (0, 1));
    assert!(!leads(&third).await);
    let rounds = ReferralLetters::new(net.centre().lodge().clone());
    rounds.look().await.expect("a round");
    assert_eq!(read(&net, &net.cast.prescriber, &id).await["dueBy"], "2025-10-18");
    assert!(leads(&third).await && !leads(&second).await, "what was closed stays closed");
    net.it_is("2025-10-19", (23, 0));
    assert!(leads(&third).await);
    rounds.look().await.expect("another round");
    assert!(!leads(&third).await, "what lapsed is read by nobody");
    let inside = sent_to(&net, &amina, &auchy).await;
    let asked = json!({ "id": inside, "secret": SECRET });
    net.asks(&net.cast.prescriber, OPEN_REFERRAL_LINK, asked).await.refused("WRONG_STAGE");
}
