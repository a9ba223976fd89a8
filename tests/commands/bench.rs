//! A measure keeps to ground of its own: a centre that serves, or has served, is never taken for one.

use std::path::Path;

use store::conn::Place;

use super::{REFUSED, USAGE};
use crate::support::{
    afar::{Ground, word},
    engine::{Engine, on_both_engines},
    program::{Program, command, ended, run},
    sql::number,
};

on_both_engines!(
    a_measure_makes_its_own_network_and_finds_it_again,
    a_centre_is_never_taken_for_a_measure,
    names_are_sought_and_sessions_proposed_as_they_were_prepared,
    seats_are_booked_at_a_machine_and_each_has_its_cheques,
);

async fn a_measure_makes_its_own_network_and_finds_it_again(engine: Engine) {
    let ground = Ground::new(engine, "bench_own");
    let sheet = ground.beside("sheet");
    assert!(ground.runs(&prepare(word(&sheet))).await.well().starts_with("issue_s "));
    let spent = ground.runs(&["bench", "spend", "--sheet", word(&sheet), "--count", "12"]).await.well();
    assert!(spent.starts_with("spent 12\n"), "{spent}");
    let settled = ground.runs(&["bench", "settle", "--sheet", word(&sheet), "--spare", "20"]).await.well();
    assert!(settled.starts_with("settled 12\nvenues 2\n"), "{settled}");
    let bank = ["bench", "bank", "--sheet", word(&sheet), "--spare", "12", "--entries", "3"];
    let imported = ground.runs(&bank).await.well();
    assert!(imported.starts_with("imported 3\nimported_paid 2\nimported_returned 1\nimport_s "), "{imported}");
    let fec = ground.beside("200044030FEC20251231.txt");
    let told = ground.runs(&["bench", "books", "--sheet", word(&sheet), "--fec", word(&fec)]).await.well();
    let names: Vec<&str> = told.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["proof_s", "fec_lines", "fec_cents", "fec_s", "fec_lines_s", "fec_grew_kb"], "{told}");
    let written = std::fs::read_to_string(&fec).expect("entries");
    assert!(told.contains(&format!("fec_lines {}\n", written.lines().count() - 1)), "{told}");
    assert!(written.lines().count() > 24, "a line on each side of what was spent");
    ground.runs(&prepare(word(&sheet))).await.stopped(REFUSED, "donnez à --data un dossier nouveau");
}

async fn a_centre_is_never_taken_for_a_measure(engine: Engine) {
    let (measured, ground) = (Ground::new(engine, "bench_measured"), Ground::ready(engine, "bench_centre").await);
    drop(ground.serve().await);
    let (sheet, folder) = (measured.beside("sheet"), measured.beside("elsewhere"));
    ground.runs(&prepare(word(&sheet))).await.stopped(REFUSED, "donnez à --data un dossier nouveau");
    if let Place::Postgres(url) = ground.place() {
        let words = [&prepare(word(&sheet))[..], &["--data", word(&folder), "--database-url", &url]].concat();
        run(&words).await.stopped(REFUSED, "donnez à --database-url une base nouvelle");
    }
    assert!(!sheet.exists() && !folder.exists(), "nothing was made");

    measured.runs(&prepare(word(&sheet))).await.well();
    let spend = ["bench", "spend", "--sheet", word(&sheet), "--count", "1"];
    ground.runs(&spend).await.stopped(REFUSED, "passegue bench prepare");
    let settle = ["bench", "settle", "--sheet", word(&sheet), "--spare", "20"];
    ground.runs(&settle).await.stopped(REFUSED, "passegue bench prepare");
    assert!(!ground.data().join("bench").exists(), "no mark is left");
    if let Place::Postgres(url) = ground.place() {
        let data = measured.data();
        let words = [&spend[..], &["--data", word(&data), "--database-url", &url]].concat();
        run(&words).await.stopped(REFUSED, "pepper");
    }
}

async fn names_are_sought_and_sessions_proposed_as_they_were_prepared(engine: Engine) {
    let ground = Ground::new(engine, "bench_people");
    let asks = ground.beside("asks");
    let people = ["bench", "people", "--people", "40", "--structures", "2", "--asks", word(&asks)];
    assert_eq!(ground.runs(&people).await.well(), "people 40\nasks 200\n");
    let centre = ground.serve().await;
    // Of forty people each is known somewhere: those of here are shown, others are not.
    assert!(load(&centre, &asks, "\"known\":[{\"id\":", "1").await.starts_with("done 1\n"));
    assert!(
        load(&centre, &asks, "\"elsewhere\":", "199").await.starts_with("done 199\n"),
        "nobody is told to slow down"
    );
    drop(centre);

    let ground = Ground::new(engine, "bench_agendas");
    let agendas = ["bench", "agendas", "--venues", "3", "--sessions", "20", "--asks", word(&asks)];
    assert_eq!(ground.runs(&agendas).await.well(), "venues 3\nsessions 20\nasks 1000\n");
    assert_eq!(number(&ground.place(), "select count(*) as number from agenda_session"), 20);
    let centre = ground.serve().await;
    let told = load(&centre, &asks, "\"recommendations\":{\"edges\":[", "50").await;
    assert!(told.starts_with("done 50\n") && told.contains("p99_ms "), "{told}");
}

async fn seats_are_booked_at_a_machine_and_each_has_its_cheques(engine: Engine) {
    let ground = Ground::new(engine, "bench_seats");
    let (sheet, list) = (ground.beside("sheet"), ground.beside("list"));
    let size = ["--sessions", "3", "--seats", "2", "--carnets", "3", "--counters", "3"];
    let seats = [&["bench", "seats", "--sheet", word(&sheet), "--list", word(&list)][..], &size].concat();
    assert_eq!(ground.runs(&seats).await.well(), "sessions 3\nseats 2\n");
    let centre = ground.serve().await;
    let machine = machine(&ground, &sheet, &centre).await;
    let at = ["bench", "book", "--address", address(&centre), "--sheet", word(&sheet), "--list", word(&list)];
    for from in ["0", "2"] {
        let round = ["--from", from, "--count", if from == "0" { "2" } else { "1" }, "--asks", "3", "--clients", "3"];
        let told = run(&[&at[..], &round].concat()).await.well();
        let expected = if from == "0" { "booked 4\nfull 2\n" } else { "booked 2\nfull 1\n" };
        assert!(told.starts_with(expected), "{told}");
    }
    drop(machine);
    let node = Place::Sqlite(ground.data().join("nodes").join("bench.sqlite"));
    assert_eq!(number(&node, "select count(*) as number from booking where stage = 'confirmed'"), 6);
    let held = "select count(*) as number from cheque_hold where cheques = 2 and released_at is null";
    assert_eq!(number(&ground.place(), held), 6);
}

/// The first venue's own machine, declared.
async fn machine(ground: &Ground, sheet: &Path, centre: &Program) -> Program {
    let text = std::fs::read_to_string(sheet).expect("a sheet");
    let mut words = text.lines().nth(1).expect("a counter").split(' ');
    let (venue, structure) = (words.next().expect("a venue"), words.next().expect("a structure"));
    let data = ground.data();
    let who = ["node", "--name", "bench", "--venue", venue, "--structure", structure];
    let place = ["--centre", centre.url(), "--listen", "127.0.0.1:0", "--data", word(&data)];
    let mut machine = Program::start(&[&who[..], &place].concat(), &ground.beside("machine.log")).await;
    let key = machine.says("Clé publique : ").await;
    ground.runs(&["node", "add", "--venue", venue, "--url", machine.url(), "--key", &key]).await.well();
    machine
}

/// So many of the requests that were prepared.
async fn load(centre: &Program, asks: &Path, proof: &str, count: &str) -> String {
    let what = ["bench", "load", "--address", address(centre), "--asks", word(asks), "--proof", proof];
    let much =
        ["--from", if count == "199" { "1" } else { "0" }, "--count", count, "--clients", "2", "--seconds", "60"];
    run(&[&what[..], &much].concat()).await.well()
}

fn address(centre: &Program) -> &str {
    centre.url().trim_start_matches("http://")
}

#[tokio::test]
async fn the_environment_does_not_say_where_a_measure_takes_place() {
    let ground = Ground::new(Engine::Sqlite, "bench_environment");
    let (sheet, data) = (ground.beside("sheet"), ground.data());
    let mut bare = command(&prepare(word(&sheet)));
    bare.env("PASSEGUE_DATA", &data).env("DATABASE_URL", "postgres://127.0.0.1:1/none");
    let said = ended(bare).await;
    assert_eq!(said.status, Some(USAGE), "{said:?}");
    assert!(said.complained.contains("--data") && !data.exists(), "{said:?}");

    let mut told = command(&[&prepare(word(&sheet))[..], &["--data", word(&data)]].concat());
    told.env("DATABASE_URL", "postgres://127.0.0.1:1/none");
    ended(told).await.well();
    assert!(data.join("centre.sqlite").exists(), "the database is where the command says");
}

#[tokio::test]
async fn a_load_stays_on_this_machine() {
    let afar = ["bench", "load", "--address", "192.0.2.1:4000", "--body", "{}", "--proof", "x"];
    run(&afar).await.stopped(REFUSED, "192.0.2.1:4000");
}

fn prepare(sheet: &str) -> [&str; 8] {
    ["bench", "prepare", "--carnets", "2", "--venues", "2", "--sheet", sheet]
}
