//! Days on which nothing sits: public holidays, by rule; school holidays of zone B, as they were published.

use std::sync::LazyLock;

use kernel::clock::Day;

use crate::closed_list::closed_list;

closed_list! {
    /// The eleven public holidays of France.
    Holiday {
        /// 1er janvier.
        NewYear "NEW_YEAR";
        /// Lundi de Pâques.
        EasterMonday "EASTER_MONDAY";
        /// 1er mai.
        LabourDay "LABOUR_DAY";
        /// 8 mai.
        Victory "VICTORY";
        /// Jeudi de l’Ascension.
        Ascension "ASCENSION";
        /// Lundi de Pentecôte.
        WhitMonday "WHIT_MONDAY";
        /// 14 juillet.
        NationalDay "NATIONAL_DAY";
        /// 15 août.
        Assumption "ASSUMPTION";
        /// 1er novembre.
        AllSaints "ALL_SAINTS";
        /// 11 novembre.
        Armistice "ARMISTICE";
        /// 25 décembre.
        Christmas "CHRISTMAS";
    }
}

/// The public holiday that falls on a day, if any (article L3133-1 of the code du travail).
pub fn public_holiday(day: Day) -> Option<Holiday> {
    let easter = easter(day.year())?;
    match (day.month(), day.day_of_month()) {
        (1, 1) => Some(Holiday::NewYear),
        (5, 1) => Some(Holiday::LabourDay),
        (5, 8) => Some(Holiday::Victory),
        (7, 14) => Some(Holiday::NationalDay),
        (8, 15) => Some(Holiday::Assumption),
        (11, 1) => Some(Holiday::AllSaints),
        (11, 11) => Some(Holiday::Armistice),
        (12, 25) => Some(Holiday::Christmas),
        _ => match day.number() - easter.number() {
            1 => Some(Holiday::EasterMonday),
            39 => Some(Holiday::Ascension),
            50 => Some(Holiday::WhitMonday),
            _ => None,
        },
    }
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher).
pub fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let l = (32 + 2 * b.rem_euclid(4) + 2 * (c / 4) - h - c.rem_euclid(4)).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::of(year, u32::try_from(n / 31).ok()?, u32::try_from(n.rem_euclid(31) + 1).ok()?).ok()
}

/// Whether schools are closed that day in zone B; `None` past what was published.
pub fn school_holiday(day: Day) -> Option<bool> {
    let known =
        SCHOOL.first().zip(SCHOOL.last()).is_some_and(|((from, _), (_, until))| (*from..=*until).contains(&day));
    known.then(|| SCHOOL.iter().any(|(first, last)| (*first..=*last).contains(&day)))
}

/// The last day of which it is known whether schools are closed.
pub fn school_known_until() -> Option<Day> {
    SCHOOL.last().map(|(_, last)| *last)
}

static SCHOOL: LazyLock<Vec<(Day, Day)>> =
    LazyLock::new(|| include_str!("../data/school-holidays-b.csv").lines().filter_map(span).collect());

/// `2025-2026;WINTER;2026-02-14;2026-03-01`; the head and the remarks are no spans.
fn span(line: &str) -> Option<(Day, Day)> {
    let mut cells = line.split(';').skip(2);
    Some((cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn easter_moves() {
        for text in ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"] {
            assert_eq!(easter(day(text).year()), Some(day(text)));
        }
    }

    #[test]
    fn a_year_has_eleven_holidays() {
        for year in 2024..2035 {
            let new_year = Day::of(year, 1, 1).unwrap();
            let found: Vec<_> = (0..366)
                .map(|n| new_year.plus_days(n))
                .filter(|day| day.year() == year)
                .filter_map(public_holiday)
                .collect();
            assert_eq!(found.len(), 11, "{year}: {found:?}");
        }
        assert_eq!(public_holiday(day("2026-04-06")), Some(Holiday::EasterMonday));
        assert_eq!(public_holiday(day("2026-05-14")), Some(Holiday::Ascension));
        assert_eq!(public_holiday(day("2026-05-25")), Some(Holiday::WhitMonday));
        assert_eq!(public_holiday(day("2026-05-26")), None);
    }

    #[test]
    fn the_published_spans_follow_each_other() {
        assert_eq!(SCHOOL.len(), 18, "every line is read");
        assert!(SCHOOL.iter().all(|(first, last)| first <= last));
        assert!(SCHOOL.windows(2).all(|two| two[0].1 < two[1].0));
        assert_eq!(school_holiday(day("2026-02-14")), Some(true));
        assert_eq!(school_holiday(day("2026-03-02")), Some(false));
        assert_eq!(school_holiday(day("2030-03-02")), None, "nobody knows yet");
    }
}
