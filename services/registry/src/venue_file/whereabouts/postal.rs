//! Postcodes, commune codes and commune names; and both when they only stand at the end of an address.

use crate::territory::{Successors, folded};
use crate::venue_file::notes::{Notes, quoted};

/// Five digits, or empty.
pub(crate) fn postcode(raw: &str, notes: &mut Notes) -> String {
    let dense = dense(raw);
    let dense = dense.strip_prefix("FR").or_else(|| dense.strip_prefix('F')).unwrap_or(&dense);
    if dense.is_empty() {
        return String::new();
    }
    let digits = dense.bytes().all(|c| c.is_ascii_digit());
    let whole = if digits && dense.len() == 4 { format!("0{dense}") } else { dense.to_owned() };
    if let Some(code) = among_words(raw).filter(|_| !is_postcode(&whole)) {
        let says = format!("De {} seul le code postal {code} est gardé : n'écrivez que lui.", quoted(raw));
        notes.warn("POSTCODE_WORDS", "code_postal", says);
        return code.to_owned();
    }
    if !is_postcode(&whole) {
        let says = format!("{} n'est pas un code postal : il est laissé vide.", quoted(raw));
        notes.warn("POSTCODE_INVALID", "code_postal", says);
        return String::new();
    }
    if whole.len() != dense.len() {
        notes.warn(
            "POSTCODE_ZERO",
            "code_postal",
            format!("Le zéro perdu au début du code postal {whole} a été remis."),
        );
    }
    whole
}

// The only postcode among other words: « 62140 Hesdin ».
fn among_words(raw: &str) -> Option<&str> {
    let mut codes = raw.split(|c: char| !c.is_alphanumeric()).filter(|word| is_postcode(word));
    codes.next().filter(|_| codes.next().is_none())
}

/// Says that there is no postcode, when there is none.
pub(crate) fn ask_postcode(postcode: &str, notes: &mut Notes) {
    if postcode.is_empty() {
        notes.warn("POSTCODE_MISSING", "code_postal", "Le code postal manque : ajoutez-le.");
    }
}

fn dense(raw: &str) -> String {
    let dense: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    dense.strip_suffix(".0").unwrap_or(&dense).to_uppercase()
}

fn is_postcode(text: &str) -> bool {
    let digits = text.len() == 5 && text.bytes().all(|c| c.is_ascii_digit());
    digits && text.get(..2).is_some_and(|head| (1..=98).contains(&head.parse().unwrap_or(0)))
}

/// The commune's code as declared, if it is one. A code that ended keeps its place, with a word on who carries on.
pub(crate) fn insee(raw: &str, territory: &Successors, notes: &mut Notes) -> Option<String> {
    let dense = dense(raw);
    if dense.is_empty() {
        return None;
    }
    let digits = dense.bytes().all(|c| c.is_ascii_digit());
    let code = if digits && dense.len() == 4 { format!("0{dense}") } else { dense.clone() };
    if !is_insee(&code) {
        let says = format!("{} n'est pas un code de commune (INSEE) : il est laissé vide.", quoted(raw));
        notes.warn("INSEE_INVALID", "code_insee", says);
        return None;
    }
    if code.len() != dense.len() {
        notes.warn("INSEE_ZERO", "code_insee", format!("Le zéro perdu au début du code INSEE {code} a été remis."));
    }
    let today = territory.today(&code);
    if today != code {
        let says = format!("Le code INSEE {code} n'existe plus : la commune a rejoint {today}. Il est gardé tel quel.");
        notes.warn("INSEE_OLD", "code_insee", says);
    }
    Some(code)
}

// The pattern of the standard: `^([013-9]\d|2[AB1-9])\d{3}$`.
fn is_insee(code: &str) -> bool {
    match code.as_bytes() {
        [b'2', b'A' | b'B' | b'1'..=b'9', rest @ ..] | [b'0' | b'1' | b'3'..=b'9', b'0'..=b'9', rest @ ..] => {
            rest.len() == 3 && rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// The commune's name without a postcode before or behind it.
pub(crate) fn commune(clean: &str) -> String {
    let head = clean.split_once(' ').filter(|(head, _)| is_postcode(head)).map_or(clean, |(_, name)| name);
    let bare = head.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '(' | ')' | ','));
    if bare.is_empty() { head.trim().to_owned() } else { bare.trim().to_owned() }
}

/// Three cities whose postcodes name an arrondissement.
pub(crate) fn city_of(postcode: &str) -> Option<&'static str> {
    let number: u32 = postcode.parse().ok()?;
    match number {
        75001..=75020 | 75116 => Some("Paris"),
        69001..=69009 => Some("Lyon"),
        13001..=13016 => Some("Marseille"),
        _ => None,
    }
}

/// An address that ends with its postcode and commune: « Mairie de Corscia 20224 CORSCIA ».
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    /// What stands before.
    pub(crate) street: String,
    /// Five digits.
    pub(crate) postcode: String,
    /// The commune.
    pub(crate) commune: String,
}

/// The postcode and commune at the end of an address, if they are there.
pub(crate) fn tail(address: &str) -> Option<Tail> {
    let words: Vec<&str> = address.split(' ').collect();
    let at = words.iter().rposition(|word| is_postcode(word.trim_matches([',', '-', '(', ')'])))?;
    let name = words.get(at + 1..)?.join(" ");
    let commune = commune(name.trim_matches([',', '-', ' ', '.']));
    let plain = !commune.is_empty() && commune.chars().all(|c| c.is_alphabetic() || " '’-.".contains(c));
    let street = words[..at].join(" ").trim_end_matches([',', '-', ' ', '(', '–']).to_owned();
    let postcode = words[at].trim_matches([',', '-', '(', ')']).to_owned();
    plain.then_some(Tail { street, postcode, commune })
}

/// The address without an end that only repeats its postcode and commune.
pub(crate) fn without_tail(address: String, postcode: &str, commune: &str) -> String {
    match tail(&address) {
        Some(tail)
            if tail.postcode == postcode && folded(&tail.commune) == folded(commune) && !tail.street.is_empty() =>
        {
            tail.street
        }
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(notes: Notes) -> Vec<&'static str> {
        notes.take().into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn postcodes_get_their_zero_back() {
        let cases: [(&str, &str, &[&str]); 12] = [
            ("62140", "62140", &[]),
            ("62 140", "62140", &[]),
            ("F-62140", "62140", &[]),
            ("7440", "07440", &["POSTCODE_ZERO"]),
            ("7440.0", "07440", &["POSTCODE_ZERO"]),
            ("", "", &[]),
            ("62140 Hesdin", "62140", &["POSTCODE_WORDS"]),
            ("Hesdin (62140)", "62140", &["POSTCODE_WORDS"]),
            ("62140 ou 62770", "", &["POSTCODE_INVALID"]),
            ("99999", "", &["POSTCODE_INVALID"]),
            ("00000", "", &["POSTCODE_INVALID"]),
            ("2A004", "", &["POSTCODE_INVALID"]),
        ];
        for (raw, expected, warned) in cases {
            let mut notes = Notes::default();
            assert_eq!((postcode(raw, &mut notes).as_str(), codes(notes).as_slice()), (expected, warned), "{raw}");
        }
    }

    #[test]
    fn codes_of_communes_may_have_ended() {
        let territory = Successors::of([("62461", "62447", 2025)]);
        let cases: [(&str, Option<&str>, &[&str]); 7] = [
            ("62447", Some("62447"), &[]),
            ("62461", Some("62461"), &["INSEE_OLD"]),
            ("1053", Some("01053"), &["INSEE_ZERO"]),
            ("2a004", Some("2A004"), &[]),
            ("97411", Some("97411"), &[]),
            ("20004", None, &["INSEE_INVALID"]),
            ("Hesdin", None, &["INSEE_INVALID"]),
        ];
        for (raw, expected, warned) in cases {
            let mut notes = Notes::default();
            let read = insee(raw, &territory, &mut notes);
            assert_eq!((read.as_deref(), codes(notes).as_slice()), (expected, warned), "{raw}");
        }
    }

    #[test]
    fn communes_stand_alone() {
        let cases = [
            ("62140 Hesdin", "Hesdin"),
            ("Hesdin (62140)", "Hesdin"),
            ("Paris 11", "Paris"),
            ("Y", "Y"),
            ("62140", "62140"),
        ];
        for (raw, expected) in cases {
            assert_eq!(commune(raw), expected, "{raw}");
        }
        assert_eq!([city_of("75011"), city_of("62140")], [Some("Paris"), None]);
    }

    #[test]
    fn addresses_may_end_with_their_commune() {
        let cases = [
            ("Mairie de Corscia 20224 CORSCIA", Some(("Mairie de Corscia", "20224", "CORSCIA"))),
            ("7, avenue Giacobbi, 20600 BASTIA", Some(("7, avenue Giacobbi", "20600", "BASTIA"))),
            ("Centre 20220 L’ÎLE ROUSSE", Some(("Centre", "20220", "L’ÎLE ROUSSE"))),
            ("20224 CORSCIA", Some(("", "20224", "CORSCIA"))),
            ("12 rue de Paris", None),
            ("Route 62140, bâtiment 4 étage 2", None),
        ];
        for (raw, expected) in cases {
            let read = tail(raw);
            let read = read.as_ref().map(|tail| (tail.street.as_str(), tail.postcode.as_str(), tail.commune.as_str()));
            assert_eq!(read, expected, "{raw}");
        }
        let whole = "1 rue Chapelle 62130 Saint Pol sur Ternoise".to_owned();
        assert_eq!(without_tail(whole, "62130", "St-Pol-sur-Ternoise"), "1 rue Chapelle");
    }
}
