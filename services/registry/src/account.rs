//! The account on which a structure is paid.

use std::{collections::HashMap, fmt, str::FromStr};

use iban::IbanLike;
use kernel::ids::{BankAccountId, StructureId};
use serde::Serialize;
use store::{Fault, conn::AnyConn};

use crate::{refusal::Refused, rows};

/// An account to pay on.
#[derive(Clone, PartialEq, Eq)]
pub struct BankAccount {
    /// Its identifier.
    pub id: BankAccountId,
    /// Whose it is, as the bank knows them; at most 70 characters.
    pub holder: String,
    /// The IBAN, without spaces.
    pub iban: String,
    /// The BIC, 8 or 11 characters.
    pub bic: String,
}

impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BankAccount({}, {})", self.id, masked(&self.iban))
    }
}

impl From<rows::dossier::Declared> for BankAccount {
    fn from(row: rows::dossier::Declared) -> Self {
        Self { id: row.id.0, holder: row.holder, iban: row.iban, bic: row.bic }
    }
}

/// An account as it is declared, checked and without spaces.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct DeclaredAccount {
    /// Whose it is.
    pub holder: String,
    /// The IBAN.
    pub iban: String,
    /// The BIC.
    pub bic: String,
}

impl fmt::Debug for DeclaredAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeclaredAccount({})", masked(&self.iban))
    }
}

const LONGEST_HOLDER: usize = 70;

impl DeclaredAccount {
    /// Checks holder, IBAN (mod 97 and its country's form) and BIC, in this order.
    pub(crate) fn parse(holder: &str, iban: &str, bic: &str) -> Result<Self, Refused> {
        let holder = crate::structure::text(holder, LONGEST_HOLDER, "holder")?;
        if !holder.chars().any(char::is_alphanumeric) {
            // Nothing of it would be left in the characters that banks read.
            return Err(Refused::Input("holder"));
        }
        let iban = parse_iban(iban)?;
        let bic = parse_bic(bic)?;
        Ok(Self { holder, iban, bic })
    }
}

fn parse_iban(text: &str) -> Result<String, Refused> {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let iban = iban::Iban::from_str(&dense).map_err(|_| Refused::Iban)?;
    let iban = iban.electronic_str();
    let reached = SEPA.contains(&iban.get(..2).unwrap_or_default());
    if reached && has_its_key(iban) { Ok(iban.to_owned()) } else { Err(Refused::Iban) }
}

/// The countries whose banks a SEPA transfer reaches (EPC409-09, the schemes' list of countries and territories).
const SEPA: [&str; 41] = [
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE",
    "SI", "SK", "SM",
];

/// Whether the key of a French account (RIB) is right: 89 times the bank, 15 times the counter, 3 times the account and the
/// key make a multiple of 97, letters being digits. Accounts of other countries have none.
fn has_its_key(iban: &str) -> bool {
    if !iban.starts_with("FR") && !iban.starts_with("MC") {
        return true;
    }
    let digit = |c: char| match c {
        'A' | 'J' => '1',
        'B' | 'K' | 'S' => '2',
        'C' | 'L' | 'T' => '3',
        'D' | 'M' | 'U' => '4',
        'E' | 'N' | 'V' => '5',
        'F' | 'O' | 'W' => '6',
        'G' | 'P' | 'X' => '7',
        'H' | 'Q' | 'Y' => '8',
        'I' | 'R' | 'Z' => '9',
        other => other,
    };
    let digits: String = iban.chars().skip(4).map(digit).collect();
    let part = |from: usize, until: usize| digits.get(from..until).and_then(|part| part.parse::<u64>().ok());
    match (part(0, 5), part(5, 10), part(10, 21), part(21, 23)) {
        (Some(bank), Some(counter), Some(account), Some(key)) => {
            (89 * bank + 15 * counter + 3 * account + key) % 97 == 0
        }
        _ => false,
    }
}

/// Four letters, the country's two, two of the place, and perhaps three of the branch (ISO 9362).
fn parse_bic(text: &str) -> Result<String, Refused> {
    let bic: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let letters = |part: &str| part.bytes().all(|c| c.is_ascii_uppercase());
    let signs = |part: &str| part.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let well_formed =
        matches!(bic.len(), 8 | 11) && bic.is_ascii() && signs(&bic[..4]) && letters(&bic[4..6]) && signs(&bic[6..]);
    if well_formed { Ok(bic) } else { Err(Refused::Bic) }
}

/// What may be shown of an IBAN: its first four signs and its last four.
pub fn masked(iban: &str) -> String {
    match (iban.get(..4), iban.len().checked_sub(4).and_then(|start| iban.get(start..))) {
        (Some(first), Some(last)) if iban.len() > 8 => format!("{first} •••• {last}"),
        _ => "••••".to_owned(),
    }
}

/// The last account of each of these structures that was approved, whether or not it is paid on now (`accounts::paying`).
///
/// An account that is only proposed is none: it takes a second person.
pub fn latest(conn: &mut AnyConn, structures: &[StructureId]) -> Result<HashMap<StructureId, BankAccount>, Fault> {
    let periods = rows::dossier::periods(conn, structures)?;
    // Oldest first: the last one stays.
    Ok(periods.into_iter().filter_map(|period| Some((period.structure, period.account?.into()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_are_controlled_and_written_densely() {
        let good = ["FR76 3000 6000 0112 3456 7890 189", "fr7630006000011234567890189", "DE89370400440532013000"];
        for text in good {
            assert!(parse_iban(text).is_ok(), "{text}");
        }
        let bad = [
            "FR7630006000011234567890188",
            "FR76300060000112345678901",
            "XX00",
            "",
            "FR14 2004 1010 0505 0001 3M02 607",
            // Right by modulo 97, wrong by the key of the account.
            "FR06 3000 6000 0112 3456 7890 188",
            // Right, and out of reach of SEPA.
            "TR33 0006 1005 1978 6457 8413 26",
        ];
        for text in bad {
            assert_eq!(parse_iban(text), Err(Refused::Iban), "{text}");
        }
        assert_eq!(parse_iban(good[0]).unwrap(), "FR7630006000011234567890189");
    }

    #[test]
    fn bics_have_eight_or_eleven_signs() {
        for text in ["AGRIFRPP", "agri fr pp 812", "PSSTFRPPLIL"] {
            assert!(parse_bic(text).is_ok(), "{text}");
        }
        for text in ["", "AGRIFRP", "AGRI12PP", "AGRIFRPP8", "AGRIFRPP8123", "ÀGRIFRP"] {
            assert_eq!(parse_bic(text), Err(Refused::Bic), "{text}");
        }
    }

    #[test]
    fn an_iban_is_never_shown_whole() {
        assert_eq!(masked("FR7630006000011234567890189"), "FR76 •••• 0189");
        assert_eq!(masked("FR76"), "••••");
        let account = DeclaredAccount::parse("Asso", "FR7630006000011234567890189", "AGRIFRPP").unwrap();
        assert_eq!(format!("{account:?}"), "DeclaredAccount(FR76 •••• 0189)");
    }

    #[test]
    fn a_holder_fits_the_bank_file() {
        let try_holder =
            |holder: &str| DeclaredAccount::parse(holder, "FR7630006000011234567890189", "AGRIFRPP").map(|_| ());
        assert_eq!(try_holder(&"x".repeat(70)), Ok(()));
        assert_eq!(try_holder(&"x".repeat(71)), Err(Refused::Input("holder")));
        assert_eq!(try_holder("  "), Err(Refused::Input("holder")));
        assert_eq!(try_holder("&& ***"), Err(Refused::Input("holder")));
    }
}
