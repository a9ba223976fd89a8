//! Listing workshops: public, in the order in which they were first offered.

use std::collections::HashMap;

use kernel::ids::{VenueId, Workshop as WorkshopKind, WorkshopId};
use store::Fault;

use crate::{
    house::House,
    page::{Page, Slice},
    rows,
    workshop::Workshop,
};

/// A page of a venue's workshops, those no longer offered only if asked; `None` when the venue is not served here.
pub async fn workshops(
    house: &House,
    venue: VenueId,
    with_ended: bool,
    page: Page<WorkshopKind>,
) -> Result<Option<Slice<Workshop>>, Fault> {
    if !house.serves(venue) {
        return Ok(None);
    }
    house.read("node.workshops", move |conn| rows::workshops(conn, venue, with_ended, &page)).await.map(Some)
}

/// What these venues offer, at most `first` of each, in one statement. A venue that is not served here is absent.
pub async fn offered(
    house: &House,
    venues: Vec<VenueId>,
    first: i64,
) -> Result<HashMap<VenueId, Vec<Workshop>>, Fault> {
    let mut offers: HashMap<_, _> =
        venues.into_iter().filter(|venue| house.serves(*venue)).map(|venue| (venue, Vec::new())).collect();
    let here: Vec<VenueId> = offers.keys().copied().collect();
    for workshop in house.read("node.offered", move |conn| rows::offered(conn, &here, first)).await? {
        offers.entry(workshop.venue).or_default().push(workshop);
    }
    Ok(offers)
}

/// The workshops of these names, whatever their stage, in one statement.
pub async fn named(house: &House, names: Vec<(VenueId, WorkshopId)>) -> Result<Vec<Workshop>, Fault> {
    let here: Vec<_> = names.into_iter().filter(|(venue, _)| house.serves(*venue)).collect();
    house.read("node.workshops_named", move |conn| rows::workshops_named(conn, &here)).await
}
