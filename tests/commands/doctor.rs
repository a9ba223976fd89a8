//! The doctor, before each thing that commonly goes wrong: it names it, says what to do, and shows no secret.

use std::{
    fs::{self, File, FileTimes, Permissions},
    os::unix::fs::PermissionsExt,
    time::{Duration, UNIX_EPOCH},
};

use store::conn::Place;
use tokio::{net::TcpListener, process::Command};

use super::backup::sealing;
use crate::support::{
    afar::{Ground, word},
    engine::{Engine, on_both_engines},
    program::{Ended, command, ended},
    sql::meddle,
};

on_both_engines!(a_centre_that_is_well, what_the_books_tell, what_the_keys_tell, who_holds_the_port);

const WELL: &str = "bien";
const WATCH: &str = "à regarder";
const REPAIR: &str = "à réparer";
/// 1 January 2100.
const NEXT_CENTURY: Duration = Duration::from_secs(4_102_444_800);

/// A centre in which something happened, checked and backed up, that does not run.
async fn healthy(engine: Engine, name: &str) -> Ground {
    let ground = Ground::ready(engine, name).await;
    drop(ground.serve().await);
    ground.runs(&["token", "--enrol", "Réseau"]).await.well();
    ground.runs(&["check"]).await.well();
    ended(sealing(ground.command(&["backup", word(&ground.beside("backup"))]))).await.well();
    ground
}

/// An address that nobody holds.
async fn free() -> String {
    TcpListener::bind("127.0.0.1:0").await.expect("a free port").local_addr().expect("an address").to_string()
}

async fn asked(ground: &Ground) -> Ended {
    ended(ground.command(&["doctor", "--listen", &free().await])).await
}

impl Ended {
    /// The doctor's line about that thing, which begins with that verdict, holds that part, and says what to do.
    #[track_caller]
    fn line(&self, verdict: &str, what: &str, part: &str) {
        let of_it = |line: &&str| {
            let said = [WELL, WATCH, REPAIR].iter().find_map(|verdict| line.strip_prefix(verdict));
            said.is_some_and(|rest| rest.trim_start().starts_with(what))
        };
        let line = self.said.lines().find(of_it).unwrap_or_else(|| panic!("no line about {what}: {self:?}"));
        assert!(line.starts_with(verdict) && line.contains(part), "« {part} » as {verdict}: {line}");
        assert_eq!(line.contains(" → "), verdict != WELL, "a next step: {line}");
        let status = if self.said.lines().any(|line| line.starts_with(REPAIR)) { 1 } else { 0 };
        assert_eq!(self.status, Some(status), "{self:?}");
    }
}

async fn a_centre_that_is_well(engine: Engine) {
    let ground = healthy(engine, "doctor_well").await;
    let said = asked(&ground).await;
    let things = [
        "Variables",
        "Compte",
        "Horloge",
        "Disque",
        "Base",
        "Sûreté",
        "Schéma",
        "Lieux hébergés",
        "Clés",
        "Droits",
        "Codes",
        "Port",
        "Actes",
        "Comptes",
        "Sauvegarde",
        "Registre",
    ];
    for what in things {
        said.line(WELL, what, ".");
    }
    assert!(said.said.ends_with("Tout va bien.\n"), "{said:?}");
    assert!(said.said.contains("Il est "), "{said:?}");
    let pepper = fs::read_to_string(ground.data().join("keys/pepper-1")).expect("a pepper");
    assert!(!said.said.contains(pepper.trim()), "no secret is shown");
}

async fn what_the_books_tell(engine: Engine) {
    let ground = healthy(engine, "doctor_books").await;
    let plant = |statements: &str| meddle(&ground.place(), statements);
    plant("insert into parked (id, verb, label, cause, at) select id, 'redeem', 'one', 'planted', 0 from structure");
    asked(&ground).await.line(WATCH, "Actes", "1 acte(s)");
    plant("delete from parked; update network_check set report = replace(report, '\"wrong\":0', '\"wrong\":3')");
    asked(&ground).await.line(REPAIR, "Comptes", "a trouvé une erreur");
    plant("update network_check set report = '{\"at\":1700000000000,\"findings\":[]}'");
    asked(&ground).await.line(WATCH, "Comptes", "14 novembre 2023");
    plant("delete from network_check");
    asked(&ground).await.line(WATCH, "Comptes", "jamais");

    let record = ground.data().join("last-backup.json");
    fs::write(&record, "{\"at\":1700000000000,\"secrets\":true,\"ledgerNo\":0,\"ledgerHash\":\"\"}")
        .expect("an old record");
    asked(&ground).await.line(WATCH, "Sauvegarde", "14 novembre 2023");
    ground.runs(&["backup", word(&ground.beside("second")), "--without-secrets"]).await.well();
    asked(&ground).await.line(WATCH, "Sauvegarde", "ne contient pas les clés");
    // What was kept outside the database knows a line that is no more: its end was cut off.
    let cut = format!("{{\"at\":1700000000000,\"secrets\":true,\"ledgerNo\":7,\"ledgerHash\":\"{}\"}}", "0".repeat(64));
    fs::write(&record, cut).expect("a record of more lines");
    asked(&ground).await.line(REPAIR, "Registre", "La ligne 7");
    let checked = ground.runs(&["check"]).await;
    assert!(checked.status == Some(1) && checked.said.contains("FAUX  I7"), "{checked:?}");
    plant("delete from network_check");
    fs::remove_file(&record).expect("no record");
    asked(&ground).await.line(WATCH, "Sauvegarde", "Aucune");

    plant("update act set at = 4102444800000");
    asked(&ground).await.line(REPAIR, "Horloge", "1er janvier 2100");
    plant("update act set at = 1600000000000");
    asked(&ground).await.line(WATCH, "Horloge", "13 septembre 2020");

    plant("insert into __diesel_schema_migrations (version) values ('20991231235959')");
    asked(&ground).await.line(REPAIR, "Schéma", "plus récente");
    plant("delete from __diesel_schema_migrations where version in ('20991231235959', '20250106082000')");
    asked(&ground).await.line(REPAIR, "Schéma", "1 migration(s)");
}

async fn what_the_keys_tell(engine: Engine) {
    let ground = healthy(engine, "doctor_keys").await;
    let (keys, pepper) = (ground.data().join("keys"), ground.data().join("keys/pepper-1"));
    let right = fs::read(&pepper).expect("a pepper");
    fs::set_permissions(&pepper, Permissions::from_mode(0o644)).expect("a mode");
    asked(&ground).await.line(REPAIR, "Droits", "pepper-1");
    fs::set_permissions(&pepper, Permissions::from_mode(0o600)).expect("a mode");
    fs::set_permissions(&keys, Permissions::from_mode(0o755)).expect("a mode");
    asked(&ground).await.line(REPAIR, "Droits", "keys");
    fs::set_permissions(&keys, Permissions::from_mode(0o700)).expect("a mode");

    fs::write(&pepper, "0123456789abcdef".repeat(4)).expect("another pepper");
    let said = asked(&ground).await;
    said.line(REPAIR, "Codes", "pepper-1");
    assert!(!said.said.contains("cdef0123"), "no secret is shown: {said:?}");
    fs::write(&pepper, "ab".repeat(32)).expect("a weak pepper");
    let said = asked(&ground).await;
    said.line(REPAIR, "Clés", "trop faible");
    assert!(!said.said.contains("abab"), "no secret is shown: {said:?}");
    fs::write(&pepper, "not a key").expect("a damaged pepper");
    asked(&ground).await.line(REPAIR, "Clés", "abîmée");
    fs::remove_file(&pepper).expect("no pepper");
    asked(&ground).await.line(REPAIR, "Clés", "pepper-1");
    fs::write(&pepper, right).expect("the right pepper");
    fs::rename(&keys, ground.beside("aside")).expect("no keys");
    asked(&ground).await.line(REPAIR, "Clés", "absent");
    assert!(!keys.exists(), "nothing is made");
}

async fn who_holds_the_port(engine: Engine) {
    let (ground, other) = (healthy(engine, "doctor_port").await, healthy(Engine::Sqlite, "doctor_other").await);
    let held = async |ground: &Ground, address: &str| ended(ground.command(&["doctor", "--listen", address])).await;
    let stranger = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let strange = stranger.local_addr().expect("an address").to_string();
    held(&ground, &strange).await.line(REPAIR, "Port", "Un autre programme");
    let centre = ground.serve().await;
    let address = centre.url().trim_start_matches("http://").to_owned();
    held(&ground, &address).await.line(WELL, "Port", "Ce centre tourne");
    held(&other, &address).await.line(REPAIR, "Port", "Un autre centre");
    held(&ground, "192.0.2.1:4000").await.line(REPAIR, "Port", "ne peut pas être ouverte");
    // The centre runs all the while: the doctor looks at what is in use.
    held(&ground, &address).await.line(WELL, "Base", "peut être écrit");
}

#[tokio::test]
async fn what_surrounds_it() {
    let ground = healthy(Engine::Sqlite, "doctor_around").await;
    let ask = async |dress: &dyn Fn(&mut Command)| {
        let mut doctor = ground.command(&["doctor", "--listen", &free().await]);
        dress(&mut doctor);
        ended(doctor).await
    };
    ask(&|doctor| _ = doctor.env("PASSEGUE_DATE", "canary")).await.line(REPAIR, "Variables", "PASSEGUE_DATE");
    ask(&|doctor| _ = doctor.env_remove("PASSEGUE_HOUSE_IBAN")).await.line(WATCH, "Compte", "PASSEGUE_HOUSE_IBAN");
    let wrong = ask(&|doctor| _ = doctor.env("PASSEGUE_HOUSE_IBAN", "FR7630006000011234567890188")).await;
    wrong.line(WATCH, "Compte", "PASSEGUE_HOUSE_IBAN");
    assert!(!wrong.said.contains("90188"), "no value is shown: {wrong:?}");

    let record = File::options().append(true).open(ground.data().join("last-backup.json")).expect("a record");
    record.set_times(FileTimes::new().set_modified(UNIX_EPOCH + NEXT_CENTURY)).expect("a time to come");
    asked(&ground).await.line(REPAIR, "Horloge", "L'horloge retarde");
}

#[tokio::test]
async fn a_disk_that_is_nearly_full() {
    let ground = Ground::ready(Engine::Sqlite, "doctor_disk").await;
    let doctor = ground.command(&["doctor", "--listen", &free().await]);
    // A disk of its own for this one process, where it sees the folder of data.
    let mut small = Command::new("unshare");
    small.args([
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs -o size=16m tmpfs \"$1\" && shift && exec \"$@\"",
    ]);
    small.arg("sh").arg(ground.data()).arg(doctor.as_std().get_program()).args(doctor.as_std().get_args());
    let said = ended(small).await;
    said.line(REPAIR, "Disque", "16 Mio");
}

#[tokio::test]
async fn a_database_that_is_absent_or_no_database() {
    let ground = Ground::new(Engine::Sqlite, "doctor_base");
    asked(&ground).await.line(REPAIR, "Base", "n'existe pas");
    assert!(!ground.data().exists(), "nothing is made");
    fs::create_dir_all(ground.data()).expect("a folder");
    fs::write(ground.data().join("centre.sqlite"), "This is no database. ".repeat(100)).expect("a file");
    asked(&ground).await.line(REPAIR, "Base", "ne peut pas être lue");
    const AWAY: &str = "postgres://passegue:canary-secret@127.0.0.1:1/none";
    let (data, address) = (ground.data(), free().await);
    let away = ended(command(&["doctor", "--data", word(&data), "--database-url", AWAY, "--listen", &address])).await;
    away.line(REPAIR, "Base", "ne répond pas");
    assert!(!away.said.contains("canary-secret") && !away.complained.contains("canary-secret"), "{away:?}");
}

#[tokio::test]
async fn a_server_that_is_careless_or_only_reads() {
    let ground = healthy(Engine::Postgres, "doctor_server").await;
    let Place::Postgres(url) = ground.place() else { panic!("PostgreSQL") };
    let (data, address) = (ground.data(), free().await);
    let under = async |setting: &str| {
        let url = format!("{url}%20-c{setting}");
        ended(command(&["doctor", "--data", word(&data), "--database-url", &url, "--listen", &address])).await
    };
    under("synchronous_commit%3Doff").await.line(REPAIR, "Sûreté", "synchronous_commit");
    under("default_transaction_read_only%3Don").await.line(REPAIR, "Base", "rien ne peut y être écrit");
}

#[tokio::test]
async fn hosted_tables_of_another_version() {
    let ground = healthy(Engine::Sqlite, "doctor_hosted").await;
    let hosted = Place::Sqlite(ground.data().join("nodes/hosted.sqlite"));
    meddle(&hosted, "insert into __diesel_schema_migrations (version) values ('20991231235959')");
    asked(&ground).await.line(REPAIR, "Lieux hébergés", "plus récente");
    fs::write(ground.data().join("nodes/hosted.sqlite"), "This is no database. ".repeat(100)).expect("a file");
    asked(&ground).await.line(REPAIR, "Lieux hébergés", "ne peuvent pas être lues");
}
