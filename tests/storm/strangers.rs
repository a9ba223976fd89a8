//! Strangers who hold connections open and say nothing, or say it slowly: counters hardly notice.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{interval, timeout},
};

use super::{
    load::{Load, PATIENCE, Pace},
    receipts,
    scale::{count, figures},
};
use crate::support::{
    afar::{Afar, Ground},
    engine::Engine,
    program::alone,
};

const PACE: Pace = Pace { counters: 16, an_act: Duration::from_millis(60) };

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn strangers_do_not_slow_the_counters() {
    let _alone = alone().await;
    let (strangers, watched) = (count(200, 2000), Duration::from_secs(count(2, 30)));
    let ground = Ground::ready(Engine::Sqlite, "strangers").await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut load = Load::begin(&ground, &afar, count(40, 400), PACE).await;
    let usual = longest_but_one_in_a_hundred(&load, watched).await;
    let crowd = gather(centre.url(), strangers).await;
    let crowded = longest_but_one_in_a_hundred(&load, watched).await;
    drop(crowd);
    load.ends().await;
    drop(centre);
    let acts = receipts::nothing_else_is_there(&ground, load.journal()).await;
    figures(
        "strangers",
        format!(
            "{strangers} connections held open, half of them with half a head: p99 of an act {} ms before, {} ms then, \
             {acts} receipts",
            usual.as_millis(),
            crowded.as_millis()
        ),
    );
    // A small storm shares its machine with whatever is built meanwhile.
    let most = count(PATIENCE, usual * 2 + Duration::from_millis(20));
    assert!(crowded < most, "{crowded:?} beside {usual:?}");
}

/// The p99 of the acts of that while, all of them served.
async fn longest_but_one_in_a_hundred(load: &Load, watched: Duration) -> Duration {
    load.notes();
    load.goes_on(watched).await;
    let seen = load.noted();
    assert!(seen.iter().all(|seen| seen.status == Some(200)), "each act is served");
    let mut took: Vec<Duration> = seen.iter().map(|seen| seen.took).collect();
    took.sort_unstable();
    took[took.len() * 99 / 100]
}

/// So many strangers, once they are all there; they come again when they are shown out, until this is dropped.
async fn gather(url: &str, strangers: usize) -> JoinSet<()> {
    let address = url.strip_prefix("http://").expect("plain HTTP").to_owned();
    let there = Arc::new(AtomicUsize::new(0));
    let crowd = (0..strangers).map(|no| stranger(address.clone(), no % 2 == 0, there.clone())).collect();
    let mut ticks = interval(Duration::from_millis(20));
    let coming = async {
        while there.load(Ordering::SeqCst) < strangers {
            ticks.tick().await;
        }
    };
    timeout(PATIENCE, coming).await.expect("they all come");
    crowd
}

async fn stranger(address: String, speaks: bool, there: Arc<AtomicUsize>) {
    let mut pause = interval(Duration::from_millis(100));
    let mut came = false;
    loop {
        pause.tick().await;
        let Ok(mut stream) = TcpStream::connect(&address).await else { continue };
        if speaks {
            let _ = stream.write_all(b"POST /graphql HTTP/1.1\r\nhost: x\r\n").await;
        }
        if !std::mem::replace(&mut came, true) {
            there.fetch_add(1, Ordering::SeqCst);
        }
        // Until it is shown out.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
}
