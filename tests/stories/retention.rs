//! How long each thing is kept, under a clock: people for as long as somebody has to do with them, money for as long as the law asks.

use passegue::{learner_rounds::LearnerRounds, request_letters::RequestLetters};
use serde_json::{Value, json};

use super::requests::asked;
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place, Wanted,
        answer::text,
        cast::Person,
        deeds::{ERASE_LEARNER, GIVE, KEEP_LEARNER, LEARNER, RECORD_DIAGNOSTIC, RECORD_HELP, SERVE_LEARNER},
        diagnostics::answered,
    },
    sql,
};

on_both_engines!(each_thing_is_kept_for_its_time, what_is_owed_outlives_whoever_is_forgotten);

/// Where cheques, what was taken for them and every cent are written.
const MONEY: [&str; 9] = [
    "funding_order",
    "carnet",
    "cheque",
    "transfer",
    "redemption",
    "settlement",
    "settlement_line",
    "settlement_payment",
    "settlement_venue",
];

/// Every row of these tables.
fn money(net: &Network) -> Vec<String> {
    let all = sql::dump(net.centre().store().place());
    let is_money = |row: &String| MONEY.iter().any(|table| row.starts_with(&format!("{table}: ")));
    all.into_iter().filter(is_money).collect()
}

/// Of how many people who they are is known: learners, and those who wished for a booklet.
fn known(net: &Network) -> (i64, i64) {
    let place = net.centre().store().place();
    (sql::count(place, "learner_person"), sql::count(place, "request_person"))
}

async fn kept(net: &Network, who: &Person) -> (String, String) {
    let input = json!({ "givenName": "Amandine", "familyName": "Wattebled", "phone": "06 12 34 56 78" });
    let kept = net.asks(who, KEEP_LEARNER, json!({ "input": input })).await.ok();
    (text(&kept["learnerId"]), text(&kept["card"]))
}

async fn read(net: &Network, who: &Person, id: &str) -> Value {
    net.asks(who, LEARNER, json!({ "id": id })).await.shown()
}

/// Every round that forgets somebody.
async fn rounds(net: &Network) {
    LearnerRounds::new(net.centre().store().clone()).look().await.expect("a round of learners");
    RequestLetters::new(net.centre().lodge().clone()).look().await.expect("a round of requests");
}

/// Somebody is known at a counter, was received elsewhere, asked for a booklet, got it and spent a cheque, all on one day.
async fn a_day(net: &Network) -> (Place, Place, String) {
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let run = net.order(Wanted { carnets: 1, ..Wanted::default() }).await;
    let (learner, card) = kept(net, &hesdin.counter).await;
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    let help = json!({ "venueId": hesdin.id, "theme": "MAIL", "minutes": 20, "card": card });
    net.asks(&hesdin.counter, RECORD_HELP, json!({ "input": help })).await.ok();
    let mut talk = answered(&[("mail", "ALONE")], "HELP");
    talk["learnerId"] = json!(learner);
    net.asks(&hesdin.counter, RECORD_DIAGNOSTIC, json!({ "input": talk })).await.ok();
    let wish = asked(net, "Amandine Wattebled").await;
    let carnet = &run.carnets[0];
    net.asks(&net.cast.prescriber, GIVE, json!({ "id": wish, "carnet": carnet.serial })).await.ok();
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    (hesdin, auchy, learner)
}

async fn each_thing_is_kept_for_its_time(engine: Engine) {
    let net = Network::open(engine, "retention").await;
    let (hesdin, auchy, learner) = a_day(&net).await;
    let paid = money(&net);
    // The day, whether Auchy may still reach the person, who is known: the learner, whoever wished.
    for (day, reached, people) in [
        ("2025-10-31", true, (1, 1)),
        ("2025-11-02", false, (1, 0)),
        ("2027-09-30", false, (1, 0)),
        ("2027-10-01", false, (0, 0)),
        ("2035-12-31", false, (0, 0)),
    ] {
        net.it_is(day, (7, 0));
        rounds(&net).await;
        assert_eq!(known(&net), people, "{day}");
        let seen = read(&net, &auchy.counter, &learner).await;
        assert_eq!(seen["contact"].is_object(), reached, "{day}: {seen}");
        assert_eq!(read(&net, &hesdin.counter, &learner).await.is_object(), people.0 == 1, "{day}");
        assert_eq!(money(&net), paid, "{day}: whatever was ordered, spent and posted stays as it was written");
    }
    // What is counted is counted still: of somebody who is nobody any more.
    let place = net.centre().store().place();
    for table in ["learner", "help", "diagnostic"] {
        assert_eq!(sql::count(place, table), 1, "{table}");
    }
}

async fn what_is_owed_outlives_whoever_is_forgotten(engine: Engine) {
    let net = Network::open(engine, "legal_hold").await;
    let (hesdin, _, learner) = a_day(&net).await;
    let owed = money(&net);
    assert!(owed.iter().filter(|row| row.starts_with("redemption: ")).count() == 2, "two cheques were taken");
    net.asks(&hesdin.counter, ERASE_LEARNER, json!({ "id": learner })).await.ok();
    assert_eq!(money(&net), owed, "no line of money is the person's to take away, and none names them");
    // The venue is owed what it did, whoever it did it for.
    net.it_is("2025-11-03", (9, 0));
    let run = net.prepares().await;
    let statement = net.statement(&hesdin.manager, &hesdin, &run).await;
    assert_eq!(statement["total"]["cheques"], 2, "{statement}");
    net.books_hold().await;
}
