//! Money: whole cents of euro, checked, without floats.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in cents of euro. Never negative in a posting; a difference may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

/// The sum does not fit: more than 92 million milliards of euros, so a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("amount out of range")]
pub struct Overflow;

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// That many cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// That many cents, as an integer.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, or [`Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// The difference, or [`Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// So many times this amount, or [`Overflow`].
    pub fn times(self, count: i64) -> Result<Self, Overflow> {
        self.0.checked_mul(count).map(Self).ok_or(Overflow)
    }

    /// The sum of all, or [`Overflow`].
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// For bank files and logs: `12.50`. What people read ("12,50 €") is written by `words::euros`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_or_refused() {
        let (one, most, least) = (Cents::new(1), Cents::new(i64::MAX), Cents::new(i64::MIN));
        assert_eq!(Cents::new(1000).plus(Cents::new(250)), Ok(Cents::new(1250)));
        assert_eq!(Cents::new(1000).minus(Cents::new(1250)), Ok(Cents::new(-250)));
        assert_eq!(Cents::new(1000).times(10), Ok(Cents::new(10_000)));
        assert_eq!(most.plus(one), Err(Overflow));
        assert_eq!(least.minus(one), Err(Overflow));
        assert_eq!(most.times(2), Err(Overflow));
        assert_eq!(least.times(-1), Err(Overflow));
    }

    #[test]
    fn a_total_is_refused_as_soon_as_it_does_not_fit() {
        let cents = |amounts: &[i64]| Cents::total(amounts.iter().copied().map(Cents::new));
        assert_eq!(cents(&[]), Ok(Cents::ZERO));
        assert_eq!(cents(&[1000, 1000, -500]), Ok(Cents::new(1500)));
        assert_eq!(cents(&[i64::MAX, 1, -1]), Err(Overflow));
    }

    #[test]
    fn bank_files_write_two_decimals() {
        let cases = [(0, "0.00"), (5, "0.05"), (1250, "12.50"), (-5, "-0.05"), (-1250, "-12.50"), (100_000, "1000.00")];
        for (cents, text) in cases {
            assert_eq!(Cents::new(cents).to_string(), text);
        }
        assert_eq!(Cents::new(i64::MIN).to_string(), "-92233720368547758.08");
    }
}
