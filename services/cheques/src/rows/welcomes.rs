//! People welcomed without a cheque, as they lie in the database.

use diesel::{insert_into, prelude::*};
use kernel::{
    clock::At,
    ids::{Person, VenueId, Welcome as WelcomeKind},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    counter::welcome::{Kind, Welcome},
    tables::welcome,
};

/// Inserts a welcome.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Welcome) -> Result<(), Fault> {
    let row = (
        welcome::id.eq(Ref(one.id)),
        welcome::venue_id.eq(Ref(one.venue)),
        welcome::structure_id.eq(Ref(one.structure)),
        welcome::kind.eq(one.kind.name()),
        welcome::reason.eq(one.reason.as_deref()),
        welcome::people.eq(one.people),
        welcome::at.eq(one.at.0),
        welcome::welcomed_by.eq(Ref(one.by)),
    );
    insert_into(welcome::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Welcomes of a venue from an instant on and before a place in the list (newest first), at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    venue: VenueId,
    from: At,
    (before, id): (At, kernel::ids::WelcomeId),
    most: i64,
) -> Result<Vec<Welcome>, Fault> {
    type Row = (Ref<WelcomeKind>, Ref<kernel::ids::Structure>, String, Option<String>, i64, i64, Ref<Person>);
    let earlier = welcome::at.lt(before.0);
    let found: Vec<Row> = welcome::table
        .filter(welcome::venue_id.eq(Ref(venue)).and(welcome::at.ge(from.0)))
        .filter(earlier.or(welcome::at.eq(before.0).and(welcome::id.lt(Ref(id)))))
        .order((welcome::at.desc(), welcome::id.desc()))
        .limit(most)
        .select((
            welcome::id,
            welcome::structure_id,
            welcome::kind,
            welcome::reason,
            welcome::people,
            welcome::at,
            welcome::welcomed_by,
        ))
        .load(conn)?;
    found
        .into_iter()
        .map(|(id, structure, kind, reason, people, at, by)| {
            let kind = Kind::named(&kind).ok_or_else(|| Fault::broken("a welcome has no known kind"))?;
            Ok(Welcome { id: id.0, venue, structure: structure.0, kind, reason, people, at: At(at), by: by.0 })
        })
        .collect()
}

/// How many people a venue welcomed without a cheque between two instants, the second one left out.
pub(crate) fn people(conn: &mut AnyConn, venue: VenueId, from: At, until: At) -> Result<i64, Fault> {
    let sum = diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(COALESCE(SUM(people), 0) AS BIGINT)");
    let there = welcome::venue_id.eq(Ref(venue)).and(welcome::at.ge(from.0)).and(welcome::at.lt(until.0));
    Ok(welcome::table.filter(there).select(sum).first(conn)?)
}
