//! Reads the territory that is built in: one line for each commune of 2022, with its code and name of 2026.

use std::collections::BTreeMap;

use serde::Deserialize;
use store::Fault;

use crate::rows::territory::{CommuneRow, MembershipRow, Rows, SuccessorRow};

const COMMUNES: &str = include_str!("../../data/communes-7vallees.csv");

const FIRST_YEAR: i64 = 2022;
/// The year in which four communes became one.
const MERGER: i64 = 2025;
const BEFORE_MERGER: i64 = MERGER - 1;
const FIRST_COUNT: i64 = 2019;
const LAST_COUNT: i64 = 2023;

#[derive(Deserialize)]
struct Line {
    code_insee: String,
    nom: String,
    code_postal: String,
    epci: String,
    population_municipale_2019: i64,
    population_municipale_2023: Option<i64>,
    code_insee_2026: String,
    nom_2026: String,
    point_lat: f64,
    point_lon: f64,
}

impl Line {
    fn goes_on(&self) -> bool {
        self.code_insee == self.code_insee_2026
    }

    fn until(&self) -> Option<i64> {
        (!self.goes_on()).then_some(BEFORE_MERGER)
    }

    fn commune(&self, years: (i64, Option<i64>), name: &str, population: (i64, i64)) -> CommuneRow {
        CommuneRow {
            code: self.code_insee.clone(),
            from_year: years.0,
            until_year: years.1,
            name: name.to_owned(),
            postcode: self.code_postal.clone(),
            lat: self.point_lat,
            lon: self.point_lon,
            population: population.0,
            population_year: population.1,
        }
    }

    /// The commune of 2022, with the count then in force.
    fn before(&self) -> CommuneRow {
        self.commune((FIRST_YEAR, Some(BEFORE_MERGER)), &self.nom, (self.population_municipale_2019, FIRST_COUNT))
    }

    /// The commune that carries on, with the last count; without one, the sum of those it joins.
    fn after(&self, joined: &BTreeMap<&str, i64>) -> Option<CommuneRow> {
        let sum = (joined.get(self.code_insee.as_str()).copied().unwrap_or_default(), FIRST_COUNT);
        let population = self.population_municipale_2023.map_or(sum, |count| (count, LAST_COUNT));
        self.goes_on().then(|| self.commune((MERGER, None), &self.nom_2026, population))
    }

    fn successor(&self) -> Option<SuccessorRow> {
        let row = || SuccessorRow {
            code: self.code_insee.clone(),
            successor_code: self.code_insee_2026.clone(),
            year: MERGER,
        };
        (!self.goes_on()).then(row)
    }

    fn membership(&self) -> MembershipRow {
        MembershipRow {
            epci: self.epci.clone(),
            code: self.code_insee.clone(),
            from_year: FIRST_YEAR,
            until_year: self.until(),
        }
    }
}

/// The rows of the territory.
pub(super) fn read() -> Result<Rows, Fault> {
    let lines: Vec<Line> = csv::Reader::from_reader(COMMUNES.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| Fault::because("the territory that is built in cannot be read", error))?;
    let mut joined: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &lines {
        *joined.entry(&line.code_insee_2026).or_default() += line.population_municipale_2019;
    }
    let after = lines.iter().filter_map(|line| line.after(&joined));
    Ok(Rows {
        communes: lines.iter().map(Line::before).chain(after).collect(),
        successors: lines.iter().filter_map(Line::successor).collect(),
        memberships: lines.iter().map(Line::membership).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_nine_communes_become_sixty_six() {
        let rows = read().unwrap();
        let valid = |year| {
            let holds = |row: &&CommuneRow| row.from_year <= year && row.until_year.is_none_or(|last| year <= last);
            rows.communes.iter().filter(holds).count()
        };
        assert_eq!([2022, 2023, 2024, 2025, 2026].map(valid), [69, 69, 69, 66, 66]);
        let ended: Vec<&str> = rows.successors.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(ended, ["62461", "62549", "62743"]);
        assert!(rows.successors.iter().all(|row| row.successor_code == "62447" && row.year == 2025));
    }

    #[test]
    fn hesdin_keeps_its_code_under_another_name() {
        let rows = read().unwrap();
        let of_hesdin = rows.communes.iter().filter(|row| row.code == "62447");
        let told: Vec<(&str, i64)> = of_hesdin.map(|row| (row.name.as_str(), row.population)).collect();
        assert_eq!(told, [("Hesdin", 2216), ("Hesdin-la-Forêt", 4480)]);
    }
}
