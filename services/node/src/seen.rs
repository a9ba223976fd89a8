//! The words already heard: an assertion serves once, and is forgotten when it could not serve any more.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};

use kernel::clock::At;

/// An assertion holds sixty seconds, and another machine's clock may be a little ahead of ours.
const KEPT_MS: i64 = 70_000;
/// More than this within the time means that the centre is not itself: the rest is refused rather than forgotten.
const MOST: usize = 100_000;

/// The numbers of the assertions heard in the last minute.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<Numbers>);

#[derive(Debug, Default)]
struct Numbers {
    known: HashSet<[u8; 16]>,
    in_order: VecDeque<(At, [u8; 16])>,
}

impl Seen {
    /// Whether this number is heard for the first time; `false` also when too many were heard.
    pub(crate) fn first_time(&self, jti: [u8; 16], now: At) -> bool {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.forget_before(now.plus_ms(-KEPT_MS));
        if numbers.known.len() >= MOST || !numbers.known.insert(jti) {
            return false;
        }
        numbers.in_order.push_back((now, jti));
        true
    }
}

impl Numbers {
    fn forget_before(&mut self, limit: At) {
        while let Some((_, jti)) = self.in_order.pop_front_if(|(heard, _)| *heard < limit) {
            self.known.remove(&jti);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_serves_once_and_is_then_forgotten() {
        let seen = Seen::default();
        let start = At(1_000_000);
        assert!(seen.first_time([1; 16], start));
        assert!(!seen.first_time([1; 16], start));
        assert!(!seen.first_time([1; 16], start.plus_ms(KEPT_MS)));
        assert!(seen.first_time([2; 16], start.plus_ms(KEPT_MS + 1)));
        assert_eq!(seen.0.lock().unwrap().known.len(), 1);
    }

    #[test]
    fn memory_is_bounded() {
        let seen = Seen::default();
        let number = |n: usize| {
            let mut jti = [0; 16];
            jti[..8].copy_from_slice(&n.to_le_bytes());
            jti
        };
        assert!((0..MOST).all(|n| seen.first_time(number(n), At(0))));
        assert!(!seen.first_time(number(MOST), At(0)));
        assert!(seen.first_time(number(MOST), At(KEPT_MS + 1)));
        assert_eq!(seen.0.lock().unwrap().in_order.len(), 1);
    }
}
