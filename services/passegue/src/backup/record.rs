//! When the last backup was taken: a line kept in the folder of data, for whoever asks how the centre is.

use std::path::Path;

use kernel::clock::At;
use serde::{Deserialize, Serialize};

use crate::stop::Stop;

const RECORD: &str = "last-backup.json";

/// The last backup that succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When it began, in UTC milliseconds.
    pub at: At,
    /// Whether it holds the secrets.
    pub secrets: bool,
}

/// Keeps it in that folder of data.
pub fn keep(data: &Path, record: Record) -> Result<(), Stop> {
    let text = serde_json::to_vec(&record).map_err(|error| Stop::refused(error.to_string()))?;
    store::files::write_whole(&data.join(RECORD), &text).map_err(Stop::from)
}

/// The one kept there, if it can be read.
pub fn last(data: &Path) -> Option<Record> {
    std::fs::read(data.join(RECORD)).ok().and_then(|text| serde_json::from_slice(&text).ok())
}
