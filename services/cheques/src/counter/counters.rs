//! Counters: the venues of the caller's own structure, where cheques may be taken.

use kernel::{
    access::{Action, Actor, Reach},
    ids::VenueId,
};
use store::Reply;

use crate::desk::Desk;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The venue.
    pub venue: VenueId,
    /// Its name.
    pub name: String,
    /// Whether it may take cheques now, of one funder at least.
    pub open: bool,
}

/// The counters of the caller's structure, by name; none for who works at none.
pub async fn counters(desk: &Desk, actor: &Actor) -> Reply<Vec<Counter>> {
    let (Some(organisation), Reach::Own | Reach::Any) = (actor.organisation(), actor.reach(Action::Counters)) else {
        return Ok(Vec::new());
    };
    let now = desk.store.now();
    desk.store
        .read("counters", move |conn| {
            let venues = registry::venue::of_structure(conn, organisation)?;
            let ids: Vec<VenueId> = venues.iter().map(|(id, _)| *id).collect();
            let situations = registry::standing::standings(conn, &ids)?;
            let open = |venue: VenueId| situations.get(&venue).is_some_and(|situation| situation.is_accredited(now));
            Ok(venues.into_iter().map(|(venue, name)| Counter { open: open(venue), venue, name }).collect())
        })
        .await
}
