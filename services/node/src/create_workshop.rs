//! Creating: a venue offers a workshop.

use kernel::access::Action;
use store::{Reply, Tx, act::ContentHash};

use crate::{
    house::{Asked, House},
    rows,
    workshop::{Offer, Workshop},
};

/// Offers a workshop. Refuses `NOT_FOUND` (the venue), `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`.
pub async fn create_workshop(house: &House, asked: &Asked<'_>, offer: Offer) -> Reply<Workshop> {
    let act = house.admit(asked, Action::CreateWorkshop)?;
    let offer = offer.checked()?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, &offer))?;
    let create = move |tx: &mut Tx<'_>| -> Reply<Workshop> {
        let (id, created_at) = (tx.chance().id(), tx.now());
        let workshop = Workshop { venue, id, offer: offer.clone(), created_at, ended_at: None };
        rows::insert_workshop(tx, &workshop)?;
        Ok(workshop)
    };
    house.change(act, content, venue, create).await
}
