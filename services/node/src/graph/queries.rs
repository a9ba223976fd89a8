//! What can be read, by anybody.

use async_graphql::{Context, ID, Object, connection::Connection};
use store::Fault;

use super::{
    news,
    objects::{Session, Venue, Workshop},
    wire::{self, Cursor},
};
use crate::{house::House, session, sessions, workshop, workshops};

/// The queries of a node. Each takes the venue at top level, so that its owner is always visible.
#[derive(Debug)]
pub struct Query;

#[Object]
impl Query {
    /// The workshops of a venue, oldest first; those no longer offered only if asked. Null if its node cannot tell.
    async fn workshops(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        first: Option<i32>,
        after: Option<String>,
        with_ended: Option<bool>,
    ) -> Option<Connection<Cursor, Workshop>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            let page = wire::page(first, after.as_deref())?;
            // Not a default: the library gives null for a variable that was left out, and null is no Boolean.
            let with_ended = with_ended.unwrap_or(false);
            workshops::workshops(ctx.data::<House>()?, venue, with_ended, page).await.map_err(broken)
        };
        let place = |workshop: &workshop::Workshop| (workshop.created_at.0, workshop.id.to_string());
        news::or_null(ctx, found.await).map(|slice| wire::connection(slice, after.is_some(), place))
    }

    /// The sessions of a venue from an instant on (RFC 3339; now if absent), soonest first; the cancelled ones only if
    /// asked. Null if its node cannot tell.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        from: Option<String>,
        first: Option<i32>,
        after: Option<String>,
        with_cancelled: Option<bool>,
    ) -> Option<Connection<Cursor, Session>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            let (from, page) = (wire::from(from.as_deref())?, wire::page(first, after.as_deref())?);
            let with_cancelled = with_cancelled.unwrap_or(false);
            sessions::sessions(ctx.data::<House>()?, venue, from, with_cancelled, page).await.map_err(broken)
        };
        let place = |session: &session::Session| (session.starts_at.0, session.id.to_string());
        news::or_null(ctx, found.await).map(|slice| wire::connection(slice, after.is_some(), place))
    }

    #[graphql(entity)]
    async fn find_venue(&self, id: ID) -> Venue {
        Venue { id }
    }

    #[graphql(entity)]
    async fn find_workshop(&self, venue_id: ID, id: ID) -> Workshop {
        Workshop::stub(venue_id, id)
    }

    #[graphql(entity)]
    async fn find_session(&self, venue_id: ID, id: ID) -> Session {
        Session::stub(venue_id, id)
    }
}

fn broken(fault: Fault) -> async_graphql::Error {
    news::error(news::broken(&fault))
}
