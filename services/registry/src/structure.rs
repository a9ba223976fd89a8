//! Structures: the legal entities of the network, and the numbers that the State gives them.

use std::collections::HashMap;

use kernel::ids::StructureId;
use serde::{Deserialize, Serialize};
use store::{Fault, conn::AnyConn};

use crate::{refusal::Refused, rows};

/// What a structure is to the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StructureKind {
    /// Porteur de lieu: holds one venue or several.
    VenueHolder,
    /// Prescripteur: hands booklets out.
    Prescriber,
    /// Commanditaire: orders and pays.
    Funder,
    /// Tête de réseau: runs the network.
    Operator,
    /// Intercommunalité: watches coverage.
    Intercommunality,
}

impl StructureKind {
    const ALL: [Self; 5] = [Self::VenueHolder, Self::Prescriber, Self::Funder, Self::Operator, Self::Intercommunality];

    /// As it is kept: `venue-holder`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VenueHolder => "venue-holder",
            Self::Prescriber => "prescriber",
            Self::Funder => "funder",
            Self::Operator => "operator",
            Self::Intercommunality => "intercommunality",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A structure as it is declared, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeclaredStructure {
    /// Its name.
    pub name: String,
    /// What it is to the network.
    pub kind: StructureKind,
    /// Its SIRET, fourteen digits, when known.
    pub siret: Option<String>,
    /// Its RNA number, when it is an association that has one.
    pub rna: Option<String>,
}

const LONGEST_NAME: usize = 120;

impl DeclaredStructure {
    /// Checks name, SIRET and RNA, in this order. No SIRET, an empty one or fourteen zeros mean that it is unknown.
    pub(crate) fn parse(
        name: &str,
        kind: StructureKind,
        siret: Option<&str>,
        rna: Option<&str>,
    ) -> Result<Self, Refused> {
        let name = text(name, LONGEST_NAME, "name")?;
        let siret = parse_siret(siret.unwrap_or_default())?;
        let rna = parse_rna(rna.unwrap_or_default())?;
        Ok(Self { name, kind, siret, rna })
    }
}

/// A text on one line, trimmed, neither empty nor longer than that.
pub(crate) fn text(raw: &str, longest: usize, field: &'static str) -> Result<String, Refused> {
    let text = raw.trim();
    if text.is_empty() || text.chars().count() > longest || text.chars().any(char::is_control) {
        return Err(Refused::Input(field));
    }
    Ok(text.to_owned())
}

// The one company whose establishments are too many for Luhn's formula.
const LA_POSTE: &str = "356000000";

fn parse_siret(raw: &str) -> Result<Option<String>, Refused> {
    let digits: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() || digits == "00000000000000" {
        return Ok(None);
    }
    if digits.len() != 14 || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Refused::Siret);
    }
    let plain: u32 = digits.chars().filter_map(|c| c.to_digit(10)).sum();
    let of_la_poste = digits.starts_with(LA_POSTE) && plain.is_multiple_of(5);
    if of_la_poste || luhn(&digits).is_multiple_of(10) { Ok(Some(digits)) } else { Err(Refused::Siret) }
}

/// Whether these are the fourteen digits of a SIRET that passes its control.
pub(crate) fn is_siret(digits: &str) -> bool {
    matches!(parse_siret(digits), Ok(Some(siret)) if siret == digits)
}

/// Whether this is an RNA number as it is kept: a `W` and nine signs.
pub(crate) fn is_rna(text: &str) -> bool {
    matches!(parse_rna(text), Ok(Some(rna)) if rna == text)
}

fn luhn(digits: &str) -> u32 {
    let value = |(place, digit): (usize, u32)| match (place % 2, digit) {
        (0, digit) => digit,
        (_, digit @ 0..=4) => digit * 2,
        (_, digit) => digit * 2 - 9,
    };
    digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(value).sum()
}

fn parse_rna(raw: &str) -> Result<Option<String>, Refused> {
    let rna: String = raw.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let Some(rest) = rna.strip_prefix('W') else {
        return if rna.is_empty() { Ok(None) } else { Err(Refused::Rna) };
    };
    let well_formed = rest.len() == 9 && rest.bytes().all(|c| c.is_ascii_alphanumeric());
    if well_formed { Ok(Some(rna)) } else { Err(Refused::Rna) }
}

/// The names of these structures; one that does not exist has none.
pub fn names(conn: &mut AnyConn, structures: &[StructureId]) -> Result<HashMap<StructureId, String>, Fault> {
    Ok(rows::structure::read(conn, structures)?.into_iter().map(|row| (row.id.0, row.name)).collect())
}

/// A structure's name and the number that the State gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Its name.
    pub name: String,
    /// Its SIRET, when known.
    pub siret: Option<String>,
}

/// The names and numbers of these structures; one that does not exist has none.
pub fn numbered(conn: &mut AnyConn, structures: &[StructureId]) -> Result<HashMap<StructureId, Numbered>, Fault> {
    let rows = rows::structure::read(conn, structures)?;
    Ok(rows.into_iter().map(|row| (row.id.0, Numbered { name: row.name, siret: row.siret })).collect())
}

/// Whether these are the nine digits of a SIREN that passes its control (Luhn).
pub fn is_siren(digits: &str) -> bool {
    digits.len() == 9 && digits.bytes().all(|c| c.is_ascii_digit()) && luhn(digits).is_multiple_of(10)
}

/// Everybody who hands booklets out: identifiers and names, in no order.
pub fn prescribers(conn: &mut AnyConn) -> Result<Vec<(StructureId, String)>, Fault> {
    rows::structure::of_kind(conn, StructureKind::Prescriber.name())
}

/// Whether there is such a structure.
pub fn exists(conn: &mut AnyConn, structure: StructureId) -> Result<bool, Fault> {
    Ok(!rows::structure::read(conn, &[structure])?.is_empty())
}

/// What this structure is to the network, if it exists.
pub fn kind(conn: &mut AnyConn, structure: StructureId) -> Result<Option<StructureKind>, Fault> {
    Ok(rows::structure::read(conn, &[structure])?.first().and_then(|row| StructureKind::named(&row.kind)))
}

/// Whether this structure exists and is of that kind.
pub fn is_kind(conn: &mut AnyConn, structure: StructureId, wanted: StructureKind) -> Result<bool, Fault> {
    Ok(kind(conn, structure)? == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sirets_follow_luhn_save_at_la_poste() {
        let known = [
            ("200 044 030 00019", Some("20004403000019")),
            ("35600000000048", Some("35600000000048")),
            // Luhn fails, the plain sum is a multiple of five: only at La Poste.
            ("35600000000015", Some("35600000000015")),
            ("00000000000000", None),
            ("", None),
            ("   ", None),
        ];
        for (raw, expected) in known {
            assert_eq!(parse_siret(raw), Ok(expected.map(str::to_owned)), "{raw}");
        }
        let bad =
            ["20004403000018", "2000440300001", "200044030000190", "2000440300001A", "35600000000002", "é000440300019"];
        for raw in bad {
            assert_eq!(parse_siret(raw), Err(Refused::Siret), "{raw}");
        }
    }

    #[test]
    fn rna_numbers_are_a_w_and_nine_signs() {
        for (raw, expected) in [("w623001234", Some("W623001234")), ("W9C1000188", Some("W9C1000188")), ("", None)] {
            assert_eq!(parse_rna(raw), Ok(expected.map(str::to_owned)), "{raw}");
        }
        for raw in ["623001234", "W62300123", "W6230012345", "W62300123é"] {
            assert_eq!(parse_rna(raw), Err(Refused::Rna), "{raw}");
        }
    }
}
