//! What is read of one place.

use kernel::clock::Day;
use serde::{Deserialize, Serialize};

use crate::distance::Point;

/// A place as a file lists it, cleaned, in the terms of the national standard v1.0.2 (LaMednum/standard-mediation-num).
///
/// Texts hold no control character, no markup and no surrounding space; unknown ones are empty. Lists hold each value
/// once, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListedPlace {
    /// The place's identifier where the list comes from.
    pub id: Option<String>,
    /// SIRET, RNA or RIDET, checked.
    pub pivot: Option<String>,
    /// Its name, 1 to 250 signs.
    pub name: String,
    /// The commune's name; empty only when its code is known.
    pub commune: String,
    /// Five digits, or empty.
    pub postcode: String,
    /// INSEE code of the commune, as the file declares it.
    pub insee: Option<String>,
    /// Number and street.
    pub address: String,
    /// What completes the address.
    pub complement: String,
    /// Where it is.
    pub point: Option<Point>,
    /// Codes of typology (`BIB`, `CCAS`, …).
    pub kinds: Vec<String>,
    /// Telephone with its country: `+33321000000`.
    pub phone: Option<String>,
    /// Mail addresses.
    pub mails: Vec<String>,
    /// Addresses of pages, each with its scheme.
    pub websites: Vec<String>,
    /// Opening hours in the syntax of OpenStreetMap.
    pub hours: Option<String>,
    /// At most 280 signs.
    pub summary: String,
    /// The longer text.
    pub detail: String,
    /// Who collected this.
    pub source: Option<String>,
    /// `Itinérant`, `Fixe`.
    pub itinerance: Vec<String>,
    /// The network or structure above.
    pub parent: Option<String>,
    /// The day on which this was true.
    pub updated_on: Option<Day>,
    /// What is offered, of nine.
    pub services: Vec<String>,
    /// For whom especially, of five.
    pub publics: Vec<String>,
    /// Special care, of seven.
    pub special_care: Vec<String>,
    /// What it costs, of three.
    pub fees: Vec<String>,
    /// National programmes, of eleven.
    pub programmes: Vec<String>,
    /// Training and labels, of ten.
    pub labels: Vec<String>,
    /// Other labels, as written.
    pub other_labels: Vec<String>,
    /// How to come, of six.
    pub access_ways: Vec<String>,
    /// How one is helped, of four.
    pub support_ways: Vec<String>,
    /// Page about access for disabled people.
    pub access_form: Option<String>,
    /// Page to book on.
    pub booking: Option<String>,
    /// Whether it says that it takes the Pass numérique (a value of v0 that v1 dropped).
    pub takes_pass: bool,
}
