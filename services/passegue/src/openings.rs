//! Which venues receive people: those whose right stands now.

use std::collections::HashSet;

use kernel::ids::VenueId;
use registry::standing::standings;
use store::{Reply, Store};

/// Those of these venues that are neither suspended nor without a right.
pub(crate) async fn open_among(centre: &Store, venues: Vec<VenueId>) -> Reply<HashSet<VenueId>> {
    let now = centre.now();
    let look = move |conn: &mut store::conn::AnyConn| -> Reply<HashSet<VenueId>> {
        let situations = standings(conn, &venues)?;
        Ok(situations.into_iter().filter(|(_, one)| one.is_accredited(now)).map(|(venue, _)| venue).collect())
    };
    centre.read("venues.open", look).await
}
