//! A file that is whole or not there: written beside its place, then put into it.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use kernel::chance::Chance;

use super::guarded::Guarded;
use crate::stop::Stop;

/// Whether a file that stands there may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It stays, and nothing is written.
    Kept,
    /// It may be replaced (`--force`).
    Replaced,
}

/// A file on its way to a place. Dropped before [`put`](Self::put), it leaves nothing.
pub(super) struct WholeFile {
    place: PathBuf,
    beside: PathBuf,
    file: File,
}

impl WholeFile {
    /// Begins one: that it can be written is known before anything else is done. What is guarded is never replaced.
    pub(super) fn begin(place: &Path, standing: Standing, guarded: &Guarded, chance: &Chance) -> Result<Self, Stop> {
        free(place, standing, guarded)?;
        let name = place.file_name().ok_or_else(|| Stop::usage("Donnez un nom de fichier à écrire."))?;
        let unique = store::files::hex(&chance.bytes::<8>());
        let beside = place.with_file_name(format!(".{}.{unique}.partial", name.to_string_lossy()));
        let file = File::options().write(true).create_new(true).open(&beside).map_err(|error| cannot(place, &error))?;
        Ok(Self { place: place.to_path_buf(), beside, file })
    }

    /// Writes it all and puts it into its place, instead of what was there.
    pub(super) fn put(mut self, content: &[u8]) -> Result<(), Stop> {
        self.file.write_all(content).map_err(|error| cannot(&self.place, &error))?;
        self.keep()
    }

    /// The file itself, for what is written piece by piece; then [`keep`](Self::keep).
    pub(super) fn pieces(&self) -> Result<File, Stop> {
        self.file.try_clone().map_err(|error| cannot(&self.place, &error))
    }

    /// Puts what was written into its place, instead of what was there.
    pub(super) fn keep(self) -> Result<(), Stop> {
        let kept = self.file.sync_all().and_then(|()| fs::rename(&self.beside, &self.place));
        kept.map_err(|error| cannot(&self.place, &error))
    }
}

impl Drop for WholeFile {
    // Once it is in its place, there is nothing beside it any more.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.beside);
    }
}

fn free(place: &Path, standing: Standing, guarded: &Guarded) -> Result<(), Stop> {
    let shown = place.display();
    let why = match () {
        () if place.is_dir() => format!("{shown} est un dossier : donnez un nom de fichier."),
        () if guarded.holds(place) => {
            format!("{shown} est une base ou un fichier du centre, jamais remplacé : donnez un autre nom.")
        }
        () if standing == Standing::Kept && place.exists() => {
            format!("{shown} existe déjà : donnez un autre nom, ou --force pour remplacer ce fichier.")
        }
        () => return Ok(()),
    };
    Err(Stop::refused(why))
}

fn cannot(place: &Path, error: &io::Error) -> Stop {
    let (place, why) = (place.display(), why(error));
    Stop::refused(format!("Le fichier {place} ne peut pas être écrit ({why}) : vérifiez le dossier et ses droits."))
}

/// Why a file cannot be read or written, as part of a sentence.
pub(super) fn why(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "ce chemin n'existe pas",
        ErrorKind::PermissionDenied => "l'accès est refusé",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "ce chemin passe par un fichier",
        ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "le disque est plein",
        ErrorKind::InvalidFilename => "ce nom est trop long ou n'est pas permis",
        _ => "le disque ne répond pas comme il faut",
    }
}
