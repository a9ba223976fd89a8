//! Tokens that were believed a moment ago: a signature is looked at once, the rest each time.

use std::sync::Arc;

use kernel::{
    access::{
        Actor,
        token::{BadToken, KeySet, Proof},
    },
    clock::At,
};
use moka::sync::Cache;
use sha2::{Digest, Sha256};

/// Tokens remembered; the least used goes first. Only tokens that were believed enter: whoever forges pushes nobody out.
const TOKENS: u64 = 10_000;

/// What was believed, by the digest of the whole token: no token is kept.
pub(crate) struct Proofs(Cache<[u8; 32], Arc<Proof>>);

impl Proofs {
    pub(crate) fn new() -> Self {
        Self(Cache::new(TOKENS))
    }

    /// The person whom a token proves, under these keys and at this time.
    pub(crate) fn actor(&self, keys: &KeySet, token: &str, now: At) -> Result<Actor, BadToken> {
        let digest = Sha256::digest(token).into();
        if let Some(proof) = self.0.get(&digest) {
            return proof.actor(keys, now);
        }
        let proof = Proof::read(keys, token)?;
        let actor = proof.actor(keys, now)?;
        self.0.insert(digest, Arc::new(proof));
        Ok(actor)
    }
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{
            Role,
            token::{SigningKey, mint},
        },
        chance::Chance,
    };

    use super::*;

    #[test]
    fn a_token_that_was_believed_ends_with_its_time_and_with_its_key() {
        let (chance, key, now) = (Chance::from_seed(1), SigningKey::from_seed([1; 32]), At(1_759_305_600_000));
        let actor = Actor::member(chance.id(), chance.id(), [Role::CounterStaff]);
        let token = mint(&key, &actor, [9; 16], now, 30).unwrap();
        let keys = KeySet::of([key.public()]);
        let proofs = Proofs::new();
        for _ in 0..2 {
            assert_eq!(proofs.actor(&keys, &token, now), Ok(actor.clone()));
        }
        assert_eq!(proofs.actor(&keys, &token, now.plus_ms(30 * 60_000)), Err(BadToken::Expired));
        assert_eq!(proofs.actor(&KeySet::default(), &token, now), Err(BadToken::UnknownKey));
        let (message, _) = token.rsplit_once('.').unwrap();
        assert!(proofs.actor(&keys, &format!("{message}.AAAA"), now).is_err(), "another signature is another token");
    }
}
