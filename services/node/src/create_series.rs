//! Planning again and again: the days of a rule are looked at first, then every session is planned in one transaction.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{RoomId, StructureId, TrainerId, VenueId, WorkshopId},
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};
use store::{Reply, Trouble, Tx, act::ContentHash};

use crate::{
    busy::{self, Span, Wanted},
    house::{Asked, House},
    refusal, rows,
    series::{self, Date, Dates, Pattern, Series, Skipped},
    session::{Post, Session, Stage},
    workshop::{self, Workshop},
};

/// What shall sit again and again.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesPlan {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// When.
    pub pattern: Pattern,
    /// How long, if not as the workshop says.
    pub minutes: Option<i64>,
    /// How many people, if not as the workshop says.
    pub seats: Option<i64>,
    /// What should have been learned before.
    pub needs: Vec<WorkshopId>,
    /// In which room.
    pub room: Option<RoomId>,
    /// Held by whom.
    pub trainer: Option<TrainerId>,
}

/// A series that was planned, and what became of each of its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The series.
    pub series: Series,
    /// Its days.
    pub dates: Dates,
}

/// Looks at the days of a series without planning anything: what would sit, what would not, and why.
///
/// Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID`.
pub async fn preview(house: &House, actor: &Actor, venue: VenueId, plan: SeriesPlan) -> Reply<Dates> {
    let owner = house.lets_in(actor, venue, Action::SeriesPreview)?;
    let plan = plan.checked()?;
    let now = house.store().now();
    let look = house.store().read_still("node.seriesPreview", move |conn| {
        let workshop = rows::workshop(conn, venue, plan.workshop)?.ok_or_else(refusal::absent)?;
        let mut dates = plan.pattern.dates(now)?;
        let spans = spans(&dates, plan.minutes.unwrap_or(workshop.offer.minutes));
        let clashes = busy::clashes(conn, &plan.wanted(owner, venue, &workshop, &spans))?;
        mark(&mut dates, &clashes);
        Ok(dates)
    });
    look.await
}

/// Plans a series: its sessions are those days that [`preview`] tells as sitting.
///
/// Refuses `NOT_FOUND` (workshop, need, room, person), `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`, `WRONG_STAGE` (the workshop is
/// no longer offered, or the room given up), `DATES_INVALID` (nothing would sit), `ROOM_TAKEN`, `TRAINER_TAKEN`. A day that clashes
/// refuses the whole: it is left out by hand, never silently.
pub async fn create_series(house: &House, asked: &Asked<'_>, plan: SeriesPlan) -> Reply<Planned> {
    let act = house.admit(asked, Action::CreateSeries)?;
    let owner = house.lets_in(asked.actor, asked.venue, Action::CreateSeries)?;
    let plan = plan.checked()?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, &plan))?;
    let create = move |tx: &mut Tx<'_>| -> Reply<Planned> {
        let workshop = offered(tx, venue, &plan)?;
        let dates = plan.pattern.dates(tx.now())?;
        let series = plan.series(tx, venue, &workshop);
        let spans = spans(&dates, series.minutes);
        if spans.is_empty() {
            return Err(series::never_sits().into());
        }
        busy::claim(tx, &plan.wanted(owner, venue, &workshop, &spans))?;
        rows::insert_series(tx, &series)?;
        for (starts_at, _) in spans {
            let session = sitting(tx, &series, workshop.clone(), starts_at);
            rows::insert_session(tx, &session)?;
        }
        Ok(Planned { series, dates })
    };
    house.change(act, content, venue, create).await
}

impl SeriesPlan {
    fn checked(self) -> Result<Self, Refusal> {
        Ok(Self {
            pattern: self.pattern.checked()?,
            minutes: self.minutes.map(workshop::minutes).transpose()?,
            seats: self.seats.map(workshop::seats).transpose()?,
            needs: series::needs(self.needs, self.workshop)?,
            ..self
        })
    }

    fn series(&self, tx: &Tx<'_>, venue: VenueId, workshop: &Workshop) -> Series {
        Series {
            venue,
            id: tx.chance().id(),
            workshop: self.workshop,
            pattern: self.pattern.clone(),
            minutes: self.minutes.unwrap_or(workshop.offer.minutes),
            seats: self.seats.unwrap_or(workshop.offer.seats),
            needs: self.needs.clone(),
            post: Post { series: None, room: self.room, trainer: self.trainer },
            ended_at: None,
        }
    }

    fn wanted<'a>(&self, owner: StructureId, venue: VenueId, workshop: &Workshop, spans: &'a [Span]) -> Wanted<'a> {
        let post = Post { series: None, room: self.room, trainer: self.trainer };
        let seats = self.seats.unwrap_or(workshop.offer.seats);
        Wanted { owner, venue, post, seats, spans, but: None, held: Post::default() }
    }
}

/// The workshop, on offer still, and whatever should have been learned before is known.
fn offered(tx: &mut Tx<'_>, venue: VenueId, plan: &SeriesPlan) -> Result<Workshop, Trouble> {
    let workshop = rows::workshop(tx.conn, venue, plan.workshop)?.ok_or_else(refusal::absent)?;
    if workshop.ended_at.is_some() {
        return Err(refusal::stage("ended").into());
    }
    let names: Vec<_> = plan.needs.iter().map(|need| (venue, *need)).collect();
    if rows::workshops_named(tx.conn, &names)?.len() != names.len() {
        return Err(refusal::absent().into());
    }
    Ok(workshop)
}

fn spans(dates: &Dates, minutes: i64) -> Vec<Span> {
    dates.sitting().map(|date| (date.starts_at, date.starts_at.plus_ms(minutes * 60_000))).collect()
}

/// Tells the clashes of the days that would sit, in their order.
fn mark(dates: &mut Dates, clashes: &[Option<(Code, At)>]) {
    let sitting: Vec<&mut Date> = dates.dates.iter_mut().filter(|date| date.skipped.is_none()).collect();
    for (date, clash) in sitting.into_iter().zip(clashes) {
        date.skipped = clash.map(|(code, _)| match code {
            Code::RoomTaken => Skipped::RoomTaken,
            _ => Skipped::TrainerTaken,
        });
    }
}

fn sitting(tx: &Tx<'_>, series: &Series, workshop: Workshop, starts_at: At) -> Session {
    Session {
        venue: series.venue,
        id: tx.chance().id(),
        workshop,
        starts_at,
        minutes: series.minutes,
        seats: series.seats,
        stage: Stage::Planned,
        post: Post { series: Some(series.id), ..series.post },
    }
}
