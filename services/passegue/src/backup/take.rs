//! Taking a backup of a centre that may be at work.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use cheques::desk::{known_peppers, unrecognised};
use kernel::{chance::Chance, clock::Clock};
use store::{
    files::{self, hex},
    migrate::Books,
    snapshot::{self, Facts},
};

use super::{
    disk::{self, Beside},
    manifest::{CENTRE, FILES, FORMAT, HOSTED, KEYS, KnownPepper, Manifest, Sum},
    passphrase::Passphrase,
    record::{self, Record},
    seal::{self, Secrets},
};
use crate::{
    config::{Place, files_folder, keys_folder},
    forgotten::LIST,
    hosted,
    keys::Keyring,
    stop::Stop,
};

/// What is backed up, and where to.
#[derive(Debug)]
pub struct Asked {
    /// The new folder: absent or empty.
    pub into: PathBuf,
    /// The centre's folder of data.
    pub data: PathBuf,
    /// The centre's database.
    pub place: Place,
    /// What seals the secrets; none: they stay out of the backup.
    pub passphrase: Option<Passphrase>,
}

/// What was taken.
#[derive(Debug)]
pub struct Taken {
    /// What the folder says of itself.
    pub manifest: Manifest,
    /// How many secrets are sealed in it.
    pub secrets: usize,
    /// How many sealed files it holds.
    pub files: usize,
    /// How many files the books name that are not on the disk any more.
    pub lost_files: usize,
}

/// Takes the backup beside, gives it its name once it is whole and on disk, and remembers that it was taken.
pub fn take(asked: &Asked, clock: &Clock, chance: &Chance) -> Result<Taken, Stop> {
    let taken = copied(asked, clock, chance)?;
    // A folder of data that cannot be written is no reason to lose the backup.
    let _ = record::keep(&asked.data, &Record::of(&taken.manifest));
    Ok(taken)
}

/// The same copy for another use: nobody takes it for a backup later.
pub(crate) fn copied(asked: &Asked, clock: &Clock, chance: &Chance) -> Result<Taken, Stop> {
    let Asked { into, data, place, passphrase } = asked;
    if !disk::is_free(into)? {
        let into = into.display();
        return Err(Stop::refused(format!("Le dossier {into} n'est pas vide : donnez un dossier nouveau.")));
    }
    let at = clock.now();
    let mut beside = Beside::new(into, chance)?;
    let folder = beside.path();
    let mut sums = BTreeMap::new();

    let centre = books(place, Books::Centre, folder, CENTRE, &mut sums)?.ok_or_else(nothing)?;
    let hosted = match hosted::found_beside(place, data)? {
        Some(place) => books(&place, Books::Node, folder, HOSTED, &mut sums)?,
        None => None,
    };
    let files = copy_files(&files_folder(data), &folder.join(FILES), &mut sums)?;
    if data.join(LIST).exists() {
        sums.insert(LIST.to_owned(), disk::copy(&data.join(LIST), &folder.join(LIST))?);
    }
    let peppers = snapshot::look(&folder.join(CENTRE), known_peppers)?;
    let lost_files = lost(&folder.join(CENTRE), &sums)?;
    let known = peppers.iter().map(|(no, print)| KnownPepper { no: *no, fingerprint: hex(print) }).collect();
    let mut manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        at,
        taken_at: at.iso_seconds(),
        engine: place.engine().to_owned(),
        centre,
        hosted,
        peppers: known,
        files: sums,
    };
    let secrets = match passphrase {
        Some(passphrase) => seal_secrets(data, &peppers, passphrase, &mut manifest, folder, chance)?,
        None => 0,
    };
    manifest.write(folder)?;
    beside.keep(into)?;
    Ok(Taken { manifest, secrets, files, lost_files })
}

fn nothing() -> Stop {
    Stop::refused(
        "Il n'y a pas de centre à sauvegarder ici : vérifiez --data, et DATABASE_URL si la base est PostgreSQL.",
    )
}

fn books(
    place: &Place,
    books: Books,
    folder: &Path,
    name: &str,
    sums: &mut BTreeMap<String, Sum>,
) -> Result<Option<Facts>, Stop> {
    let path = folder.join(name);
    let facts = snapshot::take(place, books, &path)?;
    if facts.is_some() {
        sums.insert(name.to_owned(), disk::sum(&path)?);
    }
    Ok(facts)
}

/// Files are written once, under another name until they are whole: what is being written belongs to no row yet.
fn copy_files(from: &Path, to: &Path, sums: &mut BTreeMap<String, Sum>) -> Result<usize, Stop> {
    let names = disk::names(from)?;
    let whole: Vec<&String> = names.iter().filter(|name| !name.ends_with(".part")).collect();
    disk::folder(to)?;
    for name in &whole {
        sums.insert(format!("{FILES}/{name}"), disk::copy(&from.join(name), &to.join(name))?);
    }
    disk::sync(to)?;
    Ok(whole.len())
}

fn lost(centre: &Path, sums: &BTreeMap<String, Sum>) -> Result<usize, Stop> {
    let named = snapshot::look(centre, files::all)?;
    Ok(named.iter().filter(|id| !sums.contains_key(&format!("{FILES}/{id}"))).count())
}

fn seal_secrets(
    data: &Path,
    peppers: &[(i64, Vec<u8>)],
    passphrase: &Passphrase,
    manifest: &mut Manifest,
    folder: &Path,
    chance: &Chance,
) -> Result<usize, Stop> {
    let secrets = secrets(data, peppers)?;
    let sealed = sealed(&secrets, passphrase, &manifest.covered(), chance)?;
    manifest.files.insert(KEYS.to_owned(), disk::write(&folder.join(KEYS), &sealed)?);
    Ok(secrets.count())
}

/// The secrets of a centre. Those that do not open the cheques of these books would be found out on the day of the restore:
/// they are refused now.
pub(crate) fn secrets(data: &Path, peppers: &[(i64, Vec<u8>)]) -> Result<Secrets, Stop> {
    let keys = keys_folder(data);
    let keyring = Keyring::load(&keys, files_folder(data))?;
    if let Some(no) = unrecognised(peppers, keyring.peppers()).first() {
        return Err(Stop::refused(format!(
            "Le secret des codes numéro {no} (pepper-{no}) n'est pas celui de cette base : restaurez d'abord le dossier \
             « keys » depuis le coffre, puis recommencez la sauvegarde."
        )));
    }
    let mut secrets = BTreeMap::new();
    for name in disk::names(&keys)? {
        let path = keys.join(&name);
        let text = std::fs::read_to_string(&path).map_err(|error| disk::cannot("La clé", &path, "être lue", &error))?;
        secrets.insert(name, text);
    }
    Ok(Secrets(secrets))
}

/// The secrets sealed with a passphrase, with what they belong to.
pub(crate) fn sealed(
    secrets: &Secrets,
    passphrase: &Passphrase,
    covered: &[u8],
    chance: &Chance,
) -> Result<Vec<u8>, Stop> {
    seal::seal(secrets, passphrase, covered, chance)
}
