//! The report of an import: what became of each row of a file, counted, and as a sheet.

use serde::{Deserialize, Serialize};
use store::Fault;

use crate::{
    formula::shielded,
    import_listings::{Ending, RowReport},
    venue_file::{Layout, Problem},
};

/// All that is said of one file.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file, as it was named.
    pub file: String,
    /// Who publishes the rows that do not say it.
    pub source: String,
    /// How the file was understood.
    pub layout: Layout,
    /// What concerns the whole file.
    pub remarks: Vec<Problem>,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Every row, in the order of the file.
    pub rows: Vec<RowReport>,
}

/// How many rows ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// All of them.
    pub rows: usize,
    /// Not held before.
    pub imported: usize,
    /// Held before, and changed.
    pub updated: usize,
    /// Held as they are.
    pub unchanged: usize,
    /// Kept out.
    pub refused: usize,
}

impl Report {
    /// What the rows come to.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals { rows: self.rows.len(), ..Totals::default() };
        for row in &self.rows {
            *match row.ending {
                Ending::Imported => &mut totals.imported,
                Ending::Updated => &mut totals.updated,
                Ending::Unchanged => &mut totals.unchanged,
                Ending::Refused(_) => &mut totals.refused,
            } += 1;
        }
        totals
    }

    /// A sheet with a line for each row, `;` between cells: no cell of it is run by a spreadsheet.
    pub fn csv(&self) -> Result<Vec<u8>, Fault> {
        let failed = |error| Fault::because("a report cannot be written", error);
        // The mark by which spreadsheets know UTF-8.
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::from("\u{feff}"));
        writer.write_record(["ligne", "resultat", "nom", "raisons", "attention", "codes"]).map_err(failed)?;
        for row in &self.rows {
            let reasons = reasons(&row.ending);
            let codes: Vec<&str> = reasons.iter().chain(&row.warnings).map(|problem| problem.code).collect();
            let (line, ending) = (row.line.to_string(), ending(&row.ending));
            let cells =
                [line, ending.to_owned(), row.name.clone(), said(reasons), said(&row.warnings), codes.join(" ")];
            writer.write_record(cells.iter().map(|cell| shielded(cell).into_owned())).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| Fault::because("a report cannot be written", error.into_error()))
    }
}

/// What became of a row, in French.
pub const fn ending(ending: &Ending) -> &'static str {
    match ending {
        Ending::Imported => "importé",
        Ending::Updated => "mis à jour",
        Ending::Unchanged => "inchangé",
        Ending::Refused(_) => "refusé",
    }
}

/// Why a row was kept out; nothing for the others.
pub fn reasons(ending: &Ending) -> &[Problem] {
    match ending {
        Ending::Refused(problems) => problems,
        Ending::Imported | Ending::Updated | Ending::Unchanged => &[],
    }
}

/// Problems in one sentence.
pub fn said(problems: &[Problem]) -> String {
    let each: Vec<&str> = problems.iter().map(|problem| problem.says.trim_end_matches('.')).collect();
    each.join(" ; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(says: &str) -> Problem {
        Problem { code: "NAME_MISSING", field: "nom", says: says.to_owned() }
    }

    fn row(line: usize, name: &str, ending: Ending, warnings: Vec<Problem>) -> RowReport {
        RowReport { line, name: name.to_owned(), ending, warnings }
    }

    fn report() -> Report {
        let refused = Ending::Refused(vec![problem("Il manque le nom."), problem("Il manque la commune.")]);
        Report {
            file: "lieux.csv".to_owned(),
            source: "lieux".to_owned(),
            layout: Layout::V1Csv,
            remarks: vec![problem("Colonnes laissées de côté : a.")],
            dry_run: false,
            rows: vec![
                row(2, "=cmd\u{1b}[2J", Ending::Imported, vec![]),
                row(3, "", refused, vec![problem("Deux mails.")]),
                row(4, "Auchy", Ending::Unchanged, vec![problem("Deux mails.")]),
            ],
        }
    }

    #[test]
    fn a_sheet_runs_nothing() {
        let sheet = String::from_utf8(report().csv().unwrap()).unwrap();
        assert!(sheet.starts_with("\u{feff}ligne;"), "{sheet}");
        assert!(sheet.lines().nth(1).unwrap().starts_with("2;importé;'=cmd"), "{sheet}");
        assert_eq!(sheet.lines().count(), 4);
    }
}
