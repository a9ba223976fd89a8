//! Files and folders, written so that a crash leaves them whole or absent.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use kernel::chance::Chance;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::files::hex;

use crate::stop::Stop;

/// What a file is recognised by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its content, lower-case hexadecimal.
    pub sha256: String,
}

/// A folder being filled beside its final place, under a name that nobody else has. Dropped before it is kept, it is
/// removed: it was made here, and nothing else is.
pub(crate) struct Beside {
    path: PathBuf,
    kept: bool,
}

impl Beside {
    /// A new one, beside that place.
    pub(crate) fn new(place: &Path, chance: &Chance) -> Result<Self, Stop> {
        let path = with_ending(place, &format!("{UNFINISHED}{}", hex(&chance.bytes::<8>())));
        let above = fs::create_dir_all(parent(&path));
        let made = above.and_then(|()| DirBuilder::new().mode(0o700).create(&path));
        made.map_err(|error| cannot("Le dossier", &path, "être créé", &error))?;
        Ok(Self { path, kept: false })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its place, which is absent or empty; it is on disk when this returns.
    pub(crate) fn keep(&mut self, place: &Path) -> Result<(), Stop> {
        sync(&self.path)?;
        fs::rename(&self.path, place).map_err(|error| cannot("Le dossier", place, "prendre sa place", &error))?;
        self.kept = true;
        sync(parent(place))
    }

    /// Takes it back from there, if it was given it: it goes with this again.
    pub(crate) fn take_back(&mut self, place: &Path) -> io::Result<()> {
        if self.kept {
            fs::rename(place, &self.path)?;
            self.kept = false;
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

const UNFINISHED: &str = ".partial-";

/// What runs that were interrupted left beside that place, in order; one that goes on now is not told from them.
pub(crate) fn unfinished(place: &Path) -> Vec<PathBuf> {
    let name = with_ending(place, UNFINISHED);
    let beginning = name.file_name().unwrap_or_default().as_encoded_bytes();
    let is_drawn = |rest: &[u8]| rest.len() == 16 && rest.iter().all(u8::is_ascii_hexdigit);
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        name.strip_prefix(beginning).is_some_and(is_drawn) && path.is_dir()
    };
    // Where nothing can be listed nothing can be named; the work itself will say why.
    let entries = fs::read_dir(parent(place)).into_iter().flatten().flatten();
    let mut left: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_ours).collect();
    left.sort();
    left
}

/// A path with something added to its last name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

/// Copies a file, readable by its owner alone; what was copied, in its own words.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<Sum, Stop> {
    let mut source = File::open(from).map_err(|error| cannot("Le fichier", from, "être lu", &error))?;
    let unwritten = |error| cannot("Le fichier", to, "être écrit", &error);
    let mut target = private(to).map_err(unwritten)?;
    let sum = pass(&mut source, |some| target.write_all(some)).map_err(unwritten)?;
    target.sync_all().map_err(unwritten)?;
    Ok(sum)
}

/// Writes a file, readable by its owner alone.
pub(crate) fn write(to: &Path, content: &[u8]) -> Result<Sum, Stop> {
    let unwritten = |error| cannot("Le fichier", to, "être écrit", &error);
    let mut target = private(to).map_err(unwritten)?;
    target.write_all(content).and_then(|()| target.sync_all()).map_err(unwritten)?;
    Ok(Sum { bytes: u64::try_from(content.len()).unwrap_or(u64::MAX), sha256: hex(&Sha256::digest(content)) })
}

/// What a file is recognised by.
pub(crate) fn sum(path: &Path) -> Result<Sum, Stop> {
    let unread = |error| cannot("Le fichier", path, "être lu", &error);
    let mut source = File::open(path).map_err(unread)?;
    pass(&mut source, |_| Ok(())).map_err(unread)
}

/// Makes a folder and those above it, its own content for its owner alone.
pub(crate) fn folder(path: &Path) -> Result<(), Stop> {
    let above = fs::create_dir_all(parent(path));
    let made = above.and_then(|()| DirBuilder::new().recursive(true).mode(0o700).create(path));
    made.map_err(|error| cannot("Le dossier", path, "être créé", &error))
}

/// The names of the plain files of a folder, in order; none when the folder is absent.
pub(crate) fn names(path: &Path) -> Result<Vec<String>, Stop> {
    let unread = |error| cannot("Le dossier", path, "être lu", &error);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Whether there is nothing at that path, or a folder without anything in it.
pub(crate) fn is_free(path: &Path) -> Result<bool, Stop> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(cannot("Le dossier", path, "être lu", &error)),
    }
}

/// The folder that a path lies in.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts the names of a folder on disk.
pub(crate) fn sync(path: &Path) -> Result<(), Stop> {
    let synced = File::open(path).and_then(|folder| folder.sync_all());
    synced.map_err(|error| cannot("Le dossier", path, "être mis à l'abri sur le disque", &error))
}

/// One line of French for a path that does not let something be done.
pub(crate) fn cannot(what: &str, path: &Path, deed: &str, error: &io::Error) -> Stop {
    let advice = match error.kind() {
        io::ErrorKind::StorageFull => " Le disque est plein : libérez de la place, puis recommencez.",
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
            " C'est un point de montage : donnez un dossier à l'intérieur."
        }
        io::ErrorKind::PermissionDenied => " Vérifiez les droits du dossier.",
        _ => "",
    };
    Stop::refused(format!("{what} {} ne peut pas {deed} ({error}).{advice}", path.display()))
}

fn private(to: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)
}

fn pass(source: &mut File, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Sum> {
    let (mut hasher, mut bytes, mut some) = (Sha256::new(), 0, vec![0; 256 * 1024]);
    loop {
        let read = source.read(&mut some)?;
        if read == 0 {
            return Ok(Sum { bytes, sha256: hex(&hasher.finalize()) });
        }
        each(&some[..read])?;
        hasher.update(&some[..read]);
        bytes += u64::try_from(read).unwrap_or_default();
    }
}
