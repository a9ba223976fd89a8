//! Who was forgotten is told outside the books, and books that know them again forget them again.

use std::collections::BTreeSet;

use kernel::ids::LearnerRef;
use passegue::{
    forgotten::{Forgotten, Remembered},
    learner_rounds::LearnerRounds,
};
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        deeds::{ERASE_LEARNER, KEEP_LEARNER, LEARNER, LEARNERS, MERGE_LEARNERS},
    },
};

on_both_engines!(who_is_forgotten_is_listed_before_the_answer, who_is_listed_is_forgotten_by_books_that_come_back);

/// Somebody of that name, kept by the prescriber: their identifier and their card.
async fn kept(net: &Network, given: &str) -> (String, String) {
    let input = json!({ "givenName": given, "familyName": "Wattebled" });
    let kept = net.asks(&net.cast.prescriber, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok();
    (text(&kept["learnerId"]), text(&kept["card"]))
}

async fn read(net: &Network, id: &str) -> Value {
    net.asks(&net.cast.prescriber, LEARNER, json!({ "id": id })).await.shown()
}

async fn merges(net: &Network, from: &str, into: &str) {
    net.asks(&net.cast.prescriber, MERGE_LEARNERS, json!({ "from": from, "into": into })).await.ok();
}

/// The list of the centre's own folder.
fn list(net: &Network) -> Forgotten {
    Forgotten::of(net.keys().parent().expect("the folder of data"))
}

fn ids(texts: &[&String]) -> BTreeSet<LearnerRef> {
    texts.iter().map(|text| text.parse().expect("an identifier")).collect()
}

async fn who_is_forgotten_is_listed_before_the_answer(engine: Engine) {
    let net = Network::open(engine, "forgotten_listed").await;
    let [(one, _), (two, _), (silent, _)] =
        [kept(&net, "Amandine").await, kept(&net, "Aminata").await, kept(&net, "Zoé").await];
    merges(&net, &two, &one).await;
    assert_eq!(list(&net).read().expect("a list"), BTreeSet::new());
    net.asks(&net.cast.prescriber, ERASE_LEARNER, json!({ "id": one })).await.ok();
    assert_eq!(list(&net).read().expect("a list"), ids(&[&one, &two]), "each row that was them");

    net.it_is("2027-10-02", (9, 0));
    let rounds = LearnerRounds::new(net.centre().store().clone());
    assert_eq!(rounds.look().await.expect("a round"), 1);
    kept(&net, "Luc").await;
    assert_eq!(list(&net).read().expect("a list"), ids(&[&one, &two, &silent]), "whoever changes anything next");
    let (_, again) = Remembered::begin(net.centre().store().clone(), list(&net)).await.expect("a start");
    assert_eq!(again, 0);
}

async fn who_is_listed_is_forgotten_by_books_that_come_back(engine: Engine) {
    let net = Network::open(engine, "forgotten_again").await;
    let [(root, card), (led, led_card)] = [kept(&net, "Amandine").await, kept(&net, "Aminata").await];
    let [(other, other_card), (gone, gone_card)] = [kept(&net, "Zoé").await, kept(&net, "Zoëlle").await];
    // As the books were copied: of each two that are one, one was parted since, and is gone.
    merges(&net, &led, &root).await;
    merges(&net, &gone, &other).await;
    let stranger: LearnerRef = net.nothing().parse().expect("an identifier");
    let told: Vec<LearnerRef> = ids(&[&root, &gone]).into_iter().chain([stranger]).collect();
    list(&net).add(&told).expect("a list");
    let store = net.centre().store().clone();
    let (_, again) = Remembered::begin(store.clone(), list(&net)).await.expect("a start");
    assert_eq!(again, 2, "whoever these books never knew is nobody to forget");
    assert!(read(&net, &root).await.is_null());
    for (id, name) in [(&led, "Aminata W."), (&other, "Zoé W.")] {
        assert_eq!(read(&net, id).await["shortName"], name);
    }
    for (card, people) in [(card, 0), (led_card, 1), (other_card, 1), (gone_card, 0)] {
        let found = net.asks(&net.cast.prescriber, LEARNERS, json!({ "card": card })).await.nodes();
        assert_eq!(found.len(), people, "{card}");
    }
    let (_, again) = Remembered::begin(store, list(&net)).await.expect("another start");
    assert_eq!(again, 0);
}
