//! The secrets that live outside the database: one folder, one key a file, readable by the service alone.
//!
//! | file | what |
//! | --- | --- |
//! | `pepper-1` … `pepper-4` | turn codes into identifiers; the highest number serves new codes |
//! | `paper-1` … | sign the printed tokens; the highest number signs |
//! | `files` | seals print runs and bank files |
//! | `visits` | makes refresh tokens, seals second factors and letters that wait |
//! | `token-1` … | sign access tokens and the gateway's word to nodes: see [`tokens`] |
//!
//! Each holds 64 hexadecimal digits. Losing a pepper loses the cheques that it named: the folder is part of every backup.
//! Losing `visits` signs everybody out, ends counters' machines and asks for new second factors, no more: it is made again where it
//! is absent.

mod folder;

pub mod tokens;

pub mod told;

use std::{
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use kernel::{
    access::token::{KeySet, SigningKey},
    chance::Chance,
    clock::At,
    code::Pepper,
    paper::PaperKey,
};
use registry::identity::secrets::Secrets;
use store::{
    Fault,
    files::{Cabinet, hex, unhex},
};

pub(crate) use folder::is_weak;
use folder::{damaged, missing, names, number, text, weak};
use tokens::TokenKeys;

const PEPPER: &str = "pepper";
const PAPER: &str = "paper";
const FILES: &str = "files";
const VISITS: &str = "visits";
const MOST_PEPPERS: usize = 4;

/// The keys of a centre.
#[derive(Clone, Debug)]
pub struct Keyring {
    peppers: Vec<Pepper>,
    paper: PaperKey,
    cabinet: Cabinet,
    tokens: TokenKeys,
    secrets: Option<Secrets>,
}

impl Keyring {
    /// The keys of that folder. What is missing is named, and never made: cheques may depend on it.
    ///
    /// `files` is the folder of the files that they seal.
    pub fn load(folder: &Path, files: PathBuf) -> Result<Self, Fault> {
        let names = names(folder)?;
        let peppers = numbered(folder, &names, PEPPER)?;
        match peppers.len() {
            0 => return Err(missing(folder, "pepper-1")),
            count if count > MOST_PEPPERS => return Err(too_many(folder)),
            _ => {}
        }
        let (paper_no, paper) = newest(folder, &names, PAPER)?;
        let paper_no = u8::try_from(paper_no).map_err(|_| too_many(folder))?;
        Ok(Self {
            peppers: peppers.into_iter().map(|(no, secret)| Pepper::new(no, secret)).collect(),
            paper: PaperKey::from_seed(paper_no, paper),
            cabinet: Cabinet::new(files, read(folder, FILES)?),
            tokens: TokenKeys::load(folder)?,
            secrets: names
                .iter()
                .any(|name| name == VISITS)
                .then(|| read(folder, VISITS))
                .transpose()?
                .map(Secrets::new),
        })
    }

    /// The same, after making the whole folder when it is absent: for books in which nothing has happened, and no other.
    pub fn load_or_create(folder: &Path, files: PathBuf, chance: &Chance) -> Result<Self, Fault> {
        if !folder.exists() {
            make_all(folder, chance)?;
        }
        Self::load(folder, files)
    }

    /// What the service of cheques needs of them.
    pub fn for_desk(&self) -> cheques::desk::Keys {
        cheques::desk::Keys { peppers: self.peppers.clone(), paper: self.paper.clone(), cabinet: self.cabinet.clone() }
    }

    /// The live peppers, oldest first.
    pub fn peppers(&self) -> &[Pepper] {
        &self.peppers
    }

    /// What signs access tokens, and the gateway's word to nodes, at that instant.
    pub fn signing(&self, now: At) -> &SigningKey {
        self.tokens.signing(now)
    }

    /// The keys whose tokens are believed at that instant.
    pub fn believed(&self, now: At) -> KeySet {
        self.tokens.believed(now)
    }

    /// The secret of visits; none in a folder of an older version that no centre has opened since.
    pub const fn secrets(&self) -> Option<&Secrets> {
        self.secrets.as_ref()
    }
}

/// Makes the secret of visits in a folder where it is absent: nothing older depends on it.
pub fn make_visits(folder: &Path, chance: &Chance) -> Result<(), Fault> {
    let path = folder.join(VISITS);
    if path.exists() { Ok(()) } else { write(&path, &chance.bytes()) }
}

/// The key of a venue's own machine, made when it is absent: declaring it anew is all that its loss costs.
pub fn machine_key(path: &Path, chance: &Chance) -> Result<SigningKey, Fault> {
    if !path.exists() {
        path.parent().map_or(Ok(()), make_folder)?;
        write(path, &chance.bytes())?;
    }
    let seed = seed(path)?;
    Ok(SigningKey::from_seed(seed))
}

/// All of them or none: they are made beside, then take their place.
fn make_all(folder: &Path, chance: &Chance) -> Result<(), Fault> {
    let cannot = |error| Fault::because(&format!("Le dossier {} ne peut pas être créé.", folder.display()), error);
    let beside = folder.with_extension("part");
    if beside.exists() {
        std::fs::remove_dir_all(&beside).map_err(cannot)?;
    }
    make_folder(&beside)?;
    for name in ["pepper-1", "paper-1", "token-1", FILES, VISITS] {
        write(&beside.join(name), &chance.bytes())?;
    }
    std::fs::rename(&beside, folder).map_err(cannot)
}

fn make_folder(folder: &Path) -> Result<(), Fault> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| Fault::because(&format!("Le dossier {} ne peut pas être créé.", folder.display()), error))
}

/// Every key of a kind, lowest number first.
fn numbered(folder: &Path, names: &[String], kind: &str) -> Result<Vec<(i64, [u8; 32])>, Fault> {
    let mut numbers: Vec<i64> = names.iter().filter_map(|name| number(name, kind)).collect();
    numbers.sort_unstable();
    numbers.into_iter().map(|no| Ok((no, read(folder, &format!("{kind}-{no}"))?))).collect()
}

fn newest(folder: &Path, names: &[String], kind: &str) -> Result<(i64, [u8; 32]), Fault> {
    numbered(folder, names, kind)?.pop().ok_or_else(|| missing(folder, &format!("{kind}-1")))
}

fn read(folder: &Path, name: &str) -> Result<[u8; 32], Fault> {
    let path = folder.join(name);
    if path.exists() { seed(&path) } else { Err(missing(folder, name)) }
}

fn seed(path: &Path) -> Result<[u8; 32], Fault> {
    let text = text(path)?;
    let bytes = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| damaged(path))?;
    if is_weak(text.trim()) { Err(weak(path)) } else { Ok(bytes) }
}

fn write(path: &Path, secret: &[u8; 32]) -> Result<(), Fault> {
    let cannot = |error| Fault::because(&format!("La clé {} ne peut pas être écrite.", path.display()), error);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(cannot)?;
    writeln!(file, "{}", hex(secret)).and_then(|()| file.sync_all()).map_err(cannot)
}

fn too_many(folder: &Path) -> Fault {
    let folder = folder.display();
    Fault::broken(format!("Le dossier {folder} contient trop de clés : quatre peppers et 255 clés de papier au plus."))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use kernel::code::Code;

    use super::*;
    use crate::scratch::Folder;

    const NOW: At = At(1_759_305_600_000);

    fn made(folder: &Folder) -> (PathBuf, Keyring) {
        let keys = folder.path().join("keys");
        let keyring = Keyring::load_or_create(&keys, folder.path().join("files"), &Chance::from_seed(1)).unwrap();
        (keys, keyring)
    }

    fn loaded(keys: &Path) -> Result<Keyring, String> {
        Keyring::load(keys, keys.join("files")).map_err(|fault| fault.to_string())
    }

    #[test]
    fn keys_are_made_once_and_read_back() {
        let folder = Folder::new("keys_made");
        let (keys, first) = made(&folder);
        let again = loaded(&keys).unwrap();
        let code = Code::draw(&Chance::from_seed(2));
        assert_eq!(first.peppers[0].cheque_id(&code), again.peppers[0].cheque_id(&code));
        assert_eq!(first.signing(NOW).kid(), again.signing(NOW).kid());
        assert_eq!(first.paper.seed(), again.paper.seed());
        let other = Keyring::load_or_create(&keys, keys.join("files"), &Chance::from_seed(3)).unwrap();
        assert_eq!(first.signing(NOW).kid(), other.signing(NOW).kid());
    }

    #[test]
    fn they_are_readable_by_their_owner_alone() {
        let folder = Folder::new("keys_modes");
        let (keys, _) = made(&folder);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&keys), 0o700);
        for name in ["pepper-1", "paper-1", "token-1", "files", "visits"] {
            assert_eq!(mode(&keys.join(name)), 0o600, "{name}");
        }
    }

    #[test]
    fn what_is_missing_is_named_and_not_made() {
        let folder = Folder::new("keys_missing");
        let (keys, _) = made(&folder);
        for name in ["pepper-1", "paper-1", "token-1", "files"] {
            let aside = folder.path().join(name);
            std::fs::rename(keys.join(name), &aside).unwrap();
            let said = loaded(&keys).unwrap_err();
            assert!(said.contains(&format!("« {name} »")) && said.contains("coffre"), "{said}");
            assert!(!keys.join(name).exists());
            std::fs::rename(aside, keys.join(name)).unwrap();
        }
        assert!(loaded(&folder.path().join("nowhere")).is_err());
    }

    #[test]
    fn a_damaged_key_is_named_without_its_content() {
        let folder = Folder::new("keys_damaged");
        let (keys, _) = made(&folder);
        std::fs::write(keys.join("pepper-1"), "abcd").unwrap();
        let said = loaded(&keys).unwrap_err();
        assert!(said.contains("pepper-1") && !said.contains("abcd"), "{said}");
    }

    #[test]
    fn the_newest_token_key_signs_and_all_are_believed() {
        let folder = Folder::new("keys_rotation");
        let (keys, first) = made(&folder);
        let old = first.signing(NOW).public();
        write(&keys.join("token-2"), &[7; 32]).unwrap();
        let both = loaded(&keys).unwrap();
        let count = |keyring: &Keyring| keyring.believed(NOW).to_jwks()["keys"].as_array().unwrap().len();
        assert_eq!(both.signing(NOW).kid(), SigningKey::from_seed([7; 32]).kid());
        assert_eq!(count(&both), 2);
        std::fs::remove_file(keys.join("token-1")).unwrap();
        assert_eq!(count(&loaded(&keys).unwrap()), 1);
        std::fs::write(keys.join("token-1.pub"), old.to_hex()).unwrap();
        let retired = loaded(&keys).unwrap();
        assert_eq!(count(&retired), 2);
        assert_eq!(retired.signing(NOW).kid(), both.signing(NOW).kid());
    }

    #[test]
    fn the_secret_of_visits_is_made_where_an_older_version_had_none() {
        let folder = Folder::new("keys_visits");
        let (keys, first) = made(&folder);
        assert!(first.secrets().is_some());
        std::fs::remove_file(keys.join("visits")).unwrap();
        assert!(loaded(&keys).unwrap().secrets().is_none());
        make_visits(&keys, &Chance::from_seed(5)).unwrap();
        let made = std::fs::read(keys.join("visits")).unwrap();
        make_visits(&keys, &Chance::from_seed(6)).unwrap();
        assert_eq!(made, std::fs::read(keys.join("visits")).unwrap(), "once");
        assert!(loaded(&keys).unwrap().secrets().is_some());
    }

    #[test]
    fn a_machine_keeps_its_key() {
        let folder = Folder::new("keys_machine");
        let path = folder.path().join("nodes").join("hesdin.key");
        let chance = Chance::from_seed(4);
        let first = machine_key(&path, &chance).unwrap();
        assert_eq!(first.kid(), machine_key(&path, &chance).unwrap().kid());
    }
}
