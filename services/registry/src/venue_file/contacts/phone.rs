//! Telephone numbers, as spreadsheets and people write them.

use crate::venue_file::notes::{Notes, quoted};

const FIELD: &str = "telephone";

/// Codes of the countries and territories that the standard admits (schema v1.0.2).
const CODES: [&str; 10] = ["590", "594", "596", "262", "269", "687", "689", "508", "681", "33"];

/// The first number with its country (`+33321000000`). `postcode` tells where a short overseas number is at home.
pub(crate) fn read(raw: &str, postcode: &str, notes: &mut Notes) -> Option<String> {
    let found = numbers(raw, postcode);
    let Some(first) = found.first() else {
        if !raw.trim().is_empty() {
            notes.warn(
                "PHONE_INVALID",
                FIELD,
                format!("Aucun numéro de téléphone dans {} : vérifiez-le.", quoted(raw)),
            );
        }
        return None;
    };
    if found.iter().any(|other| other.number != first.number) {
        let says = format!("Plusieurs numéros dans {} : seul le premier est gardé.", quoted(raw));
        notes.warn("PHONES_SEVERAL", FIELD, says);
    }
    if first.zero_lost {
        let says = format!("Le zéro perdu au début de {} a été remis.", quoted(raw));
        notes.warn("PHONE_ZERO", FIELD, says);
    }
    Some(first.number.clone())
}

struct Found {
    number: String,
    zero_lost: bool,
}

fn numbers(raw: &str, postcode: &str) -> Vec<Found> {
    let raw = raw.trim();
    let raw = raw.strip_suffix(".0").unwrap_or(raw).replace("(0)", "");
    let mut found = Vec::new();
    for piece in pieces(&raw) {
        match one(&dialled(&piece), postcode) {
            Some(number) => found.push(number),
            None => found.extend(several(&piece, postcode)),
        }
    }
    found
}

// Digits with their usual separators, cut where another sign, or the `+` of the next number, stands.
fn pieces(raw: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in raw.chars() {
        match letter {
            '+' => pieces.push("+".to_owned()),
            '0'..='9' | ' ' | '.' | '-' | '_' | '(' | ')' | '/' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '‑' | '–' => {
                if let Some(last) = pieces.last_mut() {
                    last.push(letter);
                }
            }
            _ => pieces.push(String::new()),
        }
    }
    pieces.retain(|piece| dialled(piece).len() >= 4);
    pieces
}

// What is dialled of a piece.
fn dialled(piece: &str) -> String {
    piece.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
}

// Several numbers in a piece that is none: cut where a slash or a dash of its own stands, else every ten digits.
fn several(piece: &str, postcode: &str) -> Vec<Found> {
    let apart = piece.replace(" - ", "/").replace('–', "/");
    let parts: Vec<String> = apart.split('/').map(dialled).filter(|part| !part.is_empty()).collect();
    let read = |part: &String| match one(part, postcode) {
        Some(number) => vec![number],
        None => run_together(part, postcode),
    };
    let found: Vec<Found> = parts.iter().flat_map(read).collect();
    if found.is_empty() { run_together(&dialled(piece), postcode) } else { found }
}

fn one(piece: &str, postcode: &str) -> Option<Found> {
    let sure = |number: String| Some(Found { number, zero_lost: false });
    if let Some(digits) = piece.strip_prefix('+').or_else(|| piece.strip_prefix("00")) {
        return sure(international(digits)?);
    }
    match piece.len() {
        10 if piece.starts_with('0') => sure(national(&piece[1..])?),
        9 if !piece.starts_with('0') => Some(Found { number: national(piece)?, zero_lost: true }),
        6 | 8 => sure(local(piece, postcode)?),
        11..=13 => sure(international(piece)?),
        _ => None,
    }
}

fn international(digits: &str) -> Option<String> {
    let code = CODES.into_iter().find(|code| digits.starts_with(code))?;
    let rest = digits[code.len()..].trim_start_matches('0');
    match (code, rest.len()) {
        ("33", 9) => national(rest),
        ("33", _) => None,
        (_, 6..=9) => Some(format!("+{code}{rest}")),
        _ => None,
    }
}

// Nine digits after the zero: overseas numbers have their own country code, whoever wrote +33.
fn national(nine: &str) -> Option<String> {
    let code = match nine.get(..3)? {
        "590" | "690" | "691" => "590",
        "594" | "694" => "594",
        "596" | "696" | "697" => "596",
        "262" | "263" | "692" | "693" | "269" | "639" => "262",
        _ => "33",
    };
    (!nine.starts_with('0')).then(|| format!("+{code}{nine}"))
}

// Numbers of six or eight digits exist where the postcode begins so.
fn local(piece: &str, postcode: &str) -> Option<String> {
    let code = match (postcode.get(..3)?, piece.len()) {
        ("988", 6) => "687",
        ("987", 6 | 8) => "689",
        ("986", 6) => "681",
        ("975", 6) => "508",
        _ => return None,
    };
    Some(format!("+{code}{piece}"))
}

// Two numbers of ten digits with nothing, or a dash, between them.
fn run_together(piece: &str, postcode: &str) -> Vec<Found> {
    let tens: Vec<&str> = (0..piece.len()).step_by(10).filter_map(|at| piece.get(at..at + 10)).collect();
    tens.into_iter().map_while(|ten| one(ten, postcode)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_country() {
        let cases: [(&str, &str, Option<&str>, &[&str]); 33] = [
            ("", "62140", None, &[]),
            ("03 21 86 19 19", "62140", Some("+33321861919"), &[]),
            ("03.21.86-19 19", "62140", Some("+33321861919"), &[]),
            ("06 331 39 331", "68200", Some("+33633139331"), &[]),
            ("Tél : 03 21 86 19 19 (poste 12)", "62140", Some("+33321861919"), &[]),
            ("321861919", "62140", Some("+33321861919"), &["PHONE_ZERO"]),
            ("321861919.0", "62140", Some("+33321861919"), &["PHONE_ZERO"]),
            ("33630392518", "16140", Some("+33630392518"), &[]),
            ("33 6 30 39 25 18", "16140", Some("+33630392518"), &[]),
            ("0033 3 21 86 19 19", "62140", Some("+33321861919"), &[]),
            ("+33 (0)3 21 86 19 19", "62140", Some("+33321861919"), &[]),
            ("+33 03 21 86 19 19", "62140", Some("+33321861919"), &[]),
            ("03 89 42 85 20 - 06 31 63 62 69", "68100", Some("+33389428520"), &["PHONES_SEVERAL"]),
            ("0559583525 / 0554662233", "64600", Some("+33559583525"), &["PHONES_SEVERAL"]),
            ("03 21 86 19 19 ou 03 21 86 19 19", "62140", Some("+33321861919"), &[]),
            ("+33321861919|+33321861920", "62140", Some("+33321861919"), &["PHONES_SEVERAL"]),
            ("+33 3 21 86 00 00 / 06 12 34 56 78", "62140", Some("+33321860000"), &["PHONES_SEVERAL"]),
            ("0033321860000 / 0612345678", "62140", Some("+33321860000"), &["PHONES_SEVERAL"]),
            ("321860000 / 612345678", "62140", Some("+33321860000"), &["PHONES_SEVERAL", "PHONE_ZERO"]),
            ("+33 (0)3 21 86 00 00 - 06 12 34 56 78", "62140", Some("+33321860000"), &["PHONES_SEVERAL"]),
            ("03 21 86 00 00–0033612345678", "62140", Some("+33321860000"), &["PHONES_SEVERAL"]),
            ("03/21/86/00/00/06/12/34/56/78", "62140", Some("+33321860000"), &["PHONES_SEVERAL"]),
            ("+262 2 62 02 07 02", "97490", Some("+262262020702"), &[]),
            ("0692 64 48 37", "97490", Some("+262692644837"), &[]),
            ("+33596599681", "97234", Some("+596596599681"), &[]),
            ("+596596780040", "97221", Some("+596596780040"), &[]),
            ("24 12 34", "98800", Some("+687241234"), &[]),
            ("+687 24 12 34", "98800", Some("+687241234"), &[]),
            ("40 12 34 56", "98714", Some("+68940123456"), &[]),
            ("0800 123 456", "75001", Some("+33800123456"), &[]),
            ("3230", "49000", None, &["PHONE_INVALID"]),
            ("0000000000", "49000", None, &["PHONE_INVALID"]),
            ("voir affiche", "62140", None, &["PHONE_INVALID"]),
        ];
        for (raw, postcode, expected, warned) in cases {
            let mut notes = Notes::default();
            let read = read(raw, postcode, &mut notes);
            let codes: Vec<&str> = notes.take().iter().map(|problem| problem.code).collect();
            assert_eq!((read.as_deref(), codes.as_slice()), (expected, warned), "{raw}");
        }
    }
}
