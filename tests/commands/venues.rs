//! Files of venues: every row ends in the report, the same file once more changes nothing, and what is wrong is said.

mod endings;
mod odd_cells;
mod outward;
mod whole_files;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::support::{
    afar::{Ground, word},
    engine::Engine,
    program::Ended,
};

/// A centre's machine, and the files that lie on it.
struct Desk(Ground);

impl Desk {
    async fn new(engine: Engine, name: &str) -> Self {
        Self(Ground::ready(engine, name).await)
    }

    /// A file of that name and content.
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.beside(name);
        fs::write(&path, content).expect("a file");
        path
    }

    async fn imports(&self, file: &Path, words: &[&str]) -> Ended {
        self.0.runs(&[&["import", "venues", word(file)], words].concat()).await
    }

    async fn exports(&self, file: &Path, words: &[&str]) -> Ended {
        self.0.runs(&[&["export", "venues", word(file)], words].concat()).await
    }

    /// The rows of the report, for machines; as many as the totals say.
    async fn report(&self, file: &Path, words: &[&str]) -> Vec<Value> {
        let said = self.imports(file, &[&["--json"], words].concat()).await.well();
        let report: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
        let rows = report["rows"].as_array().expect("rows").clone();
        let totals = ["imported", "updated", "unchanged", "refused"].map(|one| report["totals"][one].as_u64());
        let sum: u64 = totals.iter().map(|total| total.expect("a total")).sum();
        assert_eq!((Some(sum), rows.len()), (report["totals"]["rows"].as_u64(), usize::try_from(sum).expect("few")));
        rows
    }

    /// How each row ended.
    async fn endings(&self, file: &Path, words: &[&str]) -> Vec<String> {
        let told = |row: &Value| row["ending"].as_str().expect("an ending").to_owned();
        self.report(file, words).await.iter().map(told).collect()
    }
}

/// The columns that a row of these tests fills in.
const HEAD: [&str; 12] = [
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "latitude",
    "longitude",
    "telephone",
    "date_maj",
    "horaires",
];

/// A right row, invented, with these cells instead of its own.
fn row<'a>(cells: &[(&'a str, &'a str)]) -> [&'a str; 12] {
    let mut row = [
        "lieu-1",
        "20004403000019",
        "Médiathèque d'Auchy",
        "Auchy-lès-Hesdin",
        "62770",
        "62050",
        "2 place de l'Abbaye",
        "50.3997",
        "2.10318",
        "+33321000000",
        "2024-05-02",
        "Tu 14:00-18:00",
    ];
    for (name, value) in cells {
        row[HEAD.iter().position(|column| column == name).expect("a column")] = value;
    }
    row
}

/// The rows as a sheet, every cell in quotes.
fn sheet<'a>(rows: impl IntoIterator<Item = [&'a str; 12]>, between: &str) -> String {
    let line = |cells: [&str; 12]| {
        let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        format!("{}\r\n", quoted.join(between))
    };
    [HEAD].into_iter().chain(rows).map(line).collect()
}
