//! Chance is given, never taken: identifiers, codes and secrets are drawn from one source, seeded by the machine or by a number.

use std::sync::{Arc, Mutex, PoisonError};

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{RngCore, SeedableRng},
};

use crate::ids::Id;

/// A source of randomness; cheap to clone, clones share one stream.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<ChaCha20Rng>>);

impl Chance {
    /// Seeded by the operating system: what a real centre uses.
    pub fn from_machine() -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::from_os_rng())))
    }

    /// Seeded by a number, so that a story can be told again. Never for real cheques.
    pub fn from_seed(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// That many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// Fills the slice with random bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }

    /// Another source, seeded by this one: what draws from it leaves this one's stream as it was.
    pub fn branch(&self) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::from_seed(self.bytes()))))
    }

    /// A new identifier of any kind.
    pub fn id<K>(&self) -> Id<K> {
        Id::from_bytes(self.bytes())
    }
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_tells_one_story() {
        let (one, same, other) = (Chance::from_seed(7), Chance::from_seed(7), Chance::from_seed(8));
        let first: [u8; 32] = one.bytes();
        assert_eq!(first, same.bytes());
        assert_ne!(first, other.bytes());
        assert_ne!(first, one.clone().bytes(), "clones go on where the stream is");
        assert_ne!(Chance::from_machine().bytes::<32>(), Chance::from_machine().bytes());
    }
}
