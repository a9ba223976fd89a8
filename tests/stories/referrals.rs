//! Somebody is sent from one place to another: who agrees, who is told, who reads what, and that nothing is lost on the way.

use passegue::referral_letters::ReferralLetters;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            ANSWER_LINKED_REFERRAL, ANSWER_REFERRAL, ERASE_LEARNER, KEEP_LEARNER, LEARNER, LINKED_REFERRAL,
            OPEN_REFERRAL_LINK, RECOMMENDATIONS, RECORD_CONSENTS, REFERRAL, REFERRAL_COUNTS, REFERRALS, SEE_REFERRAL,
            SEND_REFERRAL, SERVE_LEARNER, SETTLE_REFERRAL, TELL_REFERRAL,
        },
    },
    sql,
};

on_both_engines!(
    somebody_is_sent_seen_and_expected,
    another_moment_is_proposed_and_taken,
    why_they_are_sent_is_read_while_they_agree_and_by_nobody_else,
    who_did_not_agree_is_sent_nowhere,
    who_is_reached_no_more_is_sent_nowhere,
    who_agrees_no_more_is_unknown_where_they_are_expected,
    what_is_late_is_told_and_ends,
    a_partner_answers_under_a_secret_address,
    who_is_forgotten_is_counted_and_nobody,
    what_cannot_be_is_refused,
);

pub(super) const SECRET: &str = "0123456789abcdef0123456789abcdef01234567";
/// A yes to whom no session was asked for.
pub(super) fn yes() -> Value {
    json!({ "accept": true, "startsAt": TONIGHT })
}

const TONIGHT: &str = "2025-10-01T18:00:00+02:00";
const WHY: &str = "Canari: a perdu son emploi";

/// Somebody of Hesdin whom the prescriber keeps.
pub(super) async fn kept(net: &Network, agreed: &[&str]) -> String {
    let input = json!({
        "givenName": "Amina", "familyName": "Ba", "birthYear": 1951, "phone": "0612345678", "toldBy": "TELEPHONE",
        "access": ["READING"], "homeCommune": "62447",
    });
    let kept = net.asks(&net.cast.prescriber, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok();
    let id = text(&kept["learnerId"]);
    for purpose in agreed {
        agrees(net, &id, purpose, true).await;
    }
    id
}

pub(super) async fn agrees(net: &Network, learner: &str, purpose: &str, given: bool) {
    let answers = json!([{ "purpose": purpose, "given": given }]);
    let input = json!({ "learnerId": learner, "answers": answers, "version": 1, "way": "PERSON" });
    net.asks(&net.cast.prescriber, RECORD_CONSENTS, json!({ "input": input })).await.ok();
}

pub(super) async fn sends(net: &Network, input: Value) -> Answer {
    net.asks(&net.cast.prescriber, SEND_REFERRAL, json!({ "input": input })).await
}

pub(super) async fn sent_to(net: &Network, learner: &str, place: &Place) -> String {
    let input = json!({ "learnerId": learner, "venueId": place.id, "reason": WHY, "theme": "HEALTH" });
    text(&sends(net, input).await.ok()["referralId"])
}

pub(super) async fn read(net: &Network, who: &Person, id: &str) -> Value {
    net.asks(who, REFERRAL, json!({ "id": id })).await.shown()
}

pub(super) async fn answers(net: &Network, who: &Person, id: &str, input: Value) -> Answer {
    net.asks(who, ANSWER_REFERRAL, json!({ "id": id, "input": input })).await
}

pub(super) async fn settles(net: &Network, id: &str, settlement: &str) -> Answer {
    net.asks(&net.cast.prescriber, SETTLE_REFERRAL, json!({ "id": id, "settlement": settlement })).await
}

async fn tray(net: &Network, who: &Person, tray: &str) -> Vec<Value> {
    net.asks(who, REFERRALS, json!({ "tray": tray })).await.nodes()
}

/// Two sessions of that venue of which the centre has heard.
pub(super) async fn two_sessions(net: &Network, place: &Place) -> [String; 2] {
    let workshop = net.offers(place, "Mon téléphone").await;
    let first = text(&net.schedules(place, &workshop, "2025-10-07T09:30:00+02:00").await.ok()["id"]);
    let second = text(&net.schedules(place, &workshop, "2025-10-14T09:30:00+02:00").await.ok()["id"]);
    let are_heard = |shown: &Value| shown["edges"].as_array().is_some_and(|all| all.len() == 2);
    net.waits_until(&net.cast.prescriber, RECOMMENDATIONS, json!({ "input": {} }), are_heard).await;
    [first, second]
}

/// What was to be told to that party, in order.
pub(super) fn told<'a>(seen: &'a Value, whom: &str) -> Vec<&'a str> {
    let news = seen["news"].as_array().expect("news").iter();
    news.filter(|one| one["whom"] == whom).map(|one| one["fact"].as_str().expect("a fact")).collect()
}

async fn somebody_is_sent_seen_and_expected(engine: Engine) {
    let net = Network::open(engine, "referral").await;
    let (auchy, prescriber) = (net.venue("Auchy").await, net.cast.prescriber.clone());
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = sent_to(&net, &amina, &auchy).await;

    let inbox = tray(&net, &auchy.counter, "RECEIVED").await;
    assert_eq!((inbox.len(), &inbox[0]["id"], &inbox[0]["stage"]), (1, &json!(id), &json!("SENT")));
    assert_eq!(
        (&inbox[0]["shortName"], &inbox[0]["toTell"]),
        (&Value::Null, &json!(false)),
        "nobody is named in a list"
    );
    assert_eq!((&inbox[0]["dueBy"], &inbox[0]["theme"]), (&json!("2025-10-11"), &json!("HEALTH")));
    assert!(tray(&net, &auchy.counter, "SENT").await.is_empty());

    let seen = read(&net, &auchy.counter, &id).await;
    assert_eq!((&seen["shortName"], &seen["contact"]["phone"]), (&json!("Amina B."), &json!("0612345678")));
    assert_eq!((&seen["needs"]["access"], &seen["learnerId"]), (&json!(["READING"]), &Value::Null));
    assert_eq!((&seen["reason"], &seen["news"], &seen["links"]), (&Value::Null, &json!([]), &json!([])));
    assert!(net.asks(&auchy.counter, LEARNER, json!({ "id": amina })).await.shown().is_null(), "not served yet");

    net.asks(&auchy.manager, SEE_REFERRAL, json!({ "id": id })).await.ok();
    net.asks(&auchy.manager, SEE_REFERRAL, json!({ "id": id })).await.refused("WRONG_STAGE");
    answers(&net, &auchy.counter, &id, json!({ "accept": true })).await.refused("INPUT_INVALID"); // when?
    let yes = json!({ "accept": true, "startsAt": TONIGHT, "note": "Venez avec vos lunettes." });
    answers(&net, &auchy.counter, &id, yes.clone()).await.ok();
    answers(&net, &auchy.counter, &id, yes).await.refused("WRONG_STAGE");
    let served = net.asks(&auchy.counter, LEARNER, json!({ "id": amina })).await.shown();
    assert_eq!(
        (&served["shortName"], &served["kept"], &served["person"]),
        (&json!("Amina B."), &json!(false), &Value::Null)
    );
    assert_eq!(served["contactUntil"], "2025-10-31", "thirty days");

    let seen = read(&net, &prescriber, &id).await;
    assert_eq!(
        (&seen["stage"], &seen["note"], &seen["reason"]),
        (&json!("ACCEPTED"), &json!("Venez avec vos lunettes."), &json!(WHY))
    );
    assert_eq!((&seen["startsAt"], &seen["sessionId"]), (&json!("2025-10-01T16:00:00Z"), &Value::Null));
    assert_eq!((told(&seen, "RECEIVER"), told(&seen, "SENDER")), (vec!["SENT"], vec!["SEEN", "ACCEPTED"]));
    assert_eq!((told(&seen, "PERSON"), &seen["toTell"]), (vec!["SENT", "ACCEPTED"], &json!(true)));
    for news in seen["news"].as_array().expect("news").iter().filter(|news| news["whom"] == "PERSON") {
        let told = json!({ "id": id, "no": news["no"], "way": "TELEPHONE" });
        net.asks(&auchy.counter, TELL_REFERRAL, told.clone()).await.refused("NOT_FOUND");
        net.asks(&prescriber, TELL_REFERRAL, told.clone()).await.ok();
        net.asks(&prescriber, TELL_REFERRAL, told).await.refused("WRONG_STAGE");
    }
    let seen = read(&net, &prescriber, &id).await;
    assert_eq!((&seen["toTell"], &tray(&net, &prescriber, "SENT").await[0]["toTell"]), (&json!(false), &json!(false)));
    assert_eq!(seen["shortName"], "Amina B.");
}

async fn another_moment_is_proposed_and_taken(engine: Engine) {
    let net = Network::open(engine, "referral_other").await;
    let auchy = net.venue("Auchy").await;
    let [first, second] = two_sessions(&net, &auchy).await;
    let amina = kept(&net, &["REFERRAL"]).await;
    let input = json!({ "learnerId": amina, "venueId": auchy.id, "sessionId": first });
    let id = text(&sends(&net, input).await.ok()["referralId"]);
    assert_eq!(read(&net, &auchy.counter, &id).await["startsAt"], "2025-10-07T07:30:00Z");

    let other = json!({ "reasons": ["FULL", "LEVEL", "FULL"], "sessionId": second });
    answers(&net, &auchy.counter, &id, other.clone()).await.ok();
    answers(&net, &auchy.counter, &id, other).await.refused("WRONG_STAGE");
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["reasons"]), (&json!("PROPOSED"), &json!(["FULL", "LEVEL"])));
    assert_eq!(
        (&seen["startsAt"], &seen["otherStartsAt"]),
        (&json!("2025-10-07T07:30:00Z"), &json!("2025-10-14T07:30:00Z"))
    );
    settles(&net, &id, "TAKE").await.ok();
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["startsAt"]), (&json!("ACCEPTED"), &json!("2025-10-14T07:30:00Z")));
    assert_eq!(told(&seen, "RECEIVER"), ["SENT", "TAKEN"]);
    assert_eq!(told(&seen, "PERSON"), ["SENT", "PROPOSED", "ACCEPTED"]);
    let served = net.asks(&auchy.counter, LEARNER, json!({ "id": amina })).await.shown();
    assert_eq!(served["contactUntil"], "2025-11-13", "thirty days after the session");

    // Declined, it is refused with the reasons that were given; taken back, with none.
    let again = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &again, json!({ "startsAt": "2025-10-20T10:00:00+02:00" })).await.ok();
    settles(&net, &again, "DECLINE").await.ok();
    settles(&net, &again, "TAKE").await.refused("WRONG_STAGE");
    assert_eq!(read(&net, &auchy.counter, &again).await["stage"], "REFUSED");
    let back = sent_to(&net, &amina, &auchy).await;
    settles(&net, &back, "DECLINE").await.refused("WRONG_STAGE");
    settles(&net, &back, "WITHDRAW").await.ok();
    answers(&net, &auchy.counter, &back, json!({ "accept": true })).await.refused("WRONG_STAGE");

    // Nobody is expected at a moment that has passed.
    let input = json!({ "learnerId": amina, "venueId": auchy.id, "sessionId": first });
    let late = text(&sends(&net, input).await.ok()["referralId"]);
    net.it_is("2025-10-07", (12, 0));
    answers(&net, &auchy.counter, &late, json!({ "accept": true })).await.refused("DATES_INVALID");
    answers(&net, &auchy.counter, &late, json!({ "startsAt": "2025-10-08T10:00:00+02:00" })).await.ok();
    net.it_is("2025-10-08", (12, 0));
    settles(&net, &late, "TAKE").await.refused("DATES_INVALID");
    settles(&net, &late, "DECLINE").await.ok();
}

async fn why_they_are_sent_is_read_while_they_agree_and_by_nobody_else(engine: Engine) {
    let net = Network::open(engine, "referral_why").await;
    let (auchy, hesdin) = (net.venue("Auchy").await, net.venue("Hesdin").await);
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = sent_to(&net, &amina, &auchy).await;
    let why = async || read(&net, &auchy.counter, &id).await["reason"].clone();
    assert_eq!(why().await, Value::Null);
    agrees(&net, &amina, "SHARE_REASON", true).await;
    assert_eq!(why().await, WHY);
    agrees(&net, &amina, "SHARE_REASON", false).await;
    assert_eq!(why().await, Value::Null, "at the next read");
    // Whoever does not agree any more that they are sent is not named either.
    agrees(&net, &amina, "SHARE_REASON", true).await;
    agrees(&net, &amina, "REFERRAL", false).await;
    let seen = read(&net, &auchy.counter, &id).await;
    assert_eq!((&seen["shortName"], &seen["contact"], &seen["reason"]), (&Value::Null, &Value::Null, &Value::Null));
    answers(&net, &auchy.counter, &id, yes()).await.refused("CONSENT_MISSING");
    agrees(&net, &amina, "REFERRAL", true).await;

    for who in [&hesdin.counter, &hesdin.manager, &net.cast.operator, &net.cast.administrator, &Person::nobody()] {
        assert!(read(&net, who, &id).await.is_null());
        assert!(tray(&net, who, "RECEIVED").await.is_empty() && tray(&net, who, "SENT").await.is_empty());
    }
    answers(&net, &hesdin.counter, &id, json!({ "accept": true })).await.refused("NOT_FOUND");
    answers(&net, &auchy.counter, &id, json!({ "reasons": ["LEVEL"], "note": "Canari: trop avancé" })).await.ok();
    let seen = read(&net, &auchy.counter, &id).await;
    assert_eq!((&seen["shortName"], &seen["reason"]), (&Value::Null, &Value::Null), "refused, it is nobody's any more");
    // Sent on to another place, the first reads nothing of it, and the second nothing of the first.
    let on = sent_to(&net, &amina, &hesdin).await;
    assert!(read(&net, &auchy.counter, &on).await.is_null() && read(&net, &hesdin.counter, &id).await.is_null());
    let all = sql::dump(net.centre().store().place()).join("\n");
    assert!(all.contains("referral.moved") && !all.contains("Canari"), "what is written lies in clear");
}

async fn who_did_not_agree_is_sent_nowhere(engine: Engine) {
    let net = Network::open(engine, "referral_consent").await;
    let auchy = net.venue("Auchy").await;
    let amina = kept(&net, &[]).await;
    let input = json!({ "learnerId": amina, "venueId": auchy.id });
    sends(&net, input.clone()).await.refused("CONSENT_MISSING");
    sends(&net, json!({ "learnerId": amina, "partnerName": "Croix-Rouge" })).await.refused("CONSENT_MISSING");
    agrees(&net, &amina, "SHARE_REASON", true).await;
    sends(&net, input.clone()).await.refused("CONSENT_MISSING");
    assert_eq!(sql::count(net.centre().store().place(), "referral"), 0);
    agrees(&net, &amina, "REFERRAL", true).await;
    let asked = json!({ "key": "une-fois", "input": input });
    let first = net.asks(&net.cast.prescriber, SEND_REFERRAL, asked.clone()).await;
    let again = net.asks(&net.cast.prescriber, SEND_REFERRAL, asked).await;
    assert_eq!(first.text(), again.text());
    first.ok();
    assert_eq!(sql::count(net.centre().store().place(), "referral"), 1);
}

/// A place that served somebody once reads no more how to reach them; nor does it through a referral.
async fn who_is_reached_no_more_is_sent_nowhere(engine: Engine) {
    let net = Network::open(engine, "referral_served").await;
    let (auchy, hesdin) = (net.venue("Auchy").await, net.venue("Hesdin").await);
    let input = json!({ "givenName": "Amina", "familyName": "Ba", "phone": "0612345678" });
    let kept = net.asks(&net.cast.prescriber, KEEP_LEARNER, json!({ "input": input })).await.ok();
    let (amina, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    agrees(&net, &amina, "REFERRAL", true).await;
    agrees(&net, &amina, "SHARE_REASON", true).await;
    net.asks(&hesdin.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    let input = json!({ "input": { "learnerId": amina, "partnerName": "Croix-Rouge" } });
    let outside = text(&net.asks(&hesdin.counter, SEND_REFERRAL, input.clone()).await.ok()["referralId"]);
    let inside = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &inside, yes()).await.ok();

    net.it_is("2025-10-31", (9, 0));
    let seen = read(&net, &auchy.counter, &inside).await;
    assert_eq!((&seen["reason"], &seen["contact"]["phone"]), (&json!(WHY), &json!("0612345678")), "the last day");
    net.it_is("2025-11-01", (9, 0));
    let seen = read(&net, &auchy.counter, &inside).await;
    assert_eq!(
        (&seen["shortName"], &seen["reason"], &seen["contact"]),
        (&json!("Amina B."), &Value::Null, &Value::Null)
    );
    let opens = json!({ "id": outside, "secret": SECRET });
    net.asks(&hesdin.counter, OPEN_REFERRAL_LINK, opens.clone()).await.refused("NOT_FOUND");
    net.asks(&hesdin.counter, SEND_REFERRAL, input).await.refused("NOT_FOUND");
    net.asks(&hesdin.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    net.asks(&hesdin.counter, OPEN_REFERRAL_LINK, opens).await.ok();
}

/// An answer does not outlive the word of the person: a place where they are expected forgets them with the next request.
async fn who_agrees_no_more_is_unknown_where_they_are_expected(engine: Engine) {
    let net = Network::open(engine, "referral_no_more").await;
    let (auchy, hesdin) = (net.venue("Auchy").await, net.venue("Hesdin").await);
    let input = json!({ "givenName": "Amina", "familyName": "Ba", "phone": "0612345678" });
    let kept = net.asks(&net.cast.prescriber, KEEP_LEARNER, json!({ "input": input })).await.ok();
    let (amina, card) = (text(&kept["learnerId"]), text(&kept["card"]));
    agrees(&net, &amina, "REFERRAL", true).await;
    agrees(&net, &amina, "SHARE_REASON", true).await;
    net.asks(&hesdin.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    let sent = [(sent_to(&net, &amina, &auchy).await, &auchy), (sent_to(&net, &amina, &hesdin).await, &hesdin)];
    for (id, place) in &sent {
        answers(&net, &place.counter, id, yes()).await.ok();
        assert_eq!(read(&net, &place.counter, id).await["contact"]["phone"], "0612345678");
    }
    let learner = async |who: &Person| net.asks(who, LEARNER, json!({ "id": amina })).await.shown();
    assert_eq!(learner(&auchy.counter).await["contact"]["phone"], "0612345678");

    agrees(&net, &amina, "REFERRAL", false).await;
    assert!(learner(&auchy.counter).await.is_null(), "at the next read");
    let seen = read(&net, &auchy.counter, &sent[0].0).await;
    assert_eq!((&seen["stage"], &seen["learnerId"]), (&json!("ACCEPTED"), &Value::Null));
    assert_eq!((&seen["shortName"], &seen["contact"], &seen["reason"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(tray(&net, &auchy.counter, "RECEIVED").await[0]["shortName"], Value::Null);
    let asked = json!({ "input": { "learnerId": amina, "partnerName": "Croix-Rouge" } });
    net.asks(&auchy.counter, SEND_REFERRAL, asked).await.refused("NOT_FOUND");
    assert_eq!(learner(&hesdin.counter).await["contact"]["phone"], "0612345678", "there a card was shown");
    agrees(&net, &amina, "REFERRAL", true).await;
    assert!(learner(&auchy.counter).await.is_null(), "they are sent again, or show their card");
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    assert_eq!(learner(&auchy.counter).await["shortName"], "Amina B.");
}

async fn what_is_late_is_told_and_ends(engine: Engine) {
    let net = Network::open(engine, "referral_late").await;
    let auchy = net.venue("Auchy").await;
    net.names(&auchy, "Jeanne", "jeanne@auchy.example").await;
    let rounds = ReferralLetters::new(net.centre().lodge().clone());
    let amina = kept(&net, &["REFERRAL"]).await;
    let id = sent_to(&net, &amina, &auchy).await;
    let written = async || {
        let count = rounds.look().await.expect("a round");
        assert_eq!(rounds.look().await.expect("another round"), 0, "once");
        count
    };
    assert_eq!(written().await, 1, "whoever receives has one address");
    net.it_is("2025-10-11", (9, 0));
    assert_eq!(written().await, 0, "the last day is a day");
    net.it_is("2025-10-12", (9, 0));
    assert_eq!(written().await, 1);
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["late"], &seen["stage"], &seen["dueBy"]), (&json!(true), &json!("SENT"), &json!("2025-10-17")));
    net.it_is("2025-10-18", (9, 0));
    assert_eq!(written().await, 1);
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["toTell"]), (&json!("LAPSED"), &json!(true)));
    assert_eq!(
        (told(&seen, "SENDER"), told(&seen, "PERSON")),
        (vec!["UNTOLD", "LATE", "LAPSED"], vec!["SENT", "LAPSED"])
    );
    answers(&net, &auchy.counter, &id, json!({ "accept": true })).await.refused("WRONG_STAGE");
    for letter in net.letters_to("jeanne@auchy.example").await {
        assert!(!letter.contains("Amina") && !letter.contains("Canari"), "a mail names nobody: {letter}");
    }
    // Whoever sent is late as well as whoever receives.
    let id = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &id, json!({ "startsAt": "2025-12-20T10:00:00+01:00" })).await.ok();
    net.it_is("2025-10-29", (9, 0));
    written().await;
    net.it_is("2025-11-04", (9, 0));
    written().await;
    assert_eq!(read(&net, &net.cast.prescriber, &id).await["stage"], "LAPSED");
}

async fn a_partner_answers_under_a_secret_address(engine: Engine) {
    let net = Network::open(engine, "referral_partner").await;
    let amina = kept(&net, &["REFERRAL"]).await;
    let input =
        json!({ "learnerId": amina, "partnerName": "Croix-Rouge", "partnerContact": "03 21 00 00 00", "reason": WHY });
    let id = text(&sends(&net, input).await.ok()["referralId"]);
    let opens = json!({ "id": id, "secret": SECRET });
    net.asks(&net.cast.prescriber, OPEN_REFERRAL_LINK, json!({ "id": id, "secret": "court" }))
        .await
        .refused("INPUT_INVALID");
    net.asks(&net.cast.prescriber, OPEN_REFERRAL_LINK, opens.clone()).await.ok();
    net.asks(&net.cast.prescriber, OPEN_REFERRAL_LINK, opens).await.refused("WRONG_STAGE");
    let reads = async || net.asks(&Person::nobody(), LINKED_REFERRAL, json!({ "secret": SECRET })).await.shown();
    let seen = reads().await;
    assert_eq!((&seen["shortName"], &seen["contact"]["phone"]), (&json!("Amina B."), &json!("0612345678")));
    assert_eq!((&seen["reason"], &seen["stage"]), (&Value::Null, &json!("SENT")));
    agrees(&net, &amina, "SHARE_REASON", true).await;
    assert_eq!(reads().await["reason"], WHY);
    agrees(&net, &amina, "REFERRAL", false).await;
    let seen = reads().await;
    assert_eq!((&seen["shortName"], &seen["contact"], &seen["reason"]), (&Value::Null, &Value::Null, &Value::Null));
    agrees(&net, &amina, "REFERRAL", true).await;

    let answers = async |secret: &str, input: Value| {
        net.asks(&Person::nobody(), ANSWER_LINKED_REFERRAL, json!({ "secret": secret, "input": input })).await
    };
    answers(&SECRET.to_uppercase(), json!({ "accept": true })).await.refused("NOT_FOUND");
    answers(SECRET, json!({})).await.refused("INPUT_INVALID");
    let moment = json!({ "startsAt": "2025-10-08T10:00:00+02:00", "reasons": ["FULL"], "note": "Demander Luc." });
    answers(SECRET, moment).await.ok();
    let seen = read(&net, &net.cast.prescriber, &id).await;
    assert_eq!((&seen["stage"], &seen["note"]), (&json!("PROPOSED"), &json!("Demander Luc.")));
    assert_eq!((&seen["partnerName"], &seen["venueId"]), (&json!("Croix-Rouge"), &Value::Null));
    settles(&net, &id, "TAKE").await.ok();
    assert_eq!(reads().await["startsAt"], "2025-10-08T08:00:00Z");
    let dumped = sql::dump(net.centre().store().place()).join("\n");
    assert!(!dumped.contains(SECRET) && !dumped.contains("Croix-Rouge"), "the secret lies in clear");
}

async fn who_is_forgotten_is_counted_and_nobody(engine: Engine) {
    let net = Network::open(engine, "referral_forgotten").await;
    let auchy = net.venue("Auchy").await;
    let amina = kept(&net, &["REFERRAL", "SHARE_REASON"]).await;
    let open = sent_to(&net, &amina, &auchy).await;
    let done = sent_to(&net, &amina, &auchy).await;
    answers(&net, &auchy.counter, &done, json!({ "reasons": ["FULL"], "note": "Complet." })).await.ok();
    net.asks(&net.cast.prescriber, ERASE_LEARNER, json!({ "id": amina })).await.ok();
    let seen = read(&net, &auchy.counter, &open).await;
    assert_eq!(
        (&seen["stage"], &seen["shortName"], &seen["reason"]),
        (&json!("WITHDRAWN"), &Value::Null, &Value::Null)
    );
    let seen = read(&net, &net.cast.prescriber, &done).await;
    assert_eq!((&seen["stage"], &seen["reason"], &seen["note"]), (&json!("REFUSED"), &Value::Null, &Value::Null));
    assert_eq!((&seen["learnerId"], &seen["toTell"]), (&Value::Null, &json!(false)));
    assert_eq!(sql::count(net.centre().store().place(), "referral_words"), 0);
    let month = json!({ "month": "2025-10" });
    let counted = net.asks(&net.cast.prescriber, REFERRAL_COUNTS, month.clone()).await.shown();
    assert_eq!((&counted["sent"], &counted["received"]), (&json!(2), &json!(0)));
    let counted = net.asks(&auchy.manager, REFERRAL_COUNTS, month).await.shown();
    assert_eq!((&counted["sent"], &counted["received"]), (&json!(0), &json!(2)));
    let stages = counted["stages"].as_array().expect("stages").iter();
    let standing: Vec<&str> =
        stages.filter(|one| one["received"] == 1).filter_map(|one| one["stage"].as_str()).collect();
    assert_eq!(standing, ["REFUSED", "WITHDRAWN"]);
}

async fn what_cannot_be_is_refused(engine: Engine) {
    let net = Network::open(engine, "referral_wrong").await;
    let (auchy, hesdin) = (net.venue("Auchy").await, net.venue("Hesdin").await);
    let amina = kept(&net, &["REFERRAL"]).await;
    let of = |more: Value| {
        let mut input = json!({ "learnerId": amina });
        for (name, value) in more.as_object().expect("an object") {
            input[name] = value.clone();
        }
        input
    };
    for (more, code) in [
        (json!({}), "INPUT_INVALID"),
        (json!({ "venueId": auchy.id, "partnerName": "Croix-Rouge" }), "INPUT_INVALID"),
        (json!({ "partnerName": " " }), "INPUT_INVALID"),
        (json!({ "venueId": auchy.id, "reason": "x".repeat(1001) }), "INPUT_INVALID"),
        (json!({ "venueId": auchy.id, "theme": "Canari: est malade" }), "INPUT_INVALID"),
        (json!({ "venueId": net.nothing() }), "NOT_FOUND"),
        (json!({ "venueId": "la mairie" }), "NOT_FOUND"),
        (json!({ "venueId": auchy.id, "sessionId": net.nothing() }), "INPUT_INVALID"),
        (json!({ "partnerName": "Croix-Rouge", "sessionId": net.nothing() }), "INPUT_INVALID"),
    ] {
        sends(&net, of(more.clone())).await.refused(code);
    }
    let asked = json!({ "input": { "learnerId": amina, "venueId": auchy.id } });
    net.asks(&hesdin.counter, SEND_REFERRAL, asked.clone()).await.refused("NOT_FOUND");
    net.asks(&net.cast.operator, SEND_REFERRAL, asked).await.refused("FORBIDDEN");
    net.suspends(&auchy).await.ok();
    sends(&net, of(json!({ "venueId": auchy.id }))).await.refused("WRONG_STAGE");
    net.reinstates(&auchy).await.ok();
    let id = sent_to(&net, &amina, &auchy).await;
    for (input, code) in [
        (json!({}), "INPUT_INVALID"),
        (json!({ "reasons": ["FULL"], "note": " " }), "INPUT_INVALID"),
        (json!({ "startsAt": "demain" }), "DATES_INVALID"),
        (json!({ "startsAt": "2025-09-01T10:00:00Z" }), "DATES_INVALID"),
        (json!({ "startsAt": "2027-09-01T10:00:00Z" }), "DATES_INVALID"),
        (json!({ "sessionId": net.nothing() }), "INPUT_INVALID"),
    ] {
        answers(&net, &auchy.counter, &id, input).await.refused(code);
    }
    assert_eq!(read(&net, &auchy.counter, &id).await["stage"], "SENT", "a refusal changes nothing");
}
