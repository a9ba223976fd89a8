//! Listed places.

use diesel::{insert_into, prelude::*, upsert::excluded};
use kernel::{
    clock::At,
    ids::{Listing, ListingId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{distance::Point, tables::listing};

/// What is written of a listed place.
#[derive(Clone, Debug, Insertable)]
// Null is written as such: rows then go to SQLite many at a time.
#[diesel(table_name = listing, treat_none_as_default_value = false)]
pub(crate) struct ListingRow {
    pub(crate) id: Ref<Listing>,
    pub(crate) source: String,
    pub(crate) source_key: String,
    pub(crate) name: String,
    pub(crate) folded_name: String,
    pub(crate) address: String,
    pub(crate) postcode: String,
    pub(crate) commune: String,
    pub(crate) commune_code: Option<String>,
    pub(crate) commune_year: Option<i64>,
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
    pub(crate) takes_pass: i64,
    pub(crate) updated_on: Option<i64>,
    pub(crate) document: String,
    pub(crate) hash: Vec<u8>,
    pub(crate) first_seen_at: i64,
    pub(crate) changed_at: i64,
}

/// Of a place that is held: what a new version is compared with.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct HeldRow {
    pub(crate) id: Ref<Listing>,
    pub(crate) hash: Vec<u8>,
    pub(crate) commune_code: Option<String>,
    pub(crate) commune_year: Option<i64>,
    pub(crate) updated_on: Option<i64>,
    pub(crate) changed_at: i64,
}

/// Rows in one statement, under the engines' limits of bound values.
const AT_ONCE: usize = 500;

/// Which of these places are held, in a statement for five hundred of them.
pub(crate) fn held(conn: &mut AnyConn, ids: &[ListingId]) -> Result<Vec<HeldRow>, Fault> {
    let mut all = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let found: Vec<HeldRow> = listing::table
            .filter(listing::id.eq_any(refs(some)))
            .select((
                listing::id,
                listing::hash,
                listing::commune_code,
                listing::commune_year,
                listing::updated_on,
                listing::changed_at,
            ))
            .load(conn)?;
        all.extend(found);
    }
    Ok(all)
}

/// Writes new places, in a statement for five hundred of them. One that another process wrote meanwhile is a clash: the
/// transaction is then judged again.
pub(crate) fn add(tx: &mut Tx<'_>, rows: &[ListingRow]) -> Result<(), Fault> {
    for some in rows.chunks(AT_ONCE) {
        each!(&mut *tx.conn, |c| insert_into(listing::table).values(some).execute(c))?;
    }
    Ok(())
}

/// Puts new versions in the place of former ones, in a statement for five hundred of them.
pub(crate) fn change(tx: &mut Tx<'_>, rows: &[ListingRow]) -> Result<(), Fault> {
    for some in rows.chunks(AT_ONCE) {
        each!(&mut *tx.conn, |c| insert_into(listing::table)
            .values(some)
            .on_conflict(listing::id)
            .do_update()
            .set((
                listing::name.eq(excluded(listing::name)),
                listing::folded_name.eq(excluded(listing::folded_name)),
                listing::address.eq(excluded(listing::address)),
                listing::postcode.eq(excluded(listing::postcode)),
                listing::commune.eq(excluded(listing::commune)),
                listing::commune_code.eq(excluded(listing::commune_code)),
                listing::commune_year.eq(excluded(listing::commune_year)),
                listing::lat.eq(excluded(listing::lat)),
                listing::lon.eq(excluded(listing::lon)),
                listing::takes_pass.eq(excluded(listing::takes_pass)),
                listing::updated_on.eq(excluded(listing::updated_on)),
                listing::document.eq(excluded(listing::document)),
                listing::hash.eq(excluded(listing::hash)),
                listing::changed_at.eq(excluded(listing::changed_at)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// What is looked for among the listed places.
pub(crate) struct Search<'a> {
    /// Folded words, each somewhere in the folded name.
    pub(crate) words: Vec<&'a str>,
    /// Only in these communes.
    pub(crate) codes: Option<Vec<String>>,
    /// Only after this name and identifier.
    pub(crate) after: Option<&'a (String, ListingId)>,
    pub(crate) most: i64,
}

/// A place that was found.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct FoundRow {
    pub(crate) id: Ref<Listing>,
    pub(crate) folded_name: String,
    pub(crate) commune_code: Option<String>,
    pub(crate) commune_year: Option<i64>,
    pub(crate) document: String,
}

/// A page of the places that are looked for, by name.
pub(crate) fn page(conn: &mut AnyConn, search: &Search<'_>) -> Result<Vec<FoundRow>, Fault> {
    let mut query = listing::table
        .order((listing::folded_name.asc(), listing::id.asc()))
        .limit(search.most)
        .select((listing::id, listing::folded_name, listing::commune_code, listing::commune_year, listing::document))
        .into_boxed();
    for word in &search.words {
        // Folded words are letters, digits and nothing that a pattern would mean.
        query = query.filter(listing::folded_name.like(format!("%{word}%")));
    }
    if let Some(codes) = &search.codes {
        query = query.filter(listing::commune_code.eq_any(codes.clone()));
    }
    if let Some((name, id)) = search.after {
        let later = listing::folded_name.gt(name).or(listing::folded_name.eq(name).and(listing::id.gt(Ref(*id))));
        query = query.filter(later);
    }
    Ok(query.load(conn)?)
}

/// Places whose document has one of these words, within so many degrees of a point or in one of these communes.
pub(crate) fn naming(
    conn: &mut AnyConn,
    words: [&str; 2],
    from: Point,
    degrees: f64,
    codes: Vec<String>,
) -> Result<Vec<(ListingId, String)>, Fault> {
    let [one, other] = words.map(|word| format!("%{word}%"));
    let as_far_north = listing::lat.ge(from.lat - degrees).and(listing::lat.le(from.lat + degrees));
    let as_far_east = listing::lon.ge(from.lon - degrees).and(listing::lon.le(from.lon + degrees));
    let there = listing::lat.is_null().and(listing::commune_code.eq_any(codes));
    let found: Vec<(Ref<Listing>, String)> = listing::table
        .filter(listing::document.like(one).or(listing::document.like(other)))
        .filter(as_far_north.and(as_far_east).or(there))
        .select((listing::id, listing::document))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, document)| (id.0, document)).collect())
}

/// The document of each place, and since when it is held so, by source and key.
pub(crate) fn documents(conn: &mut AnyConn) -> Result<Vec<(String, At)>, Fault> {
    let all: Vec<(String, i64)> = listing::table
        .order((listing::source, listing::source_key))
        .select((listing::document, listing::changed_at))
        .load(conn)?;
    Ok(all.into_iter().map(|(document, at)| (document, At(at))).collect())
}
