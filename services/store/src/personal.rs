//! Who somebody is, sealed: each thing under a key of its own, which is itself sealed. Without its key what was sealed is noise,
//! so that forgetting somebody is deleting the two.

use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use kernel::chance::Chance;
use sha2::Sha256;

use crate::fault::Fault;

const NONCE: usize = 12;

/// The key of keys; outside the database.
#[derive(Clone)]
pub struct Personal {
    keys: [u8; 32],
    marks: [u8; 32],
}

/// What was sealed of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its own key, sealed.
    pub key: Vec<u8>,
    /// The content, sealed under that key.
    pub content: Vec<u8>,
}

impl Personal {
    pub(crate) fn of(secret: &[u8; 32]) -> Self {
        Self { keys: hashed(secret, &[b"personal keys"]), marks: hashed(secret, &[b"personal marks"]) }
    }

    /// Seals what is known of somebody, for the thing of that identifier alone.
    pub fn seal(&self, of: &[u8; 16], clear: &[u8], chance: &Chance) -> Result<Sealed, Fault> {
        let own: [u8; 32] = chance.bytes();
        Ok(Sealed { key: sealed(&self.keys, of, &own, chance)?, content: sealed(&own, of, clear, chance)? })
    }

    /// What was sealed for that thing; nothing if it was altered, or sealed for another one or under another secret.
    pub fn open(&self, of: &[u8; 16], both: &Sealed) -> Option<Vec<u8>> {
        let own: [u8; 32] = opened(&self.keys, of, &both.key)?.try_into().ok()?;
        opened(&own, of, &both.content)
    }

    /// A mark by which the same words are known again, and from which nobody finds them without the secret.
    pub fn mark(&self, words: &[&[u8]]) -> [u8; 32] {
        hashed(&self.marks, words)
    }
}

/// Nothing of it.
impl std::fmt::Debug for Personal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Personal")
    }
}

fn sealed(key: &[u8; 32], of: &[u8; 16], clear: &[u8], chance: &Chance) -> Result<Vec<u8>, Fault> {
    let nonce: [u8; NONCE] = chance.bytes();
    let body = ChaCha20Poly1305::new(key.into()).encrypt(&nonce.into(), Payload { msg: clear, aad: of });
    let body = body.map_err(|_| Fault::broken("something cannot be sealed"))?;
    Ok([nonce.as_slice(), &body].concat())
}

fn opened(key: &[u8; 32], of: &[u8; 16], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE>()?;
    ChaCha20Poly1305::new(key.into()).decrypt(nonce.into(), Payload { msg: body, aad: of }).ok()
}

fn hashed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a short key up with zeros; its whole block is given, so that no length of key can be refused.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&block.into());
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
    fn what_is_sealed_opens_with_its_own_key_alone() {
        let (personal, chance) = (Personal::of(&[7; 32]), Chance::from_seed(1));
        let (one, other) = ([1; 16], [2; 16]);
        let both = personal.seal(&one, b"Amina", &chance).unwrap();
        assert_eq!(personal.open(&one, &both).as_deref(), Some(b"Amina".as_slice()));
        assert_eq!(personal.open(&other, &both), None);
        assert_eq!(Personal::of(&[8; 32]).open(&one, &both), None);
        let again = personal.seal(&one, b"Amina", &chance).unwrap();
        let mixed = Sealed { key: again.key, content: both.content.clone() };
        assert_eq!(personal.open(&one, &mixed), None, "each content has its own key");
        for at in 0..both.content.len() {
            let mut altered = both.clone();
            altered.content[at] ^= 1;
            assert_eq!(personal.open(&one, &altered), None, "byte {at}");
            altered.content.truncate(at);
            assert_eq!(personal.open(&one, &altered), None, "cut at {at}");
        }
    }

    #[test]
    fn a_mark_knows_the_same_words_again() {
        let personal = Personal::of(&[7; 32]);
        assert_eq!(personal.mark(&[b"a", b"b"]), Personal::of(&[7; 32]).mark(&[b"a", b"b"]));
        assert_ne!(personal.mark(&[b"ab"]), personal.mark(&[b"a", b"b"]));
        assert_ne!(personal.mark(&[b"a"]), Personal::of(&[8; 32]).mark(&[b"a"]));
        assert_eq!(format!("{personal:?}"), "Personal");
    }
}
