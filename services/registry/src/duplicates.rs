//! Duplicates: the venues and structures that may be the same as one, side by side with why.

use std::{cmp::Reverse, collections::HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    ids::{StructureId, VenueId},
};
use store::{Fault, Reply, Store, conn::AnyConn};

use crate::{
    directory,
    rows::{
        structure::{self, StructureRow},
        venue::{self as rows, VenueRow},
    },
    territory::{self, CommuneName, Successors, folded},
};

/// Something that may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookalike {
    /// The venue; none for a structure that has none.
    pub venue: Option<VenueId>,
    /// The venue's name; empty without one.
    pub name: String,
    /// Number and street; empty without a venue.
    pub address: String,
    /// The commune, as it was declared.
    pub commune: Option<CommuneName>,
    /// The telephone; empty when unknown.
    pub phone: String,
    /// The structure.
    pub structure: StructureId,
    /// Its name.
    pub structure_name: String,
    /// Its SIRET, when known.
    pub siret: Option<String>,
    /// Its RNA number, when it has one.
    pub rna: Option<String>,
    /// Why it may be the same; the strongest reason first.
    pub because: Vec<Likeness>,
}

/// Why two may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Another structure with the same SIRET.
    Siret,
    /// Another structure with the same RNA number.
    Rna,
    /// The same name in the same commune.
    Name,
    /// The same telephone.
    Phone,
}

/// At most so many are told.
const MOST: usize = 20;

/// A venue and what may be the same, itself first; nothing for who may not compare, or when there is no such venue.
pub async fn duplicates(store: &Store, actor: &Actor, venue: VenueId) -> Reply<Vec<Lookalike>> {
    if actor.reach(Action::Duplicates) != Reach::Any {
        return Ok(Vec::new());
    }
    store.read("venue.duplicates", move |conn| Ok(compare(conn, venue)?)).await
}

/// Four statements, however many venues and structures.
fn compare(conn: &mut AnyConn, id: VenueId) -> Result<Vec<Lookalike>, Fault> {
    let venues = rows::read_all(conn)?;
    let structures = structure::read_all(conn)?;
    let successors = Successors::read(conn)?;
    let years: Vec<(&str, i32)> = venues.iter().map(|row| (row.commune_code.as_str(), directory::year(row))).collect();
    let names = territory::names(conn, &years)?;
    let by_id: HashMap<StructureId, &StructureRow> = structures.iter().map(|row| (row.id.0, row)).collect();
    let Some(one) = venues.iter().find(|row| row.id.0 == id) else { return Ok(Vec::new()) };
    let own = by_id.get(&one.structure.0).copied();
    let mut found: Vec<Lookalike> = Vec::new();
    for other in venues.iter().filter(|row| row.id.0 != id) {
        let its = by_id.get(&other.structure.0).copied();
        let because = [alike_structures(own, its), alike_venues(one, other, &successors)].concat();
        found.extend((!because.is_empty()).then(|| told(other, its, because, &names)));
    }
    for other in structures.iter().filter(|row| !venues.iter().any(|venue| venue.structure.0 == row.id.0)) {
        let because = alike_structures(own, Some(other));
        found.extend((!because.is_empty()).then(|| bare(other, because)));
    }
    // The strongest reason first; of those with the same, the one with most.
    found.sort_by_cached_key(|one| (one.because.first().copied(), Reverse(one.because.len()), one.name.clone()));
    found.truncate(MOST);
    found.insert(0, told(one, own, Vec::new(), &names));
    Ok(found)
}

fn alike_structures(one: Option<&StructureRow>, other: Option<&StructureRow>) -> Vec<Likeness> {
    let (Some(one), Some(other)) = (one, other) else { return Vec::new() };
    // Two venues of one structure are two venues.
    if one.id == other.id {
        return Vec::new();
    }
    let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    let siret = same(&one.siret, &other.siret).then_some(Likeness::Siret);
    let rna = same(&one.rna, &other.rna).then_some(Likeness::Rna);
    siret.into_iter().chain(rna).collect()
}

fn alike_venues(one: &VenueRow, other: &VenueRow, successors: &Successors) -> Vec<Likeness> {
    let same_ground = successors.same_ground(&one.commune_code, &other.commune_code);
    let name = (same_ground && folded(&one.name) == folded(&other.name)).then_some(Likeness::Name);
    let (phone, theirs) = (national(&one.phone), national(&other.phone));
    let phone = (!phone.is_empty() && phone == theirs).then_some(Likeness::Phone);
    name.into_iter().chain(phone).collect()
}

/// `+33321…` and `0321…` are one number.
fn national(phone: &str) -> String {
    phone.strip_prefix("+33").map_or_else(|| phone.to_owned(), |rest| format!("0{rest}"))
}

fn told(
    row: &VenueRow,
    structure: Option<&StructureRow>,
    because: Vec<Likeness>,
    names: &HashMap<(String, i32), String>,
) -> Lookalike {
    let year = directory::year(row);
    let name = names.get(&(row.commune_code.clone(), year)).cloned().unwrap_or_default();
    Lookalike {
        venue: Some(row.id.0),
        name: row.name.clone(),
        address: row.address.clone(),
        commune: Some(CommuneName { code: row.commune_code.clone(), name, year }),
        phone: row.phone.clone(),
        structure: row.structure.0,
        structure_name: row.structure_name.clone(),
        siret: structure.and_then(|row| row.siret.clone()),
        rna: structure.and_then(|row| row.rna.clone()),
        because,
    }
}

fn bare(row: &StructureRow, because: Vec<Likeness>) -> Lookalike {
    Lookalike {
        venue: None,
        name: String::new(),
        address: String::new(),
        commune: None,
        phone: String::new(),
        structure: row.id.0,
        structure_name: row.name.clone(),
        siret: row.siret.clone(),
        rna: row.rna.clone(),
        because,
    }
}
