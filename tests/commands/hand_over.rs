//! A network handed over: written as plain text beside a centre at work, rebuilt on an empty place of either engine from that
//! and an envelope, and honouring a paper of before; without an envelope it says so at once.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use store::conn::Place;

use super::{REFUSED, USAGE};
use crate::support::{
    afar::{Afar, Client, Ground, Venue, word},
    engine::{Engine, on_both_engines},
    network::deeds::{CHECK, REDEEM},
    program::alone,
    sql,
};

on_both_engines!(a_network_is_handed_over);

const PHRASES: [&str; 2] = ["la première personne s'en souvient", "la seconde a une autre phrase"];

async fn a_network_is_handed_over(engine: Engine) {
    let _alone = alone().await;
    let ground = Ground::ready(engine, "hand_over").await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let venue = afar.venue("Hesdin").await;
    let codes = afar.cheques(4, 5).await;
    let client = Client::new(centre.url());
    for code in &codes[..7] {
        let act = json!({ "key": format!("before-{code}"), "venue": venue.id, "codes": [code] });
        client.does(&venue.counter, REDEEM, act).await;
    }
    let phrases = PHRASES.map(|phrase| phrase_file(&ground, phrase));
    let into = ground.beside("passation");
    let asked =
        ["export", "network", word(&into), "--envelope-for", word(&phrases[0]), "--envelope-for", word(&phrases[1])];
    let said = ground.runs(&asked).await.well();
    assert!(said.contains("Deux enveloppes") && said.contains("import network"), "{said}");
    is_documented(&into);
    let tables = sql::tables(&ground.place());
    let sheets = tables.iter().filter(|table| into.join(format!("centre/{table}.csv")).exists()).count();
    assert_eq!(sheets, tables.len(), "every table of the centre has its sheet: {tables:?}");
    let told = |ground: &Ground| figures(&ground.place());
    let before = told(&ground);

    for (other, phrase) in Engine::both().into_iter().zip(&phrases) {
        let back = Ground::new(other, "rebuilt");
        let said = back.runs(&["import", "network", word(&into), "--passphrase-file", word(phrase)]).await.well();
        assert!(said.contains("Tout est juste") && said.contains("passegue serve"), "{said}");
        assert_eq!(told(&back), before, "balances, counts and the end of the ledger are the same");
        lives_on(&back, &afar, &venue, &codes).await;
    }
    drop(centre);
    is_refused(&ground, &into, &phrases[0]).await;
}

/// Every sheet and every column is in the description, and every file in the manifest.
fn is_documented(folder: &Path) {
    let readme = fs::read_to_string(folder.join("LISEZMOI.md")).expect("a description");
    let manifest: Value =
        serde_json::from_slice(&fs::read(folder.join("manifeste.json")).expect("a manifest")).expect("JSON");
    let files = manifest["files"].as_object().expect("files");
    let mut sheets = 0;
    for entry in fs::read_dir(folder.join("centre")).expect("sheets") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("centre").join(&name)).expect("a text");
        let told = readme.split(&format!("### `centre/{name}`")).nth(1).unwrap_or_else(|| panic!("{name} is not told"));
        let told = told.split("###").next().unwrap_or_default();
        for column in text.lines().next().expect("names").split(',') {
            assert!(told.contains(&format!("| `{column}` |")), "{column} of {name}");
        }
        assert!(files.contains_key(&format!("centre/{name}")), "{name}");
        sheets += 1;
    }
    assert!(sheets > 30, "{sheets} sheets");
    for name in ["enveloppe-1.json", "enveloppe-2.json", "schema-centre.sql", "LISEZMOI.md"] {
        assert!(files.contains_key(name), "{name}");
    }
    let everything: String = ["enveloppe-1.json", "LISEZMOI.md", "manifeste.json"]
        .map(|name| fs::read_to_string(folder.join(name)).expect("a text"))
        .concat();
    assert!(PHRASES.iter().all(|phrase| !everything.contains(phrase)));
}

/// Balances, counts, and where the ledger ends.
fn figures(place: &Place) -> [i64; 6] {
    [
        "select ledger_no as number from head",
        "select position as number from head",
        "select count(*) as number from cheque where stage = 'redeemed'",
        "select cast(sum(amount_cents) as bigint) as number from transfer where credit_kind = 'due'",
        "select cast(sum(amount_cents) as bigint) as number from transfer where debit_kind = 'bank'",
        "select count(*) as number from act",
    ]
    .map(|statement| sql::number(place, statement))
}

/// A paper issued before is honoured once, one that was used is not, and the books are right.
async fn lives_on(back: &Ground, afar: &Afar, venue: &Venue, codes: &[String]) {
    let centre = back.serve().await;
    let client = Client::new(centre.url());
    let act = |key: &str, code: &str| json!({ "key": key, "venue": venue.id, "codes": [code] });
    let receipt = client.does(&venue.counter, REDEEM, act("after-1", &codes[10])).await;
    assert_eq!(receipt["cheques"], 1, "a paper issued before");
    for (key, code) in [("after-2", &codes[10]), ("after-3", &codes[0])] {
        let again = client.shows(&venue.counter, REDEEM, act(key, code)).await;
        assert_eq!(again["refusal"]["code"], "ALREADY_REDEEMED");
    }
    let check = client.does(&afar.operator, CHECK, json!({})).await;
    assert_eq!(check["holds"], true, "{check}");
    drop(centre);
}

async fn is_refused(ground: &Ground, whole: &Path, phrase: &Path) {
    let back = Ground::new(Engine::Sqlite, "refused");
    let import =
        async |folder: &Path, more: &[&str]| back.runs(&[&["import", "network", word(folder)], more].concat()).await;
    let wrong = phrase_file(ground, "une phrase que personne ne connaît");
    import(whole, &["--passphrase-file", word(&wrong)]).await.stopped(REFUSED, "la phrase secrète");
    import(&ground.beside("nowhere"), &["--passphrase-file", word(phrase)]).await.stopped(REFUSED, "passation entière");

    let bare = copied(whole, &ground.beside("bare"));
    for name in ["enveloppe-1.json", "enveloppe-2.json"] {
        fs::remove_file(bare.join(name)).expect("it goes");
    }
    import(&bare, &["--passphrase-file", word(phrase)]).await.stopped(REFUSED, "n'a pas d'enveloppe");
    let keys = passegue::config::keys_folder(&ground.data());
    let said = import(&bare, &["--keys", word(&keys)]).await.well();
    assert!(said.contains("Tout est juste"), "the folder of keys serves as well: {said}");
    import(&bare, &["--keys", word(&keys)]).await.stopped(REFUSED, "contient déjà des données");

    let other = Ground::new(Engine::Sqlite, "torn");
    let torn = copied(whole, &ground.beside("torn"));
    let sheet = torn.join("centre/transfer.csv");
    let text = fs::read_to_string(&sheet).expect("a text");
    fs::write(&sheet, text.replacen("\"bank\"", "\"held\"", 1)).expect("it is written");
    let done = other.runs(&["import", "network", word(&torn), "--passphrase-file", word(phrase)]).await;
    done.stopped(REFUSED, "est abîmé");
    assert!(!other.data().exists(), "nothing is left");

    let again = ground.runs(&["export", "network", word(whole), "--without-envelope"]).await;
    again.stopped(REFUSED, "n'est pas vide");
    let new = ground.beside("new");
    ground.runs(&["export", "network", word(&new)]).await.stopped(USAGE, "Il manque l'enveloppe");
    let same = ["export", "network", word(&new), "--envelope-for", word(phrase), "--envelope-for", word(phrase)];
    ground.runs(&same).await.stopped(USAGE, "Les deux phrases sont les mêmes");
    assert!(!new.exists());
}

fn phrase_file(ground: &Ground, phrase: &str) -> PathBuf {
    let path = ground.beside(&phrase.replace(|letter: char| !letter.is_alphanumeric(), "-"));
    fs::write(&path, phrase).expect("it is written");
    path
}

fn copied(from: &Path, to: &Path) -> PathBuf {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => drop(copied(&entry.path(), &target)),
            false => drop(fs::copy(entry.path(), target).expect("it is copied")),
        }
    }
    to.to_path_buf()
}
