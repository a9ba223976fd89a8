//! A week as the form has it, and as OpenStreetMap writes it.

use crate::{
    form::{Form, Typed},
    words::t,
};

/// A day of the week.
pub(super) struct Day {
    /// In the names of the form's fields.
    pub(super) name: &'static str,
    /// In OpenStreetMap's syntax.
    pub(super) osm: &'static str,
    /// Its sentence.
    pub(super) label: &'static str,
}

const fn day(name: &'static str, osm: &'static str, label: &'static str) -> Day {
    Day { name, osm, label }
}

/// Monday to Sunday.
pub(super) static DAYS: [Day; 7] = [
    day("lundi", "Mo", "day-monday"),
    day("mardi", "Tu", "day-tuesday"),
    day("mercredi", "We", "day-wednesday"),
    day("jeudi", "Th", "day-thursday"),
    day("vendredi", "Fr", "day-friday"),
    day("samedi", "Sa", "day-saturday"),
    day("dimanche", "Su", "day-sunday"),
];

/// Openings of a day that the form has room for.
pub(super) const OPENINGS: usize = 3;
const LONGEST_NOTE: usize = 60;

/// The name of a field: `lundi-1-de`.
pub(super) fn field(day: &Day, no: usize, end: &str) -> String {
    format!("{}-{no}-{end}", day.name)
}

/// The openings of one day, in minutes, and what is noted beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Openings {
    spans: Vec<(u32, u32)>,
    note: String,
}

/// What was typed, in OpenStreetMap's syntax; empty when nothing was. What is wrong is said beside its field.
pub(super) fn hours(form: &mut Form) -> String {
    let days: Vec<Openings> = DAYS.iter().map(|day| openings(form, day)).collect();
    let mut rules: Vec<String> = Vec::new();
    let mut said: Vec<&Openings> = Vec::new();
    for one in days.iter().filter(|one| !one.spans.is_empty()) {
        if !said.contains(&one) {
            rules.push(rule(&days, one));
            said.push(one);
        }
    }
    if !rules.is_empty() && form.typed().all("feries").contains(&"fermes") {
        rules.push("PH off".to_owned());
    }
    rules.join("; ")
}

fn rule(days: &[Openings], wanted: &Openings) -> String {
    let alike = DAYS.iter().zip(days).filter(|(_, one)| *one == wanted);
    let names: Vec<&str> = alike.map(|(day, _)| day.osm).collect();
    let clock = |minutes: &u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let spans: Vec<String> =
        wanted.spans.iter().map(|(from, until)| format!("{}-{}", clock(from), clock(until))).collect();
    let note = if wanted.note.is_empty() { String::new() } else { format!(" \"{}\"", wanted.note) };
    format!("{} {}{note}", names.join(","), spans.join(","))
}

fn openings(form: &mut Form, day: &Day) -> Openings {
    let typed = form.typed().clone();
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for no in 1..=OPENINGS {
        let names = [field(day, no, "de"), field(day, no, "a")];
        let [from, until] = [0, 1].map(|at| time(typed.get(&names[at])));
        let is_empty = [0, 1].map(|at| typed.get(&names[at]).is_empty());
        match (from, until) {
            _ if is_empty == [true, true] => {}
            (None, _) => form.wrong(&names[0], t("hours-wrong-time")),
            (_, None) => form.wrong(&names[1], t("hours-wrong-time")),
            (Some(from), Some(until)) if from >= until => form.wrong(&names[1], t("hours-wrong-order")),
            (Some(from), Some(_)) if spans.last().is_some_and(|(_, before)| from < *before) => {
                form.wrong(&names[0], t("hours-wrong-before"));
            }
            (Some(from), Some(until)) => spans.push((from, until)),
        }
    }
    if typed.has(&format!("{}-ferme", day.name)) && !spans.is_empty() {
        form.wrong(&format!("{}-ferme", day.name), t("hours-wrong-closed"));
    }
    let note_field = format!("{}-note", day.name);
    let note: String =
        typed.get(&note_field).replace(['"', '\\'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    if note.chars().count() > LONGEST_NOTE {
        form.wrong(&note_field, t("hours-wrong-note"));
    }
    Openings { spans, note }
}

/// `9`, `9h`, `9 h 30`, `9:30`, `09.30`, `0930`; `24 h` is midnight.
pub(super) fn time(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let plain = lower
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, 'h' | ':' | '.' | 'm' | 'n' | 'i'));
    let (hour, minute) = match parts.as_slice() {
        [both] if both.len() == 4 => both.split_at(2),
        [hour] => (*hour, "0"),
        [hour, minute] => (*hour, *minute),
        _ => return None,
    };
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let fits = (hour < 24 && minute < 60) || (hour, minute) == (24, 0);
    (plain && fits).then_some(hour * 60 + minute)
}

/// Hours as the form shows them; none when they say more than the form can (weeks, months, the sun).
pub(super) fn typed(hours: &str) -> Option<Typed> {
    let mut days: [Openings; 7] = Default::default();
    let mut holidays = hours.trim().is_empty();
    for rule in hours.split(';').map(str::trim).filter(|rule| !rule.is_empty()) {
        if rule == "PH off" || rule == "PH closed" {
            holidays = true;
            continue;
        }
        let (named, openings) = read(rule)?;
        named.into_iter().for_each(|at| days[at] = openings.clone());
    }
    let clock = |minutes: u32| {
        if minutes.is_multiple_of(60) {
            format!("{} h", minutes / 60)
        } else {
            format!("{} h {:02}", minutes / 60, minutes % 60)
        }
    };
    let any = days.iter().any(|one| !one.spans.is_empty());
    let mut all = Typed::default();
    for (day, one) in DAYS.iter().zip(days) {
        if one.spans.is_empty() && any {
            all = all.with(&format!("{}-ferme", day.name), "oui");
        }
        for (no, (from, until)) in (1..).zip(one.spans) {
            all = all.with(&field(day, no, "de"), clock(from)).with(&field(day, no, "a"), clock(until));
        }
        all = all.with(&format!("{}-note", day.name), one.note);
    }
    Some(if holidays { all.with("feries", "fermes") } else { all })
}

// « Mo,We-Fr 09:00-12:00,14:00-17:00 "sur rendez-vous" », and « Su off ».
fn read(rule: &str) -> Option<(Vec<usize>, Openings)> {
    let (rule, note) = match rule.split_once('"') {
        Some((rule, rest)) => (rule.trim(), rest.strip_suffix('"')?.to_owned()),
        None => (rule, String::new()),
    };
    let (names, times) = rule.split_once(' ')?;
    let place = |name: &str| DAYS.iter().position(|day| day.osm == name);
    let mut named = Vec::new();
    for part in names.split(',') {
        match part.split_once('-') {
            Some((first, last)) => named.extend(place(first)?..=place(last)?),
            None => named.push(place(part)?),
        }
    }
    if matches!(times, "off" | "closed") {
        return Some((named, Openings { spans: Vec::new(), note }));
    }
    let span = |text: &str| {
        let (from, until) = text.split_once('-')?;
        Some((time(from)?, time(until)?)).filter(|(from, until)| from < until)
    };
    let spans: Vec<(u32, u32)> = times.split(',').map(|text| span(text.trim())).collect::<Option<_>>()?;
    (spans.len() <= OPENINGS && !named.is_empty()).then_some((named, Openings { spans, note }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let cases = [
            ("9", Some(540)),
            ("9h", Some(540)),
            ("9 h 30", Some(570)),
            ("09:30", Some(570)),
            ("9.30", Some(570)),
            ("0930", Some(570)),
            ("9H30", Some(570)),
            ("9 h 30 min", Some(570)),
            ("24h", Some(1440)),
            ("24h30", None),
            ("25", None),
            ("9h60", None),
            ("neuf", None),
            ("", None),
            ("9h30m15", None),
        ];
        for (text, expected) in cases {
            assert_eq!(time(text), expected, "{text}");
        }
    }

    #[test]
    fn what_the_form_can_say_is_shown_and_the_rest_is_not() {
        let known = typed("Mo,We-Th 09:00-12:00,14:00-17:30 \"sur rendez-vous\"; PH off").unwrap();
        assert_eq!((known.raw("lundi-1-de"), known.raw("jeudi-2-a")), ("9 h", "17 h 30"));
        assert_eq!((known.raw("mercredi-note"), known.raw("mardi-ferme")), ("sur rendez-vous", "oui"));
        assert_eq!(known.raw("feries"), "fermes");
        assert!(typed("").is_some_and(|typed| !typed.has("lundi-ferme")));
        for beyond in [
            "week 1-53/2 Mo 09:00-12:00",
            "Mo[1] 09:00-12:00",
            "Mo sunrise-sunset",
            "24/7",
            "SH off",
            "Mo 1-2,3-4,5-6,7-8",
        ] {
            assert!(typed(beyond).is_none(), "{beyond}");
        }
    }
}
