//! A backup taken while counters take cheques, put back on either engine: what was acknowledged before it began is
//! there, the books balance, and a printed cheque of before is honoured once more, once.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types::Text as SqlText,
};
use serde_json::json;
use store::conn::Place;
use tokio::{
    process::Command,
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};

use crate::support::{
    afar::{Afar, Client, Ground, Venue, word},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{REDEEM, SESSIONS},
    },
    program::{alone, ended},
    sql,
};

on_both_engines!(a_backup_under_load_comes_back);

const COUNTERS: usize = 8;
const CARNETS: (i64, i64) = (60, 50);
/// Never presented before the backup.
const SPARE: usize = 20;
/// A counter takes no more than one act in that time, so that cheques last whatever the machine.
const AN_ACT: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_secs(60);
pub(super) const PHRASE: &str = "le gué se passe à pied sec";

async fn a_backup_under_load_comes_back(engine: Engine) {
    let _alone = alone().await;
    let ground = Ground::ready(engine, "backup").await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let venues = [afar.venue("Hesdin").await, afar.venue("Auchy").await];
    let day = afar.day(30).to_string();
    afar.offers(&venues[0], "Les démarches en ligne", &format!("{day}T14:00:00+01:00")).await;
    let mut codes = afar.cheques(CARNETS.0, CARNETS.1).await;
    let spare = codes.split_off(codes.len() - SPARE);

    let load = Arc::new(Load::of(codes, venues.to_vec(), Client::new(centre.url())));
    let counters: JoinSet<()> = (0..COUNTERS).map(|_| counter(load.clone())).collect();
    load.has_told(100).await;
    let before = load.told();
    let into = ground.beside("backup");
    let said = ended(sealing(ground.command(&["backup", word(&into)]))).await.well();
    let during = load.told();
    load.has_told(during.len() + 50).await;
    load.ends.store(true, Ordering::SeqCst);
    timeout(PATIENCE, counters.join_all()).await.expect("every act is acknowledged");
    let all = load.told();
    println!("{engine:?}: {} before, {} during, {} after the backup", before.len(), during.len(), all.len());
    assert!(said.contains("clés") && said.contains("passegue restore"), "{said}");
    assert!(during.len() > before.len() && all.len() > during.len(), "cheques were taken all the while");
    centre.killed().await;

    for other in Engine::both() {
        let back = Ground::new(other, "restored");
        let said = ended(sealing(back.command(&["restore", word(&into)]))).await.well();
        assert!(said.contains("Tout est juste") && said.contains("passegue serve"), "{said}");
        let there = receipts(&back.place());
        assert!(there.is_superset(&before), "nothing acknowledged before is lost");
        assert!(there.is_subset(&all), "nothing is there that nobody was told");
        lives_on(&back, &afar, &venues[0], &spare).await;
    }
}

/// A restored centre as its people find it.
async fn lives_on(back: &Ground, afar: &Afar, venue: &Venue, spare: &[String]) {
    let epochs = || sql::number(&back.place(), "select coalesce(max(epoch), 0) as number from agenda");
    let epoch = epochs();
    let centre = back.serve().await;
    let client = Client::new(centre.url());
    let act = |key: &str, code: &str| json!({ "key": key, "venue": venue.id, "codes": [code] });
    let receipt = client.does(&venue.counter, REDEEM, act("after-1", &spare[0])).await;
    assert_eq!(receipt["cheques"], 1, "a printed cheque of before is honoured");
    let again = client.shows(&venue.counter, REDEEM, act("after-2", &spare[0])).await;
    assert_eq!(again["refusal"]["code"], "ALREADY_REDEEMED");
    let sessions = client.shows(&venue.counter, SESSIONS, json!({ "venue": venue.id })).await;
    assert_eq!(sessions["edges"].as_array().map(Vec::len), Some(1), "the hosted venue kept its session");
    assert!(print_run(&client, afar, back).await.contains(&spare[1]), "the sealed files open");
    let mut ticks = interval(Duration::from_millis(50));
    let told_again = async {
        while epochs() <= epoch {
            ticks.tick().await;
        }
    };
    timeout(PATIENCE, told_again).await.expect("the hosted agendas are told again, in a new life");
    drop(centre);
    back.runs(&["check"]).await.well();
}

async fn print_run(client: &Client, afar: &Afar, back: &Ground) -> String {
    let file = match back.place() {
        Place::Sqlite(_) => first(&back.place(), "select lower(hex(print_file_id)) as line from funding_order"),
        Place::Postgres(_) => first(&back.place(), "select print_file_id::text as line from funding_order"),
    };
    let ticket = afar.print_ticket_of(client, &file).await;
    let file = uuid(&file);
    client.get(&format!("/files/{file}?ticket={ticket}")).await.text().await.expect("the print run")
}

/// As the network writes an identifier.
fn uuid(hex: &str) -> String {
    hex.parse::<kernel::ids::FileId>().expect("an identifier").to_string()
}

/// The same command, told the passphrase.
pub(super) fn sealing(mut command: Command) -> Command {
    command.env("PASSEGUE_PASSPHRASE", PHRASE);
    command
}

struct Load {
    codes: Vec<String>,
    venues: Vec<Venue>,
    client: Client,
    next: AtomicUsize,
    ends: AtomicBool,
    told: Mutex<BTreeSet<String>>,
}

impl Load {
    fn of(codes: Vec<String>, venues: Vec<Venue>, client: Client) -> Self {
        let (next, ends, told) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::default());
        Self { codes, venues, client, next, ends, told }
    }

    /// The receipts acknowledged so far, without hyphens.
    fn told(&self) -> BTreeSet<String> {
        self.told.lock().expect("no counter panics").clone()
    }

    async fn has_told(&self, many: usize) {
        let mut ticks = interval(AN_ACT);
        let telling = async {
            while self.told().len() < many {
                ticks.tick().await;
            }
        };
        timeout(PATIENCE, telling).await.expect("cheques are taken");
    }
}

async fn counter(load: Arc<Load>) {
    let mut pace = interval(AN_ACT);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !load.ends.load(Ordering::SeqCst) {
        pace.tick().await;
        let no = load.next.fetch_add(1, Ordering::SeqCst);
        let code = load.codes.get(no).expect("cheques last");
        let venue = &load.venues[no % load.venues.len()];
        let act = json!({ "key": format!("load-{no:05}"), "venue": venue.id, "codes": [code] });
        let receipt = load.client.does(&venue.counter, REDEEM, act).await;
        load.told.lock().expect("no counter panics").insert(text(&receipt["id"]).replace('-', ""));
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = SqlText)]
    line: String,
}

fn receipts(place: &Place) -> BTreeSet<String> {
    let statement = match place {
        Place::Sqlite(_) => "select distinct lower(hex(receipt_id)) as line from redemption",
        Place::Postgres(_) => "select distinct replace(receipt_id::text, '-', '') as line from redemption",
    };
    lines(place, statement).into_iter().collect()
}

fn first(place: &Place, statement: &str) -> String {
    lines(place, statement).into_iter().next().expect("a row")
}

fn lines(place: &Place, statement: &str) -> Vec<String> {
    let lines: Vec<Line> = match place {
        Place::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("the file opens");
            sql_query(statement).load(&mut conn)
        }
        Place::Postgres(url) => {
            sql_query(statement).load(&mut PgConnection::establish(url).expect("the server answers"))
        }
    }
    .expect("rows");
    lines.into_iter().map(|line| line.line).collect()
}
