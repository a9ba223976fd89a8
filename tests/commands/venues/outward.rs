//! What goes out in the national standard, and comes back unchanged.

use std::{fs, path::PathBuf};

use serde_json::Value;
use store::conn::Place;

use super::{Desk, row, sheet};
use crate::{
    commands::{REFUSED, USAGE},
    support::{
        afar::{Afar, word},
        engine::{Engine, on_both_engines},
        sql,
    },
};

on_both_engines!(what_goes_out_comes_back_unchanged);

async fn what_goes_out_comes_back_unchanged(engine: Engine) {
    let desk = Desk::new(engine, "venues_out").await;
    let rows = [
        row(&[]),
        row(&[("id", ""), ("nom", "=1+1"), ("date_maj", ""), ("adresse", "@rue")]),
        row(&[("id", ""), ("nom", "L'atelier « d'ici », \"vraiment\""), ("code_insee", "62461"), ("pivot", "")]),
    ];
    let file = desk.file("annuaire.csv", sheet(rows, ","));
    let taken = desk.report(&file, &[]).await.iter().filter(|row| row["ending"] == "imported").count();
    let centre = desk.0.serve().await;
    let afar = Afar::found(&desk.0, centre.url()).await;
    let venue = afar.venue("Hesdin").await;
    centre.signal("TERM");
    assert_eq!(centre.ends().await, Some(0));

    let before = sql::dump(&desk.0.place());
    for (name, words) in [("sortie.csv", &[][..]), ("sortie.json", &[][..]), ("autre", &["--format", "json"][..])] {
        let out = desk.0.beside(name);
        let said = desk.exports(&out, words).await.well();
        assert!(said.contains(&format!("{taken} recensé(s), 1 agréé(s)")), "{said}");
        let reports = desk.report(&out, &[]).await;
        assert_eq!(reports.len(), taken + 1, "{name}");
        assert!(reports.iter().all(|row| row["ending"] == "unchanged"), "{name}: {reports:?}");
        assert_eq!(sql::dump(&desk.0.place()), before, "{name}");
    }
    let csv = fs::read_to_string(desk.0.beside("sortie.csv")).expect("the sheet");
    assert!(csv.starts_with("id,pivot,nom,commune,code_postal,code_insee,"), "{csv}");
    let own = csv.lines().find(|line| line.contains(&venue.id)).expect("the venue of the network");
    assert!(own.contains(",+33321867169,") && own.contains("Accepte le Pass numérique"), "{own}");
    assert!(!csv.contains(",=1+1") && !csv.contains(",@rue"), "no formula: {csv}");
    let json: Value = serde_json::from_str(&fs::read_to_string(desk.0.beside("autre")).expect("a list")).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(taken + 1));
}

#[tokio::test]
async fn a_file_is_not_written_over_unless_told() {
    let desk = Desk::new(Engine::Sqlite, "venues_force").await;
    let kept = desk.file("travail.csv", "des années de travail");
    desk.exports(&kept, &[]).await.stopped(REFUSED, "--force");
    assert_eq!(fs::read_to_string(&kept).expect("the file"), "des années de travail");
    let said = desk.exports(&kept, &["--force"]).await.well();
    assert!(said.contains("0 lieu(x)"), "{said}");
    assert!(fs::read_to_string(&kept).expect("the file").starts_with("id,pivot,nom"));
    desk.exports(&desk.0.beside(""), &["--force"]).await.stopped(REFUSED, "dossier");
    desk.exports(&desk.0.beside("absent/f.csv"), &[]).await.stopped(REFUSED, "ne peut pas être écrit");

    let file = desk.file("lieux.csv", sheet([row(&[])], ","));
    desk.imports(&file, &["--report", word(&file)]).await.stopped(USAGE, "--report");
    desk.imports(&file, &["--report", word(&desk.0.beside("absent/r.csv"))]).await.stopped(REFUSED, "ne peut pas être");
    assert_eq!(sql::count(&desk.0.place(), "listing"), 0, "nothing is imported without its report");
}

#[tokio::test]
async fn what_the_centre_keeps_is_never_written_over() {
    let desk = Desk::new(Engine::Sqlite, "venues_guarded").await;
    let Place::Sqlite(database) = desk.0.place() else { panic!("a file of SQLite") };
    let before = sql::dump(&desk.0.place());
    let file = desk.file("lieux.csv", sheet([row(&[])], ","));
    let other = desk.file("copie.db", b"SQLite format 3\0 and pages");
    let wal = PathBuf::from(format!("{}-wal", database.display()));
    for kept in [database, wal, desk.0.data().join("keys/lieux.csv"), other] {
        desk.exports(&kept, &["--force"]).await.stopped(REFUSED, "jamais remplacé");
        desk.imports(&file, &["--report", word(&kept), "--force"]).await.stopped(REFUSED, "jamais remplacé");
    }
    let kept = desk.file("rapport.csv", "un rapport d'hier");
    desk.imports(&file, &["--report", word(&kept)]).await.stopped(REFUSED, "--force");
    assert_eq!(sql::dump(&desk.0.place()), before);
    assert_eq!(fs::read_to_string(&kept).expect("the report"), "un rapport d'hier");
    desk.imports(&file, &["--report", word(&kept), "--force"]).await.well();
    assert!(fs::read_to_string(&kept).expect("the report").contains(";importé;"));
}
