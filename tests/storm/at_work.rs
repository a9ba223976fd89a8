//! Kills at other work than the counter's: while a centre starts, migrates, issues, prepares a settlement. What is asked
//! again afterwards is done once, as if nothing had been.

use std::{collections::BTreeSet, time::Duration};

use kernel::chance::Chance;
use serde_json::{Value, json};
use tokio::{
    process::Command,
    time::{Instant, timeout},
};

use super::{
    kills::ready,
    load::PATIENCE,
    scale::{bound, chance, count, figures, moment},
};
use crate::support::{
    afar::{Afar, Client, Ground, Venue},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{Deed, ISSUE, PREPARE, REDEEM},
    },
    program::{Program, alone},
    sql,
};

on_both_engines!(no_kill_at_other_work_leaves_anything_half_done);

/// More kills than fall while the work lasts are not tried.
const MOST_TRIES: usize = 20;

async fn no_kill_at_other_work_leaves_anything_half_done(engine: Engine) {
    let _alone = alone().await;
    let (each, chance) = (count(2, 10), chance("kills at work"));
    let migrating = killed_migrations(engine, each, &chance).await;
    let mut site = Site::new(engine).await;
    let starting = site.killed_starts(each, &chance).await;
    let issuing = site.killed_issues(each, &chance).await;
    let settling = site.killed_settlements(each, &chance).await;
    site.ground.runs(&["check"]).await.well();
    let kills = migrating + starting + issuing + settling;
    figures(
        &format!("kills at work on {engine:?}"),
        format!(
            "{migrating} while migrating, {starting} while starting, {issuing} while issuing, {settling} while preparing \
             a settlement; nothing half done, ready in {} ms at most; {}",
            site.longest.as_millis(),
            bound(kills)
        ),
    );
    assert_eq!((migrating, starting, issuing, settling), (each, each, each, each), "kills that fell on the work");
    assert!(site.longest < Duration::from_secs(5), "ready within five seconds: {:?}", site.longest);
}

/// Kills on migrations, each of a fresh database; the next migration ends it, and there is nothing more to run.
async fn killed_migrations(engine: Engine, wanted: usize, chance: &Chance) -> usize {
    let whole = Instant::now();
    Ground::ready(engine, "migrated").await;
    let usual = whole.elapsed();
    let mut fell = 0;
    for _ in 0..wanted * MOST_TRIES {
        let ground = Ground::new(engine, "migrating");
        fell += usize::from(killed_within(ground.command(&["migrate"]), within(chance, usual)).await);
        ground.runs(&["migrate"]).await.well();
        let again = ground.runs(&["migrate"]).await.well();
        assert!(again.contains(": 0 pour le centre, 0 pour"), "nothing is left to migrate: {again}");
        if fell == wanted {
            ready(&ground).await.0.killed().await;
            break;
        }
    }
    fell
}

/// A moment of something that usually takes that long.
fn within(chance: &Chance, usual: Duration) -> Duration {
    let most = u64::try_from(usual.as_millis()).expect("not so long");
    moment(chance, 1, most.max(2))
}

/// Whether the command was still at work when it was killed.
async fn killed_within(mut command: Command, moment: Duration) -> bool {
    let quiet = || std::process::Stdio::null();
    let mut child = command.stdout(quiet()).stderr(quiet()).spawn().expect("the program starts");
    let fell = timeout(moment, child.wait()).await.is_err();
    timeout(PATIENCE, child.kill()).await.expect("it is gone").ok();
    fell
}

/// A network whose centre is killed again and again.
struct Site {
    ground: Ground,
    centre: Option<Program>,
    afar: Afar,
    venue: Venue,
    longest: Duration,
    /// How long a start takes.
    usual: Duration,
}

impl Site {
    async fn new(engine: Engine) -> Self {
        let ground = Ground::ready(engine, "at_work").await;
        let (centre, usual) = ready(&ground).await;
        let afar = Afar::found(&ground, centre.url()).await;
        let venue = afar.venue("Hesdin").await;
        Self { ground, centre: Some(centre), afar, venue, longest: Duration::ZERO, usual }
    }

    /// Kills on a centre that is not ready yet.
    async fn killed_starts(&mut self, wanted: usize, chance: &Chance) -> usize {
        let mut fell = 0;
        for _ in 0..wanted * MOST_TRIES {
            self.kill().await;
            let start = self.ground.command(&["serve", "--listen", "127.0.0.1:0"]);
            fell += usize::from(killed_within(start, within(chance, self.usual)).await);
            self.start().await;
            if fell == wanted {
                break;
            }
        }
        fell
    }

    /// Kills on a centre that issues; asked again under the same key, it ends what it had begun, with the same codes.
    async fn killed_issues(&mut self, wanted: usize, chance: &Chance) -> usize {
        const CARNETS: i64 = 200;
        let mut fell = 0;
        for run in 0..wanted * MOST_TRIES {
            self.afar.prove_anew();
            let order = self.afar.order(CARNETS, 50).await;
            let asked = json!({ "key": format!("issue-{run}"), "order": order });
            let operator = self.afar.operator.clone();
            fell += usize::from(self.killed_while_asked(&operator, ISSUE, &asked, moment(chance, 20, 1500)).await);
            let issued = self.until_answered(&operator, ISSUE, &asked).await;
            assert_eq!(issued["cheques"], json!(CARNETS * 50));
            let printed = self.afar.print_run(&text(&issued["printRun"]["id"])).await;
            let codes: BTreeSet<&str> = printed.lines().skip(1).filter_map(|line| line.split(';').nth(2)).collect();
            assert_eq!(codes.len(), 10_000, "every cheque has its code");
            if fell == wanted {
                break;
            }
        }
        let issued = sql::number(
            &self.ground.place(),
            "select cast(coalesce(sum(issued_carnets), 0) as bigint) as number from funding_order",
        );
        assert_eq!(sql::count(&self.ground.place(), "cheque"), issued * 50, "as many cheques as were issued");
        fell
    }

    /// Kills on a centre that prepares a settlement; asked again under the same key, it pays each cheque once.
    async fn killed_settlements(&mut self, wanted: usize, chance: &Chance) -> usize {
        let mut fell = 0;
        for run in 0..wanted * MOST_TRIES {
            self.afar.prove_anew();
            let codes = self.afar.cheques(4, 50).await;
            for (no, ten) in codes.chunks(10).enumerate() {
                let asked = json!({ "key": format!("due-{run}-{no}"), "venue": self.venue.id, "codes": ten });
                self.afar.client.does(&self.venue.counter, REDEEM, asked).await;
            }
            let asked = json!({ "key": format!("prepare-{run}") });
            let treasurer = self.afar.treasurer.clone();
            fell += usize::from(self.killed_while_asked(&treasurer, PREPARE, &asked, moment(chance, 1, 80)).await);
            let prepared = self.until_answered(&treasurer, PREPARE, &asked).await;
            assert_eq!(prepared["cheques"], json!(200), "each cheque in one run");
            if fell == wanted {
                break;
            }
        }
        let place = self.ground.place();
        assert_eq!(sql::count(&place, "settlement_line"), sql::count(&place, "redemption"));
        fell
    }

    /// Kills the centre at that moment of its answer, and starts it again; whether no answer had come.
    async fn killed_while_asked(&mut self, token: &str, deed: Deed, asked: &Value, moment: Duration) -> bool {
        let fell = timeout(moment, self.afar.client.ask(token, deed, asked)).await.is_err();
        self.kill().await;
        self.start().await;
        fell
    }

    /// Asks the same until it is done.
    async fn until_answered(&self, token: &str, deed: Deed, asked: &Value) -> Value {
        self.afar.client.does(token, deed, asked.clone()).await
    }

    async fn kill(&mut self) {
        self.centre.take().expect("it runs").killed().await;
    }

    async fn start(&mut self) {
        let (centre, took) = ready(&self.ground).await;
        self.afar.client = Client::new(centre.url());
        self.longest = self.longest.max(took);
        self.centre = Some(centre);
    }
}
