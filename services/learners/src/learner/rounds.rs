//! Rounds: who was not heard of for two years is forgotten.

use kernel::{clock::Day, ids::LearnerRef};
use store::{Fault, Reply, Store, Tx, head};

use super::erase;
use crate::rows::learners;

/// Years after the last contact.
const YEARS_KEPT: i32 = 2;
/// More than these wait for the next round.
const MOST: i64 = 200;

/// Forgets those whose last contact is two years old; answers how many.
pub fn go_on(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    // Whoever is served in this very moment is served first, and then was heard of; or not found.
    head::announce(tx, &[])?;
    let silent = learners::silent_since(tx.conn, years_before(tx.now().day()), MOST)?;
    for learner in &silent {
        erase::forget(tx, *learner)?;
    }
    Ok(silent.len())
}

/// Those of these who were forgotten, at most a thousand asked at once: whoever holds something of theirs elsewhere forgets it too.
pub async fn erased_among(store: &Store, ids: Vec<LearnerRef>) -> Reply<Vec<LearnerRef>> {
    store.read("learners.erased_among", move |conn| Ok(learners::erased_among(conn, &ids)?)).await
}

/// The same day of the calendar, so many years before; of a 29 February, the 28.
fn years_before(today: Day) -> Day {
    let same = Day::of(today.year() - YEARS_KEPT, today.month(), today.day_of_month());
    same.unwrap_or_else(|_| today.plus_days(-1 - i64::from(YEARS_KEPT) * 365))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_years_are_counted_on_the_calendar() {
        let before = |day: &str| years_before(day.parse().unwrap()).to_string();
        assert_eq!(before("2027-10-01"), "2025-10-01");
        assert_eq!(before("2028-02-29"), "2026-02-28");
    }
}
