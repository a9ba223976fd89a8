//! What cheques may pay for at a counter today, and what the operator looks at afterwards.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, Result, SimpleObject, connection::Connection};
use registry::graph::{
    answer::{caller, id, present},
    page,
};

use super::objects::Venue;
use crate::{
    counter::{
        on_offer::{self, OnOffer},
        paid_services::{self, OddUse, PaidServices, ToLookAt},
    },
    desk::Desk,
};

/// A workshop that a counter may choose today, as the centre last heard it.
#[derive(SimpleObject)]
pub(super) struct OfferedService {
    /// The session of today; null: the workshop itself, for who comes without one.
    session_id: Option<ID>,
    workshop_id: ID,
    title: String,
    /// When the session starts.
    starts_at: Option<String>,
    /// Its price for one person, in cheques; 0: free.
    price_cheques: i64,
    seats: i64,
}
impl From<OnOffer> for OfferedService {
    fn from(one: OnOffer) -> Self {
        Self {
            session_id: one.session.map(|session| session.to_string().into()),
            workshop_id: one.workshop.to_string().into(),
            title: one.title,
            starts_at: one.starts_at.map(kernel::clock::At::iso_seconds),
            price_cheques: one.price_cheques,
            seats: one.seats,
        }
    }
}

/// Why a session, or an act without one, is to be looked at. Nothing was refused.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "paid_services::Because")]
pub(super) enum ServiceFlag {
    /// More people, or more cheques, than the seats hold.
    MoreThanSeats,
    /// More cheques than the price of those who came.
    MoreThanPrice,
    /// One session, several prices.
    SeveralPrices,
}

/// A session, or an act without one, that is not as its price and its seats would have it.
#[derive(SimpleObject)]
pub(super) struct ServiceToLookAt {
    venue: Venue,
    venue_name: String,
    /// The session; null: an act without one.
    session_id: Option<ID>,
    /// The act, where there is no session.
    receipt_id: Option<ID>,
    title: String,
    day: String,
    seats: Option<i64>,
    /// The highest price that was declared, for one person.
    price_cheques: i64,
    /// People who were paid for.
    people: i64,
    /// Cheques taken that stand.
    cheques: i64,
    value_cents: i64,
    because: Vec<ServiceFlag>,
}
impl From<ToLookAt> for ServiceToLookAt {
    fn from(one: ToLookAt) -> Self {
        Self {
            venue: one.venue.into(),
            venue_name: one.venue_name,
            session_id: one.session.map(ID::from),
            receipt_id: one.receipt.map(ID::from),
            title: one.title,
            day: one.day.to_string(),
            seats: one.seats,
            price_cheques: one.price_cheques,
            people: one.people,
            cheques: one.cheques,
            value_cents: one.value.get(),
            because: one.because.into_iter().map(ServiceFlag::from).collect(),
        }
    }
}

/// Why the use of a booklet is to be looked at. Nothing is proven by it.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "paid_services::OddWhy")]
pub(super) enum CarnetFlag {
    /// All of its cheques were taken within a minute.
    WholeAtOnce,
    /// All of its cheques were taken within a day of its hand-over.
    WholeSameDay,
    /// Its cheques were presented, and refused, before it was anybody's.
    BeforeHandOver,
}

/// A booklet that was used as people seldom do, at one venue.
#[derive(SimpleObject)]
pub(super) struct CarnetToLookAt {
    venue: Venue,
    venue_name: String,
    /// Its printed number.
    carnet: String,
    /// How many of its cheques.
    cheques: i64,
    value_cents: i64,
    /// When the last of them was presented.
    at: String,
    because: CarnetFlag,
}
impl From<OddUse> for CarnetToLookAt {
    fn from(one: OddUse) -> Self {
        Self {
            venue: one.venue.into(),
            venue_name: one.venue_name,
            carnet: one.carnet,
            cheques: one.cheques,
            value_cents: one.value.get(),
            at: one.at.iso_seconds(),
            because: one.why.into(),
        }
    }
}

/// What cheques paid for in 31 days.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct PaidServicesSeen {
    #[graphql(skip)]
    seen: PaidServices,
    /// The first day.
    #[graphql(name = "from")]
    first_day: String,
    /// The last day.
    until: String,
    /// Cheques taken for a session.
    with_session: i64,
    /// Cheques taken for a workshop without a session.
    walk_in: i64,
    /// Cheques of which nobody said what they paid for.
    unsaid: i64,
    /// What people paid in money besides, at the venues: told, never handled by the network.
    remainder_cents: i64,
}
impl From<PaidServices> for PaidServicesSeen {
    fn from(seen: PaidServices) -> Self {
        Self {
            first_day: seen.from.to_string(),
            until: seen.until.to_string(),
            with_session: seen.with_session,
            walk_in: seen.walk_in,
            unsaid: seen.unsaid,
            remainder_cents: seen.remainder.get(),
            seen,
        }
    }
}

#[ComplexObject]
impl PaidServicesSeen {
    /// What to look at, latest first; `first` at most 100.
    async fn to_look_at(
        &self,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, ServiceToLookAt>> {
        page::of(after, first, |start, most| {
            let rest = self.seen.to_look_at.iter().enumerate().skip(start);
            rest.take(most).map(|(place, one)| (place + 1, ServiceToLookAt::from(one.clone()))).collect()
        })
    }

    /// Uses of booklets to look at, latest first; `first` at most 100.
    async fn carnets_to_look_at(
        &self,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, CarnetToLookAt>> {
        page::of(after, first, |start, most| {
            let rest = self.seen.odd_uses.iter().enumerate().skip(start);
            rest.take(most).map(|(place, one)| (place + 1, CarnetToLookAt::from(one.clone()))).collect()
        })
    }
}

/// The part of the root of queries that tells what cheques pay for.
#[derive(Default)]
pub(super) struct ServicesQuery;

#[Object]
impl ServicesQuery {
    /// What a venue of the caller's own structure offers today, as the centre last heard it: its sessions, then its workshops;
    /// `first` at most 100.
    async fn counter_offer(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, OfferedService>> {
        let found = match id(&venue_id) {
            Ok(venue) => on_offer::on_offer(ctx.data::<Desk>()?, &caller(ctx), venue).await,
            Err(trouble) => Err(trouble),
        };
        let found = present(found)?.unwrap_or_default();
        page::of(after, first, |start, most| {
            let rest = found.into_iter().enumerate().skip(start).take(most);
            rest.map(|(place, one)| (place + 1, OfferedService::from(one))).collect()
        })
    }

    /// What cheques paid for in the 31 days up to that one, today unless told; null for who may not look into acts.
    async fn paid_services(&self, ctx: &Context<'_>, until: Option<String>) -> Result<Option<PaidServicesSeen>> {
        let Ok(until) = until.map(|day| day.parse()).transpose() else { return Ok(None) };
        let seen = paid_services::paid_services(ctx.data::<Desk>()?, &caller(ctx), until).await;
        Ok(present(seen)?.flatten().map(PaidServicesSeen::from))
    }
}
