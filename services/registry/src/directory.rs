//! The directory: venues as people look for them, by name, by distance, by whether they take cheques.

use std::{collections::HashMap, sync::Arc};

use kernel::{
    clock::At,
    ids::{StructureId, VenueId},
};
use serde::{Deserialize, Serialize};
use store::{Fault, conn::AnyConn};

use crate::{
    distance::{self, Distance, Point},
    hours,
    rows::venue::{self as rows, VenueRow},
    sheet::Access,
    standing::{self, Situation},
    territory::{self, CommuneName, Successors},
};

/// A venue with all that the directory knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its identifier.
    pub id: VenueId,
    /// The structure that answers for it.
    pub structure: StructureId,
    /// That structure's name.
    pub structure_name: String,
    /// Its name.
    pub name: String,
    /// Number and street.
    pub address: String,
    /// Its commune, as it was declared.
    pub commune: CommuneName,
    /// Where it is.
    pub point: Point,
    /// Opening hours in the syntax of OpenStreetMap; empty when unknown.
    pub hours: String,
    /// The telephone of the place; empty when unknown.
    pub phone: String,
    /// How people are received.
    pub access: Vec<Access>,
    /// How to come; empty when unknown.
    pub directions: String,
    /// What the place is; empty when unknown.
    pub description: String,
    /// A mail address for the public; empty when unknown.
    pub mail: String,
    /// Its page; empty when unknown.
    pub website: String,
    /// What decides its standing.
    pub situation: Situation,
    /// Why it stands as it does, if something happened.
    pub reason: Option<String>,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// From where distances are told, and by which venues are sorted.
    pub near: Option<Point>,
    /// The same, from a commune's town hall; a code that ended stands for the one that carries on.
    pub commune: Option<String>,
    /// Only venues that take cheques now, or only those that do not.
    pub accepts_cheques: Option<bool>,
    /// Only venues that are open now, or only those that are closed; those of which it is not known are neither.
    pub open_now: Option<bool>,
    /// Only the venues of this structure.
    pub structure: Option<StructureId>,
}

/// A venue that was found, and how far it is when that was asked.
#[derive(Clone, Debug)]
pub struct Found {
    /// The venue.
    pub entry: Arc<Entry>,
    /// The way to it.
    pub distance: Option<Distance>,
    /// Where it comes in the list.
    pub rank: Rank,
}

/// The order of the directory: by distance when it was asked, then by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rank(u64, String, VenueId);

/// These venues, in five statements however many; one that does not exist is absent.
pub fn entries(conn: &mut AnyConn, ids: &[VenueId]) -> Result<HashMap<VenueId, Arc<Entry>>, Fault> {
    let rows = rows::read(conn, ids)?;
    Ok(complete(conn, rows)?.into_iter().map(|entry| (entry.id, Arc::new(entry))).collect())
}

/// Every venue that may be paid for cheques now.
pub fn accredited(conn: &mut AnyConn, now: At) -> Result<Vec<Arc<Entry>>, Fault> {
    let rows = rows::read_all(conn)?;
    let all = complete(conn, rows)?.into_iter();
    Ok(all.filter(|entry| entry.situation.is_accredited(now)).map(Arc::new).collect())
}

/// The venues that are wanted, in order. The number of statements does not depend on how many there are.
pub fn search(conn: &mut AnyConn, wanted: &Wanted, now: At) -> Result<Vec<Found>, Fault> {
    let from = match (&wanted.near, &wanted.commune) {
        (Some(point), _) => Some(*point),
        (None, Some(code)) => match town_hall(conn, code, now)? {
            Some(point) => Some(point),
            None => return Ok(Vec::new()),
        },
        (None, None) => None,
    };
    let rows = rows::read_all(conn)?;
    let all = complete(conn, rows)?.into_iter();
    let mut found: Vec<Found> = all
        .filter(|entry| wanted.structure.is_none_or(|wanted| entry.structure == wanted))
        .filter(|entry| wanted.accepts_cheques.is_none_or(|wanted| entry.situation.is_accredited(now) == wanted))
        .filter(|entry| wanted.open_now.is_none_or(|wanted| hours::is_open(&entry.hours, now) == Some(wanted)))
        .map(|entry| place(entry, from))
        .collect();
    found.sort_by(|one, other| one.rank.cmp(&other.rank));
    Ok(found)
}

/// The nearest of these venues, and the way to it.
pub fn nearest(entries: &[Arc<Entry>], from: Point) -> Option<(Distance, &Arc<Entry>)> {
    let km = |entry: &Arc<Entry>| distance::great_circle(from, entry.point);
    let best = entries.iter().min_by(|one, other| km(one).total_cmp(&km(other)).then(one.id.cmp(&other.id)))?;
    Some((distance::between(from, best.point), best))
}

fn town_hall(conn: &mut AnyConn, code: &str, now: At) -> Result<Option<Point>, Fault> {
    let successors = Successors::read(conn)?;
    let today = territory::known_year(now.day().year());
    Ok(territory::find(conn, successors.in_year(code, today), today)?.map(|commune| commune.point))
}

fn place(entry: Entry, from: Option<Point>) -> Found {
    // The bits of a positive number sort as the number does.
    let far = from.map_or(0, |point| distance::great_circle(point, entry.point).to_bits());
    let rank = Rank(far, territory::folded(&entry.name), entry.id);
    Found { distance: from.map(|point| distance::between(point, entry.point)), rank, entry: Arc::new(entry) }
}

fn complete(conn: &mut AnyConn, rows: Vec<VenueRow>) -> Result<Vec<Entry>, Fault> {
    let ids: Vec<VenueId> = rows.iter().map(|row| row.id.0).collect();
    let mut situations = standing::standings(conn, &ids)?;
    let mut reasons = standing::reasons(conn, &ids)?;
    let years: Vec<(&str, i32)> = rows.iter().map(|row| (row.commune_code.as_str(), year(row))).collect();
    let names = territory::names(conn, &years)?;
    let entry = |row: VenueRow| {
        let situation = situations.remove(&row.id.0)?;
        let reason = reasons.remove(&row.id.0);
        Some(entry(row, situation, reason, &names))
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

/// The year under whose communes a venue was declared.
pub(crate) fn year(row: &VenueRow) -> i32 {
    i32::try_from(row.commune_year).unwrap_or_default()
}

fn entry(row: VenueRow, situation: Situation, reason: Option<String>, names: &HashMap<(String, i32), String>) -> Entry {
    let year = year(&row);
    let name = names.get(&(row.commune_code.clone(), year)).cloned().unwrap_or_default();
    Entry {
        id: row.id.0,
        structure: row.structure.0,
        structure_name: row.structure_name,
        name: row.name,
        address: row.address,
        commune: CommuneName { code: row.commune_code, name, year },
        point: Point { lat: row.lat, lon: row.lon },
        hours: row.hours,
        phone: row.phone,
        access: Access::read_all(&row.access),
        directions: row.directions,
        description: row.description,
        mail: row.mail,
        website: row.website,
        situation,
        reason,
    }
}
