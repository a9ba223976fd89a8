//! Numbers, days and hours as people say them, with spaces that do not break.

use std::fmt;

use askama::filters::HtmlSafe;
use kernel::{
    cents::Cents,
    clock::{At, Day},
    words,
};

const NO_BREAK: char = '\u{A0}';
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MINUTE_MS: i64 = 60_000;

/// `12,50 €` of whole cents.
pub fn euros(cents: i64) -> String {
    words::euros(Cents::new(cents))
}

/// `31 octobre 2025` of `2025-10-31`; what is no day is said as it is.
pub fn day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), words::long_day)
}

/// `octobre 2025` of any day of that month; what is no day is said as it is.
pub fn month(text: &str) -> String {
    let told = |day: Day| words::long_day(day).split_once(' ').map(|(_, month)| month.to_owned());
    text.parse().ok().and_then(told).unwrap_or_else(|| text.to_owned())
}

/// `mardi 3 mars 2026`.
pub fn weekday(day: Day) -> String {
    format!("{} {}", WEEKDAYS[weekday_number(day)], words::long_day(day))
}

/// 0 for Monday to 6 for Sunday.
pub fn weekday_number(day: Day) -> usize {
    // 1 January 1970 was a Thursday.
    usize::try_from((day.number() + 3).rem_euclid(7)).unwrap_or_default()
}

/// `mardi 3 mars 2026 à 14 h 30`, in Paris, of an instant as the network writes it.
pub fn moment(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |at: At| format!("{} à {}", weekday(at.day()), hour(at)))
}

/// `le 3 mars 2026 à 14 h 30`, without the weekday.
pub fn stamp(text: &str) -> String {
    let told = |at: At| format!("{} à {}", words::long_day(at.day()), hour(at));
    text.parse().map_or_else(|_| text.to_owned(), told)
}

/// `14 h 30`, `9 h`, in Paris.
pub fn hour(at: At) -> String {
    let (hour, minute) = at.paris_time();
    clock_hour(hour, minute)
}

/// `14 h 30`, `9 h`.
pub fn clock_hour(hour: u32, minute: u32) -> String {
    match minute {
        0 => format!("{hour}{NO_BREAK}h"),
        minute => format!("{hour}{NO_BREAK}h{NO_BREAK}{minute:02}"),
    }
}

/// How long ago: `il y a 5 minutes`, `il y a 3 heures`, `hier`, `il y a 4 jours`.
pub fn ago(at: At, now: At) -> String {
    let minutes = (now.0 - at.0).max(0) / MINUTE_MS;
    let days = now.day().number() - at.day().number();
    match (minutes, days) {
        (0, _) => "il y a un instant".to_owned(),
        (1, _) => format!("il y a 1{NO_BREAK}minute"),
        (2..=59, _) => format!("il y a {minutes}{NO_BREAK}minutes"),
        (60..=119, _) => format!("il y a 1{NO_BREAK}heure"),
        (_, 0) => format!("il y a {}{NO_BREAK}heures", minutes / 60),
        (_, 1) => "hier".to_owned(),
        (_, days) => format!("il y a {days}{NO_BREAK}jours"),
    }
}

/// `4,5 km`, `12 km`, `moins de 1 km`.
pub fn km(km: f64) -> String {
    let tenths = (km * 10.0).round();
    match tenths {
        tenths if tenths < 10.0 => format!("moins de 1{NO_BREAK}km"),
        tenths if tenths < 100.0 => {
            format!("{}{NO_BREAK}km", format!("{:.1}", tenths / 10.0).replace('.', ",").replace(",0", ""))
        }
        _ => format!("{:.0}{NO_BREAK}km", km),
    }
}

/// Number, street and commune on one line; the commune once, also when the street's line names it.
pub fn address(street: Option<&str>, commune: Option<&str>) -> String {
    let street = street.unwrap_or_default();
    let commune = commune.filter(|name| !street.to_lowercase().ends_with(&name.to_lowercase()));
    let parts: Vec<&str> = [Some(street), commune].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// `1 250`.
pub fn count(number: i64) -> String {
    euros(number.saturating_mul(100)).trim_end_matches('€').trim_end_matches(NO_BREAK).to_owned()
}

/// A telephone number: shown in pairs, and a link that calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    shown: String,
    link: String,
}

impl Phone {
    /// Of a number as it was written: `+33321060000`, `03 21 06 00 00`. What is no French number is shown as it is.
    pub fn new(text: &str) -> Self {
        let dialled: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let national = match dialled.strip_prefix("+33") {
            Some(rest) => format!("0{}", rest.trim_start_matches('0')),
            None => dialled.clone(),
        };
        let french = national.len() == 10 && national.starts_with('0');
        let pairs: Vec<&str> = (0..national.len()).step_by(2).filter_map(|at| national.get(at..at + 2)).collect();
        match french {
            true => Self { shown: pairs.join("\u{A0}"), link: format!("+33{}", &national[1..]) },
            false => Self { shown: text.trim().to_owned(), link: dialled },
        }
    }

    /// As it is read aloud.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

/// The link, as HTML.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(shown) = askama::filters::escape(&self.shown, askama::filters::Html);
        write!(f, "<a class=\"tel\" href=\"tel:{}\">{shown}</a>", self.link)
    }
}

impl HtmlSafe for Phone {}

/// A sentence that stands alone begins with a capital.
pub fn alone(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace(NO_BREAK, " ")
    }

    #[test]
    fn days_and_hours() {
        assert_eq!(plain(&moment("2026-03-03T13:30:00Z")), "mardi 3 mars 2026 à 14 h 30");
        assert_eq!(plain(&stamp("2025-10-01T07:00:00Z")), "1er octobre 2025 à 9 h");
        assert_eq!(day("2025-10-31"), "31 octobre 2025");
        assert_eq!(weekday("1970-01-01".parse().unwrap()), "jeudi 1er janvier 1970");
        assert_eq!(moment("<b>"), "<b>");
    }

    #[test]
    fn ages() {
        let now: At = "2025-10-15T10:00:00Z".parse().unwrap();
        let told = |minutes: i64| plain(&ago(now.plus_ms(-minutes * MINUTE_MS), now));
        let cases = [
            (0, "il y a un instant"),
            (1, "il y a 1 minute"),
            (59, "il y a 59 minutes"),
            (60, "il y a 1 heure"),
            (180, "il y a 3 heures"),
            (24 * 60, "hier"),
            (72 * 60, "il y a 3 jours"),
            (-5, "il y a un instant"),
        ];
        for (minutes, expected) in cases {
            assert_eq!(told(minutes), expected);
        }
    }

    #[test]
    fn distances_and_counts() {
        let cases = [(0.2, "moins de 1 km"), (4.46, "4,5 km"), (4.0, "4 km"), (12.4, "12 km")];
        for (way, expected) in cases {
            assert_eq!(plain(&km(way)), expected);
        }
        assert_eq!([0, 999, 1250].map(|number| plain(&count(number))), ["0", "999", "1 250"]);
    }

    #[test]
    fn an_address_names_its_commune_once() {
        assert_eq!(address(Some("3 rue Haute"), Some("Wail")), "3 rue Haute, Wail");
        assert_eq!(address(Some("3 rue Haute, 62770 WAIL"), Some("Wail")), "3 rue Haute, 62770 WAIL");
        assert_eq!((address(None, Some("Wail")), address(None, None)), ("Wail".to_owned(), String::new()));
    }

    #[test]
    fn a_telephone_is_shown_in_pairs_and_calls() {
        for text in ["+33321060000", "03 21 06 00 00", "+33 (0)3 21 06 00 00"] {
            let phone = Phone::new(text);
            assert_eq!(plain(phone.shown()), "03 21 06 00 00");
            assert!(phone.to_string().contains("href=\"tel:+33321060000\""), "{phone}");
        }
        assert_eq!(Phone::new("39 39").shown(), "39 39");
        assert!(!Phone::new("<script>").to_string().contains("<script"));
    }
}
