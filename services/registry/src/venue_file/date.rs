//! The day on which a place was last looked at, however it is written.

use kernel::clock::{At, Day};

use super::notes::{Notes, quoted};
use crate::territory::folded;

const FIELD: &str = "date_maj";
/// Day 0 of spreadsheets is 30 December 1899, this many days before 1970.
const SPREADSHEET_EPOCH: i64 = 25_569;

/// The day, if it can be told.
pub(super) fn read(raw: &str, notes: &mut Notes) -> Option<Day> {
    let written = raw.trim();
    if written.is_empty() {
        notes.warn("DATE_MISSING", FIELD, "La date de mise à jour manque : ajoutez-la (AAAA-MM-JJ).");
        return None;
    }
    let Some(day) = numbers(written, notes).or_else(|| in_letters(written)) else {
        let says = format!("La date {} n'a pas été comprise : écrivez AAAA-MM-JJ.", quoted(written));
        notes.warn("DATE_INVALID", FIELD, says);
        return None;
    };
    if !(1990..=2100).contains(&day.year()) {
        let says = format!("La date {} ne peut pas être juste : elle est laissée vide.", quoted(written));
        notes.warn("DATE_INVALID", FIELD, says);
        return None;
    }
    Some(day)
}

fn numbers(written: &str, notes: &mut Notes) -> Option<Day> {
    let whole = written.strip_suffix(".0").or_else(|| serial_day(written)).unwrap_or(written);
    if let Ok(number) = whole.parse::<i64>() {
        return lone_number(number, whole.len(), notes);
    }
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    // The first three that look like a date: text may stand around, and the time may follow.
    let triple = parts.windows(3).find(|three| is_date_like(three))?;
    let number = |place: usize| triple[place].parse::<u32>().ok();
    let (first, second, third) = (number(0)?, number(1)?, number(2)?);
    if triple[0].len() == 4 {
        return Day::of(i32::try_from(first).ok()?, second, third).ok();
    }
    let year = i32::try_from(if triple[2].len() == 2 { third + 2000 } else { third }).ok()?;
    Day::of(year, second, first).ok().or_else(|| american(year, first, second, notes))
}

// Spreadsheets count days, and parts of a day behind a point: the hour is left.
fn serial_day(written: &str) -> Option<&str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let (day, hour) = written.split_once(['.', ','])?;
    (day.len() == 5 && digits(day) && digits(hour)).then_some(day)
}

fn is_date_like(three: &[&str]) -> bool {
    let lengths = [three[0].len(), three[1].len(), three[2].len()];
    matches!(lengths, [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4 | 2])
}

fn american(year: i32, month: u32, day: u32, notes: &mut Notes) -> Option<Day> {
    let read = Day::of(year, month, day).ok()?;
    notes.warn("DATE_AMERICAN", FIELD, format!("Le mois était écrit avant le jour : lu comme {read}."));
    Some(read)
}

fn lone_number(number: i64, length: usize, notes: &mut Notes) -> Option<Day> {
    match (length, number) {
        (4, 1990..=2100) => {
            notes.warn(
                "DATE_YEAR_ONLY",
                FIELD,
                format!("Seule l'année {number} est donnée : lue comme le 1er janvier."),
            );
            Day::of(i32::try_from(number).ok()?, 1, 1).ok()
        }
        (5, 32_000..=75_000) => {
            let day = Day::from_number(number - SPREADSHEET_EPOCH);
            notes.warn("DATE_SERIAL", FIELD, format!("La date était un numéro de tableur : lue comme {day}."));
            Some(day)
        }
        (8, _) => Day::of(i32::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok(),
        (10, _) => Some(At(number.checked_mul(1000)?).day()),
        (13, _) => Some(At(number).day()),
        _ => None,
    }
}

fn part(number: i64) -> Option<u32> {
    u32::try_from(number % 100).ok()
}

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

// « 1er janvier 2023 », « 12 mars 2024 ».
fn in_letters(written: &str) -> Option<Day> {
    let text = folded(written);
    let words: Vec<&str> = text.split(' ').collect();
    let month =
        |word: &str| MONTHS.iter().position(|name| *name == word).and_then(|place| u32::try_from(place + 1).ok());
    words.windows(3).find_map(|three| {
        let day = three[0].trim_end_matches("er").parse().ok()?;
        Day::of(three[2].parse().ok()?, month(three[1])?, day).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_many_hands() {
        let cases: [(&str, Option<&str>, &[&str]); 22] = [
            ("2024-04-02", Some("2024-04-02"), &[]),
            ("2022-09-26 19:00:45", Some("2022-09-26"), &[]),
            ("2024-01-15T23:30:00+02:00", Some("2024-01-15"), &[]),
            ("2024/1/5", Some("2024-01-05"), &[]),
            ("19/02/2020", Some("2020-02-19"), &[]),
            ("5.3.21", Some("2021-03-05"), &[]),
            ("Espace labellisé 01/09/2020", Some("2020-09-01"), &[]),
            ("09/26/2022", Some("2022-09-26"), &["DATE_AMERICAN"]),
            ("2022", Some("2022-01-01"), &["DATE_YEAR_ONLY"]),
            ("44927", Some("2023-01-01"), &["DATE_SERIAL"]),
            ("44927.0", Some("2023-01-01"), &["DATE_SERIAL"]),
            ("44927.5", Some("2023-01-01"), &["DATE_SERIAL"]),
            ("44927,75", Some("2023-01-01"), &["DATE_SERIAL"]),
            ("20230114", Some("2023-01-14"), &[]),
            ("1672531200000", Some("2023-01-01"), &[]),
            ("1er février 2023", Some("2023-02-01"), &[]),
            ("1970-01-01", None, &["DATE_INVALID"]),
            ("30/02/2023", None, &["DATE_INVALID"]),
            ("31/31/2023", None, &["DATE_INVALID"]),
            ("hier", None, &["DATE_INVALID"]),
            ("9999999999999999999", None, &["DATE_INVALID"]),
            ("", None, &["DATE_MISSING"]),
        ];
        for (raw, expected, warned) in cases {
            let mut notes = Notes::default();
            let read = read(raw, &mut notes).map(|day| day.to_string());
            let codes: Vec<&str> = notes.take().iter().map(|problem| problem.code).collect();
            assert_eq!((read.as_deref(), codes.as_slice()), (expected, warned), "{raw}");
        }
    }
}
