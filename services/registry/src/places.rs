//! Places: the communes that somebody means by what they type, a name or a postcode, in any spelling.

use std::collections::HashMap;

use store::{Fault, conn::AnyConn};

use crate::{
    distance::Point,
    rows::territory::{self as rows, CommuneRow},
    territory::{self, Successors, folded},
};
use nearness::{Nearness, nearness};

mod nearness;

/// A commune of the territory that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// INSEE code in that year.
    pub code: String,
    /// Its name that year.
    pub name: String,
    /// That year.
    pub year: i32,
    /// Shared with other communes: it decides nothing.
    pub postcode: String,
    /// Its town hall.
    pub point: Point,
    /// The other name by which it was found: a former one, or that of a commune that ended.
    pub found_as: Option<String>,
}

/// At most so many are told.
pub const MOST: usize = 100;
const LONGEST: usize = 100;

/// The communes of a year that may be meant, the likeliest first; none for a year that is not known. Two statements.
///
/// A postcode, or its first digits, offers its communes; with a name beside it the name decides among them. A name is
/// found in any case, with or without accents, hyphens and apostrophes, `st` for `saint`, with a letter too few, too many
/// or another; such a slip counts only where nothing is written so. What ended leads to what carries on.
pub fn search(conn: &mut AnyConn, typed: &str, year: i32) -> Result<Vec<Place>, Fault> {
    let typed = Typed::of(typed);
    if typed.is_empty() || !territory::is_vintage(year) {
        return Ok(Vec::new());
    }
    let ground = Ground::read(conn, year)?;
    let mut found = ground.find(&typed);
    if found.is_empty() && typed.is_both() {
        found = ground.find(&Typed { digits: String::new(), ..typed });
    }
    Ok(found)
}

/// What was typed: digits of a postcode or a code, and words of a name.
struct Typed {
    digits: String,
    words: String,
}

impl Typed {
    fn of(typed: &str) -> Self {
        // Some keyboards write an accent after its letter.
        let typed: String = typed.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).take(LONGEST).collect();
        let folded = folded(&typed);
        let (digits, words): (Vec<&str>, Vec<&str>) =
            folded.split_whitespace().partition(|word| word.bytes().all(|c| c.is_ascii_digit()));
        Self { digits: digits.concat(), words: words.join(" ") }
    }

    fn is_empty(&self) -> bool {
        self.digits.is_empty() && self.words.is_empty()
    }

    fn is_both(&self) -> bool {
        !self.digits.is_empty() && !self.words.is_empty()
    }
}

/// The communes of a year, and every name under which each was ever known.
struct Ground {
    year: i32,
    today: HashMap<String, CommuneRow>,
    known_as: Vec<(String, CommuneRow)>,
}

impl Ground {
    fn read(conn: &mut AnyConn, year: i32) -> Result<Self, Fault> {
        let successors = Successors::read(conn)?;
        let rows = rows::all(conn)?;
        let lives = |row: &&CommuneRow| {
            row.from_year <= i64::from(year) && row.until_year.is_none_or(|last| i64::from(year) <= last)
        };
        let today = rows.iter().filter(lives).map(|row| (row.code.clone(), row.clone())).collect();
        let known_as = rows.into_iter().map(|row| (successors.in_year(&row.code, year).to_owned(), row)).collect();
        Ok(Self { year, today, known_as })
    }

    fn find(&self, typed: &Typed) -> Vec<Place> {
        let mut nearest: HashMap<&str, (Rank, Place)> = HashMap::new();
        for (code, row) in &self.known_as {
            let Some((rank, place)) = self.weigh(typed, code, row) else { continue };
            match nearest.get(code.as_str()) {
                Some((held, _)) if *held <= rank => {}
                _ => drop(nearest.insert(code, (rank, place))),
            }
        }
        let mut found: Vec<(Rank, Place)> = nearest.into_values().collect();
        // A slip of the pen is looked for only where nothing is written so.
        if found.iter().any(|(rank, _)| !rank.nearness.is_a_slip()) {
            found.retain(|(rank, _)| !rank.nearness.is_a_slip());
        }
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        found.into_iter().map(|(_, place)| place).take(MOST).collect()
    }

    fn weigh(&self, typed: &Typed, code: &str, row: &CommuneRow) -> Option<(Rank, Place)> {
        let here = self.today.get(code)?;
        let by_digits = typed.digits.is_empty() || row.postcode.starts_with(&typed.digits) || row.code == typed.digits;
        let nearness = match (by_digits, typed.words.is_empty()) {
            (false, _) => return None,
            (true, true) => Nearness::Same,
            (true, false) => nearness(&folded(&row.name), &typed.words)?,
        };
        let found_as = Some(row.name.clone()).filter(|name| *name != here.name && !typed.words.is_empty());
        let rank = Rank { nearness, is_former: found_as.is_some(), name: folded(&here.name), code: here.code.clone() };
        Some((rank, place(here, self.year, found_as)))
    }
}

/// Where a place comes in the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    nearness: Nearness,
    is_former: bool,
    name: String,
    code: String,
}

fn place(row: &CommuneRow, year: i32, found_as: Option<String>) -> Place {
    Place {
        code: row.code.clone(),
        name: row.name.clone(),
        year,
        postcode: row.postcode.clone(),
        point: Point { lat: row.lat, lon: row.lon },
        found_as,
    }
}
