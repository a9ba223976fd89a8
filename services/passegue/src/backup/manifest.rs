//! What a backup says of itself: `manifest.json`.

use std::{collections::BTreeMap, path::Path};

use kernel::clock::At;
use serde::{Deserialize, Serialize};
use store::snapshot::Facts;

use super::disk;
use crate::stop::Stop;

pub use super::disk::Sum;

/// The form of backups that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// The manifest's own name in the folder.
pub const MANIFEST: &str = "manifest.json";
/// The centre's books.
pub const CENTRE: &str = "centre.sqlite";
/// The hosted venues' books.
pub const HOSTED: &str = "hosted.sqlite";
/// The sealed secrets.
pub const KEYS: &str = "keys.sealed";
/// The folder of sealed files.
pub const FILES: &str = "files";

/// The manifest. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// The form of the folder.
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// When the backup began: everything acknowledged before is in it. UTC milliseconds.
    pub at: At,
    /// The same for people, in UTC.
    pub taken_at: String,
    /// `SQLite` or `PostgreSQL`: where the books lived.
    pub engine: String,
    /// What the centre's books hold.
    pub centre: Facts,
    /// What the hosted venues' books hold, once there are any.
    pub hosted: Option<Facts>,
    /// The peppers that the books know, by which the secrets are recognised.
    pub peppers: Vec<KnownPepper>,
    /// Every other file of the folder, by its path in it.
    pub files: BTreeMap<String, Sum>,
}

/// A pepper that the books know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPepper {
    /// Its number.
    pub no: i64,
    /// Its fingerprint, hexadecimal: it tells peppers apart and shows none.
    pub fingerprint: String,
}

impl Manifest {
    /// Reads the one of a folder, of a form that this program knows.
    pub fn read(folder: &Path) -> Result<Self, Stop> {
        #[derive(Deserialize)]
        struct Form {
            format: u32,
        }
        let text = std::fs::read(folder.join(MANIFEST)).map_err(|error| {
            Stop::refused(format!(
                "Le dossier {} n'est pas une sauvegarde entière : {MANIFEST} ne peut pas être lu ({error}).",
                folder.display()
            ))
        })?;
        let unread = |error| Stop::refused(format!("Le fichier {MANIFEST} de la sauvegarde est abîmé ({error})."));
        let Form { format } = serde_json::from_slice(&text).map_err(unread)?;
        if format > FORMAT {
            return Err(Stop::refused(
                "Cette sauvegarde vient d'une version plus récente de passegue : installez cette version d'abord.",
            ));
        }
        serde_json::from_slice(&text).map_err(unread)
    }

    /// Writes it; the last file of a backup.
    pub fn write(&self, folder: &Path) -> Result<(), Stop> {
        let text = serde_json::to_vec_pretty(self).map_err(|error| Stop::refused(error.to_string()))?;
        disk::write(&folder.join(MANIFEST), &text).map(drop)
    }

    /// What the seal of the secrets also covers: the sum of every other file. Whoever alters one cannot seal again.
    pub fn covered(&self) -> Vec<u8> {
        let mut covered = format!("passegue backup {}\n", self.format);
        for (path, sum) in self.files.iter().filter(|(path, _)| *path != KEYS) {
            covered.push_str(&format!("{}  {path}\n", sum.sha256));
        }
        covered.into_bytes()
    }
}
