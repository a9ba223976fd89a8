//! Loading in batches: however many venues a request names, each kind of thing is read in one statement.

use std::collections::HashMap;

use async_graphql::{
    Context, ID, Result,
    dataloader::{DataLoader, Loader},
};
use kernel::{
    clock::At,
    ids::{SessionId, VenueId, WorkshopId},
    refusal::FaultCode,
};
use store::Fault;

use super::news;
use crate::{house::House, room::Room, rooms, session::Session, sessions, workshop::Workshop, workshops};

pub(crate) type Loaders = DataLoader<Shelves>;

/// The loaders of a house. They keep nothing between batches: an answer is never older than its request.
pub(crate) fn loaders(house: House) -> Loaders {
    DataLoader::new(Shelves(house), tokio::spawn)
}

/// A workshop by its key; `None` when it is absent, not served here, or the key names nothing.
pub(crate) async fn workshop(ctx: &Context<'_>, venue: &ID, id: &ID) -> Result<Option<Workshop>> {
    let (Ok(venue), Ok(id)) = (venue.parse(), id.parse()) else { return Ok(None) };
    ctx.data::<Loaders>()?.load_one(WorkshopKey(venue, id)).await.map_err(news::error)
}

/// A session by its key; `None` as for workshops.
pub(crate) async fn session(ctx: &Context<'_>, venue: &ID, id: &ID) -> Result<Option<Session>> {
    let (Ok(venue), Ok(id)) = (venue.parse(), id.parse()) else { return Ok(None) };
    ctx.data::<Loaders>()?.load_one(SessionKey(venue, id)).await.map_err(news::error)
}

/// What a venue offers; `None` when it is not served here.
pub(crate) async fn offered(ctx: &Context<'_>, venue: &ID, first: i64) -> Result<Option<Vec<Workshop>>> {
    let Ok(venue) = venue.parse() else { return Ok(None) };
    ctx.data::<Loaders>()?.load_one(Offered { venue, first }).await.map_err(news::error)
}

/// What will sit at a venue; `None` when it is not served here.
pub(crate) async fn coming(
    ctx: &Context<'_>,
    venue: &ID,
    from: Option<At>,
    first: i64,
) -> Result<Option<Vec<Session>>> {
    let Ok(venue) = venue.parse() else { return Ok(None) };
    ctx.data::<Loaders>()?.load_one(Coming { venue, from, first }).await.map_err(news::error)
}

/// The rooms of a venue, given up or not; `None` when it is not served here.
pub(crate) async fn rooms(ctx: &Context<'_>, venue: &ID) -> Result<Option<Vec<Room>>> {
    let Ok(venue) = venue.parse() else { return Ok(None) };
    ctx.data::<Loaders>()?.load_one(RoomsOf(venue)).await.map_err(news::error)
}

pub(crate) struct Shelves(House);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct WorkshopKey(VenueId, WorkshopId);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct SessionKey(VenueId, SessionId);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Offered {
    venue: VenueId,
    first: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Coming {
    venue: VenueId,
    from: Option<At>,
    first: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct RoomsOf(VenueId);

impl Loader<WorkshopKey> for Shelves {
    type Value = Workshop;
    type Error = FaultCode;

    async fn load(&self, keys: &[WorkshopKey]) -> Result<HashMap<WorkshopKey, Workshop>, FaultCode> {
        let names = keys.iter().map(|WorkshopKey(venue, id)| (*venue, *id)).collect();
        let found = told(workshops::named(&self.0, names).await)?;
        Ok(found.into_iter().map(|workshop| (WorkshopKey(workshop.venue, workshop.id), workshop)).collect())
    }
}

impl Loader<SessionKey> for Shelves {
    type Value = Session;
    type Error = FaultCode;

    async fn load(&self, keys: &[SessionKey]) -> Result<HashMap<SessionKey, Session>, FaultCode> {
        let names = keys.iter().map(|SessionKey(venue, id)| (*venue, *id)).collect();
        let found = told(sessions::named(&self.0, names).await)?;
        Ok(found.into_iter().map(|session| (SessionKey(session.venue, session.id), session)).collect())
    }
}

impl Loader<Offered> for Shelves {
    type Value = Vec<Workshop>;
    type Error = FaultCode;

    async fn load(&self, keys: &[Offered]) -> Result<HashMap<Offered, Vec<Workshop>>, FaultCode> {
        let mut found = HashMap::with_capacity(keys.len());
        for (first, venues) in alike(keys, |key| (key.first, key.venue)) {
            let offers = told(workshops::offered(&self.0, venues, first).await)?;
            found.extend(offers.into_iter().map(|(venue, offers)| (Offered { venue, first }, offers)));
        }
        Ok(found)
    }
}

impl Loader<Coming> for Shelves {
    type Value = Vec<Session>;
    type Error = FaultCode;

    async fn load(&self, keys: &[Coming]) -> Result<HashMap<Coming, Vec<Session>>, FaultCode> {
        let mut found = HashMap::with_capacity(keys.len());
        for ((from, first), venues) in alike(keys, |key| ((key.from, key.first), key.venue)) {
            let agendas = told(sessions::coming(&self.0, venues, from, first).await)?;
            found.extend(agendas.into_iter().map(|(venue, coming)| (Coming { venue, from, first }, coming)));
        }
        Ok(found)
    }
}

impl Loader<RoomsOf> for Shelves {
    type Value = Vec<Room>;
    type Error = FaultCode;

    async fn load(&self, keys: &[RoomsOf]) -> Result<HashMap<RoomsOf, Vec<Room>>, FaultCode> {
        let venues = keys.iter().map(|RoomsOf(venue)| *venue).collect();
        let found = told(rooms::rooms(&self.0, venues).await)?;
        Ok(found.into_iter().map(|(venue, rooms)| (RoomsOf(venue), rooms)).collect())
    }
}

/// Puts together the venues that are asked the same: one statement for each question that the request's text has.
fn alike<K, Q: Eq + std::hash::Hash>(keys: &[K], part: impl Fn(&K) -> (Q, VenueId)) -> HashMap<Q, Vec<VenueId>> {
    let mut groups: HashMap<Q, Vec<VenueId>> = HashMap::new();
    for (question, venue) in keys.iter().map(part) {
        groups.entry(question).or_default().push(venue);
    }
    groups
}

fn told<T>(done: Result<T, Fault>) -> Result<T, FaultCode> {
    done.map_err(|fault| news::broken(&fault))
}
