//! What can be changed, by those who hold the right. The key is the caller's: asked again, the same body comes back.

use async_graphql::{Context, ID, Object, SimpleObject};
use kernel::{access::Actor, ids::VenueId, refusal::Refusal as Refused};
use store::{Fault, Reply, Trouble};

use super::{
    bookings::{AttendanceInput, AttendancePayload, BookingEnd, ErrandPayload, SeatInput, SeatPayload},
    calendars::{AddedCalendar, CompletedEntry},
    inputs::{RoomInput, SeriesInput, SessionChangeInput, SessionInput, WorkshopChangeInput, WorkshopInput},
    news::{self, Refusal},
    objects::{Session, Workshop},
    planning::{Feed, Room, Series, SeriesDate, Trainer},
    wire,
};
use crate::{
    book_seat::book_seat,
    calendar,
    calendars::{add_calendar, remove_calendar},
    cancel_session::cancel_session,
    change_session::change_session,
    change_workshop::change_workshop,
    complete_entry::{Completed, complete_entry},
    confirm_seat::confirm_seat,
    create_series::{Planned, create_series},
    create_workshop::create_workshop,
    end_booking::end_booking,
    end_series::end_series,
    errands::close_errand,
    feed,
    feeds::{close_feed, open_feed},
    house::{Asked, House},
    record_attendance::record_attendance,
    room,
    rooms::{add_room, end_room},
    schedule_session::schedule_session,
    series, session, trainer,
    trainers::{add_trainer, end_trainer},
    workshop,
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

    /// Plans a series: its sessions are those days that `seriesPreview` tells as sitting.
    async fn create_series(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        input: SeriesInput,
    ) -> Option<SeriesPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            create_series(caller.house, &caller.at(&venue_id)?, input.plan()?).await
        };
        SeriesPayload::of(ctx, done.await)
    }

    /// Ends a series: what had not begun is called off, for a reason in French that people will read.
    async fn end_series(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        series_id: ID,
        reason: String,
    ) -> Option<SeriesPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let series = wire::known(&series_id)?;
            end_series(caller.house, &caller.at(&venue_id)?, series, &reason).await
        };
        SeriesPayload::ended(ctx, done.await)
    }

    /// Adds a room, or a place elsewhere to which the venue goes.
    async fn add_room(&self, ctx: &Context<'_>, venue_id: ID, key: ID, input: RoomInput) -> Option<RoomPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            add_room(caller.house, &caller.at(&venue_id)?, input.room()?).await
        };
        RoomPayload::of(ctx, done.await)
    }

    /// Gives a room up: what is planned there stays, nothing more is.
    async fn end_room(&self, ctx: &Context<'_>, venue_id: ID, key: ID, room_id: ID) -> Option<RoomPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let room = wire::known(&room_id)?;
            end_room(caller.house, &caller.at(&venue_id)?, room).await
        };
        RoomPayload::of(ctx, done.await)
    }

    /// Adds somebody who holds workshops, by the name that colleagues use.
    async fn add_trainer(&self, ctx: &Context<'_>, venue_id: ID, key: ID, name: String) -> Option<TrainerPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            add_trainer(caller.house, &caller.at(&venue_id)?, &name).await
        };
        TrainerPayload::of(ctx, done.await)
    }

    /// Somebody holds nothing more: what is planned stays.
    async fn end_trainer(&self, ctx: &Context<'_>, venue_id: ID, key: ID, trainer_id: ID) -> Option<TrainerPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let trainer = wire::known(&trainer_id)?;
            end_trainer(caller.house, &caller.at(&venue_id)?, trainer).await
        };
        TrainerPayload::of(ctx, done.await)
    }

    /// Opens a calendar under a secret of 32 to 64 letters and digits, made by the caller; it is not told again.
    async fn open_feed(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        secret: String,
        trainer_id: Option<ID>,
    ) -> Option<FeedPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let trainer = wire::maybe(trainer_id.as_ref())?;
            open_feed(caller.house, &caller.at(&venue_id)?, &secret, trainer).await
        };
        FeedPayload::of(ctx, done.await)
    }

    /// Closes a calendar: its address leads nowhere from now on.
    async fn close_feed(&self, ctx: &Context<'_>, venue_id: ID, key: ID, feed_id: ID) -> Option<FeedPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let feed = wire::known(&feed_id)?;
            close_feed(caller.house, &caller.at(&venue_id)?, feed).await
        };
        FeedPayload::of(ctx, done.await)
    }

    /// Books a seat in the name of the caller's structure: kept for half an hour, until its cheques are kept at the centre too. A
    /// session that costs nothing is confirmed at once.
    async fn book_seat(&self, ctx: &Context<'_>, venue_id: ID, key: ID, input: SeatInput) -> Option<SeatPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            book_seat(caller.house, &caller.at(&venue_id)?, input.wish()?).await
        };
        told(ctx, done.await).map(|(seat, refusal)| SeatPayload { seat, refusal })
    }

    /// Confirms a seat that is kept: its cheques are kept too, or who waited wants it still.
    async fn confirm_seat(&self, ctx: &Context<'_>, venue_id: ID, key: ID, booking_id: ID) -> Option<SeatPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let booking = wire::known(&booking_id)?;
            confirm_seat(caller.house, &caller.at(&venue_id)?, booking).await
        };
        told(ctx, done.await).map(|(seat, refusal)| SeatPayload { seat, refusal })
    }

    /// Ends a booking before its session: the seat goes to who waits, the cheques go back.
    async fn end_booking(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        booking_id: ID,
        end: BookingEnd,
    ) -> Option<SeatPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let booking = wire::known(&booking_id)?;
            end_booking(caller.house, &caller.at(&venue_id)?, booking, end.into()).await
        };
        told(ctx, done.await).map(|(seat, refusal)| SeatPayload { seat, refusal })
    }

    /// Writes who came to a session, and in the same act what the centre is to redeem or give back.
    async fn record_attendance(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        input: AttendanceInput,
    ) -> Option<AttendancePayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            record_attendance(caller.house, &caller.at(&venue_id)?, input.sheet()?).await
        };
        told(ctx, done.await).map(|(attendance, refusal)| AttendancePayload { attendance, refusal })
    }

    /// The centre has redeemed the cheques of a booking (its receipt), or given them back (none).
    async fn close_errand(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        booking_id: ID,
        receipt_id: Option<ID>,
    ) -> Option<ErrandPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let (booking, receipt) = (wire::known(&booking_id)?, wire::maybe(receipt_id.as_ref())?);
            close_errand(caller.house, &caller.at(&venue_id)?, booking, receipt).await
        };
        told(ctx, done.await).map(|(errand, refusal)| ErrandPayload { errand, refusal })
    }

    /// A venue publishes from a calendar elsewhere (RFC 5545), by an address that is not told again. It is read within minutes, then
    /// twice an hour: an event whose title, or one of whose categories, is a workshop's title is a session of it; the others wait.
    async fn add_calendar(&self, ctx: &Context<'_>, venue_id: ID, key: ID, address: String) -> Option<CalendarPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            add_calendar(caller.house, &caller.at(&venue_id)?, &address).await
        };
        CalendarPayload::of(ctx, done.await)
    }

    /// A venue publishes from it no more: what is planned stays.
    async fn remove_calendar(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        calendar_id: ID,
    ) -> Option<CalendarPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let calendar = wire::known(&calendar_id)?;
            remove_calendar(caller.house, &caller.at(&venue_id)?, calendar).await
        };
        CalendarPayload::of(ctx, done.await)
    }

    /// Says which workshop an entry is, or (null) that it is none: the same holds for its title from now on.
    async fn complete_calendar_entry(
        &self,
        ctx: &Context<'_>,
        venue_id: ID,
        key: ID,
        entry_id: ID,
        workshop_id: Option<ID>,
    ) -> Option<CompletedEntryPayload> {
        let done = async {
            let caller = Caller::of(ctx, &key)?;
            let (entry, workshop) = (wire::known(&entry_id)?, wire::maybe(workshop_id.as_ref())?);
            complete_entry(caller.house, &caller.at(&venue_id)?, entry, workshop).await
        };
        CompletedEntryPayload::of(ctx, done.await)
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

/// The series as it was when this key was first used, with what became of each of its days, or why nothing was done.
#[derive(SimpleObject)]
struct SeriesPayload {
    series: Option<Series>,
    /// Its days; null where it was ended.
    dates: Option<Vec<SeriesDate>>,
    refusal: Option<Refusal>,
}

impl SeriesPayload {
    fn of(ctx: &Context<'_>, done: Reply<Planned>) -> Option<Self> {
        let mut dates = None;
        let done = done.map(|planned| {
            dates = Some(planned.dates.dates.into_iter().map(SeriesDate::from).collect());
            planned.series
        });
        told(ctx, done).map(|(series, refusal)| Self { series, dates, refusal })
    }

    fn ended(ctx: &Context<'_>, done: Reply<series::Series>) -> Option<Self> {
        told(ctx, done).map(|(series, refusal)| Self { series, dates: None, refusal })
    }
}

/// The room as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
struct RoomPayload {
    room: Option<Room>,
    refusal: Option<Refusal>,
}

impl RoomPayload {
    fn of(ctx: &Context<'_>, done: Reply<room::Room>) -> Option<Self> {
        told(ctx, done).map(|(room, refusal)| Self { room, refusal })
    }
}

/// Who holds workshops, as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
struct TrainerPayload {
    trainer: Option<Trainer>,
    refusal: Option<Refusal>,
}

impl TrainerPayload {
    fn of(ctx: &Context<'_>, done: Reply<trainer::Trainer>) -> Option<Self> {
        told(ctx, done).map(|(trainer, refusal)| Self { trainer, refusal })
    }
}

/// The calendar as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
struct FeedPayload {
    feed: Option<Feed>,
    refusal: Option<Refusal>,
}

impl FeedPayload {
    fn of(ctx: &Context<'_>, done: Reply<feed::Feed>) -> Option<Self> {
        told(ctx, done).map(|(feed, refusal)| Self { feed, refusal })
    }
}

/// The calendar as it was when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
struct CalendarPayload {
    calendar: Option<AddedCalendar>,
    refusal: Option<Refusal>,
}

impl CalendarPayload {
    fn of(ctx: &Context<'_>, done: Reply<calendar::Added>) -> Option<Self> {
        told(ctx, done).map(|(calendar, refusal)| Self { calendar, refusal })
    }
}

/// What came of it when this key was first used, or why nothing was done.
#[derive(SimpleObject)]
struct CompletedEntryPayload {
    completed: Option<CompletedEntry>,
    refusal: Option<Refusal>,
}

impl CompletedEntryPayload {
    fn of(ctx: &Context<'_>, done: Reply<Completed>) -> Option<Self> {
        told(ctx, done).map(|(completed, refusal)| Self { completed, refusal })
    }
}

fn told<T, O: From<T>>(ctx: &Context<'_>, done: Reply<T>) -> Option<(Option<O>, Option<Refusal>)> {
    match done {
        Ok(thing) => Some((Some(thing.into()), None)),
        Err(Trouble::Refused(refused)) => Some((None, Some(refused.into()))),
        Err(Trouble::Broken(fault)) => news::or_null(ctx, Err(news::error(news::broken(&fault)))),
    }
}
