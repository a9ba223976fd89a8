//! Days and times as French says them.

use opening_hours_syntax::{
    ExtendedTime,
    rules::{
        day::{Date, HolidayKind, Month, MonthdayRange, WeekDayRange, WeekRange, Weekday},
        time::{Time, TimeSpan},
    },
};

/// Keeps a number and its unit, or a word and its colon, on one line.
pub(super) const NO_BREAK: char = '\u{a0}';

pub(super) const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
const NAMES: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
/// What is said of the days without school.
pub(super) const SCHOOL_HOLIDAYS: &str = "vacances scolaires";
const ORDINALS: [&str; 5] = ["premier", "deuxième", "troisième", "quatrième", "cinquième"];

/// Which days of the week these are, Monday first.
pub(super) type Week = [bool; 7];

/// The place of a day in the week, Monday being 0.
pub(super) fn place(day: Weekday) -> usize {
    WEEK.iter().position(|one| *one == day).unwrap_or_default()
}

/// The days of a range, which may pass Sunday: `Sa-Mo`.
pub(super) fn range(from: Weekday, to: Weekday) -> Week {
    let (first, last) = (place(from), place(to));
    let mut days = [false; 7];
    for step in 0..=(last + 7 - first) % 7 {
        days[(first + step) % 7] = true;
    }
    days
}

/// « tous les jours », « lundi et mardi », « du lundi au vendredi », « lundi, mercredi et vendredi ».
pub(super) fn week_in_words(days: Week) -> String {
    if days == [true; 7] {
        return "tous les jours".to_owned();
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in (0..7).filter(|day| days[*day]) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let mut names: Vec<String> = Vec::new();
    for (first, last) in runs {
        match last - first {
            0 | 1 => names.extend((first..=last).map(|day| NAMES[day].to_owned())),
            _ => names.push(format!("du {} au {}", NAMES[first], NAMES[last])),
        }
    }
    // « lundi, du jeudi au dimanche »: « et » before a range would be heard as its beginning.
    if names.len() > 1 && names.iter().any(|name| name.starts_with("du ")) {
        names.join(", ")
    } else {
        enumerated(&names)
    }
}

/// « a », « a et b », « a, b et c ».
pub(super) fn enumerated(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [begin @ .., last] => format!("{} et {last}", begin.join(", ")),
    }
}

/// « de 9 h à 12 h 30 », « à partir de 14 h », « toute la journée »; none for what follows the sun or repeats.
pub(super) fn span(span: &TimeSpan) -> Option<String> {
    let (Time::Fixed(from), Time::Fixed(until)) = (span.range.start, span.range.end) else { return None };
    if span.repeats.is_some() {
        return None;
    }
    if span.open_end {
        return Some(format!("à partir de {}", hour(from)));
    }
    if (from, until) == (ExtendedTime::MIDNIGHT_00, ExtendedTime::MIDNIGHT_24) {
        return Some("toute la journée".to_owned());
    }
    Some(format!("de {} à {}", hour(from), hour(until)))
}

fn hour(time: ExtendedTime) -> String {
    match (time.hour() % 24, time.minute()) {
        (0, 0) => "minuit".to_owned(),
        (hour, 0) => format!("{hour}{NO_BREAK}h"),
        (hour, minute) => format!("{hour}{NO_BREAK}h{NO_BREAK}{minute:02}"),
    }
}

/// « semaines paires », « semaines impaires », « semaine 12 »; none for other steps.
pub(super) fn weeks(range: &WeekRange) -> Option<String> {
    let (weeks, step) = range.clone().into_parts();
    let (first, last) = (weeks.start().0, weeks.end().0);
    match (first, last, step) {
        (1, 52.., 2) => Some("semaines impaires".to_owned()),
        (2, 52.., 2) => Some("semaines paires".to_owned()),
        (1, 52.., 1) => Some("toutes les semaines".to_owned()),
        (_, _, 1) if first == last => Some(format!("semaine {first}")),
        (_, _, 1) => Some(format!("semaines {first} à {last}")),
        _ => None,
    }
}

/// « en juillet », « de juillet à août », « du 1er mai au 30 septembre », « le 24 décembre »; none for what moves.
pub(super) fn dates(range: &MonthdayRange) -> Option<String> {
    match range {
        MonthdayRange::Month { range, year } => {
            let year = year.map(|year| format!(" {}", year.0)).unwrap_or_default();
            let (first, last) = (month(*range.start()), month(*range.end()));
            let of = if first.starts_with(['a', 'o']) { "d’" } else { "de " };
            Some(if first == last { format!("en {first}{year}") } else { format!("{of}{first} à {last}{year}") })
        }
        MonthdayRange::Date { start: (start, start_offset), end: (end, end_offset) } => {
            let fixed = *start_offset == Default::default() && *end_offset == Default::default();
            let (first, last) = (date(start).filter(|_| fixed)?, date(end)?);
            Some(if start == end { format!("le {first}") } else { format!("du {first} au {last}") })
        }
    }
}

fn date(date: &Date) -> Option<String> {
    let Date::Fixed { year, month: of, day } = date else { return None };
    let year = year.map(|year| format!(" {}", year.0)).unwrap_or_default();
    let day = if *day == 1 { "1er".to_owned() } else { day.to_string() };
    Some(format!("{day} {}{year}", month(*of)))
}

fn month(month: Month) -> &'static str {
    let all = [
        Month::January,
        Month::February,
        Month::March,
        Month::April,
        Month::May,
        Month::June,
        Month::July,
        Month::August,
        Month::September,
        Month::October,
        Month::November,
        Month::December,
    ];
    all.iter().position(|one| *one == month).and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// What a selector of days says: plain days of the week, or something apart.
pub(super) enum Said {
    /// These days, every week.
    Every(Week),
    /// « jours fériés », « le premier mardi du mois ».
    Apart(String),
}

/// Reads one selector of days; none for a shift by some days.
pub(super) fn selector(days: &WeekDayRange) -> Option<Said> {
    match days {
        WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 } => Some(Said::Apart("jours fériés".to_owned())),
        WeekDayRange::Holiday { kind: HolidayKind::School, offset: 0 } => Some(Said::Apart(SCHOOL_HOLIDAYS.to_owned())),
        WeekDayRange::Fixed { range: days, offset: 0, nth_from_start, nth_from_end } => {
            let week = range(*days.start(), *days.end());
            match (nth_from_start, nth_from_end) {
                ([true, true, true, true, true], [true, true, true, true, true]) => Some(Said::Every(week)),
                (nth, _) => nth_in_words(nth, nth_from_end, week).map(Said::Apart),
            }
        }
        WeekDayRange::Holiday { .. } | WeekDayRange::Fixed { .. } => None,
    }
}

// « le premier mardi du mois », « les premier et troisième mardis du mois », « le dernier samedi du mois ».
fn nth_in_words(from_start: &[bool; 5], from_end: &[bool; 5], week: Week) -> Option<String> {
    let day = match week.iter().filter(|is_in| **is_in).count() {
        1 => NAMES[week.iter().position(|is_in| *is_in)?],
        _ => return None,
    };
    let counted = |all: &[bool; 5]| -> Vec<usize> { (0..5).filter(|at| all[*at]).collect() };
    // A selector that names places from one side alone leaves the other side's empty.
    let (start, end) = (counted(from_start), counted(from_end));
    let mut places: Vec<String> = start.iter().map(|at| ORDINALS[*at].to_owned()).collect();
    match end.as_slice() {
        [] => {}
        [0] => places.push("dernier".to_owned()),
        _ => return None,
    }
    Some(match places.as_slice() {
        [] => return None,
        [one] => format!("le {one} {day} du mois"),
        several => format!("les {} {day}s du mois", enumerated(several)),
    })
}
