//! The short code that opens a counter's machine: six digits, hashed slowly (argon2id) under a key that is not in the database.

use argon2::{Algorithm, Argon2, Params, Version};
use kernel::{chance::Chance, refusal::Refusal};
use store::{Fault, Reply};
use tokio::sync::Semaphore;

use crate::{identity::secrets::Secrets, refusal::Refused};

/// How many digits it has.
pub const DIGITS: usize = 6;
const SALT: usize = 16;
const HASH: usize = 32;
/// How many are hashed at the same time, of 19 MiB each; the others wait for their turn.
static PLACES: Semaphore = Semaphore::const_new(4);

/// What somebody typed, once it is six digits that are not the first to be guessed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Pin([u8; DIGITS]);

impl Pin {
    /// Reads what was typed; spaces do not count.
    pub(crate) fn typed(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').collect();
        let digits: [u8; DIGITS] = digits.try_into().ok()?;
        digits.iter().all(u8::is_ascii_digit).then_some(Self(digits))
    }

    /// The same for a new one: six times the same digit, and digits in a row, are `INPUT_INVALID`.
    pub(crate) fn chosen(text: &str) -> Result<Self, Refusal> {
        let refused = || Refused::Input("pin").into();
        let pin = Self::typed(text).ok_or_else(refused)?;
        let follows = |step: i16| pin.0.windows(2).all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step);
        if [-1, 0, 1].into_iter().any(follows) { Err(refused()) } else { Ok(pin) }
    }

    /// What is kept: the salt, then the hash. Takes some tens of milliseconds and 19 MiB: never on the writer's thread.
    pub(crate) fn kept(&self, secrets: &Secrets, chance: &Chance) -> Result<Vec<u8>, Fault> {
        let salt: [u8; SALT] = chance.bytes();
        let hash = self.hash(secrets, &salt)?;
        Ok([&salt[..], &hash[..]].concat())
    }

    /// Whether it is the one of which this was kept. As slow.
    pub(crate) fn is(&self, secrets: &Secrets, kept: &[u8]) -> Result<bool, Fault> {
        let (salt, hash) =
            kept.split_first_chunk::<SALT>().ok_or_else(|| Fault::broken("a short code is cut short"))?;
        let own = self.hash(secrets, salt)?;
        // Of both, a mark: how far they agree is not told by the time that it takes.
        Ok(secrets.mac("pin kept", &[&own]) == secrets.mac("pin kept", &[hash]))
    }

    fn hash(&self, secrets: &Secrets, salt: &[u8; SALT]) -> Result<[u8; HASH], Fault> {
        let key = secrets.key("pin");
        let cannot = |error: argon2::Error| Fault::broken(format!("a short code cannot be hashed: {error}"));
        let argon =
            Argon2::new_with_secret(&key, Algorithm::Argon2id, Version::V0x13, Params::DEFAULT).map_err(cannot)?;
        let mut hash = [0; HASH];
        argon.hash_password_into(&self.0, salt, &mut hash).map_err(cannot)?;
        Ok(hash)
    }
}

/// Runs what takes tens of milliseconds where nobody waits behind it.
pub(super) async fn slowly<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Reply<T> {
    let place = PLACES.acquire().await;
    let place = place.map_err(|error| Fault::because("nobody hashes short codes any more", error))?;
    let done = tokio::task::spawn_blocking(work).await;
    drop(place);
    Ok(done.map_err(|error| Fault::because("a short code was not hashed", error))??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_that_are_not_guessed_first() {
        assert!(Pin::chosen("20 48 91").is_ok_and(|pin| pin.0 == *b"204891"));
        for bad in ["", "12345", "1234567", "12345a", "000000", "123456", "987654", "²04891"] {
            assert!(Pin::chosen(bad).is_err(), "{bad}");
        }
        assert!(Pin::typed("123456").is_some(), "what is typed is only compared");
    }

    #[test]
    fn what_is_kept_knows_its_own_under_its_own_key() {
        let (secrets, chance) = (Secrets::new([1; 32]), Chance::from_seed(1));
        let pin = Pin::typed("204891").unwrap();
        let kept = pin.kept(&secrets, &chance).unwrap();
        assert!(pin.is(&secrets, &kept).unwrap());
        assert!(!Pin::typed("204892").unwrap().is(&secrets, &kept).unwrap());
        assert!(!pin.is(&Secrets::new([2; 32]), &kept).unwrap());
        assert_ne!(kept, pin.kept(&secrets, &chance).unwrap(), "each has a salt of its own");
        assert!(pin.is(&secrets, &kept[..3]).is_err());
    }
}
