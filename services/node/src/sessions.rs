//! Listing sessions: public, soonest first.

use std::collections::HashMap;

use kernel::{
    clock::At,
    ids::{Session as SessionKind, SessionId, VenueId},
};
use store::Fault;

use crate::{
    house::House,
    page::{Page, Slice},
    rows,
    session::Session,
};

/// A page of a venue's sessions that start at `from` or later (now, if absent), the cancelled ones only if asked.
///
/// `None` when the venue is not served here.
pub async fn sessions(
    house: &House,
    venue: VenueId,
    from: Option<At>,
    with_cancelled: bool,
    page: Page<SessionKind>,
) -> Result<Option<Slice<Session>>, Fault> {
    if !house.serves(venue) {
        return Ok(None);
    }
    let from = from.unwrap_or_else(|| house.store().now());
    house.read("node.sessions", move |conn| rows::sessions(conn, venue, from, with_cancelled, &page)).await.map(Some)
}

/// What will sit in these venues, at most `first` of each, in one statement. A venue that is not served here is absent.
pub async fn coming(
    house: &House,
    venues: Vec<VenueId>,
    from: Option<At>,
    first: i64,
) -> Result<HashMap<VenueId, Vec<Session>>, Fault> {
    let from = from.unwrap_or_else(|| house.store().now());
    let mut agendas: HashMap<_, _> =
        venues.into_iter().filter(|venue| house.serves(*venue)).map(|venue| (venue, Vec::new())).collect();
    let here: Vec<VenueId> = agendas.keys().copied().collect();
    for session in house.read("node.coming", move |conn| rows::coming(conn, &here, from, first)).await? {
        agendas.entry(session.venue).or_default().push(session);
    }
    Ok(agendas)
}

/// The sessions of these names, whatever their stage, in one statement.
pub async fn named(house: &House, names: Vec<(VenueId, SessionId)>) -> Result<Vec<Session>, Fault> {
    let here: Vec<_> = names.into_iter().filter(|(venue, _)| house.serves(*venue)).collect();
    house.read("node.sessions_named", move |conn| rows::sessions_named(conn, &here)).await
}
