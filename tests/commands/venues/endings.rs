//! How rows end, what is written of it, and what is not.

use std::fs;

use serde_json::json;

use super::{Desk, HEAD, row, sheet};
use crate::{
    commands::REFUSED,
    support::{
        engine::{Engine, on_both_engines},
        sql,
    },
};

on_both_engines!(
    every_row_ends_in_the_report,
    a_second_run_changes_nothing,
    a_dry_run_says_the_same_and_writes_nothing,
    a_fault_in_the_middle_leaves_nothing,
    two_imports_at_once_are_one,
    a_centre_goes_on_meanwhile,
);

async fn every_row_ends_in_the_report(engine: Engine) {
    let desk = Desk::new(engine, "venues_rows").await;
    let first = desk.file("lieux.csv", sheet([row(&[]), row(&[("id", "lieu-2"), ("nom", "Mairie")])], ","));
    assert_eq!(desk.endings(&first, &[]).await, ["imported", "imported"]);

    let rows = [
        row(&[]),
        row(&[("id", "lieu-2"), ("nom", "Mairie annexe")]),
        row(&[("id", "lieu-3"), ("nom", "=cmd|' /C calc'!A0")]),
        row(&[("id", "lieu-4"), ("nom", "")]),
        row(&[]),
        row(&[("adresse", "3 rue Neuve")]),
    ];
    let second = desk.file("lieux.csv", sheet(rows, ";"));
    let copy = desk.0.beside("rapport.csv");
    let said = desk.imports(&second, &["--report", copy.to_str().expect("a path")]).await.well();
    let lines: Vec<&str> = said.lines().collect();
    let endings = ["inchangé", "mis à jour", "", "refusé", "inchangé", "refusé"];
    for (no, ending) in endings.into_iter().enumerate() {
        assert!(lines[no].starts_with(&format!("ligne {}  {ending}", no + 2)), "{ending}: {said}");
    }
    assert!(lines[4].contains("ligne 2") && lines[5].contains("ligne 2"), "the first of the name is told: {said}");
    assert!(said.contains("soit 6 ligne(s)") && said.contains("corrigez-les"), "{said}");
    let told = fs::read_to_string(&copy).expect("the sheet");
    assert_eq!(told.lines().count(), 7, "{told}");
    assert!(told.contains(";mis à jour;Mairie annexe;"), "{told}");
    assert!(!told.contains(";=cmd") && !told.contains("\"=cmd"), "no formula: {told}");
    assert_eq!(fs::read_dir(desk.0.beside("")).expect("the folder").filter(is_partial).count(), 0);
}

fn is_partial(entry: &std::io::Result<fs::DirEntry>) -> bool {
    entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().ends_with(".partial"))
}

async fn a_second_run_changes_nothing(engine: Engine) {
    let desk = Desk::new(engine, "venues_twice").await;
    let named = (0..1200).map(|no| (format!("lieu-{no}"), format!("Lieu numéro {no}"))).collect::<Vec<_>>();
    let rows = named.iter().map(|(id, name)| row(&[("id", id), ("nom", name)]));
    let file = desk.file("lieux.csv", sheet(rows.chain([row(&[("nom", "")])]), ","));
    assert_eq!(desk.endings(&file, &[]).await.iter().filter(|ending| *ending == "imported").count(), 1200);
    let before = sql::dump(&desk.0.place());
    assert!(before.iter().filter(|line| line.starts_with("listing: ")).count() == 1200, "the rows are seen");
    assert_eq!(before.iter().filter(|line| line.contains("venues.imported")).count(), 1, "one event");
    assert_eq!(desk.endings(&file, &[]).await.iter().filter(|ending| *ending == "unchanged").count(), 1200);
    assert_eq!(sql::dump(&desk.0.place()), before);
}

async fn a_dry_run_says_the_same_and_writes_nothing(engine: Engine) {
    let desk = Desk::new(engine, "venues_dry").await;
    let file = desk.file("lieux.csv", sheet([row(&[]), row(&[("id", "lieu-2"), ("nom", "")])], ","));
    let before = sql::dump(&desk.0.place());
    let looked = desk.report(&file, &["--dry-run"]).await;
    assert_eq!(sql::dump(&desk.0.place()), before);
    assert!(desk.imports(&file, &["--dry-run"]).await.well().contains("rien n'a été écrit"));
    assert_eq!(desk.report(&file, &[]).await, looked);
    assert_ne!(sql::dump(&desk.0.place()), before);
    let changed = desk.file("lieux.csv", sheet([row(&[("telephone", "+33321000001")])], ","));
    let looked = desk.report(&changed, &["--dry-run"]).await;
    assert_eq!(looked[0]["ending"], "updated");
    assert_eq!(desk.report(&changed, &[]).await, looked);
}

/// The database itself refuses a row of the last hundreds: those before it are gone with it.
async fn a_fault_in_the_middle_leaves_nothing(engine: Engine) {
    let desk = Desk::new(engine, "venues_fault").await;
    let trap = match engine {
        Engine::Postgres => "alter table listing add constraint trap check (name <> 'Piège')",
        Engine::Sqlite => {
            "create trigger trap before insert on listing when new.name = 'Piège' begin select raise(abort, 'trap'); end"
        }
    };
    sql::meddle(&desk.0.place(), trap);
    // The territory is there before: what an import brings by itself is not looked at here.
    let one = desk.file("un.csv", sheet([row(&[])], ","));
    desk.imports(&one, &[]).await.well();
    let before = sql::dump(&desk.0.place());
    let named = (0..1100).map(|no| format!("lieu-{no}")).collect::<Vec<_>>();
    let name = |no: usize| if no == 1050 { "Piège" } else { "Lieu" };
    let rows = named.iter().enumerate().map(|(no, id)| row(&[("id", id), ("nom", name(no))]));
    let file = desk.file("lieux.csv", sheet(rows, ","));
    desk.imports(&file, &["--source", "Annuaire"]).await.stopped(REFUSED, "trap");
    assert_eq!(sql::dump(&desk.0.place()), before);
}

async fn two_imports_at_once_are_one(engine: Engine) {
    let desk = Desk::new(engine, "venues_both").await;
    desk.imports(&desk.file("un.csv", sheet([row(&[])], ",")), &[]).await.well();
    let ids = (0..1200).map(|no| format!("lieu-{no}")).collect::<Vec<_>>();
    let file = desk.file("lieux.csv", sheet(ids.iter().map(|id| row(&[("id", id)])), ","));
    let (one, other) = tokio::join!(desk.endings(&file, &[]), desk.endings(&file, &[]));
    let both = [one, other].concat();
    for ending in ["imported", "unchanged"] {
        assert_eq!(both.iter().filter(|told| *told == ending).count(), 1200, "{ending}");
    }
    assert_eq!(sql::number(&desk.0.place(), "select count(*) as number from outbox"), 2);
}

async fn a_centre_goes_on_meanwhile(engine: Engine) {
    let desk = Desk::new(engine, "venues_beside").await;
    let centre = desk.0.serve().await;
    let file = desk.file("lieux.csv", sheet([row(&[])], ","));
    assert_eq!(desk.endings(&file, &[]).await, ["imported"]);
    let asked = json!({ "query": "{ listedPlaces { edges { node { name commune { code } source } } } }" });
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let answer = http.post(format!("{}/graphql", centre.url())).header("Passegue-Client", "test").json(&asked);
    let told: serde_json::Value = answer.send().await.expect("an answer").json().await.expect("JSON");
    let place = json!({ "name": "Médiathèque d'Auchy", "commune": { "code": "62050" }, "source": "lieux" });
    assert_eq!(told["data"]["listedPlaces"]["edges"][0]["node"], place, "{told}");
    centre.signal("TERM");
    assert_eq!(centre.ends().await, Some(0));
    desk.0.runs(&["check"]).await.well();
}

#[tokio::test]
async fn who_publishes_is_told_or_taken_from_the_name_of_the_file() {
    let desk = Desk::new(Engine::Sqlite, "venues_source").await;
    let columns = format!("{},source", HEAD.join(","));
    let cells = row(&[]).join(",");
    let file = desk.file("annuaire.csv", format!("{columns}\n{cells},\n{cells},Hubik\n"));
    assert_eq!(desk.endings(&file, &[]).await, ["imported", "imported"]);
    assert_eq!(desk.endings(&file, &["--source", "annuaire"]).await, ["unchanged", "unchanged"]);
    assert_eq!(desk.endings(&file, &["--source", "Département"]).await, ["imported", "unchanged"]);
    assert_eq!(sql::count(&desk.0.place(), "listing"), 3);
}
