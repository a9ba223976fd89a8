//! How many diagnostics a structure made in a month, and which ways were proposed. Nobody is told apart.

use std::collections::BTreeMap;

use kernel::{
    access::{Action, Actor},
    clock::Day,
};
use store::Reply;

use super::outcome::Way;
use crate::{desk::Desk, rows::diagnostics as rows};

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By the way that was proposed.
    pub ways: BTreeMap<Way, i64>,
    /// Those of people who are recorded.
    pub named: i64,
}

impl Counts {
    /// All of them.
    pub fn all(&self) -> i64 {
        self.ways.values().sum()
    }
}

/// The first and the last day of a month written `2025-10`.
pub fn month(text: &str) -> Option<(Day, Day)> {
    let first: Day = format!("{text}-01").parse().ok()?;
    let next = first.plus_days(31);
    let next = Day::of(next.year(), next.month(), 1).ok()?;
    (text.len() == 7).then(|| (first, next.plus_days(-1)))
}

/// What the caller's structure made between two days, both included; nothing for who makes none.
pub async fn diagnostic_counts(desk: &Desk, actor: &Actor, span: (Day, Day)) -> Reply<Option<Counts>> {
    let Some(mine) = actor.organisation().filter(|mine| actor.may(Action::DiagnosticCounts, *mine).is_ok()) else {
        return Ok(None);
    };
    desk.store
        .read_still("diagnostic-counts", move |conn| {
            let (ways, named) = rows::counted(conn, mine, span)?;
            Ok(Some(Counts { ways, named }))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_days() {
        let table = [
            ("2025-10", Some(("2025-10-01", "2025-10-31"))),
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2025-12", Some(("2025-12-01", "2025-12-31"))),
            ("2025-04", Some(("2025-04-01", "2025-04-30"))),
            ("2025-13", None),
            ("2025-1", None),
            ("octobre", None),
            ("", None),
        ];
        for (text, expected) in table {
            let told = month(text).map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(told, expected.map(|(first, last)| (first.to_owned(), last.to_owned())), "{text}");
        }
    }
}
