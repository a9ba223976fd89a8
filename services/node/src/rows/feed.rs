//! The rows of feeds.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Feed as FeedKind, FeedId, Trainer as TrainerKind, Venue, VenueId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{feed::Feed, tables::feed as table};

#[derive(Queryable)]
struct FeedRow {
    venue_id: Ref<Venue>,
    id: Ref<FeedKind>,
    _secret_hash: Vec<u8>,
    trainer_id: Option<Ref<TrainerKind>>,
    created_at: i64,
    ended_at: Option<i64>,
}

/// Writes a new feed, with the hash of its secret.
pub(crate) fn insert_feed(tx: &mut Tx<'_>, new: &Feed, secret_hash: &[u8]) -> Result<(), Fault> {
    let row = (
        table::venue_id.eq(Ref(new.venue)),
        table::id.eq(Ref(new.id)),
        table::secret_hash.eq(secret_hash),
        table::trainer_id.eq(new.trainer.map(Ref)),
        table::created_at.eq(new.created_at.0),
    );
    insert_into(table::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Its address leads nowhere from now on.
pub(crate) fn end_feed(tx: &mut Tx<'_>, venue: VenueId, id: FeedId) -> Result<(), Fault> {
    let now = tx.now().0;
    update(table::table.find((Ref(venue), Ref(id)))).set(table::ended_at.eq(now)).execute(tx.conn)?;
    Ok(())
}

/// One feed, closed or not.
pub(crate) fn feed(conn: &mut AnyConn, venue: VenueId, id: FeedId) -> Result<Option<Feed>, Fault> {
    let row: Option<FeedRow> = table::table.find((Ref(venue), Ref(id))).first(conn).optional()?;
    Ok(row.map(Feed::from))
}

/// The open feed of that secret.
pub(crate) fn feed_of(conn: &mut AnyConn, venue: VenueId, secret_hash: &[u8]) -> Result<Option<Feed>, Fault> {
    let row: Option<FeedRow> = table::table
        .filter(table::venue_id.eq(Ref(venue)).and(table::secret_hash.eq(secret_hash)))
        .filter(table::ended_at.is_null())
        .first(conn)
        .optional()?;
    Ok(row.map(Feed::from))
}

/// Whether a feed of that secret was ever opened: a closed address never opens again.
pub(crate) fn is_secret_known(conn: &mut AnyConn, venue: VenueId, secret_hash: &[u8]) -> Result<bool, Fault> {
    let known: Option<Ref<FeedKind>> = table::table
        .filter(table::venue_id.eq(Ref(venue)).and(table::secret_hash.eq(secret_hash)))
        .select(table::id)
        .first(conn)
        .optional()?;
    Ok(known.is_some())
}

/// The open feeds of a venue, newest first.
pub(crate) fn feeds(conn: &mut AnyConn, venue: VenueId) -> Result<Vec<Feed>, Fault> {
    let rows: Vec<FeedRow> = table::table
        .filter(table::venue_id.eq(Ref(venue)))
        .filter(table::ended_at.is_null())
        .order((table::created_at.desc(), table::id))
        .load(conn)?;
    Ok(rows.into_iter().map(Feed::from).collect())
}

impl From<FeedRow> for Feed {
    fn from(row: FeedRow) -> Self {
        Self {
            venue: row.venue_id.0,
            id: row.id.0,
            trainer: row.trainer_id.map(|id| id.0),
            created_at: At(row.created_at),
            ended_at: row.ended_at.map(At),
        }
    }
}
