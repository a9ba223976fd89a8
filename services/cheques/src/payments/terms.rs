//! Under which terms the network pays: the smallest payment, the first one on an account, the delay that is promised, its fees.

use kernel::{
    cents::{Cents, Overflow},
    clock::Day,
    ids::OrderId,
};
use serde::{Deserialize, Serialize};

/// The terms from a day on, until the next ones begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Their first day.
    pub from: Day,
    /// A smaller payment waits for the next run.
    pub minimum: Cents,
    /// Days between the end of a month and the bank's payment, at most.
    pub delay_days: i64,
    /// The most that is paid to a structure on an account until the bank has confirmed a payment there; none: no limit. What
    /// is above waits for the next run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_payment_cap: Option<Cents>,
}

/// The fee on the cheques of an order that are used from a day on, until the next rule begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Whose cheques.
    pub order: OrderId,
    /// Its first day: that of the redemption counts.
    pub from: Day,
    /// Thousandths of the face value; zero ends a fee.
    pub per_mille: i64,
}

/// The fee on values under their rules, cut to the cent below.
pub(crate) fn fee_of(parts: impl IntoIterator<Item = (Cents, i64)>) -> Result<Cents, Overflow> {
    let mut thousandths = parts.into_iter().map(|(value, per_mille)| value.times(per_mille));
    let all = thousandths.try_fold(Cents::ZERO, |sum, part| sum.plus(part?))?;
    Ok(Cents::new(all.get().div_euclid(1000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_is_cut_once_and_never_above_its_rate() {
        let fee = |parts: &[(i64, i64)]| fee_of(parts.iter().map(|(cents, rate)| (Cents::new(*cents), *rate)));
        assert_eq!(fee(&[]), Ok(Cents::ZERO));
        assert_eq!(fee(&[(1000, 40)]), Ok(Cents::new(40)));
        // 0,4 and 0,6 cents are one cent together, none apart.
        assert_eq!(fee(&[(10, 40), (10, 60)]), Ok(Cents::new(1)));
        assert_eq!(fee(&[(99, 10)]), Ok(Cents::ZERO));
        assert_eq!(fee(&[(i64::MAX, 2)]), Err(Overflow));
    }
}
