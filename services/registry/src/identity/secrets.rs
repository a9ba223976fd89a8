//! One secret outside the database, and what is derived of it: a key for each purpose, hashes that only we can make, and seals.

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, aead::Aead};
use hmac::{Hmac, KeyInit, Mac};
use kernel::chance::Chance;
use sha2::Sha256;
use store::Fault;

const NONCE: usize = 24;

/// The secret of visits (`keys/visits`). Losing it signs everybody out, ends counters' machines and second factors, and gives up
/// the letters that wait: all of it is made anew by mail, and nobody is locked out.
#[derive(Clone)]
pub struct Secrets([u8; 32]);

impl Secrets {
    /// Made of these 32 secret bytes.
    pub const fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// The key for that purpose: another purpose has another key, and none leads to another.
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        hashed(&self.0, purpose.as_bytes(), &[])
    }

    /// The keyed hash of these parts for that purpose. Where one part ends is part of it.
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        hashed(&self.key(purpose), &[], parts)
    }

    /// A short mark of the secret, which tells it from another one and nothing else.
    pub fn mark(&self) -> Vec<u8> {
        let [a, b, c, d, ..] = self.mac("mark", &[]);
        vec![a, b, c, d]
    }

    /// Seals for that purpose: 24 bytes of chance, then the sealed ones.
    pub fn seal(&self, purpose: &str, clear: &[u8], chance: &Chance) -> Result<Vec<u8>, Fault> {
        let nonce: [u8; NONCE] = chance.bytes();
        let sealed = XChaCha20Poly1305::new(&self.key(purpose).into()).encrypt(&nonce.into(), clear);
        let sealed = sealed.map_err(|_| Fault::broken("something cannot be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What [`Secrets::seal`] sealed for that purpose; nothing if it was changed, or sealed under another secret.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        XChaCha20Poly1305::new(&self.key(purpose).into()).decrypt(nonce.into(), sealed).ok()
    }
}

/// Nothing of it.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

fn hashed(key: &[u8; 32], head: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a short key up with zeros; its whole block is given, so that no length of key can be refused.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(head);
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_keys_of_its_own() {
        let secrets = Secrets::new([7; 32]);
        assert_eq!(secrets.key("a"), Secrets::new([7; 32]).key("a"));
        assert_ne!(secrets.key("a"), secrets.key("b"));
        assert_ne!(secrets.mac("a", &[b"x"]), secrets.mac("b", &[b"x"]));
        assert_ne!(secrets.mac("a", &[b"xy", b"z"]), secrets.mac("a", &[b"x", b"yz"]));
        assert_ne!(secrets.key("a"), Secrets::new([8; 32]).key("a"));
        assert_eq!(secrets.mark(), Secrets::new([7; 32]).mark());
        assert_ne!(secrets.mark(), Secrets::new([8; 32]).mark());
        assert_eq!(format!("{secrets:?}"), "Secrets");
    }

    #[test]
    fn what_is_sealed_opens_for_its_purpose_and_unchanged() {
        let (secrets, chance) = (Secrets::new([7; 32]), Chance::from_seed(1));
        let sealed = secrets.seal("letter", b"bonjour", &chance).unwrap();
        assert_eq!(secrets.open("letter", &sealed).as_deref(), Some(b"bonjour".as_slice()));
        assert_ne!(sealed, secrets.seal("letter", b"bonjour", &chance).unwrap());
        assert_eq!(secrets.open("other", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(secrets.open("letter", &changed), None, "byte {at}");
            assert_eq!(secrets.open("letter", &sealed[..at]), None, "cut at {at}");
        }
    }
}
