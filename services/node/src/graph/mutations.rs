//! What can be changed, by those who hold the right. The key is the caller's: asked again, the same body comes back.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use kernel::{access::Actor, ids::VenueId, refusal::Refusal as Refused};
use store::{Fault, Reply, Trouble};

use super::{
    news::{self, Refusal},
    objects::{Session, Workshop, WorkshopLevel, WorkshopTheme},
    wire,
};
use crate::{
    cancel_session::cancel_session,
    change_session::{SessionChange, change_session},
    change_workshop::{WorkshopChange, change_workshop},
    create_workshop::create_workshop,
    house::{Asked, House},
    schedule_session::{Plan, schedule_session},
    session,
    workshop::{self, Offer},
};

/// The mutations of a node. Each takes the venue at top level, so that its owner is always visible.
#[derive(Debug)]
pub struct Mutation;

#[Object]
impl Mutation {
    /// Offers a workshop.
    async fn create_workshop(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        input: WorkshopInput,
    ) -> Option<WorkshopPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            create_workshop(caller.house, &caller.at(&venue_id)?, input.into()).await
        };
        WorkshopPayload::of(ctx, done.await)
    }

    /// Changes a workshop; what is absent stays.
    async fn change_workshop(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        workshop_id: ID,
        input: WorkshopChangeInput,
    ) -> Option<WorkshopPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let workshop = wire::known(&workshop_id)?;
            change_workshop(caller.house, &caller.at(&venue_id)?, workshop, input.into()).await
        };
        WorkshopPayload::of(ctx, done.await)
    }

    /// Plans a session of a workshop.
    async fn schedule_session(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        input: SessionInput,
    ) -> Option<SessionPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            schedule_session(caller.house, &caller.at(&venue_id)?, input.plan()?).await
        };
        SessionPayload::of(ctx, done.await)
    }

    /// Changes a session that has not begun; what is absent stays.
    async fn change_session(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        session_id: ID,
        input: SessionChangeInput,
    ) -> Option<SessionPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let session = wire::known(&session_id)?;
            change_session(caller.house, &caller.at(&venue_id)?, session, input.change()?).await
        };
        SessionPayload::of(ctx, done.await)
    }

    /// Calls a session off, for a reason in French that people will read.
    async fn cancel_session(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        session_id: ID,
        reason: String,
    ) -> Option<SessionPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let session = wire::known(&session_id)?;
            cancel_session(caller.house, &caller.at(&venue_id)?, session, &reason).await
        };
        SessionPayload::of(ctx, done.await)
    }
}

/// Who asks, and in which house.
struct Caller<'a> {
    house: &'a House,
    actor: &'a Actor,
    key: &'a str,
}

impl<'a> Caller<'a> {
    fn of(ctx: &Context<'a>, key: &'a ID) -> Result<Self, Fault> {
        let house = ctx.data_opt().ok_or_else(|| Fault::broken("the schema has no house"))?;
        Ok(Self { house, actor: ctx.data_opt().unwrap_or(&Actor::Anonymous), key })
    }

    fn at(&self, venue: &ID) -> Result<Asked<'a>, Refused> {
        let venue: VenueId = wire::known(venue)?;
        Ok(Asked { actor: self.actor, venue, key: self.key })
    }
}

/// A workshop to offer.
#[derive(InputObject)]
struct WorkshopInput {
    /// In French, for people; 1 to 120 characters.
    title: String,
    /// What it is about.
    theme: WorkshopTheme,
    /// For whom.
    level: WorkshopLevel,
    /// How long a session lasts, 5 to 600.
    minutes: i64,
    /// Its price in cheques, 0 (free) to 10.
    price_cheques: i64,
    /// How many people sit in a session, 1 to 500.
    seats: i64,
}

impl From<WorkshopInput> for Offer {
    fn from(input: WorkshopInput) -> Self {
        let WorkshopInput { title, theme, level, minutes, price_cheques, seats } = input;
        Self { title, theme: theme.into(), level: level.into(), minutes, price_cheques, seats }
    }
}

/// What becomes different of a workshop; what is absent stays.
#[derive(InputObject)]
struct WorkshopChangeInput {
    /// Another title.
    title: Option<String>,
    /// Another theme.
    theme: Option<WorkshopTheme>,
    /// Another level.
    level: Option<WorkshopLevel>,
    /// Another length for sessions to come.
    minutes: Option<i64>,
    /// Another price in cheques.
    price_cheques: Option<i64>,
    /// Another number of seats for sessions to come.
    seats: Option<i64>,
    /// True: no longer offered; false: offered again.
    ended: Option<bool>,
}

impl From<WorkshopChangeInput> for WorkshopChange {
    fn from(input: WorkshopChangeInput) -> Self {
        let WorkshopChangeInput { title, theme, level, minutes, price_cheques, seats, ended } = input;
        let (theme, level) = (theme.map(Into::into), level.map(Into::into));
        Self { title, theme, level, minutes, price_cheques, seats, ended }
    }
}

/// When a workshop shall sit.
#[derive(InputObject)]
struct SessionInput {
    /// Which workshop of the venue.
    workshop_id: ID,
    /// When it starts (RFC 3339).
    starts_at: String,
    /// How long, if not as the workshop says.
    minutes: Option<i64>,
    /// How many people, if not as the workshop says.
    seats: Option<i64>,
}

impl SessionInput {
    fn plan(self) -> Result<Plan, Refused> {
        let (workshop, starts_at) = (wire::known(&self.workshop_id)?, wire::start(&self.starts_at)?);
        Ok(Plan { workshop, starts_at, minutes: self.minutes, seats: self.seats })
    }
}

/// What becomes different of a session; what is absent stays.
#[derive(InputObject)]
struct SessionChangeInput {
    /// Another start (RFC 3339).
    starts_at: Option<String>,
    /// Another length.
    minutes: Option<i64>,
    /// Another number of seats.
    seats: Option<i64>,
}

impl SessionChangeInput {
    fn change(self) -> Result<SessionChange, Refused> {
        let starts_at = self.starts_at.as_deref().map(wire::start).transpose()?;
        Ok(SessionChange { starts_at, minutes: self.minutes, seats: self.seats })
    }
}

/// The workshop as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
struct WorkshopPayload {
    workshop: Option<Workshop>,
    refusal: Option<Refusal>,
}

impl WorkshopPayload {
    fn of(ctx: &Context<'_>, done: Reply<workshop::Workshop>) -> Option<Self> {
        told(ctx, done).map(|(workshop, refusal)| Self { workshop, refusal })
    }
}

/// The session as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
struct SessionPayload {
    session: Option<Session>,
    refusal: Option<Refusal>,
}

impl SessionPayload {
    fn of(ctx: &Context<'_>, done: Reply<session::Session>) -> Option<Self> {
        told(ctx, done).map(|(session, refusal)| Self { session, refusal })
    }
}

fn told<T, O: From<T>>(ctx: &Context<'_>, done: Reply<T>) -> Option<(Option<O>, Option<Refusal>)> {
    match done {
        Ok(thing) => Some((Some(thing.into()), None)),
        Err(Trouble::Refused(refused)) => Some((None, Some(refused.into()))),
        Err(Trouble::Broken(fault)) => news::or_null(ctx, Err(news::error(news::broken(&fault)))),
    }
}
