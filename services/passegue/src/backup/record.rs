//! When the last backup was taken: a line kept in the folder of data, for whoever asks how the centre is.

use std::path::Path;

use cheques::books::check;
use kernel::clock::At;
use serde::{Deserialize, Serialize};
use store::{Reply, Store, files::unhex, snapshot::Facts};

use super::manifest::{KEYS, Manifest};
use crate::stop::Stop;

const RECORD: &str = "last-backup.json";

/// The last backup that succeeded, and where the ledger stood: kept outside the database, it also shows a ledger whose
/// end was cut off since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// When it began, in UTC milliseconds.
    pub at: At,
    /// Whether it holds the secrets.
    pub secrets: bool,
    /// The last line of the ledger in it.
    pub ledger_no: i64,
    /// The hash of that line, hexadecimal.
    pub ledger_hash: String,
}

impl Record {
    /// What is kept of a backup.
    pub fn of(manifest: &Manifest) -> Self {
        let Facts { ledger_no, ledger_hash, .. } = &manifest.centre;
        let (at, secrets) = (manifest.at, manifest.files.contains_key(KEYS));
        Self { at, secrets, ledger_no: *ledger_no, ledger_hash: ledger_hash.clone() }
    }

    /// Whether the ledger still bears the line on which that backup ended.
    pub async fn is_borne_by(&self, store: &Store) -> Reply<bool> {
        match unhex(&self.ledger_hash).and_then(|hash| hash.try_into().ok()) {
            Some(hash) => check::still_bears(store, self.ledger_no, hash).await,
            None => Ok(false),
        }
    }
}

/// Keeps it in that folder of data.
pub fn keep(data: &Path, record: &Record) -> Result<(), Stop> {
    let text = serde_json::to_vec(record).map_err(|error| Stop::refused(error.to_string()))?;
    store::files::write_whole(&data.join(RECORD), &text).map_err(Stop::from)
}

/// The one kept there, if it can be read.
pub fn last(data: &Path) -> Option<Record> {
    std::fs::read(data.join(RECORD)).ok().and_then(|text| serde_json::from_slice(&text).ok())
}
