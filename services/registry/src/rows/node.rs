//! The machines of venues.

use diesel::{delete, insert_into, prelude::*};
use kernel::ids::{Venue, VenueId};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::venue_node;

/// Venue, address, public key.
pub(crate) type NodeRow = (Ref<Venue>, String, String);

pub(crate) fn read_all(conn: &mut AnyConn) -> Result<Vec<NodeRow>, Fault> {
    Ok(venue_node::table
        .order(venue_node::venue_id)
        .select((venue_node::venue_id, venue_node::url, venue_node::public_key))
        .load(conn)?)
}

/// Puts this machine in the place of the venue's former one.
pub(crate) fn put(tx: &mut Tx<'_>, venue: VenueId, url: &str, public_key: &str) -> Result<(), Fault> {
    delete(venue_node::table.filter(venue_node::venue_id.eq(Ref(venue)))).execute(tx.conn)?;
    let values = (
        venue_node::venue_id.eq(Ref(venue)),
        venue_node::url.eq(url),
        venue_node::public_key.eq(public_key),
        venue_node::declared_at.eq(tx.now().0),
    );
    insert_into(venue_node::table).values(values).execute(tx.conn)?;
    Ok(())
}
