//! What is said of a file, row by row.

use serde::{Deserialize, Serialize};

use super::place::ListedPlace;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct VenueFile {
    /// Every row of the file, in its order.
    pub rows: Vec<ReadRow>,
    /// How it was understood.
    pub layout: Layout,
    /// What concerns the whole file: columns or keys that nobody reads, columns that a mapping names in vain.
    pub remarks: Vec<Problem>,
}

/// How a file lays its rows out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// The national standard v1, as CSV.
    V1Csv,
    /// The national standard v1, as JSON.
    V1Json,
    /// Its forerunner, with the old enumerations, as CSV or JSON.
    V0,
    /// Columns of its own, through a mapping.
    Mapped,
}

/// The verdict on one row.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRow {
    /// The line on which it begins in a CSV (the first line of the file is 1), its number among the elements in JSON.
    pub line: usize,
    /// The name as written, cut to 80 signs; may be empty. For the report only.
    pub name: String,
    /// The place, or all that keeps it out.
    pub outcome: Result<ListedPlace, Vec<Problem>>,
    /// What was put right or left out, to be looked at.
    pub warnings: Vec<Problem>,
}

/// One thing about one field of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable, such as `NAME_MISSING`.
    pub code: &'static str,
    /// The field in the terms of the standard, such as `nom`.
    pub field: &'static str,
    /// In French: what it is, and what to do.
    pub says: String,
}
