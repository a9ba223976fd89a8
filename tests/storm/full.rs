//! A disk without room: what is written is refused and told, what is there is read, nothing acknowledged is lost, and
//! everything goes on by itself once there is room.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, interval, timeout};

use super::{
    load::{Load, PATIENCE, Pace, read},
    receipts,
    scale::{bound, count, figures, middle_and_longest},
};
use crate::support::{
    afar::{Afar, Client, Ground, Venue},
    engine::Engine,
    network::deeds::{CHEQUE, ORDERS, REDEEM},
    program::alone,
    server::{BACK_WITHIN, Server},
    small_disk::SmallDisk,
};

const PACE: Pace = Pace { counters: 16, an_act: Duration::from_millis(40) };
/// The disk of a very small machine.
const MEGABYTES: u32 = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_under_sqlite_is_told_and_read() {
    let _alone = alone().await;
    let folder = Ground::new(Engine::Sqlite, "full_data");
    let data = folder.beside("small");
    let Some(disk) = SmallDisk::mounted(&data, MEGABYTES) else { return };
    let ground = Ground::keeping_data_in(data, "full").migrated().await;
    fills_and_resumes(&ground, &disk, "SQLite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_under_postgresql_is_told_and_read() {
    let _alone = alone().await;
    let folder = Ground::new(Engine::Sqlite, "full_server");
    let own = folder.beside("postgresql");
    let Some(disk) = SmallDisk::mounted(&own, MEGABYTES) else { return };
    // Its log of writes keeps room of its own from the start, as a server's does: without it, PostgreSQL ends itself.
    let server = Server::start(&own, &["min_wal_size=16MB", "max_wal_size=16MB", "wal_recycle=on"]);
    let ground = Ground::on(server.place(), "full").migrated().await;
    server.keeps_room_for_its_log();
    fills_and_resumes(&ground, &disk, "PostgreSQL").await;
}

async fn fills_and_resumes(ground: &Ground, disk: &SmallDisk, engine: &str) {
    let times = count(1, 10);
    let centre = ground.serve().await;
    let afar = Afar::found(ground, centre.url()).await;
    let mut spare = afar.cheques(1, 1 + i64::try_from(times).expect("a few")).await.into_iter();
    let unused = spare.next().expect("a cheque");
    let counter = afar.venue("Hesdin").await;
    let mut load = Load::begin(ground, &afar, count(60, 250), PACE).await;
    let (mut reads, mut longest) = (Vec::new(), Duration::ZERO);
    for another in spare {
        load.acknowledges(200).await;
        disk.fill();
        nothing_is_acknowledged(&load).await;
        is_refused_or_fits(&afar, &counter, &load, &another).await;
        reads.extend(reads_go_on(&afar, &counter.counter, &unused).await);
        receipts::are_all_there(ground, load.journal());
        disk.relieve();
        let relieved = Instant::now();
        load.acknowledges(1).await;
        longest = longest.max(relieved.elapsed());
    }
    let unanswered = load.unanswered();
    load.ends().await;
    assert!(centre.logged_text("no room is left on the disk"), "the operator is told");
    drop(centre);
    let acts = receipts::nothing_else_is_there(ground, load.journal()).await;
    let (middle, most) = middle_and_longest(&reads);
    figures(
        &format!("full disk on {engine}"),
        format!(
            "{times} times full, {unanswered} writes answered 503, {} reads answered in {middle} ms (median), {most} ms at \
             most, {acts} receipts, 0 lost, writes again {} ms after there was room; {}",
            reads.len(),
            longest.as_millis(),
            bound(times)
        ),
    );
    assert!(longest < BACK_WITHIN, "by itself: {longest:?}");
}

/// Waits until a whole second passes without a receipt, while acts are answered 503.
async fn nothing_is_acknowledged(load: &Load) {
    let still = async {
        load.notes();
        while timeout(Duration::from_secs(1), load.acknowledges(1)).await.is_ok() {
            load.notes();
        }
    };
    timeout(PATIENCE, still).await.expect("the disk is full");
    assert!(load.noted().iter().any(|seen| seen.status == Some(503)), "acts were answered all the while");
}

/// A lone act is a fault; or a receipt like others, if it fits into what the log has left and the batches of the load do not.
async fn is_refused_or_fits(afar: &Afar, counter: &Venue, load: &Load, code: &str) {
    let asked = json!({ "key": code, "venue": counter.id, "codes": [code] });
    let told = afar.client.ask(&counter.counter, REDEEM, &asked).await.expect("the centre answers");
    if told.status == 200 {
        let payload = &told.body["data"]["redeemCheques"];
        assert!(payload["refusal"].is_null(), "{payload}");
        let (receipt, told) = read(&payload["receipt"]);
        load.journal().keep(&receipt, &told).await;
        return;
    }
    let fault = told.body["errors"][0]["extensions"]["code"].as_str();
    assert_eq!((told.status, fault), (503, Some("UNAVAILABLE")), "{}", told.body);
}

/// Look-ups and lists are answered, and the centre says that it is ready to read. How long they took.
async fn reads_go_on(afar: &Afar, counter: &str, unused: &str) -> Vec<Duration> {
    let mut ticks = interval(Duration::from_millis(50));
    let mut took = Vec::new();
    for _ in 0..20 {
        ticks.tick().await;
        let asked = Instant::now();
        let seen = afar.client.does(counter, CHEQUE, json!({ "code": unused })).await;
        assert_eq!(seen["redeemable"], json!(true), "{seen}");
        took.push(asked.elapsed());
        let orders = afar.client.shows(&afar.operator, ORDERS, json!({ "first": 5 })).await;
        assert!(orders["edges"].as_array().is_some_and(|edges| !edges.is_empty()), "{orders}");
    }
    let ready: Client = afar.client.clone();
    let ready = ready.get("/health/ready").await;
    assert_eq!(ready.status(), 200, "to read");
    assert!(ready.text().await.expect("a text").contains("no room"), "and it says why it does not write");
    took
}
