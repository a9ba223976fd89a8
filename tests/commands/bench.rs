//! A measure keeps to ground of its own: a centre that serves, or has served, is never taken for one.

use store::conn::Place;

use super::{REFUSED, USAGE};
use crate::support::{
    afar::{Ground, word},
    engine::{Engine, on_both_engines},
    program::{command, ended, run},
};

on_both_engines!(a_measure_makes_its_own_network_and_finds_it_again, a_centre_is_never_taken_for_a_measure);

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
