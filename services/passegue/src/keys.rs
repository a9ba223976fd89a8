//! The secrets that live outside the database: one folder, one key a file, readable by the service alone.
//!
//! | file | what |
//! | --- | --- |
//! | `pepper-1` … `pepper-4` | turn codes into identifiers; the highest number serves new codes |
//! | `paper-1` … | sign the printed tokens; the highest number signs |
//! | `files` | seals print runs and bank files |
//! | `token-1` … | sign access tokens and the gateway's word to nodes; the highest number signs, all are believed |
//! | `token-N.pub` | the public half of a retired one: still believed, signs no more |
//!
//! Each holds 64 hexadecimal digits. Losing a pepper loses the cheques that it named: the folder is part of every backup.

use std::{
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use kernel::{
    access::token::{KeySet, PublicKey, SigningKey},
    chance::Chance,
    code::Pepper,
    paper::PaperKey,
};
use store::{
    Fault,
    files::{Cabinet, hex, unhex},
};

const PEPPER: &str = "pepper";
const PAPER: &str = "paper";
const TOKEN: &str = "token";
const FILES: &str = "files";
const MOST_PEPPERS: usize = 4;

/// The keys of a centre.
#[derive(Clone, Debug)]
pub struct Keyring {
    peppers: Vec<Pepper>,
    paper: PaperKey,
    cabinet: Cabinet,
    signing: SigningKey,
    believed: KeySet,
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
        let (_, token) = newest(folder, &names, TOKEN)?;
        Ok(Self {
            peppers: peppers.into_iter().map(|(no, secret)| Pepper::new(no, secret)).collect(),
            paper: PaperKey::from_seed(paper_no, paper),
            cabinet: Cabinet::new(files, read(folder, FILES)?),
            signing: SigningKey::from_seed(token),
            believed: believed(folder, &names)?,
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

    /// What signs access tokens, and the gateway's word to nodes.
    pub const fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// The keys whose tokens are believed.
    pub const fn believed(&self) -> &KeySet {
        &self.believed
    }
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
    for name in ["pepper-1", "paper-1", "token-1", FILES] {
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

fn names(folder: &Path) -> Result<Vec<String>, Fault> {
    if !folder.exists() {
        let folder = folder.display();
        return Err(Fault::broken(format!("Le dossier des clés {folder} est absent : restaurez-le depuis le coffre.")));
    }
    let unreadable = |error| Fault::because(&format!("Le dossier {} ne peut pas être lu.", folder.display()), error);
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    entries.map(|entry| Ok(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned())).collect()
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

fn believed(folder: &Path, names: &[String]) -> Result<KeySet, Fault> {
    let signing = numbered(folder, names, TOKEN)?.into_iter().map(|(_, seed)| SigningKey::from_seed(seed).public());
    let retired = retired(folder, names)?;
    Ok(KeySet::of(signing.chain(retired)))
}

fn retired(folder: &Path, names: &[String]) -> Result<Vec<PublicKey>, Fault> {
    let public =
        names.iter().filter(|name| name.strip_suffix(".pub").is_some_and(|name| number(name, TOKEN).is_some()));
    public
        .map(|name| {
            let path = folder.join(name);
            PublicKey::from_hex(text(&path)?.trim()).map_err(|_| damaged(&path))
        })
        .collect()
}

/// `pepper-2` is number 2 of its kind; `pepper-02` is none.
fn number(name: &str, kind: &str) -> Option<i64> {
    let no: i64 = name.strip_prefix(kind)?.strip_prefix('-')?.parse().ok()?;
    (no > 0 && name == format!("{kind}-{no}")).then_some(no)
}

fn read(folder: &Path, name: &str) -> Result<[u8; 32], Fault> {
    let path = folder.join(name);
    if path.exists() { seed(&path) } else { Err(missing(folder, name)) }
}

fn seed(path: &Path) -> Result<[u8; 32], Fault> {
    let bytes = unhex(text(path)?.trim()).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| damaged(path))
}

fn text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path)
        .map_err(|error| Fault::because(&format!("La clé {} ne peut pas être lue.", path.display()), error))
}

fn write(path: &Path, secret: &[u8; 32]) -> Result<(), Fault> {
    let cannot = |error| Fault::because(&format!("La clé {} ne peut pas être écrite.", path.display()), error);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(cannot)?;
    writeln!(file, "{}", hex(secret)).and_then(|()| file.sync_all()).map_err(cannot)
}

fn missing(folder: &Path, name: &str) -> Fault {
    Fault::broken(format!(
        "Il manque la clé « {name} » dans {} : restaurez ce dossier depuis le coffre.",
        folder.display()
    ))
}

fn too_many(folder: &Path) -> Fault {
    let folder = folder.display();
    Fault::broken(format!("Le dossier {folder} contient trop de clés : quatre peppers et 255 clés de papier au plus."))
}

fn damaged(path: &Path) -> Fault {
    let path = path.display();
    Fault::broken(format!(
        "La clé {path} est abîmée (64 chiffres hexadécimaux attendus) : restaurez-la depuis le coffre."
    ))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use kernel::code::Code;

    use super::*;
    use crate::scratch::Folder;

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
        assert_eq!(first.signing.kid(), again.signing.kid());
        assert_eq!(first.paper.seed(), again.paper.seed());
        let other = Keyring::load_or_create(&keys, keys.join("files"), &Chance::from_seed(3)).unwrap();
        assert_eq!(first.signing.kid(), other.signing.kid());
    }

    #[test]
    fn they_are_readable_by_their_owner_alone() {
        let folder = Folder::new("keys_modes");
        let (keys, _) = made(&folder);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&keys), 0o700);
        for name in ["pepper-1", "paper-1", "token-1", "files"] {
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
        let old = first.signing.public();
        write(&keys.join("token-2"), &[7; 32]).unwrap();
        let both = loaded(&keys).unwrap();
        assert_eq!(both.signing.kid(), SigningKey::from_seed([7; 32]).kid());
        assert_eq!(both.believed.to_jwks()["keys"].as_array().unwrap().len(), 2);
        std::fs::remove_file(keys.join("token-1")).unwrap();
        assert_eq!(loaded(&keys).unwrap().believed.to_jwks()["keys"].as_array().unwrap().len(), 1);
        std::fs::write(keys.join("token-1.pub"), old.to_hex()).unwrap();
        let retired = loaded(&keys).unwrap();
        assert_eq!(retired.believed.to_jwks()["keys"].as_array().unwrap().len(), 2);
        assert_eq!(retired.signing.kid(), both.signing.kid());
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
