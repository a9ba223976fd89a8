//! The things of a venue as the network sees them.
//!
//! Everything but the keys may be null: a stub answers for any key, and what cannot be told is null in it. (A resolver
//! that fails or answers nothing would take every other entity of the same request with it.)

use async_graphql::{Context, Enum, ID, Object};

use super::{
    catalogue::{
        WorkshopAccess, WorkshopCompetence, WorkshopEquipment, WorkshopLanguage, WorkshopLevel, WorkshopTheme,
    },
    load, news,
    planning::Room,
    wire,
};
use crate::{session, workshop};

/// What this node adds to a venue of the network.
pub(crate) struct Venue {
    pub(crate) id: ID,
}

#[Object]
impl Venue {
    /// The venue's identifier, given by the registry.
    async fn id(&self) -> &ID {
        &self.id
    }

    /// What it offers now, oldest first; null if its node cannot tell.
    async fn workshops(&self, ctx: &Context<'_>, first: Option<i32>) -> Option<Vec<Workshop>> {
        let found = async { load::offered(ctx, &self.id, wire::first(first)?).await };
        news::or_null(ctx, found.await).map(|offers| offers.into_iter().map(Workshop::from).collect())
    }

    /// What will sit there from an instant on (RFC 3339; now if absent), soonest first; null if its node cannot tell.
    async fn sessions(&self, ctx: &Context<'_>, first: Option<i32>, from: Option<String>) -> Option<Vec<Session>> {
        let found = async { load::coming(ctx, &self.id, wire::from(from.as_deref())?, wire::first(first)?).await };
        news::or_null(ctx, found.await).map(|sessions| sessions.into_iter().map(Session::from).collect())
    }
}

/// What a venue offers to learn, whatever the date.
pub(crate) struct Workshop {
    venue_id: ID,
    id: ID,
    known: Option<workshop::Workshop>,
}

impl Workshop {
    /// A workshop of which only the key is known yet.
    pub(crate) const fn stub(venue_id: ID, id: ID) -> Self {
        Self { venue_id, id, known: None }
    }

    async fn tell<T>(&self, ctx: &Context<'_>, pick: impl FnOnce(workshop::Workshop) -> T + Send) -> Option<T> {
        match &self.known {
            Some(known) => Some(pick(known.clone())),
            None => news::or_null(ctx, load::workshop(ctx, &self.venue_id, &self.id).await).map(pick),
        }
    }
}

impl From<workshop::Workshop> for Workshop {
    fn from(known: workshop::Workshop) -> Self {
        Self { venue_id: ID(known.venue.to_string()), id: ID(known.id.to_string()), known: Some(known) }
    }
}

#[Object]
impl Workshop {
    /// The venue that offers it.
    async fn venue_id(&self) -> &ID {
        &self.venue_id
    }

    /// Its identifier at that venue.
    async fn id(&self) -> &ID {
        &self.id
    }

    /// The venue that offers it.
    async fn venue(&self) -> Option<Venue> {
        Some(Venue { id: self.venue_id.clone() })
    }

    /// Its title, in French.
    async fn title(&self, ctx: &Context<'_>) -> Option<String> {
        self.tell(ctx, |workshop| workshop.offer.title).await
    }

    /// What it is about.
    async fn theme(&self, ctx: &Context<'_>) -> Option<WorkshopTheme> {
        self.tell(ctx, |workshop| workshop.offer.theme.into()).await
    }

    /// For whom.
    async fn level(&self, ctx: &Context<'_>) -> Option<WorkshopLevel> {
        self.tell(ctx, |workshop| workshop.offer.level.into()).await
    }

    /// How long a session lasts.
    async fn minutes(&self, ctx: &Context<'_>) -> Option<i64> {
        self.tell(ctx, |workshop| workshop.offer.minutes).await
    }

    /// Its price in cheques; 0: free.
    async fn price_cheques(&self, ctx: &Context<'_>) -> Option<i64> {
        self.tell(ctx, |workshop| workshop.offer.price_cheques).await
    }

    /// How many people sit in a session.
    async fn seats(&self, ctx: &Context<'_>) -> Option<i64> {
        self.tell(ctx, |workshop| workshop.offer.seats).await
    }

    /// What people learn to do.
    async fn competences(&self, ctx: &Context<'_>) -> Option<Vec<WorkshopCompetence>> {
        self.tell(ctx, |workshop| workshop.offer.details.competences.into_iter().map(Into::into).collect()).await
    }

    /// What is lent to who has none.
    async fn equipment(&self, ctx: &Context<'_>) -> Option<Vec<WorkshopEquipment>> {
        self.tell(ctx, |workshop| workshop.offer.details.equipment.into_iter().map(Into::into).collect()).await
    }

    /// The language that is spoken.
    async fn language(&self, ctx: &Context<'_>) -> Option<WorkshopLanguage> {
        self.tell(ctx, |workshop| workshop.offer.details.language.into()).await
    }

    /// For whom the place and the manner are fit.
    async fn access(&self, ctx: &Context<'_>) -> Option<Vec<WorkshopAccess>> {
        self.tell(ctx, |workshop| workshop.offer.details.access.into_iter().map(Into::into).collect()).await
    }

    /// Whether it is a free event to discover, for which nobody needs a cheque.
    async fn discovery(&self, ctx: &Context<'_>) -> Option<bool> {
        self.tell(ctx, |workshop| workshop.offer.details.discovery).await
    }

    /// Whether it is no longer offered.
    async fn ended(&self, ctx: &Context<'_>) -> Option<bool> {
        self.tell(ctx, |workshop| workshop.ended_at.is_some()).await
    }
}

/// One dated sitting of a workshop.
pub(crate) struct Session {
    venue_id: ID,
    id: ID,
    known: Option<session::Session>,
}

impl Session {
    /// A session of which only the key is known yet.
    pub(crate) const fn stub(venue_id: ID, id: ID) -> Self {
        Self { venue_id, id, known: None }
    }

    async fn tell<T>(&self, ctx: &Context<'_>, pick: impl FnOnce(session::Session) -> T + Send) -> Option<T> {
        match &self.known {
            Some(known) => Some(pick(known.clone())),
            None => news::or_null(ctx, load::session(ctx, &self.venue_id, &self.id).await).map(pick),
        }
    }
}

impl From<session::Session> for Session {
    fn from(known: session::Session) -> Self {
        Self { venue_id: ID(known.venue.to_string()), id: ID(known.id.to_string()), known: Some(known) }
    }
}

#[Object]
impl Session {
    /// The venue where it sits.
    async fn venue_id(&self) -> &ID {
        &self.venue_id
    }

    /// Its identifier at that venue.
    async fn id(&self) -> &ID {
        &self.id
    }

    /// The venue where it sits.
    async fn venue(&self) -> Option<Venue> {
        Some(Venue { id: self.venue_id.clone() })
    }

    /// What is learned there.
    async fn workshop(&self, ctx: &Context<'_>) -> Option<Workshop> {
        self.tell(ctx, |session| session.workshop.into()).await
    }

    /// The title of its workshop, in French.
    async fn title(&self, ctx: &Context<'_>) -> Option<String> {
        self.tell(ctx, |session| session.workshop.offer.title).await
    }

    /// When it starts: `2025-10-01T08:00:00Z`.
    async fn starts_at(&self, ctx: &Context<'_>) -> Option<String> {
        self.tell(ctx, |session| session.starts_at.iso_seconds()).await
    }

    /// How long it lasts.
    async fn minutes(&self, ctx: &Context<'_>) -> Option<i64> {
        self.tell(ctx, |session| session.minutes).await
    }

    /// How many people it seats.
    async fn seats(&self, ctx: &Context<'_>) -> Option<i64> {
        self.tell(ctx, |session| session.seats).await
    }

    /// Whether it will sit.
    async fn stage(&self, ctx: &Context<'_>) -> Option<SessionStage> {
        self.tell(ctx, |session| (&session.stage).into()).await
    }

    /// The series that it is one of; null when it sits by itself.
    async fn series_id(&self, ctx: &Context<'_>) -> Option<ID> {
        self.tell(ctx, |session| session.post.series.map(|id| ID(id.to_string()))).await.flatten()
    }

    /// Where it sits, when a room was said: within the venue, or elsewhere.
    async fn room(&self, ctx: &Context<'_>) -> Option<Room> {
        let room = self.tell(ctx, |session| session.post.room).await.flatten()?;
        let rooms = news::or_null(ctx, load::rooms(ctx, &self.venue_id).await)?;
        rooms.into_iter().find(|one| one.id == room).map(Room::from)
    }

    /// Why it will not sit, in French.
    async fn reason(&self, ctx: &Context<'_>) -> Option<String> {
        let reason = |session: session::Session| match session.stage {
            session::Stage::Planned => None,
            session::Stage::Cancelled { reason } => Some(reason),
        };
        self.tell(ctx, reason).await.flatten()
    }
}

/// Whether a session sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum SessionStage {
    /// It will, or did.
    Planned,
    /// It will not.
    Cancelled,
}

impl From<&session::Stage> for SessionStage {
    fn from(stage: &session::Stage) -> Self {
        match stage {
            session::Stage::Planned => Self::Planned,
            session::Stage::Cancelled { .. } => Self::Cancelled,
        }
    }
}
