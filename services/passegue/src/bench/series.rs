//! Two thousand series looked at for a year: every day of each rule, with its holidays.

use std::time::Instant;

use kernel::clock::{At, Day};
use node::series::{Pattern, Weeks};

use crate::{commands::say, stop::Stop};

/// How many.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Combien de séries.
    #[arg(long, default_value_t = 2000)]
    series: usize,
}

/// The rhythms that villages use, one after the other.
const RULES: [(&str, Weeks); 6] = [
    ("FREQ=WEEKLY;BYDAY=TU", Weeks::All),
    ("FREQ=WEEKLY;BYDAY=MO,TH", Weeks::All),
    ("FREQ=WEEKLY;BYDAY=FR", Weeks::Odd),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", Weeks::All),
    ("FREQ=MONTHLY;BYDAY=1TH,3TH", Weeks::All),
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", Weeks::All),
];

/// Expands them, and says how many sittings that makes and how long it took.
pub(crate) fn run(wanted: &Wanted) -> Result<(), Stop> {
    let first = Day::from_number(20_454);
    let patterns: Vec<Pattern> = RULES
        .iter()
        .cycle()
        .zip(0..60)
        .cycle()
        .take(wanted.series)
        .map(|((rule, weeks), later)| pattern(rule, *weeks, first.plus_days(later)))
        .collect();
    let began = Instant::now();
    let mut sittings = 0;
    for pattern in &patterns {
        sittings += pattern.dates(At(0)).map_err(store::Trouble::from)?.sitting().count();
    }
    let took = began.elapsed();
    say(format!("series {}", patterns.len()));
    say(format!("sittings {sittings}"));
    say(format!("series_s {:.3}", took.as_secs_f64()));
    Ok(())
}

fn pattern(rule: &str, weeks: Weeks, first_day: Day) -> Pattern {
    Pattern {
        rule: rule.to_owned(),
        weeks,
        first_day,
        starts_minute: 14 * 60,
        in_school_holidays: false,
        exceptions: Vec::new(),
    }
}
