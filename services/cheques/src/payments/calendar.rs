//! The calendar of settlements, open to all: when venues were paid and when they will be. No amount, no venue.

use kernel::clock::Day;
use store::Reply;

use super::terms::Terms;
use crate::{
    desk::Desk,
    payments::settlement::{Settlement, Stage},
    rows::{runs, terms as rows},
};

/// The calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The next days on which the house prepares a run, nearest first; empty when it has fixed none.
    pub next: Vec<Day>,
    /// The last runs, newest first.
    pub past: Vec<PastRun>,
    /// The terms of today.
    pub terms: Option<Terms>,
}

/// A run as everybody may know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastRun {
    /// Its number.
    pub no: i64,
    /// The day on which it was prepared.
    pub prepared: Day,
    /// The day asked of the bank.
    pub execution: Option<Day>,
    /// The day on which the bank had answered for every payment.
    pub done: Option<Day>,
}

const MOST_PAST: i64 = 12;
const MONTHS_AHEAD: usize = 6;

/// The calendar of today.
pub async fn settlement_calendar(desk: &Desk) -> Reply<Calendar> {
    let today = desk.store.now().day();
    let next = desk.house.settlement_day.map(|day| next_runs(today, day)).unwrap_or_default();
    let look = move |conn: &mut store::conn::AnyConn| {
        let past = runs::page(conn, None, MOST_PAST)?.into_iter().filter(|run| run.stage != Stage::Preparing);
        let terms = rows::on(conn, today)?;
        Ok(Calendar { next, past: past.map(|run| told(&run)).collect(), terms })
    };
    desk.store.read("settlementCalendar", look).await
}

fn told(run: &Settlement) -> PastRun {
    PastRun {
        no: run.no,
        prepared: run.prepared_at.day(),
        execution: run.execution_day,
        done: run.confirmed_at.map(kernel::clock::At::day),
    }
}

/// The same day of this month and of the next ones, today included.
fn next_runs(today: Day, day_of_month: u32) -> Vec<Day> {
    let days = (0..=31 * 7).map(|days| today.plus_days(days));
    days.filter(|day| day.day_of_month() == day_of_month).take(MONTHS_AHEAD).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_months_are_told() {
        let told =
            |today: &str, day| next_runs(today.parse().unwrap(), day).iter().map(Day::to_string).collect::<Vec<_>>();
        let half_a_year = ["2025-10-28", "2025-11-28", "2025-12-28", "2026-01-28", "2026-02-28", "2026-03-28"];
        assert_eq!(told("2025-10-01", 28), half_a_year);
        assert_eq!(told("2025-10-28", 28)[0], "2025-10-28");
        assert_eq!(told("2025-10-29", 28).len(), 6);
    }
}
