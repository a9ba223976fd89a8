//! The keys as an administrator reads of them: their names and ages.

use std::{path::Path, time::UNIX_EPOCH};

use kernel::clock::At;
use registry::network_keys::NetworkKey;

use super::{
    folder::{names, number},
    tokens::TokenKeys,
};

/// Every key of that folder, by kind; nothing when it cannot be read. No secret is told.
pub fn told(folder: &Path, now: At) -> Vec<NetworkKey> {
    let (Ok(names), Ok(tokens)) = (names(folder), TokenKeys::load(folder)) else { return Vec::new() };
    let signing = tokens.signing(now).kid();
    let since = |name: &str| made(&folder.join(name));
    let token = |(no, kid): (i64, String)| NetworkKey {
        since: since(&format!("token-{no}")),
        serves: kid == signing,
        kind: "token",
        kid,
    };
    let mut all: Vec<NetworkKey> = tokens.each().map(token).collect();
    for kind in ["paper", "pepper"] {
        let mut numbers: Vec<i64> = names.iter().filter_map(|name| number(name, kind)).collect();
        numbers.sort_unstable();
        let newest = numbers.last().copied();
        all.extend(numbers.into_iter().map(|no| {
            let kid = format!("{kind}-{no}");
            NetworkKey { since: since(&kid), serves: Some(no) == newest, kind, kid }
        }));
    }
    for kind in ["files", "visits"] {
        if names.iter().any(|name| name == kind) {
            all.push(NetworkKey { kid: kind.to_owned(), kind, since: since(kind), serves: true });
        }
    }
    all
}

fn made(path: &Path) -> Option<At> {
    let written = std::fs::metadata(path).and_then(|seen| seen.modified()).ok()?;
    let since = written.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(At)
}

#[cfg(test)]
mod tests {
    use kernel::chance::Chance;

    use super::*;
    use crate::{
        keys::{Keyring, tokens},
        scratch::Folder,
    };

    #[test]
    fn each_key_is_told_by_name_and_none_by_its_secret() {
        let (folder, chance, now) = (Folder::new("keys_told"), Chance::from_seed(1), At(1_759_305_600_000));
        let keys = folder.path().join("keys");
        Keyring::load_or_create(&keys, folder.path().join("files"), &chance).unwrap();
        tokens::rotate(&keys, &chance, now, false).unwrap();
        let all = told(&keys, now);
        let kinds: Vec<_> = all.iter().map(|key| key.kind).collect();
        assert_eq!(kinds, ["token", "token", "paper", "pepper", "files", "visits"]);
        let serves: Vec<_> = all.iter().map(|key| key.serves).collect();
        assert_eq!(serves, [true, false, true, true, true, true], "the new one signs a little later");
        assert!(all.iter().all(|key| key.since.is_some()));
        for name in std::fs::read_dir(&keys).unwrap() {
            let secret = std::fs::read_to_string(name.unwrap().path()).unwrap();
            assert!(!format!("{all:?}").contains(secret.lines().next().unwrap()));
        }
        assert!(told(&folder.path().join("nowhere"), now).is_empty());
    }
}
