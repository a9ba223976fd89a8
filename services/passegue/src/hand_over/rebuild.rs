//! Rebuilding a network from a hand-over: its sheets become books again, and these are put in place as a backup's are.

use std::{
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
};

use kernel::{chance::Chance, clock::Clock};
use store::{
    migrate::Books,
    sheets,
    snapshot::{self, Facts},
};

use super::manifest::{ENVELOPES, FILES, Manifest};
use crate::{
    backup::{
        disk::{self, Beside},
        manifest::{self as of_backup},
        passphrase::Passphrase,
        put_back::{self, Aside, Backup, Keys, Target, put_back},
    },
    stop::Stop,
};

/// A hand-over whose manifest was read.
#[derive(Debug)]
pub struct HandOver {
    folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Where the secrets come from.
pub enum Secrets<'p> {
    /// From an envelope, opened with the phrase of one of the two people.
    Envelope(&'p Passphrase),
    /// From a folder kept elsewhere.
    Folder(PathBuf),
}

impl HandOver {
    /// Reads the manifest; refuses what is no hand-over, or one of a newer program.
    pub fn open(folder: PathBuf) -> Result<Self, Stop> {
        let manifest = Manifest::read(&folder)?;
        Ok(Self { folder, manifest })
    }

    /// Whether there is an envelope in it.
    pub fn has_envelope(&self) -> bool {
        ENVELOPES.iter().any(|name| self.folder.join(name).exists() && self.manifest.files.contains_key(*name))
    }

    /// The secrets of the envelope that this phrase opens, laid in a folder.
    fn lay_secrets(&self, phrase: &Passphrase, into: &Path) -> Result<(), Stop> {
        let covered = self.manifest.covered();
        let mut why = Stop::refused("Aucune enveloppe n'est dans cette passation.");
        for name in ENVELOPES.iter().filter(|name| self.folder.join(name).exists()) {
            let path = self.folder.join(name);
            self.manifest.is_its_own(name, &disk::sum(&path)?)?;
            let sealed = fs::read(&path).map_err(|error| disk::cannot("Le fichier", &path, "être lu", &error))?;
            match put_back::unsealed(&sealed, phrase, &covered) {
                Ok(secrets) => return secrets.lay(into),
                Err(stop) => why = stop,
            }
        }
        Err(why)
    }

    /// Books in a new file, from the sheets of a folder of the hand-over.
    fn books(&self, name: &str, books: Books, facts: &Facts, into: &Path) -> Result<(), Stop> {
        let filling = sheets::begin(into, books, &facts.schema)?;
        for sheet in sheets::of(into)? {
            let told = format!("{name}/{}.csv", sheet.table);
            let path = self.folder.join(&told);
            self.manifest.is_its_own(&told, &disk::sum(&path)?)?;
            let file = File::open(&path).map_err(|error| disk::cannot("Le fichier", &path, "être lu", &error))?;
            filling.read(&sheet.table, &mut BufReader::with_capacity(256 * 1024, file))?;
        }
        filling.end()?;
        let rebuilt = snapshot::facts(into)?;
        if rebuilt != *facts {
            return Err(Stop::refused(format!(
                "Les feuilles du dossier {name} ne redonnent pas les mêmes comptes. Rien n'a été touché : demandez une autre copie."
            )));
        }
        Ok(())
    }
}

/// Rebuilds it. Until the very end nothing of what is at the target is touched; a failure leaves all as it was.
pub async fn rebuild(
    from: &HandOver,
    secrets: Secrets<'_>,
    target: &Target,
    clock: &Clock,
    chance: &Chance,
) -> Result<Aside, Stop> {
    put_back::may_be_put(target, clock.now())?;
    let stage = Beside::new(&target.data, chance)?;
    let keys = match secrets {
        Secrets::Folder(folder) => folder,
        Secrets::Envelope(phrase) => {
            let folder = stage.path().join("keys");
            from.lay_secrets(phrase, &folder)?;
            folder
        }
    };
    let backup = as_backup(from, &stage.path().join("copie"))?;
    put_back(&backup, &Keys::Folder(keys), target, clock, chance).await
}

/// The hand-over as a backup would have been taken: what puts backups in place puts this one too.
fn as_backup(from: &HandOver, folder: &Path) -> Result<Backup, Stop> {
    disk::folder(folder)?;
    let manifest = &from.manifest;
    let mut files = std::collections::BTreeMap::new();
    let centre = folder.join(of_backup::CENTRE);
    from.books("centre", Books::Centre, &manifest.centre, &centre)?;
    files.insert(of_backup::CENTRE.to_owned(), disk::sum(&centre)?);
    if let Some(facts) = &manifest.hosted {
        let hosted = folder.join(of_backup::HOSTED);
        from.books("lieux", Books::Node, facts, &hosted)?;
        files.insert(of_backup::HOSTED.to_owned(), disk::sum(&hosted)?);
    }
    disk::folder(&folder.join(of_backup::FILES))?;
    for name in disk::names(&from.folder.join(FILES))? {
        let told = format!("{FILES}/{name}");
        let (source, place) = (from.folder.join(&told), format!("{}/{name}", of_backup::FILES));
        let sum = disk::copy(&source, &folder.join(&place))?;
        manifest.is_its_own(&told, &sum)?;
        files.insert(place, sum);
    }
    of_backup::Manifest {
        format: of_backup::FORMAT,
        program: manifest.program.clone(),
        at: manifest.at,
        taken_at: manifest.taken_at.clone(),
        engine: "CSV".to_owned(),
        centre: manifest.centre.clone(),
        hosted: manifest.hosted.clone(),
        peppers: manifest.peppers.clone(),
        files,
    }
    .write(folder)?;
    Backup::open(folder.to_path_buf())
}
