//! The keys that sign access tokens, and their rotation: a new key is believed at once and signs a little later, so that nobody
//! meets a token whose key they do not know yet; the former one is believed until the last token that it signed has died.
//!
//! A file `token-N` holds the key and, after the first rotation, a second line: the instant from which it signs
//! (`from 1759305600000`, UTC milliseconds). Without that line it signs from ever. `token-N.pub` is the public half of one that
//! signs no more.

use std::{
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use kernel::{
    access::token::{KeySet, PublicKey, SigningKey},
    chance::Chance,
    clock::At,
};
use store::{
    Fault,
    files::{hex, unhex},
};

use super::folder::{damaged, missing, names, number, text};

pub(super) const TOKEN: &str = "token";
/// Centres read their keys every other second, venues' machines every minute: by then each has heard of a new key.
const LEAD_MS: i64 = 150_000;
/// No token lives longer: `passegue token` makes them for a day at most.
const LONGEST_TOKEN_MS: i64 = 25 * 3_600_000;

/// Every key of tokens in a folder, lowest number first.
#[derive(Clone, Debug)]
pub struct TokenKeys {
    keys: Vec<Key>,
    retired: Vec<PublicKey>,
}

#[derive(Clone, Debug)]
struct Key {
    no: i64,
    key: SigningKey,
    from: Option<At>,
}

/// What a rotation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The number of the new key.
    pub no: i64,
    /// From when it signs.
    pub signs_from: At,
    /// When tokens of the former key are refused.
    pub former_until: At,
}

impl TokenKeys {
    /// The keys of that folder; at least one must be there.
    pub fn load(folder: &Path) -> Result<Self, Fault> {
        let names = names(folder)?;
        let mut numbers: Vec<i64> = names.iter().filter_map(|name| number(name, TOKEN)).collect();
        numbers.sort_unstable();
        let keys = numbers.into_iter().map(|no| read(folder, no)).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(missing(folder, "token-1"));
        }
        Ok(Self { keys, retired: retired(folder, &names)? })
    }

    /// Each key by its number and its name, lowest number first.
    pub fn each(&self) -> impl Iterator<Item = (i64, String)> + '_ {
        self.keys.iter().map(|key| (key.no, key.key.kid()))
    }

    /// The key that signs at that instant.
    pub fn signing(&self, now: At) -> &SigningKey {
        let started = self.keys.iter().rev().find(|key| key.from.is_none_or(|from| from <= now));
        // A folder whose every key signs later signs with the first: somebody moved the clock.
        &started.unwrap_or(&self.keys[0]).key
    }

    /// The keys whose tokens are believed at that instant.
    pub fn believed(&self, now: At) -> KeySet {
        let alive = self.keys.iter().filter(|key| !self.is_dead(key, now)).map(|key| key.key.public());
        KeySet::of(alive.chain(self.retired.iter().cloned()))
    }

    /// Whether another key has signed for longer than any token lives.
    fn is_dead(&self, key: &Key, now: At) -> bool {
        let next = self.keys.iter().find(|other| other.no > key.no).and_then(|next| next.from);
        next.is_some_and(|from| from.plus_ms(LONGEST_TOKEN_MS) <= now)
    }
}

/// Makes a new key beside the others: it signs in a little while, or at once. At once, no token made before is believed any
/// more: for the day on which a key was seen by somebody. Keys whose last token has died are removed.
pub fn rotate(folder: &Path, chance: &Chance, now: At, at_once: bool) -> Result<Rotated, Fault> {
    let keys = TokenKeys::load(folder)?;
    let no = keys.keys.last().map_or(1, |key| key.no + 1);
    let signs_from = if at_once { now } else { now.plus_ms(LEAD_MS) };
    write(folder, no, &chance.bytes(), signs_from)?;
    for key in keys.keys.iter().filter(|key| at_once || keys.is_dead(key, now)) {
        remove(&path(folder, key.no))?;
    }
    let former_until = if at_once { now } else { signs_from.plus_ms(LONGEST_TOKEN_MS) };
    Ok(Rotated { no, signs_from, former_until })
}

fn path(folder: &Path, no: i64) -> PathBuf {
    folder.join(format!("{TOKEN}-{no}"))
}

fn read(folder: &Path, no: i64) -> Result<Key, Fault> {
    let path = path(folder, no);
    let content = text(&path)?;
    let mut lines = content.trim().lines();
    let seed = lines.next().and_then(|line| unhex(line.trim())?.try_into().ok()).ok_or_else(|| damaged(&path))?;
    let from = lines.next().map(|line| instant(line).ok_or_else(|| damaged(&path))).transpose()?;
    Ok(Key { no, key: SigningKey::from_seed(seed), from })
}

fn instant(line: &str) -> Option<At> {
    line.trim().strip_prefix("from ")?.parse().ok().map(At)
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

/// Whole or not at all: whoever reads the folder meanwhile sees no half of it.
fn write(folder: &Path, no: i64, seed: &[u8; 32], from: At) -> Result<(), Fault> {
    let path = path(folder, no);
    let beside = path.with_extension("part");
    let cannot = |error| Fault::because(&format!("La clé {} ne peut pas être écrite.", path.display()), error);
    let open = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside);
    let mut file = open.map_err(cannot)?;
    writeln!(file, "{}\nfrom {}", hex(seed), from.0).and_then(|()| file.sync_all()).map_err(cannot)?;
    std::fs::rename(&beside, &path).map_err(cannot)?;
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(cannot)
}

fn remove(path: &Path) -> Result<(), Fault> {
    std::fs::remove_file(path)
        .map_err(|error| Fault::because(&format!("La clé {} ne peut pas être effacée.", path.display()), error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Folder;

    const NOW: At = At(1_759_305_600_000);

    fn folder(name: &str) -> (Folder, PathBuf) {
        let folder = Folder::new(name);
        let keys = folder.path().join("keys");
        std::fs::create_dir_all(&keys).unwrap();
        std::fs::write(keys.join("token-1"), format!("{}\n", hex(&[1; 32]))).unwrap();
        (folder, keys)
    }

    fn count(keys: &TokenKeys, now: At) -> usize {
        keys.believed(now).to_jwks()["keys"].as_array().unwrap().len()
    }

    #[test]
    fn a_new_key_is_believed_first_signs_later_and_the_former_dies_last() {
        let (_folder, path) = folder("tokens_rotate");
        let old = TokenKeys::load(&path).unwrap().signing(NOW).kid();
        let rotated = rotate(&path, &Chance::from_seed(1), NOW, false).unwrap();
        assert_eq!((rotated.no, rotated.signs_from), (2, NOW.plus_ms(LEAD_MS)));
        let keys = TokenKeys::load(&path).unwrap();
        assert_eq!((keys.signing(NOW).kid(), count(&keys, NOW)), (old.clone(), 2));
        let before = rotated.signs_from.plus_ms(-1);
        assert_eq!(keys.signing(before).kid(), old);
        assert_ne!(keys.signing(rotated.signs_from).kid(), old);
        assert_eq!(count(&keys, rotated.former_until.plus_ms(-1)), 2);
        assert_eq!(count(&keys, rotated.former_until), 1);
        rotate(&path, &Chance::from_seed(2), rotated.former_until, false).unwrap();
        assert!(!path.join("token-1").exists() && path.join("token-2").exists() && path.join("token-3").exists());
        assert!(!path.join("token-3.part").exists());
    }

    #[test]
    fn at_once_nothing_of_before_is_believed() {
        let (_folder, path) = folder("tokens_at_once");
        let old = TokenKeys::load(&path).unwrap().signing(NOW).kid();
        rotate(&path, &Chance::from_seed(1), NOW, true).unwrap();
        let keys = TokenKeys::load(&path).unwrap();
        assert_ne!(keys.signing(NOW).kid(), old);
        assert_eq!(count(&keys, NOW), 1);
    }

    #[test]
    fn a_key_without_an_instant_signs_from_ever_and_the_others_stay_believed() {
        let (_folder, path) = folder("tokens_by_hand");
        std::fs::write(path.join("token-2"), hex(&[2; 32])).unwrap();
        let keys = TokenKeys::load(&path).unwrap();
        assert_eq!(keys.signing(NOW).kid(), SigningKey::from_seed([2; 32]).kid());
        assert_eq!(count(&keys, NOW), 2);
        std::fs::write(path.join("token-2"), format!("{}\nfrom yesterday\n", hex(&[2; 32]))).unwrap();
        assert!(TokenKeys::load(&path).unwrap_err().to_string().contains("token-2"));
    }
}
