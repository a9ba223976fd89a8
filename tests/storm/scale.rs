//! How often each fault strikes: a few times in `ops/test`, in full under `PASSEGUE_TEST_STORM=full`.

use std::{fmt::Display, time::Duration};

use kernel::chance::Chance;

/// `full`, or anything else for a few times.
const SCALE: &str = "PASSEGUE_TEST_STORM";
/// Another seed, to play another storm.
const SEED: &str = "PASSEGUE_TEST_SEED";

/// The first of two counts, or the second in full.
pub(crate) fn count<T>(few: T, in_full: T) -> T {
    if std::env::var(SCALE).is_ok_and(|scale| scale == "full") { in_full } else { few }
}

/// The randomness of a storm, its seed printed.
pub(crate) fn chance(storm: &str) -> Chance {
    let seed = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    println!("storm {storm}: seed {seed}");
    Chance::from_seed(seed)
}

/// A moment between two, both in milliseconds.
pub(crate) fn moment(chance: &Chance, least: u64, most: u64) -> Duration {
    Duration::from_millis(least + u64::from(u32::from_be_bytes(chance.bytes())) % (most - least + 1))
}

/// One line of figures, found again by `ops/storm`.
pub(crate) fn figures(storm: &str, told: impl Display) {
    println!("figures {storm}: {told}");
}

/// What no failure in so many trials says of the true rate, at 95 %: below three in n.
pub(crate) fn bound(trials: usize) -> String {
    let per_mille = 3000.0 / f64::from(u32::try_from(trials).expect("a count of trials"));
    format!("0 failures in n = {trials}: below {per_mille:.2} in a thousand at 95 %")
}

/// The middle and the longest of some times, in milliseconds.
pub(crate) fn middle_and_longest(times: &[Duration]) -> (u128, u128) {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let middle = sorted.get(sorted.len() / 2).expect("some times");
    (middle.as_millis(), sorted.last().expect("some times").as_millis())
}
