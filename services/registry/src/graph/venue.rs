//! Venues in the graph. Each field but the identifier may be null: another subgraph may name a venue that we do not know.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject, dataloader};
use kernel::{access::Action, clock::At, ids::VenueId, refusal::FaultCode};
use store::Store;

use super::{agenda::Agenda, answer, asked, bad_news, input::VenueAccess};
use crate::{
    directory::{self, Entry, Found},
    distance, hours, standing,
};

/// A place that receives people.
pub(super) struct Venue {
    id: ID,
    known: Option<Arc<Entry>>,
    distance: Option<distance::Distance>,
}

impl Venue {
    /// A venue of which only the identifier is known; whether it exists is asked when a field is.
    pub(super) fn named(id: ID) -> Self {
        Self { id, known: None, distance: None }
    }

    pub(super) fn of(entry: &Arc<Entry>) -> Self {
        Self { id: entry.id.to_string().into(), known: Some(entry.clone()), distance: None }
    }

    pub(super) fn found(found: &Found) -> Self {
        Self { distance: found.distance, ..Self::of(&found.entry) }
    }

    async fn entry(&self, ctx: &Context<'_>) -> Result<Option<Arc<Entry>>> {
        if let Some(known) = &self.known {
            return Ok(Some(known.clone()));
        }
        let Ok(id) = self.id.parse::<VenueId>() else { return Ok(None) };
        let loader = ctx.data::<dataloader::DataLoader<Loader>>()?;
        loader.load_one(id).await.map_err(answer::said)
    }

    async fn ask<T>(&self, ctx: &Context<'_>, field: impl FnOnce(&Entry) -> T) -> Result<Option<T>> {
        Ok(self.entry(ctx).await?.map(|entry| field(&entry)))
    }

    /// A text that is null when it is empty.
    async fn told(&self, ctx: &Context<'_>, field: impl FnOnce(&Entry) -> &String) -> Result<Option<String>> {
        Ok(self.ask(ctx, |entry| field(entry).clone()).await?.filter(|text| !text.is_empty()))
    }
}

/// A place that receives people.
#[Object]
impl Venue {
    async fn id(&self) -> &ID {
        &self.id
    }

    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.ask(ctx, |entry| entry.name.clone()).await
    }

    /// Number and street.
    async fn address(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.ask(ctx, |entry| entry.address.clone()).await
    }

    /// The commune as the venue declared it.
    async fn commune(&self, ctx: &Context<'_>) -> Result<Option<CommuneName>> {
        self.ask(ctx, |entry| entry.commune.clone().into()).await
    }

    async fn point(&self, ctx: &Context<'_>) -> Result<Option<Point>> {
        self.ask(ctx, |entry| entry.point.into()).await
    }

    /// Opening hours in the syntax of OpenStreetMap; null when unknown.
    async fn hours(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.told(ctx, |entry| &entry.hours).await
    }

    /// The telephone of the place; null when unknown.
    async fn phone(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.told(ctx, |entry| &entry.phone).await
    }

    /// Opening hours in French, a line for each group of days; empty when unknown.
    async fn hours_in_words(&self, ctx: &Context<'_>) -> Result<Option<Vec<String>>> {
        self.ask(ctx, |entry| hours::in_words(&entry.hours)).await
    }

    /// Whether it is open now; null when its hours do not tell.
    async fn open_now(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        let now = asked::store(ctx)?.now();
        Ok(self.ask(ctx, |entry| hours::is_open(&entry.hours, now)).await?.flatten())
    }

    /// How people are received.
    async fn access(&self, ctx: &Context<'_>) -> Result<Option<Vec<VenueAccess>>> {
        self.ask(ctx, |entry| entry.access.iter().map(|way| (*way).into()).collect()).await
    }

    /// The same in French sentences.
    async fn access_in_words(&self, ctx: &Context<'_>) -> Result<Option<Vec<&'static str>>> {
        self.ask(ctx, |entry| entry.access.iter().map(|way| way.in_words()).collect()).await
    }

    /// How to come; null when unknown.
    async fn directions(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.told(ctx, |entry| &entry.directions).await
    }

    /// What the place is; null when unknown.
    async fn description(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.told(ctx, |entry| &entry.description).await
    }

    /// A mail address for the public; null when unknown.
    async fn mail(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.told(ctx, |entry| &entry.mail).await
    }

    /// Its page; null when unknown.
    async fn website(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.told(ctx, |entry| &entry.website).await
    }

    /// The structure that answers for it.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        self.ask(ctx, |entry| Structure { id: entry.structure.to_string().into(), name: entry.structure_name.clone() })
            .await
    }

    /// How it stands now.
    async fn standing(&self, ctx: &Context<'_>) -> Result<Option<Standing>> {
        let now = asked::store(ctx)?.now();
        let actor = asked::actor(ctx);
        let tell = |entry: &Entry| {
            let standing = entry.situation.standing(now);
            let tell_why = standing.has_reason() && actor.may(Action::Applications, entry.structure).is_ok();
            Standing::of(standing, entry.reason.clone().filter(|_| tell_why))
        };
        self.ask(ctx, tell).await
    }

    /// Whether it takes cheques now, of one funder at least.
    async fn accepts_cheques(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        let now = asked::store(ctx)?.now();
        self.ask(ctx, |entry| entry.situation.is_accredited(now)).await
    }

    /// What it announced, as the centre last heard it; null if it never told anything.
    async fn agenda(&self, ctx: &Context<'_>) -> Result<Option<Agenda>> {
        Agenda::of(ctx, &self.id).await
    }

    /// How far it is from where was asked; null when nothing was asked.
    async fn distance(&self) -> Option<Distance> {
        self.distance.map(Distance::of)
    }
}

/// Loads venues that other subgraphs name, all at once.
pub(super) struct Loader(pub(super) Store);

impl dataloader::Loader<VenueId> for Loader {
    type Value = Arc<Entry>;
    type Error = FaultCode;

    async fn load(&self, ids: &[VenueId]) -> Result<HashMap<VenueId, Arc<Entry>>, FaultCode> {
        let ids = ids.to_vec();
        bad_news::read_for_all(self.0.read("venues.named", move |conn| Ok(directory::entries(conn, &ids)?)).await)
    }
}

/// A commune's name in one year.
#[derive(SimpleObject)]
pub(super) struct CommuneName {
    code: ID,
    name: String,
    year: i32,
}

impl From<crate::territory::CommuneName> for CommuneName {
    fn from(commune: crate::territory::CommuneName) -> Self {
        Self { code: commune.code.into(), name: commune.name, year: commune.year }
    }
}

/// A point of the earth, in degrees (WGS 84).
#[derive(SimpleObject)]
pub(super) struct Point {
    lat: f64,
    lon: f64,
}

impl From<distance::Point> for Point {
    fn from(point: distance::Point) -> Self {
        Self { lat: point.lat, lon: point.lon }
    }
}

/// A legal entity.
#[derive(SimpleObject)]
pub(super) struct Structure {
    id: ID,
    name: String,
}

/// A way by road.
#[derive(SimpleObject)]
pub(super) struct Distance {
    km: f64,
    minutes: f64,
    /// True: made from the straight line, 30 % longer, at 45 km/h.
    estimated: bool,
}

impl Distance {
    pub(super) fn of(distance: distance::Distance) -> Self {
        Self { km: distance.km, minutes: distance.minutes, estimated: true }
    }
}

/// How a venue stands towards cheques.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum StandingState {
    /// No right was granted yet.
    Never,
    /// May be paid for cheques.
    Accredited,
    /// Held back for a time.
    Suspended,
    /// Ended by the operator.
    Withdrawn,
    /// Ended by its term.
    Lapsed,
}

impl StandingState {
    pub(super) fn of(standing: standing::Standing) -> Self {
        match standing {
            standing::Standing::Never => Self::Never,
            standing::Standing::Accredited { .. } => Self::Accredited,
            standing::Standing::Suspended { .. } => Self::Suspended,
            standing::Standing::Withdrawn { .. } => Self::Withdrawn,
            standing::Standing::Lapsed { .. } => Self::Lapsed,
        }
    }
}

/// How a venue stands towards cheques, since when, until when.
#[derive(SimpleObject)]
pub(super) struct Standing {
    state: StandingState,
    /// Since when it is suspended, withdrawn or lapsed.
    since: Option<String>,
    /// When its right lapses; the first instant without it.
    until: Option<String>,
    /// Why it is suspended or withdrawn; told to the venue's own people and to the operator.
    reason: Option<String>,
}

impl Standing {
    pub(super) fn of(standing: standing::Standing, reason: Option<String>) -> Self {
        let (since, until) = standing.bounds();
        let state = StandingState::of(standing);
        Self { state, since: since.map(At::iso_seconds), until: until.map(At::iso_seconds), reason }
    }
}
