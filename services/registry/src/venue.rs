//! Venues: places that receive people.

use std::collections::HashMap;

use kernel::ids::{StructureId, VenueId};
use serde::Serialize;
use store::{Fault, conn::AnyConn};

use crate::{distance::Point, refusal::Refused, rows, structure::text, territory};

/// A venue as it is declared, checked as far as can be without the registry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeclaredVenue {
    /// Its name.
    pub name: String,
    /// Number and street.
    pub address: String,
    /// The commune's code in that year.
    pub commune: String,
    /// The year under whose communes the code is meant.
    pub year: i32,
    /// Where it is.
    pub point: Point,
    /// Opening hours in the syntax of OpenStreetMap; empty when unknown.
    pub hours: String,
    /// The telephone of the place; empty when unknown.
    pub phone: String,
}

/// A venue as somebody wrote it down.
#[derive(Clone, Debug)]
pub struct WrittenVenue {
    /// Its name.
    pub name: String,
    /// Number and street.
    pub address: String,
    /// The commune's code.
    pub commune: String,
    /// The year under whose communes the code is meant.
    pub year: i32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Opening hours in the syntax of OpenStreetMap, if known.
    pub hours: Option<String>,
    /// The telephone of the place, if known.
    pub phone: Option<String>,
}

const LONGEST_NAME: usize = 120;
const LONGEST_ADDRESS: usize = 200;
const LONGEST_HOURS: usize = 500;

impl DeclaredVenue {
    /// Checks name, address, year, point, hours and telephone, in this order. Whether the commune exists is asked later.
    pub(crate) fn parse(written: &WrittenVenue) -> Result<Self, Refused> {
        let name = text(&written.name, LONGEST_NAME, "name")?;
        let address = text(&written.address, LONGEST_ADDRESS, "address")?;
        let commune = text(&written.commune, 5, "commune")?;
        if !territory::is_vintage(written.year) {
            return Err(Refused::Vintage);
        }
        let point = Point::parse(written.lat, written.lon)?;
        let hours = parse_hours(written.hours.as_deref().unwrap_or_default())?;
        let phone = parse_phone(written.phone.as_deref().unwrap_or_default())?;
        Ok(Self { name, address, commune, year: written.year, point, hours, phone })
    }
}

/// Hours that OpenStreetMap's syntax reads, or none.
pub(crate) fn parse_hours(raw: &str) -> Result<String, Refused> {
    let hours = raw.trim();
    if hours.is_empty() {
        return Ok(String::new());
    }
    if hours.chars().count() > LONGEST_HOURS || opening_hours_syntax::parse(hours).is_err() {
        return Err(Refused::Hours);
    }
    Ok(hours.to_owned())
}

/// Digits, perhaps after a `+`; ten digits are a French number.
pub(crate) fn parse_phone(raw: &str) -> Result<String, Refused> {
    let dense: String = raw.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    let digits = dense.strip_prefix('+').unwrap_or(&dense);
    let well_formed =
        dense.is_empty() || ((4..=15).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit()));
    if well_formed { Ok(dense) } else { Err(Refused::Input("phone")) }
}

/// The structure that answers for each venue of the network: what the wiring keeps in memory.
pub fn owners(conn: &mut AnyConn) -> Result<HashMap<VenueId, StructureId>, Fault> {
    Ok(rows::venue::all_owners(conn)?.into_iter().map(|(venue, owner)| (venue.0, owner.0)).collect())
}

/// The structure that answers for a venue, if there is such a venue.
pub fn owner(conn: &mut AnyConn, venue: VenueId) -> Result<Option<StructureId>, Fault> {
    Ok(rows::venue::owners(conn, &[venue])?.first().map(|(_, owner)| owner.0))
}

/// The venues of a structure with their names, by name.
pub fn of_structure(conn: &mut AnyConn, structure: StructureId) -> Result<Vec<(VenueId, String)>, Fault> {
    Ok(rows::venue::of_structure(conn, structure)?.into_iter().map(|(venue, name)| (venue.0, name)).collect())
}

/// The names of these venues; one that does not exist has none.
pub fn names(conn: &mut AnyConn, venues: &[VenueId]) -> Result<HashMap<VenueId, String>, Fault> {
    Ok(rows::venue::names(conn, venues)?.into_iter().map(|(venue, name)| (venue.0, name)).collect())
}

/// The commune in which a venue is, as it was declared: its code may have ended since.
pub fn commune(conn: &mut AnyConn, venue: VenueId) -> Result<Option<String>, Fault> {
    rows::venue::commune(conn, venue)
}

/// The commune in which each venue is, as it was declared: its code may have ended since.
pub fn communes(conn: &mut AnyConn) -> Result<HashMap<VenueId, String>, Fault> {
    Ok(rows::venue::communes(conn)?.into_iter().map(|(venue, commune)| (venue.0, commune)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_openstreetmap_writes_them() {
        for raw in ["", "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off", "week 1-53/2 We 14:00-17:00", "24/7"] {
            assert_eq!(parse_hours(raw), Ok(raw.to_owned()), "{raw}");
        }
        for raw in ["lundi matin", "Mo 25:99-", "ouvert"] {
            assert_eq!(parse_hours(raw), Err(Refused::Hours), "{raw}");
        }
    }

    #[test]
    fn telephones_are_digits() {
        assert_eq!(parse_phone("03 21 86.19-19").as_deref(), Ok("0321861919"));
        assert_eq!(parse_phone("+33 3 21 86 19 19").as_deref(), Ok("+33321861919"));
        assert_eq!(parse_phone("").as_deref(), Ok(""));
        for raw in ["12", "voir affiche", "+33+"] {
            assert_eq!(parse_phone(raw), Err(Refused::Input("phone")), "{raw}");
        }
    }
}
