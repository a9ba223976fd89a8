//! How often something may be tried: a bucket of tries that fills again drop by drop, kept in the database, so that it
//! outlives a restart and several processes share it.
//!
//! A bucket is one instant: when it will be full again. Each try moves that instant on by the time of one drop; a try that
//! would move it further than a whole bucket from now is refused.

use kernel::clock::At;
use store::{Fault, Reply, Tx};

use super::secrets::Secrets;
use crate::{refusal::Refused, rows::bucket as rows};

/// So many tries at once, then one more each time so long has passed.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    burst: i64,
    drop_ms: i64,
}

impl Rate {
    /// `burst` tries at once, then one every `drop_ms` milliseconds.
    pub const fn of(burst: i64, drop_ms: i64) -> Self {
        Self { burst, drop_ms }
    }

    /// When the bucket will be full again after one more try now; or, refused, how many milliseconds to wait for a try.
    pub fn take(self, full_at: Option<At>, now: At) -> Result<At, i64> {
        let full_at = full_at.map_or(now, |at| at.max(now));
        let after = full_at.plus_ms(self.drop_ms);
        let too_far = after.0.saturating_sub(now.plus_ms(self.burst.saturating_mul(self.drop_ms)).0);
        if too_far > 0 { Err(too_far) } else { Ok(after) }
    }
}

/// What is limited, for whom.
pub struct Bucket {
    id: Vec<u8>,
    rate: Rate,
}

impl Bucket {
    /// The bucket of that kind for them; who they are is not kept, only its keyed hash.
    pub fn of(secrets: &Secrets, kind: &str, whose: &[u8], rate: Rate) -> Self {
        Self { id: secrets.mac("bucket", &[kind.as_bytes(), whose]).to_vec(), rate }
    }
}

/// What a try leaves in its buckets, to be kept once it is known that the try counts.
#[must_use]
pub struct Tried(Vec<(Vec<u8>, At)>);

/// What is tried, as people are told when it was tried too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Asking to sign in.
    SignIn,
    /// Giving a code.
    Code,
}

/// Asks a try of all these buckets; `TOO_MANY_ATTEMPTS` with the longest wait unless each has one. Nothing is kept yet.
pub fn ask(tx: &mut Tx<'_>, what: What, buckets: Vec<Bucket>) -> Reply<Tried> {
    let now = tx.now();
    let kept = rows::read(tx.conn, buckets.iter().map(|bucket| &bucket.id))?;
    let (mut tried, mut wait) = (Vec::new(), 0);
    for Bucket { id, rate } in buckets {
        match rate.take(kept.get(&id).copied(), now) {
            Ok(full_at) => tried.push((id, full_at)),
            Err(longer) => wait = wait.max(longer),
        }
    }
    match wait {
        0 => Ok(Tried(tried)),
        wait => Err(Refused::SlowDown { what: what.name(), minutes: minutes(wait) }.into()),
    }
}

/// As many minutes as are enough.
fn minutes(wait_ms: i64) -> i64 {
    wait_ms.saturating_add(59_999).div_euclid(60_000)
}

impl What {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "signIn",
            Self::Code => "code",
        }
    }
}

impl Tried {
    /// The try counts.
    pub fn keep(self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        rows::keep(tx, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATE: Rate = Rate::of(5, 60_000);

    #[test]
    fn as_many_minutes_are_told_as_are_enough() {
        assert_eq!([1, 59_999, 60_000, 60_001, 600_000].map(minutes), [1, 1, 1, 2, 10]);
    }

    #[test]
    fn five_at_once_then_one_a_minute() {
        let now = At(1_000_000);
        let mut full_at = None;
        for _ in 0..5 {
            full_at = Some(RATE.take(full_at, now).unwrap());
        }
        assert_eq!(RATE.take(full_at, now), Err(60_000));
        assert_eq!(RATE.take(full_at, now.plus_ms(59_999)), Err(1));
        let later = now.plus_ms(60_000);
        let full_at = RATE.take(full_at, later).unwrap();
        assert_eq!(RATE.take(Some(full_at), later), Err(60_000));
        let rested = later.plus_ms(5 * 60_000);
        let mut full_at = Some(full_at);
        for _ in 0..5 {
            full_at = Some(RATE.take(full_at, rested).unwrap());
        }
        assert!(RATE.take(full_at, rested).is_err());
    }

    proptest! {
        /// Whatever the pauses, no stretch of time sees more than a bucket and what dripped in meanwhile.
        #[test]
        fn never_more_than_a_bucket_and_its_drops(pauses in proptest::collection::vec(0_i64..90_000, 1..200)) {
            let (mut now, mut full_at, mut taken) = (At(0), None, Vec::new());
            for pause in pauses {
                now = now.plus_ms(pause);
                if let Ok(after) = RATE.take(full_at, now) {
                    full_at = Some(after);
                    taken.push(now.0);
                }
            }
            for (first, start) in taken.iter().enumerate() {
                for (last, end) in taken.iter().enumerate().skip(first) {
                    let count = i64::try_from(last - first + 1).unwrap();
                    prop_assert!(count <= RATE.burst + (end - start) / RATE.drop_ms + 1);
                }
            }
        }

        /// Whoever waits as long as told may try.
        #[test]
        fn the_wait_that_is_told_is_enough(full_in in 0_i64..1_000_000, now in 0_i64..1_000_000) {
            let (full_at, now) = (At(now + full_in), At(now));
            if let Err(wait) = RATE.take(Some(full_at), now) {
                prop_assert!(RATE.take(Some(full_at), now.plus_ms(wait)).is_ok());
                prop_assert!(RATE.take(Some(full_at), now.plus_ms(wait - 1)).is_err());
            }
        }
    }
}
