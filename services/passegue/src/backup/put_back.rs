//! Putting a backup back: everything is verified and made ready beside, then takes its place at once.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cheques::desk::{known_peppers, unrecognised};
use kernel::{
    chance::Chance,
    clock::{At, Clock},
    ids::LearnerRef,
};
use store::{
    Store,
    claim::{Claim, claim},
    migrate::{self, Books, Standing},
    refill::{self, Refill},
    snapshot,
    store::Settings,
};

use super::{
    disk::{self, Beside},
    manifest::{CENTRE, FILES, HOSTED, KEYS, Manifest, Sum},
    passphrase::Passphrase,
    record::{self, Record},
    seal::{self, Secrets},
    switch::switch,
};
use crate::{
    config::{Place, centre_file, files_folder, keys_folder},
    forgotten::{Forgotten, LIST, Remembered},
    hosted,
    keys::Keyring,
    stop::Stop,
};

/// A backup whose manifest was read.
#[derive(Debug)]
pub struct Backup {
    folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Where the secrets come from.
pub enum Keys {
    /// From the backup itself.
    Sealed(Unsealed),
    /// From a folder kept elsewhere.
    Folder(PathBuf),
}

/// The secrets of a backup, opened. Nothing of them is printed.
pub struct Unsealed(Secrets);

/// Where the backup goes.
#[derive(Debug)]
pub struct Target {
    /// The folder of data.
    pub data: PathBuf,
    /// The database.
    pub place: Place,
    /// Whether what is there already may be set aside.
    pub force: bool,
    /// A list of who was forgotten that was kept elsewhere.
    pub forgotten: Option<PathBuf>,
}

/// What was done with what was there before, and with what was not to come back.
#[derive(Debug, Default)]
pub struct Aside {
    /// The new name of the former folder of data.
    pub folder: Option<PathBuf>,
    /// The schema of PostgreSQL in which the former tables lie now.
    pub schema: Option<String>,
    /// How many people who were forgotten since the backup were forgotten again.
    pub forgotten: usize,
}

/// Opens secrets that were sealed with what they belong to.
pub(crate) fn unsealed(sealed: &[u8], passphrase: &Passphrase, covered: &[u8]) -> Result<Unsealed, Stop> {
    seal::open(sealed, passphrase, covered).map(Unsealed)
}

impl Unsealed {
    /// Lays them in a folder, for their owner alone.
    pub(crate) fn lay(&self, folder: &Path) -> Result<(), Stop> {
        disk::folder(folder)?;
        for (name, text) in &self.0.0 {
            disk::write(&folder.join(file_name(name)?), text.as_bytes())?;
        }
        disk::sync(folder)
    }
}

impl Backup {
    /// Reads the manifest; refuses what is no backup, or one of a newer program.
    pub fn open(folder: PathBuf) -> Result<Self, Stop> {
        let manifest = Manifest::read(&folder)?;
        Ok(Self { folder, manifest })
    }

    /// Whether the secrets are in it.
    pub fn has_secrets(&self) -> bool {
        self.manifest.files.contains_key(KEYS)
    }

    /// Opens the secrets. Faults: they are not there, the passphrase is wrong, a file was changed.
    pub fn unseal(&self, passphrase: &Passphrase) -> Result<Unsealed, Stop> {
        let path = self.folder.join(KEYS);
        let sealed = fs::read(&path).map_err(|error| disk::cannot("Le fichier", &path, "être lu", &error))?;
        seal::open(&sealed, passphrase, &self.manifest.covered()).map(Unsealed)
    }

    /// Copies one of its files, and refuses it when it is not the one of the manifest.
    fn bring(&self, name: &str, to: &Path) -> Result<(), Stop> {
        let copied = disk::copy(&self.folder.join(name), to)?;
        self.is_its_own(name, &copied)
    }

    fn is_its_own(&self, name: &str, sum: &Sum) -> Result<(), Stop> {
        match self.manifest.files.get(name) {
            Some(told) if told == sum => Ok(()),
            _ => Err(Stop::refused(format!(
                "Le fichier {name} de la sauvegarde est abîmé : il n'est plus celui qui a été sauvegardé. \
                 Rien n'a été touché : prenez une autre sauvegarde."
            ))),
        }
    }
}

/// Puts it back. Until the very end nothing of what was there is touched; a failure leaves all as it was.
pub async fn put_back(
    backup: &Backup,
    keys: &Keys,
    target: &Target,
    clock: &Clock,
    chance: &Chance,
) -> Result<Aside, Stop> {
    let (claim, mut aside) = ready(target, clock.now())?;
    let (stage, books) = (Beside::new(&target.data, chance)?, Beside::new(&target.data, chance)?);
    let centre = bring_books(backup, CENTRE, books.path(), Books::Centre)?;
    let hosted = match backup.manifest.hosted {
        Some(_) => Some(bring_books(backup, HOSTED, books.path(), Books::Node)?),
        None => None,
    };
    lay_keys(backup, keys, stage.path(), &centre)?;
    lay_files(backup, stage.path())?;
    migrate::run(&Place::Sqlite(centre.clone()), Books::Centre)?;
    Forgotten::of(stage.path()).add(&told(backup, target)?)?;
    aside.forgotten = forget_again(&centre, stage.path(), clock, chance).await?;
    if let Some(hosted) = &hosted {
        begin_new_life(hosted, clock, chance).await?;
    }
    record::keep(stage.path(), &Record::of(&backup.manifest))?;
    match &target.place {
        Place::Sqlite(_) => {
            lay_books(&centre, hosted.as_deref(), stage.path())?;
            let held = claim.still(&target.place)?.ok_or_else(at_work)?;
            switch(stage, &target.data, aside.folder.as_deref())?;
            drop(held);
        }
        Place::Postgres(_) => {
            let mut refill = Refill::begin(&target.place, aside.schema.as_deref())?;
            refill.centre(&centre)?;
            refill.hosted(hosted.as_deref(), aside.schema.as_deref())?;
            if refill.in_use()? {
                return Err(at_work());
            }
            let switched = switch(stage, &target.data, aside.folder.as_deref())?;
            refill.keep().map_err(|fault| switched.back(&fault.into()))?;
        }
    }
    Ok(aside)
}

/// Whether something may be put there: asked before long work, and again when it ends.
pub(crate) fn may_be_put(target: &Target, at: At) -> Result<(), Stop> {
    ready(target, at).map(drop)
}

/// Refuses a place that is in use, or that holds data unless told; names where the data will be set aside.
fn ready(target: &Target, at: At) -> Result<(Claim, Aside), Stop> {
    if matches!(&target.place, Place::Sqlite(path) if *path != file_of(&target.data)) {
        return Err(Stop::refused("Une base SQLite se restaure dans son dossier de données : donnez --data."));
    }
    let claim = claim(&target.place)?.ok_or_else(at_work)?;
    let (full_folder, full_base) = (!disk::is_free(&target.data)?, holds_data(&target.place)?);
    if (full_folder || full_base) && !target.force {
        let what = match full_folder {
            true => format!("Le dossier {} contient déjà des données", target.data.display()),
            false => "Cette base PostgreSQL contient déjà des données".to_owned(),
        };
        return Err(Stop::refused(format!(
            "{what} : donnez un endroit vide, ou ajoutez --force pour les mettre de côté (rien n'est effacé)."
        )));
    }
    let when: String = at.iso_seconds().chars().filter(char::is_ascii_digit).collect();
    let folder = full_folder.then(|| disk::with_ending(&target.data, &format!(".avant-{when}")));
    Ok((claim, Aside { folder, schema: full_base.then(|| format!("avant_{when}")), forgotten: 0 }))
}

fn at_work() -> Stop {
    Stop::refused("Un centre se sert de cette base en ce moment : arrêtez-le d'abord, puis recommencez.")
}

fn file_of(data: &Path) -> PathBuf {
    match centre_file(data) {
        Place::Sqlite(path) => path,
        Place::Postgres(_) => data.to_path_buf(),
    }
}

/// A file of SQLite lies in the folder of data, and goes aside with it.
fn holds_data(place: &Place) -> Result<bool, Stop> {
    match place {
        Place::Sqlite(_) => Ok(false),
        Place::Postgres(_) => Ok(refill::holds_data(place)?),
    }
}

fn bring_books(backup: &Backup, name: &str, folder: &Path, books: Books) -> Result<PathBuf, Stop> {
    let path = folder.join(name);
    backup.bring(name, &path)?;
    match snapshot::standing(&path, books)? {
        Standing::Ahead(_) => Err(Stop::refused(
            "Cette sauvegarde vient d'une version plus récente de passegue : installez cette version d'abord.",
        )),
        Standing::Current | Standing::Behind(_) => Ok(path),
    }
}

/// Secrets that do not open the cheques of these books are refused: every printed code would be unknown.
fn lay_keys(backup: &Backup, keys: &Keys, stage: &Path, centre: &Path) -> Result<(), Stop> {
    let folder = keys_folder(stage);
    match keys {
        Keys::Sealed(secrets) => {
            backup.is_its_own(KEYS, &disk::sum(&backup.folder.join(KEYS))?)?;
            secrets.lay(&folder)?;
        }
        Keys::Folder(elsewhere) => {
            disk::folder(&folder)?;
            for name in disk::names(elsewhere)? {
                disk::copy(&elsewhere.join(&name), &folder.join(&name))?;
            }
        }
    }
    disk::sync(&folder)?;
    let keyring = Keyring::load(&folder, files_folder(stage))?;
    match unrecognised(&snapshot::look(centre, known_peppers)?, keyring.peppers()).first() {
        None => Ok(()),
        Some(no) => Err(Stop::refused(format!(
            "Ces clés ne sont pas celles de cette sauvegarde : le secret des codes numéro {no} manque, ou c'est un autre. \
             Sans lui aucun chèque imprimé ne serait reconnu. Rien n'a été touché."
        ))),
    }
}

/// A name that stays in its folder, whoever wrote the backup.
fn file_name(name: &str) -> Result<&str, Stop> {
    let plain = !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\0']);
    plain.then_some(name).ok_or_else(|| Stop::refused("La sauvegarde contient un nom de fichier qui n'en est pas un."))
}

fn lay_files(backup: &Backup, stage: &Path) -> Result<(), Stop> {
    let folder = files_folder(stage);
    disk::folder(&folder)?;
    for path in backup.manifest.files.keys() {
        if let Some(name) = path.strip_prefix(FILES).and_then(|rest| rest.strip_prefix('/')) {
            backup.bring(path, &folder.join(file_name(name)?))?;
        }
    }
    disk::sync(&folder)
}

/// Whoever is on a list that is at hand: in the folder that is replaced, in the backup and in those that lie beside it, in the file
/// that was given.
fn told(backup: &Backup, target: &Target) -> Result<Vec<LearnerRef>, Stop> {
    if backup.manifest.files.contains_key(LIST) {
        backup.is_its_own(LIST, &disk::sum(&backup.folder.join(LIST))?)?;
    }
    let mut told = Forgotten::of(&target.data).read()?;
    // A later backup that lies beside this one knows who was forgotten since.
    let beside = fs::read_dir(disk::parent(&backup.folder)).into_iter().flatten().flatten();
    for folder in beside.map(|entry| entry.path()).filter(|path| path.join(LIST).is_file()) {
        told.append(&mut Forgotten::of(&folder).read()?);
    }
    if let Some(file) = &target.forgotten {
        if !file.is_file() {
            let file = file.display();
            return Err(Stop::refused(format!(
                "La liste des personnes effacées n'est pas là : {file}. Rien n'a été touché."
            )));
        }
        told.append(&mut Forgotten::at(file.clone()).read()?);
    }
    Ok(told.into_iter().collect())
}

/// Forgets in the books that come back whoever is on the list of that folder, and notes there whom they forgot themselves.
async fn forget_again(centre: &Path, stage: &Path, clock: &Clock, chance: &Chance) -> Result<usize, Stop> {
    let (place, chance) = (Place::Sqlite(centre.to_path_buf()), chance.clone());
    let settings = Settings { place, books: Books::Centre, clock: clock.clone(), chance, migrate: false, readers: 1 };
    let (_, again) = Remembered::begin(Store::open(settings)?, Forgotten::of(stage)).await?;
    Ok(again)
}

/// Brings the hosted venues' books up to this program, and their agendas will be told to the centre again.
async fn begin_new_life(path: &Path, clock: &Clock, chance: &Chance) -> Result<(), Stop> {
    let (place, chance) = (Place::Sqlite(path.to_path_buf()), chance.clone());
    let store =
        Store::open(Settings { place, books: Books::Node, clock: clock.clone(), chance, migrate: true, readers: 1 })?;
    node::new_life::begin(&store).await?;
    Ok(())
}

/// Each book becomes one plain file again, then goes where a centre looks for it.
fn lay_books(centre: &Path, hosted: Option<&Path>, stage: &Path) -> Result<(), Stop> {
    let hosted_file = hosted::file(stage);
    for (from, to) in [(Some(centre), centre_file(stage)), (hosted, hosted_file)] {
        if let (Some(from), Place::Sqlite(to)) = (from, to) {
            disk::folder(disk::parent(&to))?;
            snapshot::take(&Place::Sqlite(from.to_path_buf()), books_of(from == centre), &to)?;
            disk::sync(disk::parent(&to))?;
        }
    }
    Ok(())
}

const fn books_of(centre: bool) -> Books {
    if centre { Books::Centre } else { Books::Node }
}
