//! The secrets of a backup, sealed with a passphrase: Argon2id makes the key, XChaCha20-Poly1305 seals.
//!
//! The parameters of Argon2id are the second recommendation of RFC 9106, section 4 (3 passes over 64 MiB, 4 lanes, a salt
//! of 16 bytes). Of the 64 bytes that it gives, 32 are the key and 16 tell a wrong passphrase from a damaged file.

use std::collections::BTreeMap;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use kernel::chance::Chance;
use serde::{Deserialize, Serialize};
use store::files::{hex, unhex};

use super::passphrase::Passphrase;
use crate::stop::Stop;

const FORMAT: u32 = 1;
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;
/// A file from elsewhere does not decide how long or how much we compute.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 16;
const MOST_LANES: u32 = 16;

/// The content of each file under `keys/`, by name. It has no `Debug`.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Secrets(pub(crate) BTreeMap<String, String>);

impl Secrets {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sealed {
    format: u32,
    /// `argon2id`, version 19.
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    check: String,
    /// `xchacha20poly1305`.
    nonce: String,
    sealed: String,
}

/// Seals the secrets; `covered` is sealed with them without being in the file.
pub(crate) fn seal(
    secrets: &Secrets,
    passphrase: &Passphrase,
    covered: &[u8],
    chance: &Chance,
) -> Result<Vec<u8>, Stop> {
    let (salt, nonce): ([u8; 16], [u8; 24]) = (chance.bytes(), chance.bytes());
    let (key, check) = stretched(passphrase, &salt, (MEMORY_KIB, PASSES, LANES))?;
    let clear = serde_json::to_vec(secrets).map_err(|error| Stop::refused(error.to_string()))?;
    let sealed = XChaCha20Poly1305::new(&key.into())
        .encrypt(&nonce.into(), Payload { msg: &clear, aad: covered })
        .map_err(|_| Stop::refused("Les secrets ne peuvent pas être scellés."))?;
    let file = Sealed {
        format: FORMAT,
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        lanes: LANES,
        salt: hex(&salt),
        check: hex(&check),
        nonce: hex(&nonce),
        sealed: hex(&sealed),
    };
    serde_json::to_vec_pretty(&file).map_err(|error| Stop::refused(error.to_string()))
}

/// Opens what [`seal`] made. A wrong passphrase and an altered backup are told apart.
pub(crate) fn open(file: &[u8], passphrase: &Passphrase, covered: &[u8]) -> Result<Secrets, Stop> {
    let file: Sealed = serde_json::from_slice(file).map_err(|_| damaged())?;
    if file.format > FORMAT {
        return Err(Stop::refused("Les secrets sont scellés par une version plus récente de passegue : installez-la."));
    }
    let wanted = (file.memory_kib, file.passes, file.lanes);
    if wanted.0 > MOST_MEMORY_KIB || wanted.1 > MOST_PASSES || wanted.2 > MOST_LANES {
        return Err(damaged());
    }
    let (key, check) = stretched(passphrase, &bytes::<16>(&file.salt)?, wanted)?;
    if check != bytes::<16>(&file.check)? {
        return Err(Stop::refused(
            "Ce n'est pas la phrase secrète de cette sauvegarde. Rien n'a été touché : recommencez avec la bonne phrase.",
        ));
    }
    let sealed = unhex(&file.sealed).ok_or_else(damaged)?;
    let clear = XChaCha20Poly1305::new(&key.into())
        .decrypt(&bytes::<24>(&file.nonce)?.into(), Payload { msg: &sealed, aad: covered })
        .map_err(|_| {
            Stop::refused(
                "La sauvegarde a été changée depuis qu'elle a été faite : un fichier n'est plus celui qui a été scellé. \
                 Rien n'a été touché : prenez une autre sauvegarde.",
            )
        })?;
    serde_json::from_slice(&clear).map_err(|_| damaged())
}

fn stretched(passphrase: &Passphrase, salt: &[u8; 16], cost: (u32, u32, u32)) -> Result<([u8; 32], [u8; 16]), Stop> {
    let (memory, passes, lanes) = cost;
    let mut made = [0; 64];
    Params::new(memory, passes, lanes, Some(made.len()))
        .map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
        .and_then(|argon| argon.hash_password_into(passphrase.bytes(), salt, &mut made))
        .map_err(|_| damaged())?;
    let (mut key, mut check) = ([0; 32], [0; 16]);
    key.copy_from_slice(&made[..32]);
    check.copy_from_slice(&made[32..48]);
    Ok((key, check))
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], Stop> {
    unhex(text).and_then(|bytes| bytes.try_into().ok()).ok_or_else(damaged)
}

fn damaged() -> Stop {
    Stop::refused(
        "Le fichier keys.sealed de la sauvegarde est abîmé. Rien n'a été touché : prenez une autre sauvegarde.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        Secrets([("pepper-1".to_owned(), "ab".repeat(32))].into())
    }

    fn phrase(text: &str) -> Passphrase {
        Passphrase::of(text).unwrap()
    }

    #[test]
    fn secrets_come_back_under_their_phrase_alone() {
        let right = phrase("une phrase assez longue");
        let sealed = seal(&secrets(), &right, b"covered", &Chance::from_seed(1)).unwrap();
        let text = String::from_utf8(sealed.clone()).unwrap();
        assert!(!text.contains(&"ab".repeat(32)) && !text.contains("pepper"), "{text}");
        assert_eq!(open(&sealed, &right, b"covered").ok().unwrap().0, secrets().0);
        let said = |done: Result<Secrets, Stop>| done.err().unwrap().to_string();
        assert!(said(open(&sealed, &phrase("une autre phrase longue"), b"covered")).contains("phrase secrète"));
        assert!(said(open(&sealed, &right, b"other files")).contains("a été changée"));
        assert!(said(open(b"{}", &right, b"covered")).contains("abîmé"));
        let greedy = text.replace("65536", "999999999");
        assert!(said(open(greedy.as_bytes(), &right, b"covered")).contains("abîmé"));
    }
}
