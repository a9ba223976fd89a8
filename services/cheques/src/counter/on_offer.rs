//! What a venue offers today, as the centre last heard it: what its counter may choose from. No machine of a venue is asked.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor},
    clock::{At, Day},
    ids::{SessionId, VenueId, WorkshopId},
};
use registry::agenda::{AgendaDocument, AgendaWorkshop};
use store::{Reply, conn::AnyConn};

use crate::desk::Desk;

/// A workshop that cheques may pay for today: on a session, or without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnOffer {
    /// The session; none: the workshop itself, for who comes without one.
    pub session: Option<SessionId>,
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// When the session starts.
    pub starts_at: Option<At>,
    /// Its price for one person, in cheques; 0: free.
    pub price_cheques: i64,
    /// How many people it seats.
    pub seats: i64,
}

/// Today's sessions of a venue, soonest first, then its workshops; nothing for who does not sit at its counter.
pub async fn on_offer(desk: &Desk, actor: &Actor, venue: VenueId) -> Reply<Vec<OnOffer>> {
    let (actor, today) = (actor.clone(), desk.store.now().day());
    desk.store
        .read("counter.offer", move |conn: &mut AnyConn| {
            let owner = registry::venue::owner(conn, venue)?;
            if owner.is_none_or(|owner| actor.may(Action::CounterOffer, owner).is_err()) {
                return Ok(Vec::new());
            }
            let heard = registry::agenda::held(conn, venue)?;
            Ok(heard.map(|(document, _)| of_day(&document, today)).unwrap_or_default())
        })
        .await
}

fn of_day(document: &AgendaDocument, today: Day) -> Vec<OnOffer> {
    let workshops: HashMap<WorkshopId, &AgendaWorkshop> = document.workshops.iter().map(|one| (one.id, one)).collect();
    let mut sessions: Vec<_> = document.sessions.iter().filter(|one| one.starts_at.day() == today).collect();
    sessions.sort_by_key(|one| (one.starts_at, one.id));
    let sitting = sessions.into_iter().filter_map(|one| {
        let workshop = workshops.get(&one.workshop_id)?;
        Some(OnOffer {
            session: Some(one.id),
            workshop: one.workshop_id,
            title: one.title.clone(),
            starts_at: Some(one.starts_at),
            price_cheques: workshop.price_cheques,
            seats: one.seats,
        })
    });
    let offered = document.workshops.iter().map(|one| OnOffer {
        session: None,
        workshop: one.id,
        title: one.title.clone(),
        starts_at: None,
        price_cheques: one.price_cheques,
        seats: one.seats,
    });
    sitting.chain(offered).collect()
}
