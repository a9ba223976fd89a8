//! What venues announce, as the centre last heard it: what is shown while a venue's own machine is away.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, ID, Object, Result, SimpleObject, dataloader};
use kernel::{ids::VenueId, refusal::FaultCode};
use store::Store;

use super::{answer, asked, bad_news, page};
use crate::agenda::{self, AgendaSession, Heard};

/// What a venue announced, and when the centre heard it. Its own machine knows better, when it answers.
pub(super) struct Agenda(Arc<Heard>);

/// A session that was announced.
#[derive(SimpleObject)]
pub(super) struct AnnouncedSession {
    /// Its identifier at that venue.
    id: ID,
    title: String,
    starts_at: String,
    minutes: i64,
    seats: i64,
    /// The price of its workshop in cheques; 0: free.
    price_cheques: Option<i64>,
}

impl Agenda {
    /// That of a venue; none if it never told one. All that an answer wants are read at once.
    pub(super) async fn of(ctx: &Context<'_>, venue: &ID) -> Result<Option<Self>> {
        let Ok(venue) = venue.parse::<VenueId>() else { return Ok(None) };
        let loader = ctx.data::<dataloader::DataLoader<Loader>>()?;
        Ok(loader.load_one(venue).await.map_err(answer::said)?.map(Self))
    }
}

/// What a venue announced, and when the centre heard it. Its own machine knows better, when it answers.
#[Object]
impl Agenda {
    /// When the venue last told it.
    async fn as_of(&self) -> String {
        self.0.at.iso_seconds()
    }

    /// Those to come, soonest first; `first` at most 100.
    async fn sessions(&self, ctx: &Context<'_>, first: Option<i32>) -> Result<Vec<AnnouncedSession>> {
        let (now, most) = (asked::store(ctx)?.now(), page::size(first)?);
        let mut coming: Vec<&AgendaSession> =
            self.0.document.sessions.iter().filter(|session| session.starts_at >= now).collect();
        coming.sort_by_key(|session| (session.starts_at, session.id));
        Ok(coming.into_iter().take(most).map(|session| self.announced(session)).collect())
    }
}

impl Agenda {
    fn announced(&self, session: &AgendaSession) -> AnnouncedSession {
        let workshop = self.0.document.workshops.iter().find(|workshop| workshop.id == session.workshop_id);
        AnnouncedSession {
            id: session.id.to_string().into(),
            title: session.title.clone(),
            starts_at: session.starts_at.iso_seconds(),
            minutes: session.minutes,
            seats: session.seats,
            price_cheques: workshop.map(|workshop| workshop.price_cheques),
        }
    }
}

/// Loads the agendas of an answer, all at once.
pub(super) struct Loader(pub(super) Store);

impl dataloader::Loader<VenueId> for Loader {
    type Value = Arc<Heard>;
    type Error = FaultCode;

    async fn load(&self, ids: &[VenueId]) -> Result<HashMap<VenueId, Arc<Heard>>, FaultCode> {
        let ids = ids.to_vec();
        let heard = self.0.read("agendas.heard", move |conn| Ok(agenda::heard(conn, &ids)?)).await;
        Ok(bad_news::read_for_all(heard)?.into_iter().map(|(venue, heard)| (venue, Arc::new(heard))).collect())
    }
}
