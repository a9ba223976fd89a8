//! A disk that fails to keep what it was given: nothing is acknowledged from then on, the process ends and says why, and the
//! next one finds everything that was acknowledged.

use std::{fs, path::Path, process::Stdio, time::Duration};

use kernel::clock::At;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{interval, timeout},
};

use super::{
    kills::ready,
    load::{Load, PATIENCE, Pace, Seen},
    receipts,
    scale::{bound, chance, count, figures, moment},
};
use crate::support::{
    afar::{Afar, Ground},
    engine::Engine,
    program::alone,
    server::Server,
};

const PACE: Pace = Pace { counters: 16, an_act: Duration::from_millis(40) };
/// The status of a program that could not do what it was asked.
const COULD_NOT: Option<i32> = Some(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_sync_that_fails_under_sqlite_ends_the_centre() {
    let _alone = alone().await;
    let (runs, chance) = (count(2, 15), chance("sync on SQLite"));
    let ground = Ground::ready(Engine::Sqlite, "sync").await;
    let mut centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut load = Load::begin(&ground, &afar, count(60, 400), PACE).await;
    let mut nths = Vec::new();
    for _ in 0..runs {
        load.acknowledges(50).await;
        let nth = moment(&chance, 1, 60).as_millis();
        let trace = ground.beside("trace");
        load.notes();
        let strace = fails_the(nth, &[centre.pid()], &trace).await;
        let Some(mut strace) = strace else { return };
        let status = centre.ends().await;
        load.pause();
        timeout(PATIENCE, strace.wait()).await.expect("strace ends with it").expect("strace ran");
        assert_eq!(status, COULD_NOT, "it ends, and not well");
        assert!(
            last_line(&ground.log()).starts_with("passegue : Le disque n'a pas gardé"),
            "{}",
            last_line(&ground.log())
        );
        let failed = failed_at(&trace).expect("a sync failed");
        assert_eq!(asked_after(failed, &load.noted()), 0, "nothing asked after the failure was acknowledged");
        nths.push(nth);
        centre = ready(&ground).await.0;
        receipts::nothing_is_lost(&ground, load.journal()).await;
        load.resume(centre.url());
    }
    load.ends().await;
    drop(centre);
    let acts = receipts::nothing_else_is_there(&ground, load.journal()).await;
    figures(
        "failed sync on SQLite",
        format!(
            "{runs} runs, at syncs no {nths:?} of the writer: each time the centre ended with status 3 and its line, nothing \
             was acknowledged after, {acts} receipts, 0 lost, 0 doubled; {}",
            bound(runs)
        ),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_sync_that_fails_under_postgresql_restarts_it_and_loses_nothing() {
    let _alone = alone().await;
    let (runs, chance) = (count(1, 10), chance("sync on PostgreSQL"));
    let folder = Ground::new(Engine::Sqlite, "sync_server");
    let server = Server::start(&folder.beside("postgresql"), &[]);
    let ground = Ground::on(server.place(), "sync").migrated().await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let mut load = Load::begin(&ground, &afar, count(60, 400), PACE).await;
    let mut nths = Vec::new();
    for _ in 0..runs {
        load.acknowledges(50).await;
        let nth = moment(&chance, 1, 60).as_millis();
        let trace = ground.beside("trace");
        let Some(mut strace) = fails_the(nth, &server.processes(), &trace).await else { return };
        until_failed(&trace).await;
        // It lets the server go: what starts again must find a disk that keeps.
        strace.kill().await.expect("strace ends");
        load.acknowledges(50).await;
        receipts::nothing_is_lost(&ground, load.journal()).await;
        nths.push(nth);
    }
    load.ends().await;
    drop(centre);
    let acts = receipts::nothing_else_is_there(&ground, load.journal()).await;
    figures(
        "failed sync on PostgreSQL",
        format!(
            "{runs} runs, at syncs no {nths:?}: PostgreSQL panicked and recovered, the centre went on by itself, {acts} \
             receipts, 0 lost, 0 doubled; {}",
            bound(runs)
        ),
    );
}

/// From now on the nth sync of each thread of these processes fails; none where this process may not do that to another.
async fn fails_the(nth: u128, processes: &[u32], trace: &Path) -> Option<Child> {
    let _ = fs::remove_file(trace);
    let mut command = Command::new("strace");
    command.args(["-f", "-ttt", "-e", "trace=fsync,fdatasync", "-o"]).arg(trace);
    command.arg("-e").arg(format!("inject=fsync,fdatasync:error=EIO:when={nth}"));
    for process in processes {
        command.arg("-p").arg(process.to_string());
    }
    let mut child =
        command.stderr(Stdio::piped()).kill_on_drop(true).spawn().expect("strace runs (ops/storm installs it)");
    let mut said = BufReader::new(child.stderr.take().expect("its errors are a pipe")).lines();
    let attaching = async {
        while let Some(line) = said.next_line().await.expect("it speaks UTF-8") {
            if line.contains("attached") {
                return true;
            }
        }
        false
    };
    let attached = timeout(PATIENCE, attaching).await.expect("strace says something");
    if !attached {
        println!("strace may not follow another process here (root may): no sync was made to fail");
        return None;
    }
    tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
    Some(child)
}

/// When the first sync failed, by the wall.
fn failed_at(trace: &Path) -> Option<At> {
    let text = fs::read_to_string(trace).ok()?;
    let line = text.lines().find(|line| line.contains("(INJECTED)"))?;
    let seconds: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    let whole = format!("{:.0}", seconds * 1000.0);
    whole.parse().ok().map(At)
}

async fn until_failed(trace: &Path) {
    let mut ticks = interval(Duration::from_millis(20));
    let failing = async {
        while failed_at(trace).is_none() {
            ticks.tick().await;
        }
    };
    timeout(PATIENCE, failing).await.expect("a sync fails");
}

/// How many questions put after that instant were given a receipt.
fn asked_after(failed: At, seen: &[Seen]) -> usize {
    seen.iter().filter(|seen| seen.asked_at > failed && seen.status == Some(200)).count()
}

fn last_line(log: &Path) -> String {
    fs::read_to_string(log).unwrap_or_default().lines().last().unwrap_or_default().to_owned()
}
