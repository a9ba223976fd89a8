//! The report of an import in the graph.

use async_graphql::{Enum, ID, SimpleObject};

use crate::{import_file, venue_file};

/// What a file brought, or would bring.
#[derive(SimpleObject)]
pub(super) struct ImportReport {
    /// Why the file cannot be read at all, and what to do, in French; nothing else is told then.
    unreadable: Option<String>,
    layout: Option<ImportLayout>,
    /// Whether nothing was written.
    dry_run: bool,
    rows: usize,
    imported: usize,
    updated: usize,
    unchanged: usize,
    refused: usize,
    /// The first hundred rows that were kept out; the sheet has all.
    refused_rows: Vec<RefusedRow>,
    /// What concerns the whole file, in French.
    remarks: Vec<String>,
    /// A CSV with a line for each row of the file.
    sheet: Option<ImportSheet>,
}

/// How a file lays its rows out.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "venue_file::Layout")]
pub(super) enum ImportLayout {
    /// The national standard v1, as CSV.
    V1Csv,
    /// The national standard v1, as JSON.
    V1Json,
    /// Its forerunner.
    V0,
    /// Columns of its own, through a mapping.
    Mapped,
}

/// A row that was kept out.
#[derive(SimpleObject)]
pub(super) struct RefusedRow {
    /// The line on which it begins.
    line: usize,
    /// As written; may be empty.
    name: String,
    /// Why, in French.
    reasons: String,
}

/// The right to fetch the sheet once: `GET /files/ID?ticket=TICKET`.
#[derive(SimpleObject)]
pub(super) struct ImportSheet {
    file_id: ID,
    name: String,
    ticket: String,
    until: String,
}

impl From<import_file::Outcome> for ImportReport {
    fn from(outcome: import_file::Outcome) -> Self {
        match outcome {
            import_file::Outcome::Unreadable(why) => Self::nothing(why),
            import_file::Outcome::Read(imported) => (*imported).into(),
        }
    }
}

impl ImportReport {
    fn nothing(why: String) -> Self {
        Self {
            unreadable: Some(why),
            layout: None,
            dry_run: true,
            rows: 0,
            imported: 0,
            updated: 0,
            unchanged: 0,
            refused: 0,
            refused_rows: Vec::new(),
            remarks: Vec::new(),
            sheet: None,
        }
    }
}

impl From<import_file::Imported> for ImportReport {
    fn from(imported: import_file::Imported) -> Self {
        let import_file::Imported { layout, dry_run, totals, refused, remarks, report } = imported;
        let row = |row: import_file::RefusedRow| RefusedRow { line: row.line, name: row.name, reasons: row.reasons };
        let sheet = ImportSheet {
            file_id: report.file.id.to_string().into(),
            name: report.file.name,
            ticket: report.ticket,
            until: report.until.iso_seconds(),
        };
        Self {
            unreadable: None,
            layout: Some(layout.into()),
            dry_run,
            rows: totals.rows,
            imported: totals.imported,
            updated: totals.updated,
            unchanged: totals.unchanged,
            refused: totals.refused,
            refused_rows: refused.into_iter().map(row).collect(),
            remarks,
            sheet: Some(sheet),
        }
    }
}
