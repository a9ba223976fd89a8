//! Kills of the centre while counters take cheques: what was acknowledged is there once, and nothing else is.

use std::time::Duration;

use tokio::time::{Instant, interval, timeout};

use super::{
    load::{Load, PATIENCE, Pace},
    receipts,
    scale::{bound, chance, count, figures, moment},
};
use crate::support::{
    afar::{Afar, Client, Ground},
    engine::{Engine, on_both_engines},
    program::{Program, alone},
};

on_both_engines!(no_kill_loses_or_doubles_a_receipt);

const PACE: Pace = Pace { counters: 32, an_act: Duration::from_millis(40) };
/// A centre is ready again within that time after a kill.
const READY_WITHIN: Duration = Duration::from_secs(5);
/// What counters reach together while the centre is there, in acknowledged acts by second; held in full alone, since a
/// small storm shares its machine with whatever is built meanwhile.
const LEAST_RATE: f64 = 500.0;

async fn no_kill_loses_or_doubles_a_receipt(engine: Engine) {
    let _alone = alone().await;
    let (kills, carnets) = (count(5, 50), count(200, 1250));
    let chance = chance("kills");
    let ground = Ground::ready(engine, "kills").await;
    let mut centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut load = Load::begin(&ground, &afar, carnets, PACE).await;
    load.acknowledges(100).await;

    let (mut while_up, mut acts, mut longest) = (Duration::ZERO, 0, Duration::ZERO);
    for kill in 1..=kills {
        let (moment, began, before) = (moment(&chance, 50, 2000), Instant::now(), load.acknowledged());
        load.goes_on(moment).await;
        (while_up, acts) = (while_up + began.elapsed(), acts + load.acknowledged() - before);
        let under_way = load.under_way();
        centre.killed().await;
        load.pause();
        let (again, ready) = ready(&ground).await;
        (centre, longest) = (again, longest.max(ready));
        let acknowledged = receipts::nothing_is_lost(&ground, load.journal()).await;
        println!(
            "kill {kill} on {engine:?} after {moment:?}: {under_way} under way, {acknowledged} kept, ready in {ready:?}"
        );
        load.resume(centre.url());
    }
    load.ends().await;
    drop(centre);

    let (total, unanswered) = (receipts::nothing_else_is_there(&ground, load.journal()).await, load.unanswered());
    let rate = f64::from(u32::try_from(acts).expect("a count")) / while_up.as_secs_f64();
    figures(
        &format!("kills on {engine:?}"),
        format!(
            "{kills} kills under {rate:.0} acknowledged acts/s, {total} receipts, {unanswered} times no answer, \
             0 lost, 0 doubled, books balanced after each, ready in {} ms at most; {}",
            longest.as_millis(),
            bound(kills)
        ),
    );
    assert!(unanswered > 0, "kills fell on acts under way");
    assert!(longest < READY_WITHIN, "ready within five seconds: {longest:?}");
    assert!(rate >= count(0.0, LEAST_RATE), "{rate} acts by second");
}

/// A centre started anew, and how long until it says itself that it is ready.
pub(crate) async fn ready(ground: &Ground) -> (Program, Duration) {
    let began = Instant::now();
    let centre = ground.serve().await;
    until_ready(&Client::new(centre.url())).await;
    (centre, began.elapsed())
}

/// Waits until a centre says itself that it is ready.
pub(crate) async fn until_ready(client: &Client) {
    let mut ticks = interval(Duration::from_millis(10));
    let asking = async {
        while client.get("/health/ready").await.status() != 200 {
            ticks.tick().await;
        }
    };
    timeout(PATIENCE, asking).await.expect("it is ready");
}
