//! What can be read, by anybody.

use async_graphql::{Context, ID, Object, connection::Connection};
use kernel::access::Actor;
use store::{Fault, Reply, Trouble};

use super::{
    bookings::{Errand, SessionBooking},
    calendars::{Calendar, CalendarEntry},
    inputs::SeriesInput,
    load, news,
    objects::{Session, Venue, Workshop},
    planning::{Feed, Room, Series, SeriesPreview, Trainer},
    wire::{self, Cursor},
};
use crate::{
    all_series::all_series,
    calendars::{calendars, waiting},
    create_series::preview,
    errands::errands,
    feeds::{feeds, follow},
    house::House,
    session,
    session_bookings::session_bookings,
    sessions,
    trainers::trainers,
    workshop, workshops,
};

/// The queries of a node. Each takes the venue at top level, so that its owner is always visible.
#[derive(Debug)]
pub struct Query;

#[Object]
impl Query {
    /// The workshops of a venue, oldest first; those no longer offered only if asked. Null if its node cannot tell.
    async fn workshops(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        first: Option<i32>,
        after: Option<String>,
        with_ended: Option<bool>,
    ) -> Option<Connection<Cursor, Workshop>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            let page = wire::page(first, after.as_deref())?;
            // Not a default: the library gives null for a variable that was left out, and null is no Boolean.
            let with_ended = with_ended.unwrap_or(false);
            workshops::workshops(ctx.data::<House>()?, venue, with_ended, page).await.map_err(broken)
        };
        let place = |workshop: &workshop::Workshop| (workshop.created_at.0, workshop.id.to_string());
        news::or_null(ctx, found.await).map(|slice| wire::connection(slice, after.is_some(), place))
    }

    /// The sessions of a venue from an instant on (RFC 3339; now if absent), soonest first; the cancelled ones only if
    /// asked. Null if its node cannot tell.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        from: Option<String>,
        first: Option<i32>,
        after: Option<String>,
        with_cancelled: Option<bool>,
    ) -> Option<Connection<Cursor, Session>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            let (from, page) = (wire::from(from.as_deref())?, wire::page(first, after.as_deref())?);
            let with_cancelled = with_cancelled.unwrap_or(false);
            sessions::sessions(ctx.data::<House>()?, venue, from, with_cancelled, page).await.map_err(broken)
        };
        let place = |session: &session::Session| (session.starts_at.0, session.id.to_string());
        news::or_null(ctx, found.await).map(|slice| wire::connection(slice, after.is_some(), place))
    }

    /// The series of a venue, newest first, those that ended too. Null if its node cannot tell.
    async fn series(&self, ctx: &Context<'_>, venue_id: ID, first: Option<i32>) -> Option<Vec<Series>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            all_series(ctx.data::<House>()?, venue, wire::first(first)?).await.map_err(broken)
        };
        news::or_null(ctx, found.await).map(|series| series.into_iter().map(Series::from).collect())
    }

    /// The days of a series before it is planned: what would sit, what would not, and why. For those who plan.
    async fn series_preview(&self, ctx: &Context<'_>, venue_id: ID, input: SeriesInput) -> Option<SeriesPreview> {
        let done = async {
            let house = ctx.data_opt().ok_or_else(|| Fault::broken("the schema has no house"))?;
            preview(house, caller(ctx), wire::known(&venue_id)?, input.plan()?).await
        };
        match done.await {
            Ok(dates) => Some(dates.into()),
            Err(Trouble::Refused(refused)) => {
                Some(SeriesPreview { dates: None, cut: None, school_known_until: None, refusal: Some(refused.into()) })
            }
            Err(Trouble::Broken(fault)) => news::or_null(ctx, Err(broken(fault))),
        }
    }

    /// The rooms of a venue and the places to which it goes, by name. Null if its node cannot tell.
    async fn rooms(&self, ctx: &Context<'_>, venue_id: ID) -> Option<Vec<Room>> {
        let found = news::or_null(ctx, load::rooms(ctx, &venue_id).await);
        found.map(|rooms| rooms.into_iter().map(Room::from).collect())
    }

    /// Those who hold workshops of a venue's structure, by name. Null for who is not of that structure.
    async fn trainers(&self, ctx: &Context<'_>, venue_id: ID) -> Option<Vec<Trainer>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            own(trainers(ctx.data::<House>()?, caller(ctx), venue).await)
        };
        news::or_null(ctx, found.await).map(|trainers| trainers.into_iter().map(Trainer::from).collect())
    }

    /// The calendars of a venue that are open, newest first. Null for who is not of its structure.
    async fn feeds(&self, ctx: &Context<'_>, venue_id: ID) -> Option<Vec<Feed>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            own(feeds(ctx.data::<House>()?, caller(ctx), venue).await)
        };
        news::or_null(ctx, found.await).map(|feeds| feeds.into_iter().map(Feed::from).collect())
    }

    /// Who comes to a session, in the order in which they asked, bookings that ended too. Null for who is not of that structure.
    async fn session_bookings(&self, ctx: &Context<'_>, venue_id: ID, session_id: ID) -> Option<Vec<SessionBooking>> {
        let found = async {
            let (Ok(venue), Ok(session)) = (venue_id.parse(), session_id.parse()) else { return Ok(None) };
            own(session_bookings(ctx.data::<House>()?, caller(ctx), venue, session).await)
        };
        news::or_null(ctx, found.await).map(|lines| lines.into_iter().map(SessionBooking::from).collect())
    }

    /// What the centre is still to do for a venue's bookings, oldest first. Null for who is not of that structure.
    async fn errands(&self, ctx: &Context<'_>, venue_id: ID) -> Option<Vec<Errand>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            own(errands(ctx.data::<House>()?, caller(ctx), venue).await)
        };
        news::or_null(ctx, found.await).map(|errands| errands.into_iter().map(Errand::from).collect())
    }

    /// A calendar (RFC 5545) by its secret: sessions, and nobody who comes to them. Null for a secret that opens nothing.
    async fn feed(&self, ctx: &Context<'_>, venue_id: ID, secret: String) -> Option<String> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            follow(ctx.data::<House>()?, venue, &secret).await.map_err(broken)
        };
        news::or_null(ctx, found.await)
    }

    /// The calendars elsewhere from which a venue publishes, oldest first, with what their last reading gave. Null for who is not of
    /// its structure.
    async fn calendars(&self, ctx: &Context<'_>, venue_id: ID) -> Option<Vec<Calendar>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            own(calendars(ctx.data::<House>()?, caller(ctx), venue).await)
        };
        news::or_null(ctx, found.await).map(|seen| seen.into_iter().map(Calendar::from).collect())
    }

    /// What those calendars tell and nobody has said the workshop of, soonest first. Null for who is not of the venue's structure.
    async fn calendar_entries(&self, ctx: &Context<'_>, venue_id: ID) -> Option<Vec<CalendarEntry>> {
        let found = async {
            let Ok(venue) = venue_id.parse() else { return Ok(None) };
            own(waiting(ctx.data::<House>()?, caller(ctx), venue).await)
        };
        news::or_null(ctx, found.await).map(|entries| entries.into_iter().map(CalendarEntry::from).collect())
    }

    #[graphql(entity)]
    async fn find_venue(&self, id: ID) -> Venue {
        Venue { id }
    }

    #[graphql(entity)]
    async fn find_workshop(&self, venue_id: ID, id: ID) -> Workshop {
        Workshop::stub(venue_id, id)
    }

    #[graphql(entity)]
    async fn find_session(&self, venue_id: ID, id: ID) -> Session {
        Session::stub(venue_id, id)
    }
}

fn caller<'a>(ctx: &Context<'a>) -> &'a Actor {
    ctx.data_opt().unwrap_or(&Actor::Anonymous)
}

/// What is for colleagues: absent for everybody else.
fn own<T>(found: Reply<T>) -> async_graphql::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Trouble::Refused(_)) => Ok(None),
        Err(Trouble::Broken(fault)) => Err(broken(fault)),
    }
}

fn broken(fault: Fault) -> async_graphql::Error {
    news::error(news::broken(&fault))
}
