//! SIRET, RNA, RIDET: the numbers that the State gives, as spreadsheets leave them.

use super::notes::{Notes, quoted};
use crate::structure;

const FIELD: &str = "pivot";

/// The number, checked; none when it is unknown or cannot be trusted. In the Pacific a RIDET is accepted.
pub(super) fn read(raw: &str, pacific: bool, notes: &mut Notes) -> Option<String> {
    let written = raw.trim().to_uppercase();
    let several: Vec<&str> = written.split(['|', ';', '/']).map(str::trim).filter(|one| !one.is_empty()).collect();
    if several.len() > 1 {
        notes.warn("PIVOTS_SEVERAL", FIELD, format!("Plusieurs numéros dans {} : le premier est gardé.", quoted(raw)));
    }
    let dense: String = several.first()?.chars().filter(|c| !is_filler(*c)).collect();
    let dense = dense.strip_suffix(".0").unwrap_or(&dense);
    if dense.is_empty() || dense.bytes().all(|c| c == b'0') {
        return None;
    }
    let digits = dense.bytes().all(|c| c.is_ascii_digit());
    if digits { number(dense, pacific, notes) } else { letters(dense, notes) }
}

fn is_filler(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\'' | '’' | '-' | '_' | '"')
}

fn number(digits: &str, pacific: bool, notes: &mut Notes) -> Option<String> {
    let siret = |digits: &str| structure::is_siret(digits).then(|| digits.to_owned());
    match digits.len() {
        14 if digits.ends_with("000000") && siret(digits).is_none() => mangled(digits, notes),
        14 => siret(digits).or_else(|| invalid(digits, notes)),
        13 if siret(&format!("0{digits}")).is_some() => {
            notes.warn("PIVOT_ZERO", FIELD, format!("Le zéro perdu au début du SIRET {digits} a été remis."));
            siret(&format!("0{digits}"))
        }
        9 | 10 if pacific => Some(digits.to_owned()),
        9 => {
            let says = format!("{digits} est un SIREN (9 chiffres) : indiquez le SIRET du lieu (14 chiffres).");
            notes.warn("PIVOT_SIREN", FIELD, says);
            None
        }
        _ => invalid(digits, notes),
    }
}

fn letters(dense: &str, notes: &mut Notes) -> Option<String> {
    if structure::is_rna(dense) {
        return Some(dense.to_owned());
    }
    let plain = dense.replace(',', ".");
    let scientific = plain.contains('E') && plain.parse::<f64>().is_ok_and(|value| value > 1e8);
    if scientific { mangled(dense, notes) } else { invalid(dense, notes) }
}

fn mangled(written: &str, notes: &mut Notes) -> Option<String> {
    let says = format!(
        "Le tableur a abîmé le SIRET {} : ses derniers chiffres sont perdus. Mettez la colonne au format texte et ressaisissez-le.",
        quoted(written)
    );
    notes.warn("PIVOT_MANGLED", FIELD, says);
    None
}

fn invalid(written: &str, notes: &mut Notes) -> Option<String> {
    let says = format!("{} n'est ni un SIRET, ni un RNA : vérifiez le numéro.", quoted(written));
    notes.warn("PIVOT_INVALID", FIELD, says);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_checked() {
        let cases: [(&str, bool, Option<&str>, &[&str]); 16] = [
            ("", false, None, &[]),
            ("00000000000000", false, None, &[]),
            ("0", false, None, &[]),
            ("200 044 030 00019", false, Some("20004403000019"), &[]),
            ("20004403000019.0", false, Some("20004403000019"), &[]),
            ("20004403000018", false, None, &["PIVOT_INVALID"]),
            ("35600000000015", false, Some("35600000000015"), &[]),
            ("4.34933E+13", false, None, &["PIVOT_MANGLED"]),
            ("4,34933E+13", false, None, &["PIVOT_MANGLED"]),
            ("43493300000000", false, None, &["PIVOT_MANGLED"]),
            ("5450000000004", false, None, &["PIVOT_INVALID"]),
            ("200044030", false, None, &["PIVOT_SIREN"]),
            ("1234567001", true, Some("1234567001"), &[]),
            ("w623001234", false, Some("W623001234"), &[]),
            ("20004403000019 | W623001234", false, Some("20004403000019"), &["PIVOTS_SEVERAL"]),
            ("inconnu", false, None, &["PIVOT_INVALID"]),
        ];
        for (raw, pacific, expected, warned) in cases {
            let mut notes = Notes::default();
            let read = read(raw, pacific, &mut notes);
            let codes: Vec<&str> = notes.take().iter().map(|problem| problem.code).collect();
            assert_eq!((read.as_deref(), codes.as_slice()), (expected, warned), "{raw}");
        }
    }

    #[test]
    fn a_lost_zero_comes_back_when_the_control_says_so() {
        let mut notes = Notes::default();
        assert_eq!(read("5580149900018", false, &mut notes).map(|siret| siret.len()), None);
        // 005580113 00016 passes Luhn's control with its two zeros, of which one was lost.
        let whole = (0..10).map(|last| format!("0558011300001{last}")).find(|siret| structure::is_siret(siret));
        let whole = whole.unwrap();
        assert_eq!(read(&whole[1..], false, &mut notes).as_deref(), Some(whole.as_str()));
    }
}
