//! A database that is away or frozen under a centre that serves: everybody is told within a second, nothing is half done,
//! and the centre is there again by itself.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, interval, timeout};

use super::{
    load::{Load, PATIENCE, Pace, Seen},
    receipts,
    scale::{count, figures, middle_and_longest},
};
use crate::support::{
    afar::{Afar, Client, Ground},
    network::deeds::{Deed, ORDERS},
    program::alone,
    server::{BACK_WITHIN, Server},
};

const PACE: Pace = Pace { counters: 24, an_act: Duration::from_millis(60) };
const TOLD_WITHIN: Duration = Duration::from_secs(1);

/// How a database is not there.
#[derive(Clone, Copy, Debug)]
enum Absence {
    /// Its processes are gone.
    Stopped,
    /// They stand still, and their sockets stay open.
    Frozen,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_database_that_is_away_or_frozen_is_told_within_a_second() {
    let _alone = alone().await;
    let folder = Ground::new(crate::support::engine::Engine::Sqlite, "own_server");
    let server = Server::start(&folder.beside("postgresql"), &[]);
    let ground = Ground::on(server.place(), "away").migrated().await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut load = Load::begin(&ground, &afar, count(60, 600), PACE).await;
    for absence in [Absence::Stopped, Absence::Frozen] {
        load.acknowledges(100).await;
        strike(&server, absence, &load, &afar).await;
    }
    load.ends().await;
    assert!(!centre.logged_text("panicked"), "nobody panicked");
    drop(centre);
    let acts = receipts::nothing_else_is_there(&ground, load.journal()).await;
    figures("away and frozen", format!("{acts} receipts, 0 lost, 0 doubled, books balanced"));
}

/// One absence under load, and the return.
async fn strike(server: &Server, absence: Absence, load: &Load, afar: &Afar) {
    load.notes();
    let began = Instant::now();
    match absence {
        Absence::Stopped => server.stop(),
        Absence::Frozen => server.freeze(),
    }
    let struck = Instant::now();
    let watched = watch(afar, struck + Duration::from_secs(count(3, 60))).await;
    let away = began.elapsed();
    let ending = Instant::now();
    match absence {
        Absence::Stopped => server.begin(),
        Absence::Frozen => server.thaw(),
    }
    let back = Instant::now();
    load.acknowledges(1).await;
    becomes_ready(&afar.client).await;
    let recovery = back.elapsed();
    load.acknowledges(50).await;
    let told: Vec<Seen> =
        load.noted().into_iter().filter(|seen| seen.asked > struck && seen.asked + seen.took < ending).collect();
    assert!(
        told.iter().all(|seen| seen.status == Some(503)),
        "{:?}",
        told.iter().find(|seen| seen.status != Some(503))
    );
    assert!(told.iter().all(|seen| seen.retry_after.as_deref() == Some("1")), "each says when to come back");
    let (middle, longest) = middle_and_longest(&told.iter().map(|seen| seen.took).collect::<Vec<_>>());
    let (read_middle, read_longest) = middle_and_longest(&watched);
    figures(
        &format!("database {absence:?} {:.0} s", away.as_secs_f64()),
        format!(
            "{} writes answered 503 in {middle} ms (median), {longest} ms at most; {} reads in {read_middle} ms, \
             {read_longest} ms at most; not ready, alive; back in {} ms",
            told.len(),
            watched.len(),
            recovery.as_millis()
        ),
    );
    assert!(longest < TOLD_WITHIN.as_millis() && read_longest < TOLD_WITHIN.as_millis(), "within a second");
    assert!(recovery < BACK_WITHIN, "back after {recovery:?}");
}

/// Until then: reads are answered 503, the centre says that it is not ready, and that it lives. How long reads took.
async fn watch(afar: &Afar, until: Instant) -> Vec<Duration> {
    let mut ticks = interval(Duration::from_millis(100));
    let mut took = Vec::new();
    while Instant::now() < until {
        ticks.tick().await;
        let asked = Instant::now();
        let reply = ask(&afar.client, &afar.operator, ORDERS).await;
        assert_eq!(reply, 503, "a read");
        took.push(asked.elapsed());
        let ready = afar.client.get("/health/ready").await;
        assert_eq!(ready.status(), 503, "not ready");
        assert_eq!(ready.headers()["retry-after"], "1");
        assert_eq!(afar.client.get("/health/live").await.status(), 200, "alive");
        assert!(asked.elapsed() < TOLD_WITHIN * 2, "the three of them: {:?}", asked.elapsed());
    }
    took
}

async fn ask(client: &Client, token: &str, deed: Deed) -> u16 {
    client.ask(token, deed, &json!({})).await.expect("the centre answers").status
}

async fn becomes_ready(client: &Client) {
    let mut ticks = interval(Duration::from_millis(20));
    let asking = async {
        while client.get("/health/ready").await.status() != 200 {
            ticks.tick().await;
        }
    };
    timeout(PATIENCE, asking).await.expect("it is ready");
}
