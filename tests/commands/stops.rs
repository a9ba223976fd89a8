//! What is wrong at the start is one clear line and a status, never a panic and never half a service.

use std::{fs, path::Path};

use tokio::net::TcpListener;

use super::{REFUSED, USAGE};
use crate::support::{
    afar::{Ground, word},
    engine::{Engine, on_both_engines},
    program::{Ended, command, ended, run},
    sql,
};

on_both_engines!(a_missing_migration, a_newer_schema, a_missing_or_wrong_pepper, keys_that_are_gone);

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
const NEWER: &str = "insert into __diesel_schema_migrations (version) values ('20991231235959')";

async fn a_missing_migration(engine: Engine) {
    let ground = Ground::new(engine, "stops_missing");
    fs::create_dir_all(ground.data()).expect("a folder");
    if engine == Engine::Sqlite {
        fs::write(ground.data().join("centre.sqlite"), "").expect("an empty database");
    }
    for words in [&SERVE[..], &["check"], &["token", "--enrol", "Réseau"]] {
        ground.runs(words).await.stopped(REFUSED, "passegue migrate");
    }
    assert!(!ground.data().join("keys").exists(), "no key is made for books that cannot be opened");
}

async fn a_newer_schema(engine: Engine) {
    let ground = Ground::ready(engine, "stops_newer").await;
    sql::meddle(&ground.place(), NEWER);
    for words in [&SERVE[..], &["check"], &["migrate"]] {
        ground.runs(words).await.stopped(REFUSED, "plus récente");
    }
}

async fn a_missing_or_wrong_pepper(engine: Engine) {
    let ground = Ground::ready(engine, "stops_pepper").await;
    let centre = ground.serve().await;
    centre.signal("TERM");
    assert_eq!(centre.ends().await, Some(0));
    let pepper = ground.data().join("keys/pepper-1");
    let right = fs::read_to_string(&pepper).expect("the pepper was made");
    let wrong = "0123456789abcdef".repeat(4);

    fs::write(&pepper, &wrong).expect("another pepper");
    let said = ground.runs(&SERVE).await;
    said.stopped(REFUSED, "pepper");
    assert!(!said.complained.contains(&wrong), "no secret is shown");
    fs::write(&pepper, "ab".repeat(32)).expect("a weak pepper");
    let said = ground.runs(&SERVE).await;
    said.stopped(REFUSED, "trop faible");
    assert!(said.complained.contains("pepper-1") && !said.complained.contains("abab"), "no secret is shown: {said:?}");
    fs::remove_file(&pepper).expect("the pepper is gone");
    ground.runs(&SERVE).await.stopped(REFUSED, "pepper-1");
    assert!(!pepper.exists(), "a pepper is never made again");
    fs::write(&pepper, "not a key").expect("a damaged pepper");
    ground.runs(&SERVE).await.stopped(REFUSED, "pepper-1");

    fs::write(&pepper, right).expect("the right pepper");
    drop(ground.serve().await);
}

async fn keys_that_are_gone(engine: Engine) {
    let ground = Ground::ready(engine, "stops_keys").await;
    drop(ground.serve().await);
    let keys = ground.data().join("keys");
    let aside = ground.beside("keys-aside");
    // First books in which nothing happened, then books with a founder.
    for _ in 0..2 {
        fs::rename(&keys, &aside).expect("the keys are gone");
        ground.runs(&SERVE).await.stopped(REFUSED, "coffre");
        assert!(!keys.exists(), "keys are never made again");
        fs::rename(&aside, &keys).expect("the keys are back");
        ground.runs(&["token", "--enrol", "Réseau"]).await.well();
    }
    drop(ground.serve().await);
}

#[tokio::test]
async fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let port = address.rsplit(':').next().expect("a port").to_owned();
    let ground = Ground::ready(Engine::Sqlite, "stops_port").await;
    ground.runs(&["serve", "--listen", &address]).await.stopped(REFUSED, &format!("Le port {port} est déjà pris"));
    let id = "30313233-3435-3637-3839-616263646566";
    let node = ["node", "--name", "lieu", "--venue", id, "--structure", id, "--centre", "http://127.0.0.1:1"];
    let data = ground.data();
    let at = ["--listen", &address, "--data", word(&data)];
    run(&[&node[..], &at[..]].concat()).await.stopped(REFUSED, &format!("Le port {port} est déjà pris"));
}

#[tokio::test]
async fn a_database_that_does_not_answer() {
    const AWAY: &str = "postgres://passegue:canary-secret@127.0.0.1:1/none";
    let ground = Ground::new(Engine::Sqlite, "stops_away");
    let data = ground.data();
    for words in [&SERVE[..], &["check"], &["migrate"], &["token", "--enrol", "Réseau"]] {
        let said = run(&[words, &["--data", word(&data), "--database-url", AWAY]].concat()).await;
        said.stopped(REFUSED, "ne répond pas");
        assert!(!said.complained.contains("canary-secret"), "no password is shown: {said:?}");
    }
    run(&["check", "--data", word(&data), "--database-url", "mysql://h/d"]).await.stopped(USAGE, "postgres://");
    run(&["check", "--data", word(&data)]).await.stopped(REFUSED, "n'existe pas");
}

#[tokio::test]
async fn data_that_cannot_be_read() {
    let ground = Ground::new(Engine::Sqlite, "stops_data");
    let serve = async |data: &Path| -> Ended { run(&[&SERVE[..], &["--data", word(data)]].concat()).await };
    let file = ground.beside("a-file");
    fs::write(&file, "no folder").expect("a file");
    serve(&file).await.stopped(REFUSED, "--data");
    fs::create_dir_all(ground.data()).expect("a folder");
    fs::write(ground.data().join("centre.sqlite"), "This is no database. ".repeat(100)).expect("a file");
    serve(&ground.data()).await.stopped(REFUSED, "n'est pas une base SQLite");
    fs::remove_file(ground.data().join("centre.sqlite")).expect("no database");
    fs::write(ground.data().join("keys"), "no folder").expect("a file");
    serve(&ground.data()).await.stopped(REFUSED, "keys");
}

#[tokio::test]
async fn a_configuration_that_is_not_understood() {
    let ground = Ground::new(Engine::Sqlite, "stops_configuration");
    for variable in ["NAME", "IBAN", "BIC", "PUBLIC_URL"].map(|name| format!("PASSEGUE_HOUSE_{name}")) {
        let mut serve = ground.command(&SERVE);
        serve.env_remove(&variable);
        ended(serve).await.stopped(USAGE, &variable);
    }
    let mut check = command(&["check"]);
    check.env("PASSEGUE_DATE", "canary-secret");
    let said = ended(check).await;
    said.stopped(USAGE, "PASSEGUE_DATE");
    assert!(!said.complained.contains("canary-secret"), "no value is shown: {said:?}");
    assert!(!ground.data().exists(), "nothing is made before the configuration is whole");
}
