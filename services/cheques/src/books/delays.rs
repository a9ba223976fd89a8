//! How long venues wait for their money: from the day a cheque is honoured to the day the bank pays it.

use serde::{Deserialize, Serialize};

use crate::rows::proofs::Waited;

/// Delays of payment, cheque by cheque.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delays {
    /// Cheques paid.
    pub cheques: i64,
    /// Half of them were paid within so many days.
    pub median_days: i64,
    /// Nine out of ten of them.
    pub ninetieth_days: i64,
}

/// The delays of those cheques; nothing without any.
pub(super) fn of(waited: &[Waited]) -> Option<Delays> {
    let mut days: Vec<(i64, i64)> = waited.iter().map(|some| (some.days(), some.cheques)).collect();
    days.sort_unstable();
    let cheques: i64 = days.iter().map(|(_, cheques)| cheques).sum();
    let at = |tenths: i64| {
        // The smallest delay within which so many tenths of the cheques were paid.
        let wanted = (cheques * tenths + 9) / 10;
        let mut so_far = 0;
        days.iter().find_map(|(days, cheques)| {
            so_far += cheques;
            (so_far >= wanted).then_some(*days)
        })
    };
    (cheques > 0).then(|| Delays {
        cheques,
        median_days: at(5).unwrap_or_default(),
        ninetieth_days: at(9).unwrap_or_default(),
    })
}
