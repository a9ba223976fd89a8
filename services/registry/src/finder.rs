//! The finder: listed places as people look for them, by words of the name and by commune.

use kernel::ids::ListingId;
use store::{Fault, conn::AnyConn};

use crate::{
    listing,
    rows::listing::{self as rows, FoundRow, Search},
    territory::{self, CommuneName, Successors},
    venue_file::ListedPlace,
};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Words of the name, in any spelling; all of them.
    pub search: Option<String>,
    /// A commune of the territory in a year. A code that ended, or began, stands for the same ground.
    pub commune: Option<(String, i32)>,
}

/// Where a place comes in the list: by name, then by identifier.
pub type Rank = (String, ListingId);

/// A listed place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its identifier here.
    pub id: ListingId,
    /// All that its source says of it.
    pub place: ListedPlace,
    /// The commune of the territory, when it is one.
    pub commune: Option<CommuneName>,
    /// Where it comes in the list.
    pub rank: Rank,
}

const MOST_WORDS: usize = 10;

/// At most that many places after that one, by name. Three statements, however many places.
pub fn find(conn: &mut AnyConn, wanted: &Wanted, after: Option<&Rank>, most: i64) -> Result<Vec<Found>, Fault> {
    let words = wanted.search.as_deref().map(territory::folded).unwrap_or_default();
    let codes = match &wanted.commune {
        Some((_, year)) if !territory::is_vintage(*year) => return Ok(Vec::new()),
        Some((code, year)) => Some(Successors::read(conn)?.codes_of(code, *year)),
        None => None,
    };
    let search = Search { words: words.split_whitespace().take(MOST_WORDS).collect(), codes, after, most };
    let rows = rows::page(conn, &search)?;
    let communes: Vec<(&str, i32)> = rows.iter().filter_map(commune).collect();
    let names = territory::names(conn, &communes)?;
    let named = |row: &FoundRow| {
        let (code, year) = commune(row)?;
        let name = names.get(&(code.to_owned(), year))?.clone();
        Some(CommuneName { code: code.to_owned(), name, year })
    };
    let found = |row: &FoundRow| {
        let (id, commune) = (row.id.0, named(row));
        Ok(Found { id, place: listing::read(&row.document)?, commune, rank: (row.folded_name.clone(), id) })
    };
    rows.iter().map(found).collect()
}

fn commune(row: &FoundRow) -> Option<(&str, i32)> {
    Some((row.commune_code.as_deref()?, i32::try_from(row.commune_year?).ok()?))
}
