//! Places where a formality is done with somebody, or for them: listed places that bear Aidants Connect or France services, the
//! nearest first. The network's own venues declare no programme.

use kernel::ids::ListingId;
use store::{Fault, conn::AnyConn};

use crate::{
    distance::{self, Distance, Point},
    listing,
    rows::listing as rows,
    territory::{self, Successors},
    venue_file::ListedPlace,
};

/// The national programmes whose places do a formality for somebody, in the words of the standard.
pub const PROGRAMMES: [&str; 2] = ["Aidants Connect", "France Services"];

/// A place that bears one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its identifier here.
    pub id: ListingId,
    /// All that its source says of it.
    pub place: ListedPlace,
    /// How far it is from the town hall; unknown for a place of the commune itself whose point is not said.
    pub distance: Option<Distance>,
}

/// About sixty kilometres to the north, forty to the east: farther than anybody is sent.
const DEGREES: f64 = 0.6;

/// The places around a commune of that year; none when there is no such commune. Four statements.
pub fn around(conn: &mut AnyConn, commune: &str, year: i32) -> Result<Vec<Found>, Fault> {
    let Some(home) = territory::find(conn, commune, year)? else { return Ok(Vec::new()) };
    let codes = Successors::read(conn)?.codes_of(commune, year);
    let rows = rows::naming(conn, PROGRAMMES, home.point, DEGREES, codes)?;
    let read = |(id, document): (ListingId, String)| Ok((id, listing::read(&document)?));
    let places: Vec<(ListingId, ListedPlace)> = rows.into_iter().map(read).collect::<Result<_, Fault>>()?;
    // The words may stand elsewhere in a document.
    let bears = |place: &ListedPlace| place.programmes.iter().any(|one| PROGRAMMES.contains(&one.as_str()));
    let mut found: Vec<(f64, Found)> = places
        .into_iter()
        .filter(|(_, place)| bears(place))
        .map(|(id, place)| (km(home.point, &place), Found { id, distance: way(home.point, &place), place }))
        .collect();
    found.sort_by(|(one, here), (other, there)| {
        one.total_cmp(other).then_with(|| (&here.place.name, here.id).cmp(&(&there.place.name, there.id)))
    });
    Ok(found.into_iter().map(|(_, found)| found).collect())
}

fn km(home: Point, place: &ListedPlace) -> f64 {
    place.point.map_or(0.0, |there| distance::great_circle(home, there))
}

fn way(home: Point, place: &ListedPlace) -> Option<Distance> {
    place.point.map(|there| distance::between(home, there))
}
