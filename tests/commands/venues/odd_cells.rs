//! Cells as people write them: each is put right with a warning, or its row is refused with the field.

use serde_json::Value;

use super::{Desk, row, sheet};
use crate::support::{
    engine::{Engine, on_both_engines},
    sql,
};

on_both_engines!(each_odd_cell_ends_in_the_report);

/// What is written, and how its row must end: the field that is named, and whether that keeps the row out.
struct Odd {
    cells: &'static [(&'static str, &'static str)],
    ending: &'static str,
    named: Option<&'static str>,
}

const fn odd(cells: &'static [(&'static str, &'static str)], ending: &'static str, named: Option<&'static str>) -> Odd {
    Odd { cells, ending, named }
}

const TAKEN: &str = "imported";

const ODD: &[Odd] = &[
    odd(&[], TAKEN, None),
    // Numbers as a spreadsheet leaves them.
    odd(&[("pivot", "4.34933E+13")], TAKEN, Some("pivot")),
    odd(&[("pivot", "00000000000000")], TAKEN, None),
    odd(&[("pivot", "20004403000018")], TAKEN, Some("pivot")),
    odd(
        &[("code_postal", "1400"), ("code_insee", ""), ("commune", "Châtillon"), ("latitude", ""), ("longitude", "")],
        TAKEN,
        Some("code_postal"),
    ),
    odd(&[("latitude", "50,3997"), ("longitude", "2,10318")], TAKEN, None),
    // Points that are elsewhere.
    odd(&[("latitude", "2.10318"), ("longitude", "50.3997")], TAKEN, Some("latitude")),
    odd(&[("latitude", "7033000"), ("longitude", "636000")], TAKEN, Some("latitude")),
    odd(&[("latitude", "43.52609"), ("longitude", "5.41423")], TAKEN, Some("latitude")),
    // Telephones and hours in prose.
    odd(&[("telephone", "03 21 00 00 00 / 06 00 00 00 00")], TAKEN, Some("telephone")),
    odd(&[("telephone", "voir affiche")], TAKEN, Some("telephone")),
    odd(&[("horaires", "le lundi matin, sonner fort")], TAKEN, Some("horaires")),
    // Communes that ended, and codes that are none.
    odd(&[("code_insee", "62461"), ("commune", "Huby-Saint-Leu"), ("code_postal", "62140")], TAKEN, None),
    // Names that nobody should run, or read to the end.
    odd(&[("nom", "=cmd|' /C calc'!A0")], TAKEN, None),
    odd(&[("nom", "<script>alert(1)</script>Mairie")], TAKEN, Some("nom")),
    odd(&[("nom", LONG)], "refused", Some("nom")),
    odd(&[("nom", "")], "refused", Some("nom")),
    odd(&[("date_maj", "bientôt")], TAKEN, Some("date_maj")),
    odd(&[("date_maj", "2099-01-01")], TAKEN, Some("date_maj")),
    odd(&[("code_insee", "62647")], TAKEN, Some("code_insee")),
];

const LONG: &str = concat!(
    "Lieu au très long nom, Lieu au très long nom, Lieu au très long nom, Lieu au très long nom, ",
    "Lieu au très long nom, Lieu au très long nom, Lieu au très long nom, Lieu au très long nom, ",
    "Lieu au très long nom, Lieu au très long nom, Lieu au très long nom, Lieu au très long nom, ",
    "Lieu au très long nom, Lieu au très long nom, Lieu au très long nom, Lieu au très long nom",
);

async fn each_odd_cell_ends_in_the_report(engine: Engine) {
    let desk = Desk::new(engine, "venues_odd").await;
    let ids: Vec<String> = (0..ODD.len()).map(|no| format!("lieu-{no}")).collect();
    let rows = ODD.iter().zip(&ids).map(|(odd, id)| {
        let mut row = row(odd.cells);
        row[0] = id;
        row
    });
    let file = desk.file("lieux.csv", sheet(rows, ","));
    let report = desk.report(&file, &[]).await;
    assert_eq!(report.len(), ODD.len());
    for (no, (odd, told)) in ODD.iter().zip(&report).enumerate() {
        assert_eq!(told["line"], no + 2, "{told}");
        assert_eq!(told["ending"], odd.ending, "{:?}: {told}", odd.cells);
        if let Some(field) = odd.named {
            assert!(fields(told).contains(&field), "{field} for {:?}: {told}", odd.cells);
        }
    }
    let taken = ODD.iter().filter(|odd| odd.ending == TAKEN).count();
    assert_eq!(sql::count(&desk.0.place(), "listing"), i64::try_from(taken).expect("few"));
    let again = desk.endings(&file, &[]).await;
    assert_eq!(again.iter().filter(|ending| *ending == "unchanged").count(), taken);
}

fn fields(told: &Value) -> Vec<&str> {
    let problems = ["reasons", "warnings"].iter().flat_map(|kind| told[kind].as_array().into_iter().flatten());
    problems.filter_map(|problem| problem["field"].as_str()).collect()
}
