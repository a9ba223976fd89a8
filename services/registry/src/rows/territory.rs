//! Communes, year by year.

use diesel::{delete, insert_into, prelude::*};
use store::{Fault, Tx, conn::AnyConn, each};

use crate::tables::{commune, commune_successor, epci_membership};

/// A commune over some years.
#[derive(Clone, Debug, PartialEq, Queryable, Insertable)]
#[diesel(table_name = commune)]
pub(crate) struct CommuneRow {
    pub(crate) code: String,
    pub(crate) from_year: i64,
    pub(crate) until_year: Option<i64>,
    pub(crate) name: String,
    pub(crate) postcode: String,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) population: i64,
    pub(crate) population_year: i64,
}

/// What became of a commune that ended.
#[derive(Clone, Debug, PartialEq, Queryable, Insertable)]
#[diesel(table_name = commune_successor)]
pub(crate) struct SuccessorRow {
    pub(crate) code: String,
    pub(crate) successor_code: String,
    pub(crate) year: i64,
}

/// A commune in its intercommunality over some years.
#[derive(Clone, Debug, PartialEq, Queryable, Insertable)]
#[diesel(table_name = epci_membership)]
pub(crate) struct MembershipRow {
    pub(crate) epci: String,
    pub(crate) code: String,
    pub(crate) from_year: i64,
    pub(crate) until_year: Option<i64>,
}

/// The communes of a year, by code.
pub(crate) fn communes(conn: &mut AnyConn, year: i32) -> Result<Vec<CommuneRow>, Fault> {
    let year = i64::from(year);
    Ok(commune::table
        .filter(commune::from_year.le(year))
        .filter(commune::until_year.is_null().or(commune::until_year.ge(year)))
        .order(commune::code)
        .load(conn)?)
}

/// One commune in one year.
pub(crate) fn commune(conn: &mut AnyConn, code: &str, year: i32) -> Result<Option<CommuneRow>, Fault> {
    let year = i64::from(year);
    Ok(commune::table
        .filter(commune::code.eq(code).and(commune::from_year.le(year)))
        .filter(commune::until_year.is_null().or(commune::until_year.ge(year)))
        .first(conn)
        .optional()?)
}

/// Code, first year, last year, name: every name that these codes ever had.
pub(crate) type NameRow = (String, i64, Option<i64>, String);

pub(crate) fn names(conn: &mut AnyConn, codes: &[&str]) -> Result<Vec<NameRow>, Fault> {
    Ok(commune::table
        .filter(commune::code.eq_any(codes.to_vec()))
        .select((commune::code, commune::from_year, commune::until_year, commune::name))
        .load(conn)?)
}

/// Every commune over all its years, by code and year.
pub(crate) fn all(conn: &mut AnyConn) -> Result<Vec<CommuneRow>, Fault> {
    Ok(commune::table.order((commune::code, commune::from_year)).load(conn)?)
}

pub(crate) fn successors(conn: &mut AnyConn) -> Result<Vec<SuccessorRow>, Fault> {
    Ok(commune_successor::table.load(conn)?)
}

/// The codes that an intercommunality joins in a year.
pub(crate) fn members(conn: &mut AnyConn, epci: &str, year: i32) -> Result<Vec<String>, Fault> {
    let year = i64::from(year);
    Ok(epci_membership::table
        .filter(epci_membership::epci.eq(epci).and(epci_membership::from_year.le(year)))
        .filter(epci_membership::until_year.is_null().or(epci_membership::until_year.ge(year)))
        .order(epci_membership::code)
        .select(epci_membership::code)
        .load(conn)?)
}

/// A territory as rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) communes: Vec<CommuneRow>,
    pub(crate) successors: Vec<SuccessorRow>,
    pub(crate) memberships: Vec<MembershipRow>,
}

/// Puts these rows in the place of whatever was there for their intercommunality's communes.
pub(crate) fn replace(tx: &mut Tx<'_>, rows: &Rows) -> Result<(), Fault> {
    let codes: Vec<&str> = rows.communes.iter().map(|row| row.code.as_str()).collect();
    delete(commune::table.filter(commune::code.eq_any(codes.clone()))).execute(tx.conn)?;
    delete(commune_successor::table.filter(commune_successor::code.eq_any(codes.clone()))).execute(tx.conn)?;
    delete(epci_membership::table.filter(epci_membership::code.eq_any(codes))).execute(tx.conn)?;
    for some in rows.communes.chunks(500) {
        each!(&mut *tx.conn, |c| insert_into(commune::table).values(some).execute(c))?;
    }
    each!(&mut *tx.conn, |c| insert_into(commune_successor::table).values(&rows.successors).execute(c))?;
    for some in rows.memberships.chunks(500) {
        each!(&mut *tx.conn, |c| insert_into(epci_membership::table).values(some).execute(c))?;
    }
    Ok(())
}
