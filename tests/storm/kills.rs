//! Ten kills of the centre while counters take cheques: what was acknowledged is there once, and nothing else is.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query,
    sql_types::{BigInt, Text},
};
use kernel::chance::Chance;
use serde_json::json;
use store::conn::Place;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval, interval_at, timeout},
};

use super::journal::{Journal, Told};
use crate::support::{
    afar::{Afar, Client, Ground, Venue},
    engine::{Engine, on_both_engines},
    network::{answer::text, deeds::REDEEM},
    program::alone,
};

on_both_engines!(no_kill_loses_or_doubles_a_receipt);

const KILLS: usize = 10;
const COUNTERS: usize = 8;
/// More than are taken between ten kills: 20 000 cheques.
const CARNETS: (i64, i64) = (400, 50);
const SEED: u64 = 1;
/// A counter takes no more than one act in that time, so that cheques last whatever the machine.
const AN_ACT: Duration = Duration::from_millis(5);
/// How soon a counter asks again when it got no answer.
const AGAIN: Duration = Duration::from_millis(50);
/// Longer than any restart takes.
const PATIENCE: Duration = Duration::from_secs(60);

async fn no_kill_loses_or_doubles_a_receipt(engine: Engine) {
    let _alone = alone().await;
    let ground = Ground::ready(engine, "kills").await;
    let mut centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut venues = Vec::new();
    for town in ["Hesdin", "Auchy", "Beaurainville", "Azincourt"] {
        venues.push(afar.venue(town).await);
    }
    let acts = acts(&afar.cheques(CARNETS.0, CARNETS.1).await, &venues);

    let began = Instant::now();
    let (up, whereabouts) = watch::channel(Some(Client::new(centre.url())));
    let load = Arc::new(Load {
        acts,
        next: AtomicUsize::new(0),
        under_way: AtomicUsize::new(0),
        without_answer: AtomicUsize::new(0),
        ends: AtomicBool::new(false),
        journal: Journal::open(&ground.beside("journal")),
    });
    let counters: JoinSet<()> = (0..COUNTERS).map(|_| counter(load.clone(), whereabouts.clone())).collect();
    let chance = Chance::from_seed(SEED);
    for kill in 1..=KILLS {
        let moment = moment(&chance);
        let ended = timeout(moment, nobody_is_left(&load)).await;
        assert!(ended.is_err(), "kill {kill}: there is still something to do");
        let under_way = load.under_way.load(Ordering::SeqCst);
        centre.killed().await;
        up.send_replace(None);
        println!("kill {kill} on {engine:?} after {moment:?}, {under_way} acts under way");
        centre = ground.serve().await;
        up.send_replace(Some(Client::new(centre.url())));
    }
    load.ends.store(true, Ordering::SeqCst);
    timeout(PATIENCE, counters.join_all()).await.expect("every act that began is acknowledged");

    let told = load.journal.all();
    let (acts, lost) = (told.len(), load.without_answer.load(Ordering::SeqCst));
    println!("kills on {engine:?}: {:.1} s, {acts} receipts, {lost} times no answer", began.elapsed().as_secs_f64());
    assert!(lost > 0, "kills fell on acts under way");
    assert!(acts > KILLS * COUNTERS, "cheques were taken between the kills");
    assert_eq!(told, kept(&ground.place()), "what was acknowledged is what is there");
    drop(centre);
    ground.runs(&["check"]).await.well();
}

/// Some cheques at a counter, under a key made once.
struct Act {
    key: String,
    venue: Venue,
    codes: Vec<String>,
}

/// One cheque each, or three at every fourth act, at each venue in turn.
fn acts(codes: &[String], venues: &[Venue]) -> Vec<Act> {
    let mut left = codes;
    let mut acts = Vec::new();
    while !left.is_empty() {
        let (some, rest) = left.split_at(left.len().min(if acts.len() % 4 == 3 { 3 } else { 1 }));
        let venue = venues[acts.len() % venues.len()].clone();
        acts.push(Act { key: format!("kills-{:05}", acts.len()), venue, codes: some.to_vec() });
        left = rest;
    }
    acts
}

/// 50 to 2000 ms.
fn moment(chance: &Chance) -> Duration {
    Duration::from_millis(50 + u64::from(u16::from_be_bytes(chance.bytes())) % 1951)
}

/// What all counters share.
struct Load {
    acts: Vec<Act>,
    next: AtomicUsize,
    under_way: AtomicUsize,
    without_answer: AtomicUsize,
    ends: AtomicBool,
    journal: Journal,
}

/// Ends when every act has begun, which the test does not want.
async fn nobody_is_left(load: &Load) {
    while load.next.load(Ordering::SeqCst) < load.acts.len() {
        interval_at(Instant::now() + AGAIN, AGAIN).tick().await;
    }
}

/// Takes cheques one act after another; an act that began is asked until it is acknowledged, under the same key.
async fn counter(load: Arc<Load>, mut whereabouts: watch::Receiver<Option<Client>>) {
    let mut pace = interval(AN_ACT);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !load.ends.load(Ordering::SeqCst) {
        pace.tick().await;
        let Some(act) = load.acts.get(load.next.fetch_add(1, Ordering::SeqCst)) else { return };
        load.under_way.fetch_add(1, Ordering::SeqCst);
        let (receipt, told) = acknowledged(&load, act, &mut whereabouts).await;
        load.under_way.fetch_sub(1, Ordering::SeqCst);
        load.journal.keep(&receipt, &told).await;
    }
}

async fn acknowledged(load: &Load, act: &Act, whereabouts: &mut watch::Receiver<Option<Client>>) -> (String, Told) {
    let variables = json!({ "key": act.key, "venue": act.venue.id, "codes": act.codes });
    loop {
        let client = whereabouts.wait_for(Option::is_some).await.expect("the test goes on").clone();
        let client = client.expect("just looked at");
        match client.ask(&act.venue.counter, REDEEM, &variables).await {
            Ok(reply) if reply.status == 200 && reply.body.get("errors").is_none() => {
                let payload = &reply.body["data"]["redeemCheques"];
                assert!(payload["refusal"].is_null(), "asked again under its own key: {payload}");
                return read(&payload["receipt"]);
            }
            Ok(reply) => assert_eq!(reply.status, 503, "a centre that starts may be busy, no more: {}", reply.body),
            Err(_) => {}
        }
        load.without_answer.fetch_add(1, Ordering::SeqCst);
        // Until the centre moves, or for a moment.
        let _ = timeout(AGAIN, whereabouts.changed()).await;
    }
}

fn read(receipt: &serde_json::Value) -> (String, Told) {
    let number = |name: &str| receipt[name].as_i64().unwrap_or_else(|| panic!("{receipt}"));
    let told = Told { venue: bare(&receipt["venueId"]), cents: number("valueCents"), cheques: number("cheques") };
    (bare(&receipt["id"]), told)
}

/// An identifier without its hyphens.
fn bare(id: &serde_json::Value) -> String {
    text(id).replace('-', "")
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    receipt: String,
    #[diesel(sql_type = Text)]
    venue: String,
    #[diesel(sql_type = BigInt)]
    cents: i64,
    #[diesel(sql_type = BigInt)]
    cheques: i64,
}

/// Every receipt in the database, read without any code of the network.
fn kept(place: &Place) -> BTreeMap<String, Told> {
    const SQLITE: &str = "select lower(hex(receipt_id)) as receipt, lower(hex(venue_id)) as venue, \
        sum(value_cents) as cents, count(*) as cheques from redemption group by receipt_id, venue_id";
    const POSTGRES: &str = "select replace(receipt_id::text, '-', '') as receipt, replace(venue_id::text, '-', '') as venue, \
        sum(value_cents)::bigint as cents, count(*) as cheques from redemption group by receipt_id, venue_id";
    let rows: Vec<Row> = match place {
        Place::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens");
            sql_query(SQLITE).load(&mut conn).expect("receipts")
        }
        Place::Postgres(url) => {
            let mut conn = PgConnection::establish(url).expect("the server answers");
            sql_query(POSTGRES).load(&mut conn).expect("receipts")
        }
    };
    let all: Vec<_> = rows
        .into_iter()
        .map(|Row { receipt, venue, cents, cheques }| (receipt, Told { venue, cents, cheques }))
        .collect();
    let count = all.len();
    let all: BTreeMap<_, _> = all.into_iter().collect();
    assert_eq!(all.len(), count, "no receipt of two venues");
    all
}
