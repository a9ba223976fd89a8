//! The gazetteer: which commune of the territory a file means, and in which year its code is to be read.

use std::collections::HashMap;

use store::{Fault, conn::AnyConn};

use crate::{
    rows::territory::{self as rows, CommuneRow},
    territory::{folded, known_year},
};

/// A commune's code, with a year in which it is that commune's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CommuneCode {
    /// INSEE code.
    pub(crate) code: String,
    /// The year under whose communes the code is meant.
    pub(crate) year: i32,
}

/// Every commune of the territory, under each of its names.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    by_code: HashMap<String, Vec<Life>>,
    by_name: HashMap<(String, String), Vec<String>>,
}

/// A commune under one name, from a year until a year.
#[derive(Debug)]
struct Life {
    name: String,
    folded_name: String,
    from: i64,
    until: Option<i64>,
}

impl Gazetteer {
    /// All of it, in one statement.
    pub(crate) fn read(conn: &mut AnyConn) -> Result<Self, Fault> {
        Ok(Self::of(rows::all(conn)?))
    }

    fn of(rows: Vec<CommuneRow>) -> Self {
        let mut gazetteer = Self::default();
        for row in rows {
            let folded_name = folded(&row.name);
            let namesakes = gazetteer.by_name.entry((folded_name.clone(), row.postcode)).or_default();
            if !namesakes.contains(&row.code) {
                namesakes.push(row.code.clone());
            }
            let life = Life { name: row.name, folded_name, from: row.from_year, until: row.until_year };
            gazetteer.by_code.entry(row.code).or_default().push(life);
        }
        gazetteer
    }

    /// The commune that is meant; none when it is outside the territory.
    ///
    /// A code decides alone, also one that ended; without a code, name and postcode together. A postcode alone decides
    /// nothing: the six of the territory are shared with communes outside. `year` is that of which the file speaks.
    pub(crate) fn find(
        &self,
        code: Option<&str>,
        name: &str,
        postcode: &str,
        year: Option<i32>,
    ) -> Option<CommuneCode> {
        let folded_name = folded(name);
        let code = match code {
            Some(code) => code,
            None => self.only_one(&folded_name, postcode)?,
        };
        let lives = self.by_code.get(code)?;
        let named = lives.iter().filter(|life| life.folded_name == folded_name);
        let life = of_year(named, year).or_else(|| of_year(lives.iter(), year))?;
        Some(CommuneCode { code: code.to_owned(), year: life.year_near(year) })
    }

    /// The name that a code of the territory has, when the commune that is written has never been called so.
    pub(crate) fn another_name(&self, code: &str, written: &str) -> Option<&str> {
        let lives = self.by_code.get(code)?;
        let folded_name = folded(written);
        let said = !folded_name.is_empty() && lives.iter().all(|life| life.folded_name != folded_name);
        lives.last().filter(|_| said).map(|life| life.name.as_str())
    }

    fn only_one(&self, folded_name: &str, postcode: &str) -> Option<&str> {
        let namesakes = self.by_name.get(&(folded_name.to_owned(), postcode.to_owned()))?;
        match namesakes.as_slice() {
            [code] => Some(code),
            _ => None,
        }
    }
}

/// The life that goes on in that year, else the last one.
fn of_year<'a>(lives: impl Iterator<Item = &'a Life> + Clone, year: Option<i32>) -> Option<&'a Life> {
    let then =
        lives.clone().find(|life| year.is_some_and(|year| i64::from(life.year_near(Some(year))) == i64::from(year)));
    then.or_else(|| lives.last())
}

impl Life {
    /// The year of this life that is nearest; without a year, its last one if it ended, else its first: always the same.
    fn year_near(&self, year: Option<i32>) -> i32 {
        let last = self.until.unwrap_or(i64::MAX);
        let wanted = year.map_or_else(|| self.until.unwrap_or(self.from), |year| i64::from(known_year(year)));
        i32::try_from(wanted.clamp(self.from, last.max(self.from))).unwrap_or(i32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: &str, name: &str, from_year: i64, until_year: Option<i64>) -> CommuneRow {
        CommuneRow {
            code: code.to_owned(),
            from_year,
            until_year,
            name: name.to_owned(),
            postcode: "62140".to_owned(),
            lat: 50.4,
            lon: 2.0,
            population: 1,
            population_year: 2019,
        }
    }

    fn gazetteer() -> Gazetteer {
        Gazetteer::of(vec![
            row("62447", "Hesdin", 2022, Some(2024)),
            row("62447", "Hesdin-la-Forêt", 2025, None),
            row("62461", "Huby-Saint-Leu", 2022, Some(2024)),
            row("62471", "Le Parcq", 2022, None),
            row("62001", "Double", 2022, None),
            row("62002", "Double", 2022, None),
        ])
    }

    #[track_caller]
    fn found(asked: (Option<&str>, &str, &str, Option<i32>), expected: Option<(&str, i32)>) {
        let (code, name, postcode, year) = asked;
        let found = gazetteer().find(code, name, postcode, year);
        assert_eq!(found.as_ref().map(|found| (found.code.as_str(), found.year)), expected, "{asked:?}");
    }

    #[test]
    fn a_code_decides_and_an_old_one_keeps_its_year() {
        found((Some("62461"), "Huby-Saint-Leu", "62140", None), Some(("62461", 2024)));
        found((Some("62461"), "Hesdin-la-Forêt", "62140", Some(2026)), Some(("62461", 2024)));
        found((Some("62471"), "n'importe quoi", "75001", Some(2023)), Some(("62471", 2023)));
        found((Some("62471"), "Le Parcq", "62140", None), Some(("62471", 2022)));
        found((Some("62041"), "Le Parcq", "62140", None), None);
    }

    #[test]
    fn a_code_that_changed_its_name_is_read_under_the_name_that_is_written() {
        found((Some("62447"), "HESDIN", "62140", Some(2026)), Some(("62447", 2024)));
        found((Some("62447"), "Hesdin la Foret", "62140", Some(2023)), Some(("62447", 2025)));
        found((Some("62447"), "", "62140", Some(2023)), Some(("62447", 2023)));
        found((Some("62447"), "", "62140", None), Some(("62447", 2025)));
    }

    #[test]
    fn a_code_and_a_name_may_contradict_each_other() {
        let cases = [
            ("62471", "Beaurainville", Some("Le Parcq")),
            ("62471", "LE PARCQ", None),
            ("62447", "Hesdin", None),
            ("62447", "Hesdin la Foret", None),
            ("62447", "Le Parcq", Some("Hesdin-la-Forêt")),
            ("62471", "", None),
            ("75056", "Hesdin", None),
        ];
        for (code, written, expected) in cases {
            assert_eq!(gazetteer().another_name(code, written), expected, "{code} {written}");
        }
    }

    #[test]
    fn without_a_code_name_and_postcode_decide_together() {
        found((None, "LE PARCQ", "62140", None), Some(("62471", 2022)));
        found((None, "Huby St Leu", "62140", Some(2026)), Some(("62461", 2024)));
        found((None, "Le Parcq", "62770", None), None);
        found((None, "", "62140", None), None);
        found((None, "Double", "62140", None), None);
    }
}
