//! Sixty-four counters try the same thousand cheques at once: each cheque is taken once, and every other is told so.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde_json::json;
use tokio::{
    sync::Barrier,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval},
};

use crate::support::{
    afar::{Afar, CENTS, Client, Ground, Venue},
    engine::{Engine, on_both_engines},
    network::deeds::{CHECK, REDEEM},
    program::alone,
    sql,
};

on_both_engines!(each_cheque_is_taken_once);

const COUNTERS: usize = 64;
const CHEQUES: usize = 1000;
const TOWNS: [&str; 4] = ["Hesdin", "Auchy", "Beaurainville", "Azincourt"];
const OWED: &str = "select cast(sum(amount_cents) as bigint) as number from transfer where reason = 'redemption' and credit_kind = 'due'";
const READ_EVERY: Duration = Duration::from_millis(500);

async fn each_cheque_is_taken_once(engine: Engine) {
    let _alone = alone().await;
    let ground = Ground::ready(engine, "storm").await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut venues = Vec::new();
    for counter in 0..COUNTERS {
        venues.push(afar.venue(TOWNS[counter % TOWNS.len()]).await);
    }
    let codes = afar.cheques(100, 10).await;
    assert_eq!(codes.len(), CHEQUES);

    let began = Instant::now();
    let storm = tokio::spawn(storm(centre.url().to_owned(), venues, Arc::new(codes)));
    let readings = readings_until(&afar, || storm.is_finished()).await;
    let tally = storm.await.expect("no counter panics");
    println!(
        "storm on {engine:?}: {:.1} s, {readings} readings of the books, {tally:?}",
        began.elapsed().as_secs_f64()
    );

    tally.is_right();
    assert!(readings >= 2, "the books were read during the storm");
    holds(&afar).await;
    assert_eq!(sql::count(&ground.place(), "redemption"), number(CHEQUES));
    assert_eq!(sql::number(&ground.place(), OWED), CENTS * number(CHEQUES));
    assert!(!centre.logged("ERROR") && !centre.logged("WARN"), "nothing went wrong that nobody saw");
    drop(centre);
    ground.runs(&["check"]).await.well();
}

/// What all counters were told.
#[derive(Default)]
struct Tally {
    /// By cheque, how often it was taken.
    taken: BTreeMap<usize, usize>,
    /// By cheque, how often it was refused as taken.
    refused: BTreeMap<usize, usize>,
    /// By counter, how many it took.
    winners: BTreeMap<usize, usize>,
    /// Anything else.
    other: Vec<String>,
}

impl std::fmt::Debug for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (taken, refused) = (self.taken.values().sum::<usize>(), self.refused.values().sum::<usize>());
        write!(f, "{taken} taken by {} counters, {refused} refused, {} else", self.winners.len(), self.other.len())
    }
}

impl Tally {
    fn add(&mut self, counter: usize, cheque: usize, answer: Answered) {
        match answer {
            Answered::Taken => {
                *self.taken.entry(cheque).or_default() += 1;
                *self.winners.entry(counter).or_default() += 1;
            }
            Answered::AlreadyRedeemed => *self.refused.entry(cheque).or_default() += 1,
            Answered::Else(what) => self.other.push(what),
        }
    }

    fn is_right(&self) {
        assert_eq!(
            self.other.len(),
            0,
            "neither taken nor refused as taken: {:?}",
            &self.other[..self.other.len().min(5)]
        );
        for cheque in 0..CHEQUES {
            assert_eq!(self.taken.get(&cheque), Some(&1), "cheque {cheque} is taken once");
            assert_eq!(self.refused.get(&cheque), Some(&(COUNTERS - 1)), "cheque {cheque} is refused to all others");
        }
        assert!(self.winners.len() > 1, "several counters took cheques");
    }
}

enum Answered {
    Taken,
    AlreadyRedeemed,
    Else(String),
}

/// Every counter at once, each through a connection of its own, all in the same order.
async fn storm(url: String, venues: Vec<Venue>, codes: Arc<Vec<String>>) -> Tally {
    let ready = Arc::new(Barrier::new(venues.len()));
    let mut counters = JoinSet::new();
    for (counter, venue) in venues.into_iter().enumerate() {
        let (client, codes, ready) = (Client::new(&url), codes.clone(), ready.clone());
        counters.spawn(async move {
            ready.wait().await;
            let mut answers = Vec::with_capacity(codes.len());
            for (cheque, code) in codes.iter().enumerate() {
                answers.push(tries(&client, &venue, format!("storm-{counter:02}-{cheque:04}"), code).await);
            }
            (counter, answers)
        });
    }
    let mut tally = Tally::default();
    while let Some(done) = counters.join_next().await {
        let (counter, answers) = done.expect("no counter panics");
        answers.into_iter().enumerate().for_each(|(cheque, answer)| tally.add(counter, cheque, answer));
    }
    tally
}

async fn tries(client: &Client, venue: &Venue, key: String, code: &str) -> Answered {
    let variables = json!({ "key": key, "venue": venue.id, "codes": [code] });
    let reply = match client.ask(&venue.counter, REDEEM, &variables).await {
        Ok(reply) => reply,
        Err(error) => return Answered::Else(error.to_string()),
    };
    let payload = &reply.body["data"]["redeemCheques"];
    let clean = reply.status == 200 && reply.body.get("errors").is_none();
    match (payload["receipt"]["cheques"].as_i64(), payload["refusal"]["code"].as_str()) {
        (Some(1), None) if clean => Answered::Taken,
        (None, Some("ALREADY_REDEEMED")) if clean => Answered::AlreadyRedeemed,
        _ => Answered::Else(format!("{} {}", reply.status, reply.body)),
    }
}

/// Checks the books again and again until the storm is over; how often.
async fn readings_until(afar: &Afar, over: impl Fn() -> bool) -> usize {
    let mut ticks = interval(READ_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut readings = 0;
    while !over() {
        ticks.tick().await;
        holds(afar).await;
        readings += 1;
    }
    readings
}

async fn holds(afar: &Afar) {
    let check = afar.client.does(&afar.operator, CHECK, json!({})).await;
    assert_eq!(check["holds"], true, "{check}");
}

fn number(count: usize) -> i64 {
    i64::try_from(count).expect("a small number")
}
