//! What a backup or a restore refuses, in one line, with nothing touched.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{process::Command, time::timeout};

use super::{
    REFUSED, USAGE,
    backup::{PHRASE, sealing},
};
use crate::support::{
    afar::{Ground, word},
    engine::{Engine, on_both_engines},
    program::{Ended, ended},
    sql,
};

on_both_engines!(a_restore_onto_data, a_restore_under_a_centre_at_work, a_centre_that_begins_under_a_restore);

/// A centre in which something happened, and its backup.
async fn backed_up(engine: Engine, name: &str) -> Ground {
    let ground = Ground::ready(engine, name).await;
    drop(ground.serve().await);
    ground.runs(&["token", "--enrol", "Réseau"]).await.well();
    let said = ended(sealing(ground.command(&["backup", word(&ground.beside("backup"))]))).await;
    assert!(!said.complained.contains(PHRASE) && !said.said.contains(PHRASE), "the passphrase is never shown");
    said.well();
    ground
}

async fn restored(from: &Path, into: &Ground, more: &[&str]) -> Ended {
    ended(sealing(into.command(&[&["restore", word(from)], more].concat()))).await
}

#[tokio::test]
async fn a_backup_without_its_passphrase() {
    let ground = Ground::ready(Engine::Sqlite, "no_phrase").await;
    drop(ground.serve().await);
    let into = ground.beside("backup");
    ground.runs(&["backup", word(&into)]).await.stopped(USAGE, "PASSEGUE_PASSPHRASE");
    let mut short = ground.command(&["backup", word(&into)]);
    short.env("PASSEGUE_PASSPHRASE", "onze signes");
    ended(short).await.stopped(USAGE, "12 signes");
    let mut simple = ground.command(&["backup", word(&into)]);
    simple.env("PASSEGUE_PASSPHRASE", "aaaaaaabbbbbbb");
    ended(simple).await.stopped(USAGE, "8 signes différents");
    assert!(!into.exists() && unfinished(&into).is_empty(), "nothing is left");

    let phrase = ground.beside("phrase");
    fs::write(&phrase, format!("{PHRASE}\n")).expect("a file");
    ground.runs(&["backup", word(&into), "--passphrase-file", word(&phrase)]).await.well();
    let back = Ground::new(Engine::Sqlite, "no_phrase_back");
    back.runs(&["restore", word(&into)]).await.stopped(USAGE, "PASSEGUE_PASSPHRASE");
    let mut wrong = back.command(&["restore", word(&into)]);
    wrong.env("PASSEGUE_PASSPHRASE", "une tout autre phrase");
    let said = ended(wrong).await;
    said.stopped(REFUSED, "Ce n'est pas la phrase secrète");
    assert!(!said.complained.contains("une tout autre phrase"), "{said:?}");
    assert!(!back.data().exists(), "nothing was touched");
    restored(&into, &back, &[]).await.well();
}

#[tokio::test]
async fn a_backup_without_secrets_says_so_at_once() {
    let ground = Ground::ready(Engine::Sqlite, "no_secrets").await;
    drop(ground.serve().await);
    let into = ground.beside("backup");
    let said = ground.runs(&["backup", word(&into), "--without-secrets"]).await;
    assert!(said.complained.contains("ATTENTION") && said.complained.contains("ne contient pas les clés"), "{said:?}");
    said.well();
    assert!(!into.join("keys.sealed").exists());

    let back = Ground::new(Engine::Sqlite, "no_secrets_back");
    restored(&into, &back, &[]).await.stopped(REFUSED, "ne contient pas les clés");
    let strange = Ground::ready(Engine::Sqlite, "no_secrets_other").await;
    drop(strange.serve().await);
    let others = strange.data().join("keys");
    let keys = ["--keys", word(&others)];
    back.runs(&[&["restore", word(&into)], &keys[..]].concat()).await.stopped(REFUSED, "ne sont pas celles");
    assert!(!back.data().exists(), "nothing was touched");
    let own = ground.data().join("keys");
    back.runs(&["restore", word(&into), "--keys", word(&own)]).await.well();
    drop(back.serve().await);
}

#[tokio::test]
async fn keys_that_do_not_open_the_books() {
    let ground = backed_up(Engine::Sqlite, "wrong_keys").await;
    fs::write(ground.data().join("keys/pepper-1"), "0123456789abcdef".repeat(4)).expect("another pepper");
    let into = ground.beside("second");
    let said = ended(sealing(ground.command(&["backup", word(&into)]))).await;
    said.stopped(REFUSED, "pepper-1");
    assert!(!said.complained.contains("abab") && !into.exists(), "{said:?}");
}

#[tokio::test]
async fn a_folder_that_is_not_empty_or_was_left_by_a_crash() {
    let ground = backed_up(Engine::Sqlite, "not_empty").await;
    let again = ended(sealing(ground.command(&["backup", word(&ground.beside("backup"))]))).await;
    again.stopped(REFUSED, "n'est pas vide");
    let (partial, into) = (ground.beside("second.partial-00c0ffee00c0ffee"), ground.beside("second"));
    fs::create_dir_all(partial.join("files")).expect("what a crash leaves");
    fs::write(partial.join("centre.sqlite"), "half").expect("what a crash leaves");
    let back = Ground::new(Engine::Sqlite, "not_empty_back");
    restored(&partial, &back, &[]).await.stopped(REFUSED, "n'est pas une sauvegarde entière");
    let said = ended(sealing(ground.command(&["backup", word(&into)]))).await;
    assert!(said.complained.contains(word(&partial)), "what was left is named: {said:?}");
    said.well();
    assert!(partial.join("centre.sqlite").exists() && into.join("manifest.json").exists(), "and not touched");
    assert_eq!(unfinished(&into), [partial], "nothing more is left");
    let nowhere = ground.beside("nowhere");
    let none = ended(sealing(Ground::new(Engine::Sqlite, "none").command(&["backup", word(&nowhere)]))).await;
    none.stopped(REFUSED, "pas de centre");
    assert!(!nowhere.exists());
}

/// What lies beside that folder under a name that begins with its own and `.partial`.
fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.parent().expect("a folder above")).expect("its entries");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| word(path).starts_with(&format!("{}.partial", word(folder)))).collect()
}

/// Whatever somebody called their folders, a command clears none that it did not make.
#[tokio::test]
async fn folders_whose_names_look_unfinished() {
    let named = |ground: &Ground, name: &str| Ground::keeping_data_in(ground.beside(name), "looks_unfinished");
    let above = Ground::new(Engine::Sqlite, "looks_unfinished_above");
    let ground = named(&above, "q.partial").migrated().await;
    drop(ground.serve().await);
    let into = above.beside("z.partial");
    ended(sealing(ground.command(&["backup", word(&above.beside("q"))]))).await.well();
    ground.runs(&["check"]).await.well();
    ended(sealing(ground.command(&["backup", word(&into)]))).await.well();
    restored(&into, &named(&above, "z"), &[]).await.well();
    restored(&into, &named(&above, "again"), &[]).await.well();
}

/// The books that a restore is most needed for.
#[tokio::test]
async fn damaged_books_are_set_aside() {
    let ground = backed_up(Engine::Sqlite, "damaged_books").await;
    let (from, file) = (ground.beside("backup"), ground.data().join("centre.sqlite"));
    let whole = fs::read(&file).expect("the books");
    let mut torn = whole.clone();
    torn[100..4096].fill(0xa5);
    for (bytes, said) in
        [(&b"rien d'une base, et bien plus long que rien".repeat(100), "n'est pas une base"), (&torn, "abîmé")]
    {
        fs::write(&file, bytes).expect("damaged books");
        ground.runs(&["check"]).await.stopped(REFUSED, said);
        restored(&from, &ground, &[]).await.stopped(REFUSED, "--force");
        let said = restored(&from, &ground, &["--force"]).await.well();
        let aside = said.lines().find_map(|line| line.strip_prefix("L'ancien dossier est gardé ici : "));
        let kept = fs::read(Path::new(aside.expect("the former folder is named")).join("centre.sqlite"));
        let kept = kept.expect("the former books");
        let differs = kept.iter().zip(bytes).skip(100).position(|(one, other)| one != other);
        // Looking for whoever works there may leave the log, which touches the beginning and what the log still had.
        assert!(differs.is_none_or(|at| at >= 3996), "the damage is kept as it was: {differs:?}");
        fs::rename(aside.expect("a folder"), ground.beside(&format!("seen-{}", bytes.len()))).expect("out of the way");
    }
}

async fn killed_after(moment: Duration, mut command: Command) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    if timeout(moment, child.wait()).await.is_err() {
        child.kill().await.expect("it is gone");
    }
}

/// Killed at any moment, neither leaves anything that could be taken for a backup or for a centre.
#[tokio::test]
async fn a_backup_or_a_restore_that_is_killed() {
    let ground = backed_up(Engine::Sqlite, "killed").await;
    let (from, moments) = (ground.beside("backup"), [1, 5, 20, 60, 150, 400, 1000]);
    for moment in moments.map(Duration::from_millis) {
        let into = ground.beside(&format!("after-{}", moment.as_millis()));
        killed_after(moment, sealing(ground.command(&["backup", word(&into)]))).await;
        assert!(!into.exists() || into.join("manifest.json").exists(), "killed after {moment:?}");
        let back = Ground::new(Engine::Sqlite, "killed_back");
        killed_after(moment, sealing(back.command(&["restore", word(&from)]))).await;
        if back.data().exists() {
            back.runs(&["check"]).await.well();
        } else {
            restored(&from, &back, &[]).await.well();
        }
        drop(back.serve().await);
    }
}

#[tokio::test]
async fn a_backup_that_was_damaged_or_altered() {
    let ground = backed_up(Engine::Sqlite, "damaged").await;
    let (from, back) = (ground.beside("backup"), Ground::new(Engine::Sqlite, "damaged_back"));
    let whole = |name: &str| fs::read(from.join(name)).expect("a file of the backup");
    for name in ["centre.sqlite", "hosted.sqlite", "keys.sealed"] {
        let (right, mut wrong) = (whole(name), whole(name));
        let last = wrong.len() - 1;
        wrong[last] ^= 1;
        fs::write(from.join(name), wrong).expect("a byte changed");
        restored(&from, &back, &[]).await.stopped(REFUSED, "abîmé");
        fs::remove_file(from.join(name)).expect("a file gone");
        assert_eq!(restored(&from, &back, &[]).await.status, Some(REFUSED), "{name} is missing");
        fs::write(from.join(name), right).expect("the right bytes");
    }
    // A file and its sum, both changed by somebody who does not know the passphrase.
    let (books, manifest) = (whole("centre.sqlite"), String::from_utf8(whole("manifest.json")).expect("a text"));
    let sum = |bytes: &[u8]| {
        let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
        assert!(!bytes.is_empty());
        manifest["files"]["centre.sqlite"]["sha256"].as_str().expect("a sum").to_owned()
    };
    let altered = manifest.replace(&sum(&books), &"0".repeat(64));
    fs::write(from.join("manifest.json"), altered).expect("another sum");
    restored(&from, &back, &[]).await.stopped(REFUSED, "a été changée");
    fs::write(from.join("manifest.json"), manifest.replace("\"format\": 1", "\"format\": 2")).expect("a newer form");
    restored(&from, &back, &[]).await.stopped(REFUSED, "version plus récente");
    fs::write(from.join("manifest.json"), "{").expect("no JSON");
    restored(&from, &back, &[]).await.stopped(REFUSED, "abîmé");
    assert!(!back.data().exists(), "nothing was touched");
    fs::write(from.join("manifest.json"), manifest).expect("the right one");
    restored(&from, &back, &[]).await.well();
}

#[tokio::test]
async fn the_backup_of_a_newer_program() {
    let ground = backed_up(Engine::Sqlite, "newer_backup").await;
    let from = ground.beside("unsealed");
    ground.runs(&["backup", word(&from), "--without-secrets"]).await.well();
    // As a newer program would have made it: one more migration, under its own sum.
    let books = store::conn::Place::Sqlite(from.join("centre.sqlite"));
    sql::meddle(&books, "insert into __diesel_schema_migrations (version) values ('20991231235959')");
    let script = "import hashlib, json, sys; m = json.load(open(sys.argv[1] + '/manifest.json')); \
        b = open(sys.argv[1] + '/centre.sqlite', 'rb').read(); \
        m['files']['centre.sqlite'] = {'bytes': len(b), 'sha256': hashlib.sha256(b).hexdigest()}; \
        json.dump(m, open(sys.argv[1] + '/manifest.json', 'w'))";
    let done = std::process::Command::new("python3").args(["-c", script, word(&from)]).status();
    assert!(done.expect("python3 runs (ops/test installs it)").success());
    let (back, keys) = (Ground::new(Engine::Sqlite, "newer_back"), ground.data().join("keys"));
    back.runs(&["restore", word(&from), "--keys", word(&keys)]).await.stopped(REFUSED, "version plus récente");
    assert!(!back.data().exists(), "nothing was touched");
}

async fn a_restore_onto_data(engine: Engine) {
    let (ground, full) = (backed_up(engine, "onto_from").await, backed_up(engine, "onto_full").await);
    let from = ground.beside("backup");
    let founders = "select count(*) as number from structure where name = 'Réseau'";
    let marked = "update structure set name = 'Ancien réseau'";
    sql::meddle(&full.place(), marked);
    let before = fs::read(full.data().join("keys/pepper-1")).expect("a pepper");
    restored(&from, &full, &[]).await.stopped(REFUSED, "--force");
    assert_eq!(sql::number(&full.place(), founders), 0, "nothing was touched");
    assert_eq!(fs::read(full.data().join("keys/pepper-1")).expect("a pepper"), before);

    let said = restored(&from, &full, &["--force"]).await.well();
    assert_eq!(sql::number(&full.place(), founders), 1, "the backup took the place");
    let aside = said.lines().find_map(|line| line.strip_prefix("L'ancien dossier est gardé ici : "));
    let aside = Path::new(aside.expect("the former folder is named"));
    assert_eq!(fs::read(aside.join("keys/pepper-1")).expect("the former pepper"), before);
    let kept = "select count(*) as number from";
    match engine {
        Engine::Sqlite => {
            let former = store::conn::Place::Sqlite(aside.join("centre.sqlite"));
            assert_eq!(sql::number(&former, &format!("{kept} structure where name = 'Ancien réseau'")), 1);
        }
        Engine::Postgres => {
            let schema =
                said.lines().find_map(|line| line.strip_prefix("Les anciennes tables sont gardées dans le schéma "));
            let schema = schema.expect("the former schema is named").split(' ').next().expect("a name");
            let of_schema = format!("{kept} {schema}.structure where name = 'Ancien réseau'");
            assert_eq!(sql::number(&full.place(), &of_schema), 1);
            sql::meddle(
                &full.place(),
                &format!("drop schema {schema} cascade; drop schema if exists {schema}_hosted cascade"),
            );
        }
    }
    drop(full.serve().await);
}

async fn a_restore_under_a_centre_at_work(engine: Engine) {
    let (ground, busy) = (backed_up(engine, "busy_from").await, backed_up(engine, "busy").await);
    let centre = busy.serve().await;
    for more in [&[][..], &["--force"]] {
        restored(&ground.beside("backup"), &busy, more).await.stopped(REFUSED, "arrêtez-le");
    }
    let client = crate::support::afar::Client::new(centre.url());
    assert_eq!(client.get("/health/ready").await.status(), 200, "it goes on");
}

/// A pipe in the place of the books of a backup: a restore waits there, its first look behind it, its switch before it.
/// What is answered waits until it has come, then lets it go on.
fn slowed(from: &Path) -> impl FnOnce() -> Box<dyn FnOnce() + Send> + Send + use<> {
    let (books, pipe) = (fs::read(from.join("centre.sqlite")).expect("the books"), from.join("centre.sqlite"));
    fs::remove_file(&pipe).expect("they are kept here");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    move || {
        let mut opened = fs::File::options().write(true).open(&pipe).expect("the restore has come to it");
        Box::new(move || opened.write_all(&books).expect("all of them"))
    }
}

async fn a_centre_that_begins_under_a_restore(engine: Engine) {
    let (ground, late) = (backed_up(engine, "late_from").await, backed_up(engine, "late").await);
    let from = ground.beside("backup");
    let comes = slowed(&from);
    let restoring = tokio::spawn(ended(sealing(late.command(&["restore", word(&from), "--force"]))));
    let goes_on = tokio::task::spawn_blocking(comes);
    let goes_on = timeout(Duration::from_secs(60), goes_on).await.expect("it comes").expect("a pipe");
    match engine {
        Engine::Sqlite => {
            let serve = ["serve", "--listen", "127.0.0.1:0"];
            late.runs(&serve).await.stopped(REFUSED, "Un autre programme se sert de cette base");
            goes_on();
            let said = restoring.await.expect("it ends").well();
            let aside = said.lines().find_map(|line| line.strip_prefix("L'ancien dossier est gardé ici : "));
            let former = Ground::keeping_data_in(aside.expect("the former folder is named").into(), "late_aside");
            former.runs(&["check"]).await.well();
            drop(former.serve().await);
        }
        Engine::Postgres => {
            let centre = late.serve().await;
            goes_on();
            restoring.await.expect("it ends").stopped(REFUSED, "arrêtez-le");
            let client = crate::support::afar::Client::new(centre.url());
            assert_eq!(client.get("/health/ready").await.status(), 200, "it goes on");
        }
    }
    drop(late.serve().await);
}
