//! Communes in the graph, with the venue nearest to each and its next session.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{ID, Object, Result, SimpleObject};
use kernel::{ids::VenueId, refusal::FaultCode};
use store::Store;
use tokio::sync::OnceCell;

use super::{
    answer,
    bad_news::{self, Refusal},
    venue::Venue,
};
use crate::{
    agenda,
    directory::{self, Entry},
    territory,
};

/// A commune in one year.
pub(super) struct Commune {
    commune: territory::Commune,
    around: Arc<Around>,
}

/// What lies around the communes of one answer: read once, when the first of them asks.
pub(super) struct Around {
    store: Store,
    accredited: OnceCell<Result<Vec<Arc<Entry>>, FaultCode>>,
    next: OnceCell<Result<HashMap<VenueId, agenda::NextSession>, FaultCode>>,
}

impl Around {
    pub(super) fn new(store: Store) -> Arc<Self> {
        Arc::new(Self { store, accredited: OnceCell::new(), next: OnceCell::new() })
    }

    async fn accredited(&self) -> Result<&Vec<Arc<Entry>>> {
        let now = self.store.now();
        let look = || async move {
            bad_news::read_for_all(
                self.store.read("venues.accredited", move |conn| Ok(directory::accredited(conn, now)?)).await,
            )
        };
        self.accredited.get_or_init(look).await.as_ref().map_err(|code| answer::said(*code))
    }

    async fn next(&self) -> Result<&HashMap<VenueId, agenda::NextSession>> {
        let now = self.store.now();
        let venues: Vec<VenueId> = self.accredited().await?.iter().map(|entry| entry.id).collect();
        let look = || async move {
            let look = move |conn: &mut _| Ok(agenda::next_sessions(conn, &venues, now)?);
            bad_news::read_for_all(self.store.read("sessions.next", look).await)
        };
        self.next.get_or_init(look).await.as_ref().map_err(|code| answer::said(*code))
    }
}

impl Commune {
    pub(super) fn of(commune: territory::Commune, around: &Arc<Around>) -> Self {
        Self { commune, around: around.clone() }
    }
}

/// A commune in one year. A code may change its name, or end: it is always read with its year.
#[Object]
impl Commune {
    /// INSEE code.
    async fn code(&self) -> ID {
        self.commune.code.as_str().into()
    }

    async fn name(&self) -> &str {
        &self.commune.name
    }

    async fn year(&self) -> i32 {
        self.commune.year
    }

    /// Inhabitants.
    async fn population(&self) -> i64 {
        self.commune.population
    }

    /// The year of the count.
    async fn population_year(&self) -> i64 {
        self.commune.population_year
    }

    /// Shared with other communes: it decides nothing.
    async fn postcode(&self) -> &str {
        &self.commune.postcode
    }

    /// The code that carries on, if this commune ended since.
    async fn successor(&self) -> Option<ID> {
        self.commune.successor.as_deref().map(ID::from)
    }

    /// The nearest venue that takes cheques now.
    async fn nearest_venue(&self) -> Result<Option<NearestVenue>> {
        let accredited = self.around.accredited().await?;
        Ok(directory::nearest(accredited, self.commune.point).map(|(distance, entry)| {
            let (km, minutes) = (distance.km, distance.minutes);
            NearestVenue { km, minutes, estimated: true, venue: Venue::of(entry) }
        }))
    }

    /// The next session at that venue, as the centre last heard of it.
    async fn next_session(&self) -> Result<Option<NextSession>> {
        let accredited = self.around.accredited().await?;
        let Some((_, entry)) = directory::nearest(accredited, self.commune.point) else { return Ok(None) };
        Ok(self.around.next().await?.get(&entry.id).map(NextSession::of))
    }
}

/// The communes of a year.
#[derive(SimpleObject)]
pub(super) struct Communes {
    pub(super) year: i32,
    /// By name.
    pub(super) nodes: Vec<Commune>,
    /// Why there are none.
    pub(super) refusal: Option<Refusal>,
}

/// The nearest venue, and the way to it.
#[derive(SimpleObject)]
pub(super) struct NearestVenue {
    km: f64,
    minutes: f64,
    /// True: made from the straight line, 30 % longer, at 45 km/h.
    estimated: bool,
    venue: Venue,
}

/// A session, as the centre last heard of it.
#[derive(SimpleObject)]
pub(super) struct NextSession {
    venue_id: ID,
    session_id: ID,
    workshop_id: ID,
    title: String,
    starts_at: String,
    minutes: i64,
    seats: i64,
    /// When the venue last told its agenda.
    as_of: String,
}

impl NextSession {
    fn of(next: &agenda::NextSession) -> Self {
        Self {
            venue_id: next.venue.to_string().into(),
            session_id: next.session.to_string().into(),
            workshop_id: next.workshop.to_string().into(),
            title: next.title.clone(),
            starts_at: next.starts_at.iso_seconds(),
            minutes: next.minutes,
            seats: next.seats,
            as_of: next.as_of.iso_seconds(),
        }
    }
}
