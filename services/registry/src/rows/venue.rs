//! Venues.

use diesel::{insert_into, prelude::*};
use kernel::ids::{Structure, StructureId, Venue, VenueId};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    sheet::{Access, Sheet},
    tables::{structure, venue},
};

/// A venue as it lies in its table, with its structure's name.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct VenueRow {
    pub(crate) id: Ref<Venue>,
    pub(crate) structure: Ref<Structure>,
    pub(crate) structure_name: String,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) commune_code: String,
    pub(crate) commune_year: i64,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) hours: String,
    pub(crate) phone: String,
    pub(crate) access: String,
    pub(crate) directions: String,
    pub(crate) description: String,
    pub(crate) mail: String,
    pub(crate) website: String,
}

macro_rules! all {
    () => {
        venue::table.inner_join(structure::table).select((
            venue::id,
            venue::structure_id,
            structure::name,
            venue::name,
            venue::address,
            venue::commune_code,
            venue::commune_year,
            venue::lat,
            venue::lon,
            venue::hours,
            venue::phone,
            venue::access,
            venue::directions,
            venue::description,
            venue::mail,
            venue::website,
        ))
    };
}

pub(crate) fn read(conn: &mut AnyConn, ids: &[VenueId]) -> Result<Vec<VenueRow>, Fault> {
    Ok(all!().filter(venue::id.eq_any(refs(ids))).load(conn)?)
}

pub(crate) fn read_all(conn: &mut AnyConn) -> Result<Vec<VenueRow>, Fault> {
    Ok(all!().load(conn)?)
}

/// Venue, structure.
pub(crate) type OwnerRow = (Ref<Venue>, Ref<Structure>);

/// Which structure each venue belongs to.
pub(crate) fn owners(conn: &mut AnyConn, ids: &[VenueId]) -> Result<Vec<OwnerRow>, Fault> {
    Ok(venue::table.filter(venue::id.eq_any(refs(ids))).select((venue::id, venue::structure_id)).load(conn)?)
}

pub(crate) fn all_owners(conn: &mut AnyConn) -> Result<Vec<OwnerRow>, Fault> {
    Ok(venue::table.select((venue::id, venue::structure_id)).load(conn)?)
}

/// The commune that a venue declared.
pub(crate) fn commune(conn: &mut AnyConn, id: VenueId) -> Result<Option<String>, Fault> {
    Ok(venue::table.find(Ref(id)).select(venue::commune_code).first(conn).optional()?)
}

/// The commune that each venue declared.
pub(crate) fn communes(conn: &mut AnyConn) -> Result<Vec<(Ref<Venue>, String)>, Fault> {
    Ok(venue::table.select((venue::id, venue::commune_code)).load(conn)?)
}

/// When each of these venues came into the registry.
pub(crate) fn opened(conn: &mut AnyConn, ids: &[VenueId]) -> Result<Vec<(Ref<Venue>, i64)>, Fault> {
    Ok(venue::table.filter(venue::id.eq_any(refs(ids))).select((venue::id, venue::created_at)).load(conn)?)
}

pub(crate) fn names(conn: &mut AnyConn, ids: &[VenueId]) -> Result<Vec<(Ref<Venue>, String)>, Fault> {
    Ok(venue::table.filter(venue::id.eq_any(refs(ids))).select((venue::id, venue::name)).load(conn)?)
}

pub(crate) fn of_structure(conn: &mut AnyConn, structure: StructureId) -> Result<Vec<(Ref<Venue>, String)>, Fault> {
    let theirs = venue::table.filter(venue::structure_id.eq(Ref(structure)));
    Ok(theirs.select((venue::id, venue::name)).order((venue::name, venue::id)).load(conn)?)
}

/// What is written of a new venue.
pub(crate) struct NewRow<'a> {
    pub(crate) id: VenueId,
    pub(crate) structure: StructureId,
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) commune_code: &'a str,
    pub(crate) commune_year: i32,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) hours: &'a str,
    pub(crate) phone: &'a str,
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &NewRow<'_>) -> Result<(), Fault> {
    let values = (
        venue::id.eq(Ref(row.id)),
        venue::structure_id.eq(Ref(row.structure)),
        venue::name.eq(row.name),
        venue::address.eq(row.address),
        venue::commune_code.eq(row.commune_code),
        venue::commune_year.eq(i64::from(row.commune_year)),
        venue::lat.eq(row.lat),
        venue::lon.eq(row.lon),
        venue::hours.eq(row.hours),
        venue::phone.eq(row.phone),
        venue::created_at.eq(tx.now().0),
    );
    insert_into(venue::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// What a venue says of itself.
pub(crate) fn sheet(conn: &mut AnyConn, id: VenueId) -> Result<Option<Sheet>, Fault> {
    let sheet = |row: VenueRow| Sheet {
        name: row.name,
        address: row.address,
        hours: row.hours,
        phone: row.phone,
        mail: row.mail,
        website: row.website,
        access: Access::read_all(&row.access),
        directions: row.directions,
        description: row.description,
    };
    Ok(all!().filter(venue::id.eq(Ref(id))).first(conn).optional()?.map(sheet))
}

/// Puts this sheet in the place of the former one, counted: false when there is no such venue.
pub(crate) fn update(tx: &mut Tx<'_>, id: VenueId, sheet: &Sheet) -> Result<bool, Fault> {
    let values = (
        venue::name.eq(&sheet.name),
        venue::address.eq(&sheet.address),
        venue::hours.eq(&sheet.hours),
        venue::phone.eq(&sheet.phone),
        venue::mail.eq(&sheet.mail),
        venue::website.eq(&sheet.website),
        venue::access.eq(Access::kept(&sheet.access)),
        venue::directions.eq(&sheet.directions),
        venue::description.eq(&sheet.description),
        venue::changed_at.eq(Some(tx.now().0)),
    );
    Ok(diesel::update(venue::table.find(Ref(id))).set(values).execute(tx.conn)? == 1)
}
