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

use crate::revoked::Revoked;

/// Tokens remembered; the least used goes first. Only tokens that were believed enter: whoever forges pushes nobody out.
const TOKENS: u64 = 10_000;

/// What was believed, by the digest of the whole token: no token is kept.
pub(crate) struct Proofs(Cache<[u8; 32], Arc<Proof>>);

/// Why somebody is not who their token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotBelieved {
    /// The token itself.
    #[error(transparent)]
    Token(#[from] BadToken),
    /// The person's rights changed, or the visit ended, after it was made.
    #[error("token was revoked")]
    Revoked,
}

impl Proofs {
    pub(crate) fn new() -> Self {
        Self(Cache::new(TOKENS))
    }

    /// The person whom a token proves, under these keys and at this time; nothing that was revoked is believed.
    pub(crate) fn actor(&self, keys: &KeySet, revoked: &Revoked, token: &str, now: At) -> Result<Actor, NotBelieved> {
        let digest = Sha256::digest(token).into();
        let proof = match self.0.get(&digest) {
            Some(proof) => proof,
            None => Arc::new(Proof::read(keys, token)?),
        };
        let actor = proof.actor(keys, now)?;
        if revoked.ends(&proof) {
            return Err(NotBelieved::Revoked);
        }
        self.0.insert(digest, proof);
        Ok(actor)
    }
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{
            Role,
            token::{Grant, SigningKey, mint},
        },
        chance::Chance,
    };

    use super::*;

    const NOW: At = At(1_759_305_600_000);

    fn key() -> SigningKey {
        SigningKey::from_seed([1; 32])
    }

    #[test]
    fn a_token_that_was_believed_ends_with_its_time_and_with_its_key() {
        let chance = Chance::from_seed(1);
        let actor = Actor::member(chance.id(), chance.id(), [Role::CounterStaff]);
        let token = mint(&key(), &actor, [9; 16], NOW, 30).unwrap();
        let keys = KeySet::of([key().public()]);
        let (proofs, nobody) = (Proofs::new(), Revoked::default());
        for _ in 0..2 {
            assert_eq!(proofs.actor(&keys, &nobody, &token, NOW), Ok(actor.clone()));
        }
        let refused =
            |keys: &KeySet, token: &str, now| proofs.actor(keys, &nobody, token, now).expect_err("not believed");
        assert_eq!(refused(&keys, &token, NOW.plus_ms(30 * 60_000)), BadToken::Expired.into());
        assert_eq!(refused(&KeySet::default(), &token, NOW), BadToken::UnknownKey.into());
        let (message, _) = token.rsplit_once('.').unwrap();
        refused(&keys, &format!("{message}.AAAA"), NOW);
    }

    #[test]
    fn a_token_that_was_believed_ends_when_its_person_or_its_visit_is_revoked() {
        let chance = Chance::from_seed(2);
        let (person, visit) = (chance.id(), chance.id());
        let actor = Actor::member(person, chance.id(), [Role::CounterStaff]).in_visit(visit).unproved();
        let token = Grant { actor: &actor, stamp: 2, proved_at: None }.mint(&key(), [9; 16], NOW, 10).unwrap();
        let (keys, proofs) = (KeySet::of([key().public()]), Proofs::new());
        let asked = |revoked: &Revoked| proofs.actor(&keys, revoked, &token, NOW);
        let others = Revoked::of([(person, 2), (chance.id(), 9)], [chance.id()]);
        assert_eq!(asked(&others), Ok(actor.clone()), "the stamp that it bears, and others' visits");
        assert_eq!(asked(&Revoked::of([(person, 3)], [])), Err(NotBelieved::Revoked));
        assert_eq!(asked(&Revoked::of([], [visit])), Err(NotBelieved::Revoked));
        assert_eq!(asked(&Revoked::default()), Ok(actor));
    }
}
