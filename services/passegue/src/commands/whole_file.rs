//! A file that is whole or not there: written beside its place, then put into it.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use kernel::chance::Chance;

use crate::stop::Stop;

/// A file on its way to a place. Dropped before [`put`](Self::put), it leaves nothing.
pub(super) struct WholeFile {
    place: PathBuf,
    beside: PathBuf,
    file: File,
}

impl WholeFile {
    /// Begins one: that it can be written is known before anything else is done.
    pub(super) fn begin(place: &Path, chance: &Chance) -> Result<Self, Stop> {
        if place.is_dir() {
            return Err(Stop::refused(format!("{} est un dossier : donnez un nom de fichier.", place.display())));
        }
        let name = place.file_name().ok_or_else(|| Stop::usage("Donnez un nom de fichier à écrire."))?;
        let unique = store::files::hex(&chance.bytes::<8>());
        let beside = place.with_file_name(format!(".{}.{unique}.partial", name.to_string_lossy()));
        let file = File::options().write(true).create_new(true).open(&beside).map_err(|error| cannot(place, &error))?;
        Ok(Self { place: place.to_path_buf(), beside, file })
    }

    /// Writes it all and puts it into its place, instead of what was there.
    pub(super) fn put(mut self, content: &[u8]) -> Result<(), Stop> {
        self.file
            .write_all(content)
            .and_then(|()| self.file.sync_all())
            .and_then(|()| fs::rename(&self.beside, &self.place))
            .map_err(|error| cannot(&self.place, &error))
    }
}

impl Drop for WholeFile {
    // Once it is in its place, there is nothing beside it any more.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.beside);
    }
}

fn cannot(place: &Path, error: &std::io::Error) -> Stop {
    Stop::refused(format!(
        "Le fichier {} ne peut pas être écrit ({error}) : vérifiez le dossier et ses droits.",
        place.display()
    ))
}
