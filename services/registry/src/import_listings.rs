//! Importing listed places: the rows of a file are compared with what is held; the whole file is written, or nothing.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use kernel::{
    clock::{At, Day},
    ids::{ListingId, VenueId},
};
use store::{
    Fault, Reply, Store, Tx,
    conn::AnyConn,
    head::{self, Event},
    ids::Ref,
};

use crate::{
    gazetteer::{CommuneCode, Gazetteer},
    listing::{Listed, Listing, OUR_SOURCE},
    rows::{
        self,
        listing::{HeldRow, ListingRow},
    },
    territory::folded,
    venue,
    venue_file::{Problem, ReadRow},
};

/// The event of an import that changed something, with its counts.
pub const IMPORTED: &str = "venues.imported";

/// Whether an import writes, or only says what it would write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Writes what is new.
    Write,
    /// Says the same and writes nothing.
    Look,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Not held before.
    Imported,
    /// Held before, and it has changed.
    Updated,
    /// Held as it is, or said a second time in the file.
    Unchanged,
    /// Kept out, for all these reasons.
    Refused(Vec<Problem>),
}

/// One row of the file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowReport {
    /// The line on which it begins in a CSV, its number among the elements in JSON.
    pub line: usize,
    /// The name as written; may be empty.
    pub name: String,
    /// What became of it.
    pub ending: Ending,
    /// What is to be looked at.
    pub warnings: Vec<Problem>,
}

/// Imports the rows of a file, in one transaction; answers one report a row, in their order.
///
/// `source` publishes the rows that do not say who does. Rows that are held as they are cost no writing at all: the
/// same file once more changes nothing in the database. When something changed, one event `venues.imported` tells it.
pub async fn import_listings(store: &Store, rows: Vec<ReadRow>, source: &str, mode: Mode) -> Reply<Vec<RowReport>> {
    let rows = Arc::new(told_apart(rows, source, store.now().day())?);
    match mode {
        Mode::Write => store.transact("venues.import", move |tx| Ok(write(tx, &rows)?)).await,
        Mode::Look => store.read_still("venues.compare", move |conn| Ok(look(conn, &rows)?)).await,
    }
}

/// A row, before anything is asked of the database.
pub(crate) struct Row {
    line: usize,
    name: String,
    warnings: Vec<Problem>,
    outcome: Outcome,
}

enum Outcome {
    /// To be compared with what is held.
    Place(Box<Listing>),
    /// The same words as an earlier row.
    Repeats,
    Refused(Vec<Problem>),
}

/// What is to be done about a row.
struct Judged {
    ending: Ending,
    commune: Option<CommuneCode>,
    warning: Option<Problem>,
}

/// Each row with its key; of two rows with one key the first counts.
pub(crate) fn told_apart(rows: Vec<ReadRow>, source: &str, today: Day) -> Result<Vec<Row>, Fault> {
    let mut first: HashMap<ListingId, (usize, [u8; 32])> = HashMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for ReadRow { line, name, outcome, mut warnings } in rows {
        let updated_on = outcome.as_ref().ok().and_then(|place| place.updated_on);
        warnings.extend(updated_on.filter(|day| is_to_come(*day, today)).map(to_come));
        let listing = outcome.map(|place| Listing::of(place, source));
        let outcome = match listing {
            Err(problems) => Outcome::Refused(problems),
            Ok(Err(Listed::Refused(problem))) => Outcome::Refused(vec![problem]),
            Ok(Err(Listed::Broken(fault))) => return Err(fault),
            Ok(Ok(listing)) => match first.get(&listing.id) {
                None => {
                    first.insert(listing.id, (line, listing.hash));
                    Outcome::Place(Box::new(listing))
                }
                Some((earlier, hash)) if *hash == listing.hash => {
                    warnings.push(repeated(*earlier));
                    Outcome::Repeats
                }
                Some((earlier, _)) => Outcome::Refused(vec![contradicts(*earlier)]),
            },
        };
        all.push(Row { line, name, warnings, outcome });
    }
    Ok(all)
}

/// Writes what is new, in the transaction of whoever asks.
pub(crate) fn write(tx: &mut Tx<'_>, rows: &[Row]) -> Result<Vec<RowReport>, Fault> {
    let judged = judge(tx.conn, rows)?;
    let now = tx.now();
    let new = new_rows(rows, &judged, &Ending::Imported, now);
    let changed = new_rows(rows, &judged, &Ending::Updated, now);
    if !new.is_empty() || !changed.is_empty() {
        rows::listing::add(tx, &new)?;
        rows::listing::change(tx, &changed)?;
        let counts = serde_json::json!({ "rows": rows.len(), "imported": new.len(), "updated": changed.len() });
        head::announce(tx, &[Event::new(IMPORTED, &counts)?])?;
    }
    Ok(reports(rows, judged))
}

/// Says what [`write`] would do.
pub(crate) fn look(conn: &mut AnyConn, rows: &[Row]) -> Result<Vec<RowReport>, Fault> {
    Ok(reports(rows, judge(conn, rows)?))
}

/// What is written of the rows that ended so; in one order, so that two imports at once wait and never cross.
fn new_rows(rows: &[Row], judged: &[Judged], ending: &Ending, now: At) -> Vec<ListingRow> {
    let concerned = rows.iter().zip(judged).filter(|(_, judged)| judged.ending == *ending);
    let mut new: Vec<ListingRow> = concerned.filter_map(|(row, judged)| new_row(row, judged, now)).collect();
    new.sort_by_key(|row| row.id.0);
    new
}

fn reports(rows: &[Row], judged: Vec<Judged>) -> Vec<RowReport> {
    let report = |(row, judged): (&Row, Judged)| {
        let warnings = row.warnings.iter().cloned().chain(judged.warning).collect();
        RowReport { line: row.line, name: row.name.clone(), ending: judged.ending, warnings }
    };
    rows.iter().zip(judged).map(report).collect()
}

/// What the registry holds that concerns the rows of a file.
struct Known {
    communes: Gazetteer,
    held: HashMap<ListingId, HeldRow>,
    venues: HashSet<VenueId>,
}

/// A statement for the communes, one for five hundred rows, one for the venues that are told back to us.
fn judge(conn: &mut AnyConn, rows: &[Row]) -> Result<Vec<Judged>, Fault> {
    let places = || rows.iter().filter_map(Row::place);
    let ids: Vec<ListingId> = places().map(|listing| listing.id).collect();
    let held = rows::listing::held(conn, &ids)?.into_iter().map(|row| (row.id.0, row)).collect();
    let ours: Vec<VenueId> = places().filter_map(our_venue).collect();
    let venues = if ours.is_empty() { HashSet::new() } else { venue::owners(conn)?.into_keys().collect() };
    let known = Known { communes: Gazetteer::read(conn)?, held, venues };
    rows.iter().map(|row| known.judge(row)).collect()
}

impl Known {
    fn judge(&self, row: &Row) -> Result<Judged, Fault> {
        let settled = |ending, warning| Judged { ending, commune: None, warning };
        match &row.outcome {
            Outcome::Refused(problems) => Ok(settled(Ending::Refused(problems.clone()), None)),
            Outcome::Repeats => Ok(settled(Ending::Unchanged, None)),
            Outcome::Place(listing) if our_venue(listing).is_some_and(|venue| self.venues.contains(&venue)) => {
                Ok(settled(Ending::Unchanged, Some(our_own())))
            }
            Outcome::Place(listing) => self.compare(listing),
        }
    }

    fn compare(&self, listing: &Listing) -> Result<Judged, Fault> {
        let place = &listing.place;
        let year = place.updated_on.map(Day::year);
        let commune = self.communes.find(place.insee.as_deref(), &place.commune, &place.postcode, year);
        let ending = match self.held.get(&listing.id) {
            None => Ending::Imported,
            Some(held) if says_the_same(held, listing, commune.as_ref())? => Ending::Unchanged,
            Some(_) => Ending::Updated,
        };
        let named =
            place.insee.as_deref().and_then(|code| Some((code, self.communes.another_name(code, &place.commune)?)));
        Ok(Judged { ending, commune, warning: named.map(|(code, name)| other_commune(code, name, &place.commune)) })
    }
}

/// Whether nothing is new. A place without a date is published with the day on which we heard of it: when that day comes
/// back to us, it says nothing either.
fn says_the_same(held: &HeldRow, listing: &Listing, commune: Option<&CommuneCode>) -> Result<bool, Fault> {
    let given_by_us = held.updated_on.is_none() && listing.place.updated_on == Some(At(held.changed_at).day());
    if given_by_us {
        return Ok(held.hash == listing.undated_hash()?);
    }
    let same_code = held.commune_code.as_deref() == commune.map(|commune| commune.code.as_str());
    let same_year = held.commune_year == commune.map(|commune| i64::from(commune.year));
    Ok(held.hash == listing.hash && same_code && same_year)
}

/// The venue of this network that a row tells back to us, if it is one.
fn our_venue(listing: &Listing) -> Option<VenueId> {
    (listing.source == OUR_SOURCE).then(|| listing.key.parse().ok()).flatten()
}

impl Row {
    fn place(&self) -> Option<&Listing> {
        match &self.outcome {
            Outcome::Place(listing) => Some(listing),
            Outcome::Repeats | Outcome::Refused(_) => None,
        }
    }
}

fn new_row(row: &Row, judged: &Judged, now: At) -> Option<ListingRow> {
    let listing = row.place()?;
    let (place, commune) = (&listing.place, judged.commune.as_ref());
    Some(ListingRow {
        id: Ref(listing.id),
        source: listing.source.clone(),
        source_key: listing.key.clone(),
        name: place.name.clone(),
        folded_name: folded(&place.name),
        address: place.address.clone(),
        postcode: place.postcode.clone(),
        commune: place.commune.clone(),
        commune_code: commune.map(|commune| commune.code.clone()),
        commune_year: commune.map(|commune| i64::from(commune.year)),
        lat: place.point.map(|point| point.lat),
        lon: place.point.map(|point| point.lon),
        takes_pass: i64::from(place.takes_pass),
        updated_on: place.updated_on.map(Day::number),
        document: listing.document.clone(),
        hash: listing.hash.to_vec(),
        first_seen_at: now.0,
        changed_at: now.0,
    })
}

fn repeated(line: usize) -> Problem {
    let says = format!("Ce lieu est déjà dit, avec les mêmes mots, à la ligne {line} : cette ligne peut être retirée.");
    Problem { code: "ROW_REPEATED", field: "id", says }
}

fn contradicts(line: usize) -> Problem {
    let says = format!(
        "Ce lieu est déjà à la ligne {line}, avec un autre contenu : gardez la bonne des deux lignes, ou donnez-leur \
         deux identifiants."
    );
    Problem { code: "DUPLICATE_KEY", field: "id", says }
}

/// Where France's day begins first, it is already tomorrow.
fn is_to_come(day: Day, today: Day) -> bool {
    day.number() > today.number() + 1
}

fn to_come(day: Day) -> Problem {
    let says = format!("La date de mise à jour {day} est encore à venir : vérifiez-la.");
    Problem { code: "DATE_FUTURE", field: "date_maj", says }
}

fn other_commune(code: &str, name: &str, written: &str) -> Problem {
    let says = format!(
        "Le code INSEE {code} est celui de {name}, et la commune écrite est « {written} » : le code est suivi, \
         vérifiez l'un et l'autre."
    );
    Problem { code: "INSEE_OTHER_COMMUNE", field: "code_insee", says }
}

fn our_own() -> Problem {
    let says = "Ce lieu est déjà tenu par le réseau lui-même : il n'est pas recensé une seconde fois.".to_owned();
    Problem { code: "OUR_OWN_VENUE", field: "source", says }
}
