//! Territory: communes, year by year. A code is not an eternal key: it is always read with its year.

use std::collections::{BTreeSet, HashMap};

use kernel::refusal::Refusal;
use serde::{Deserialize, Serialize};
use store::{Fault, Reply, Store, conn::AnyConn};

use crate::{
    distance::Point,
    refusal::Refused,
    rows::territory::{self as rows, CommuneRow, SuccessorRow},
};

mod import;

/// A commune in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Commune {
    /// INSEE code.
    pub code: String,
    /// Its name that year.
    pub name: String,
    /// That year.
    pub year: i32,
    /// Inhabitants.
    pub population: i64,
    /// The year of the count.
    pub population_year: i64,
    /// Postcode; shared with other communes, it decides nothing.
    pub postcode: String,
    /// Its town hall.
    pub point: Point,
    /// The code that carries on, if this commune ended after that year.
    pub successor: Option<String>,
}

/// A commune's name in one year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CommuneName {
    /// INSEE code.
    pub code: String,
    /// Its name that year.
    pub name: String,
    /// That year.
    pub year: i32,
}

/// What an import brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Communes, each counted once whatever its names.
    pub communes: usize,
    /// Communes that ended, with who carries on.
    pub successors: usize,
}

const FIRST_YEAR: i32 = 2022;
const LAST_YEAR: i32 = 2026;

/// Whether the registry knows the communes of that year.
pub fn is_vintage(year: i32) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&year)
}

/// Whether a text has the shape of an INSEE code: anything else names no commune, and is not asked of the database.
pub fn is_code(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|c| c.is_ascii_alphanumeric())
}

/// That year, or the nearest one that is known.
pub fn known_year(year: i32) -> i32 {
    year.clamp(FIRST_YEAR, LAST_YEAR)
}

/// That year, or `VINTAGE_UNKNOWN`.
pub fn vintage(year: i32) -> Result<i32, Refusal> {
    if is_vintage(year) { Ok(year) } else { Err(Refused::Vintage.into()) }
}

/// Brings the territory that is built in. Once more changes nothing.
pub async fn import(store: &Store) -> Reply<Imported> {
    let rows = import::read()?;
    let imported = Imported { communes: rows.memberships.len(), successors: rows.successors.len() };
    store.transact("territory.import", move |tx| Ok(crate::rows::territory::replace(tx, &rows)?)).await?;
    Ok(imported)
}

/// The communes of a year, by name as people sort names; empty for a year that is not known.
pub fn communes(conn: &mut AnyConn, year: i32) -> Result<Vec<Commune>, Fault> {
    if !is_vintage(year) {
        return Ok(Vec::new());
    }
    let successors = Successors::read(conn)?;
    let mut found: Vec<Commune> =
        rows::communes(conn, year)?.into_iter().map(|row| commune(row, year, &successors)).collect();
    found.sort_by_cached_key(|commune| (folded(&commune.name), commune.code.clone()));
    Ok(found)
}

/// One commune in a year, if both are known.
pub fn find(conn: &mut AnyConn, code: &str, year: i32) -> Result<Option<Commune>, Fault> {
    if !is_vintage(year) || !is_code(code) {
        return Ok(None);
    }
    let successors = Successors::read(conn)?;
    Ok(rows::commune(conn, code, year)?.map(|row| commune(row, year, &successors)))
}

/// The name of the commune that bears this code in that year, if there is one.
pub fn commune_at(conn: &mut AnyConn, code: &str, year: i32) -> Result<Option<CommuneName>, Fault> {
    if !is_vintage(year) || !is_code(code) {
        return Ok(None);
    }
    let row = rows::commune(conn, code, year)?;
    Ok(row.map(|row| CommuneName { code: row.code, name: row.name, year }))
}

/// The names of communes in their years, in one statement; the pairs that do not exist are absent.
pub fn names(conn: &mut AnyConn, wanted: &[(&str, i32)]) -> Result<HashMap<(String, i32), String>, Fault> {
    let codes: BTreeSet<&str> = wanted.iter().map(|(code, _)| *code).collect();
    let rows = rows::names(conn, &Vec::from_iter(codes))?;
    let name = |code: &str, year: i32| {
        let bears = |(one, from, until, _): &&rows::NameRow| {
            one == code && *from <= i64::from(year) && until.is_none_or(|last| i64::from(year) <= last)
        };
        rows.iter().find(bears).map(|(_, _, _, name)| name.clone())
    };
    Ok(wanted.iter().filter_map(|(code, year)| Some((((*code).to_owned(), *year), name(code, *year)?))).collect())
}

/// The codes that an intercommunality joins in a year.
pub fn epci_communes(conn: &mut AnyConn, epci: &str, year: i32) -> Result<Vec<String>, Fault> {
    rows::members(conn, epci, year)
}

/// Who carries on for the communes that ended, and from which year.
#[derive(Clone, Debug, Default)]
pub struct Successors(HashMap<String, (String, i64)>);

impl Successors {
    /// All of them, in one statement.
    pub fn read(conn: &mut AnyConn) -> Result<Self, Fault> {
        Ok(Self::from_rows(rows::successors(conn)?))
    }

    /// Those of the territory that is built in: what a database will say once it was brought there.
    pub fn built_in() -> Result<Self, Fault> {
        Ok(Self::from_rows(import::read()?.successors))
    }

    fn from_rows(rows: Vec<SuccessorRow>) -> Self {
        Self(rows.into_iter().map(|row| (row.code, (row.successor_code, row.year))).collect())
    }

    /// These: a code, the one that carries on, and the year from which it does.
    #[cfg(test)]
    pub(crate) fn of<const N: usize>(all: [(&str, &str, i64); N]) -> Self {
        Self(all.into_iter().map(|(code, next, year)| (code.to_owned(), (next.to_owned(), year))).collect())
    }

    /// The code under which this ground goes in the last year that is known.
    pub fn today<'a>(&'a self, code: &'a str) -> &'a str {
        self.in_year(code, LAST_YEAR)
    }

    /// The code under which this ground goes in that year.
    pub fn in_year<'a>(&'a self, code: &'a str, year: i32) -> &'a str {
        let year = i64::from(year);
        let next = |code: &str| self.0.get(code).filter(|(_, from)| *from <= year).map(|(next, _)| next.as_str());
        // As many steps as there are communes that ended: a ring in the data cannot hold us.
        (0..self.0.len()).fold(code, |last, _| next(last).unwrap_or(last))
    }

    /// Every code that ever stood for the ground, or for a part of it, that this code names in that year.
    pub fn codes_of(&self, code: &str, year: i32) -> Vec<String> {
        let here = self.in_year(code, year);
        let others =
            self.0.keys().map(String::as_str).filter(|other| *other != here && self.in_year(other, year) == here);
        others.chain([here]).map(str::to_owned).collect()
    }

    /// Whether the two codes, whatever their years, are now one commune's ground.
    pub fn same_ground(&self, one: &str, other: &str) -> bool {
        self.today(one) == self.today(other)
    }
}

/// Whether the two codes, whatever their years, are now one commune's ground (62461 in 2024, 62447 in 2025).
pub fn same_ground(conn: &mut AnyConn, one: &str, other: &str) -> Result<bool, Fault> {
    Ok(one == other || Successors::read(conn)?.same_ground(one, other))
}

fn commune(row: CommuneRow, year: i32, successors: &Successors) -> Commune {
    let successor = successors.0.get(&row.code).map(|(next, _)| next.clone());
    Commune {
        successor,
        code: row.code,
        name: row.name,
        year,
        population: row.population,
        population_year: row.population_year,
        postcode: row.postcode,
        point: Point { lat: row.lat, lon: row.lon },
    }
}

/// A name as it is searched for: no case, no accent, no hyphen, `œ` as `oe`, `saint` for `st`.
pub fn folded(name: &str) -> String {
    let plain = kernel::fold::plain(name);
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(in_full).collect::<Vec<_>>().join(" ")
}

fn in_full(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_people_type() {
        for name in ["Auchy-lès-Hesdin", "auchy les hesdin", "AUCHY LÈS HESDIN"] {
            assert_eq!(folded(name), "auchy les hesdin");
        }
        assert_eq!(folded("Bœuf d'Œuf"), "boeuf d oeuf");
        assert_eq!(folded("Ste-Austreberthe"), folded("Sainte-Austreberthe"));
    }

    #[test]
    fn five_years_are_known() {
        let known: Vec<i32> = (2019..2030).filter(|year| is_vintage(*year)).collect();
        assert_eq!(known, [2022, 2023, 2024, 2025, 2026]);
    }

    #[test]
    fn a_ring_of_successors_ends() {
        let pairs = [("1", "2"), ("2", "1")].map(|(one, other)| (one.to_owned(), (other.to_owned(), 2025)));
        assert_eq!(Successors(pairs.into()).today("1"), "1");
    }
}
