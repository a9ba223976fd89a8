//! What a hand-over says of itself: `manifeste.json`.

use std::{collections::BTreeMap, path::Path};

use kernel::clock::At;
use serde::{Deserialize, Serialize};
use store::snapshot::Facts;

use crate::{
    backup::{
        disk,
        manifest::{KnownPepper, Sum},
    },
    stop::Stop,
};

/// The form of hand-overs that this program writes, and the newest that it reads.
pub(super) const FORMAT: u32 = 1;
/// Its own name in the folder.
pub(super) const MANIFEST: &str = "manifeste.json";
/// The description, for people.
pub(super) const README: &str = "LISEZMOI.md";
/// The folder of sealed files.
pub(super) const FILES: &str = "fichiers";
/// The envelopes, one for each of two people.
pub(super) const ENVELOPES: [&str; 2] = ["enveloppe-1.json", "enveloppe-2.json"];

/// The manifest. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// The form of the folder.
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// When it began: everything acknowledged before is in it. UTC milliseconds.
    pub at: At,
    /// The same for people, in UTC.
    pub taken_at: String,
    /// What the centre's books hold.
    pub centre: Facts,
    /// What the hosted venues' books hold, once there are any.
    pub hosted: Option<Facts>,
    /// The peppers that the books know, by which the secrets are recognised.
    pub peppers: Vec<KnownPepper>,
    /// Every other file of the folder, by its path in it.
    pub files: BTreeMap<String, Sum>,
}

impl Manifest {
    /// Reads the one of a folder, of a form that this program knows.
    pub(super) fn read(folder: &Path) -> Result<Self, Stop> {
        let text = std::fs::read(folder.join(MANIFEST)).map_err(|error| {
            let folder = folder.display();
            Stop::refused(format!(
                "Le dossier {folder} n'est pas une passation entière : {MANIFEST} ne peut pas être lu ({error})."
            ))
        })?;
        let manifest: Self = serde_json::from_slice(&text).map_err(|error| {
            Stop::refused(format!("Le fichier {MANIFEST} est abîmé ({error}) : demandez une autre copie."))
        })?;
        match manifest.format > FORMAT {
            true => Err(Stop::refused(
                "Cette passation vient d'une version plus récente de passegue : installez cette version d'abord.",
            )),
            false => Ok(manifest),
        }
    }

    /// Writes it; the last file of a hand-over.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Stop> {
        let text = serde_json::to_vec_pretty(self).map_err(|error| Stop::refused(error.to_string()))?;
        disk::write(&folder.join(MANIFEST), &text).map(drop)
    }

    /// What the seal of the secrets also covers: the sum of every other file. Whoever alters one cannot seal again.
    pub(super) fn covered(&self) -> Vec<u8> {
        let mut covered = format!("passegue hand-over {}\n", self.format);
        for (path, sum) in self.files.iter().filter(|(path, _)| !ENVELOPES.contains(&path.as_str())) {
            covered.push_str(&format!("{}  {path}\n", sum.sha256));
        }
        covered.into_bytes()
    }

    /// Refuses a file that is not the one of the manifest.
    pub(super) fn is_its_own(&self, name: &str, sum: &Sum) -> Result<(), Stop> {
        match self.files.get(name) {
            Some(told) if told == sum => Ok(()),
            _ => Err(Stop::refused(format!(
                "Le fichier {name} de la passation est abîmé : il n'est plus celui qui a été écrit. Rien n'a été touché : \
                 demandez une autre copie."
            ))),
        }
    }
}
