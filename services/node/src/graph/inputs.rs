//! What callers write to change an agenda.

use async_graphql::{ID, InputObject};
use kernel::{clock::Day, refusal::Refusal};

use super::{
    catalogue::{
        WorkshopAccess, WorkshopCompetence, WorkshopEquipment, WorkshopLanguage, WorkshopLevel, WorkshopTheme,
    },
    planning::SeriesWeeks,
    wire,
};
use crate::{
    change_session::SessionChange,
    change_workshop::WorkshopChange,
    create_series::SeriesPlan,
    refusal,
    room::Elsewhere,
    rooms::NewRoom,
    schedule_session::Plan,
    series::{Pattern, Weeks},
    workshop::{Details, Offer},
};

/// A workshop to offer.
#[derive(InputObject)]
pub(crate) struct WorkshopInput {
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
    /// What people learn to do.
    competences: Option<Vec<WorkshopCompetence>>,
    /// What is lent to who has none.
    equipment: Option<Vec<WorkshopEquipment>>,
    /// The language that is spoken; French if absent.
    language: Option<WorkshopLanguage>,
    /// For whom the place and the manner are fit.
    access: Option<Vec<WorkshopAccess>>,
    /// A free event to discover: its price is 0.
    discovery: Option<bool>,
}

impl From<WorkshopInput> for Offer {
    fn from(input: WorkshopInput) -> Self {
        Self {
            title: input.title,
            theme: input.theme.into(),
            level: input.level.into(),
            minutes: input.minutes,
            price_cheques: input.price_cheques,
            seats: input.seats,
            details: Details {
                competences: each(input.competences).unwrap_or_default(),
                equipment: each(input.equipment).unwrap_or_default(),
                language: input.language.map(Into::into).unwrap_or_default(),
                access: each(input.access).unwrap_or_default(),
                discovery: input.discovery.unwrap_or_default(),
            },
        }
    }
}

fn each<S, T: From<S>>(list: Option<Vec<S>>) -> Option<Vec<T>> {
    list.map(|list| list.into_iter().map(T::from).collect())
}

/// What becomes different of a workshop; what is absent stays.
#[derive(InputObject)]
pub(crate) struct WorkshopChangeInput {
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
    /// Other things to learn.
    competences: Option<Vec<WorkshopCompetence>>,
    /// Other things that are lent.
    equipment: Option<Vec<WorkshopEquipment>>,
    /// Another language.
    language: Option<WorkshopLanguage>,
    /// Fit for others.
    access: Option<Vec<WorkshopAccess>>,
    /// A free event to discover from now on, or no longer.
    discovery: Option<bool>,
}

impl From<WorkshopChangeInput> for WorkshopChange {
    fn from(input: WorkshopChangeInput) -> Self {
        Self {
            title: input.title,
            theme: input.theme.map(Into::into),
            level: input.level.map(Into::into),
            minutes: input.minutes,
            price_cheques: input.price_cheques,
            seats: input.seats,
            ended: input.ended,
            competences: each(input.competences),
            equipment: each(input.equipment),
            language: input.language.map(Into::into),
            access: each(input.access),
            discovery: input.discovery,
        }
    }
}

/// When a workshop shall sit.
#[derive(InputObject)]
pub(crate) struct SessionInput {
    /// Which workshop of the venue.
    workshop_id: ID,
    /// When it starts (RFC 3339).
    starts_at: String,
    /// How long, if not as the workshop says.
    minutes: Option<i64>,
    /// How many people, if not as the workshop says.
    seats: Option<i64>,
    /// In which room of the venue.
    room_id: Option<ID>,
    /// Held by whom.
    trainer_id: Option<ID>,
}

impl SessionInput {
    pub(crate) fn plan(self) -> Result<Plan, Refusal> {
        let (workshop, starts_at) = (wire::known(&self.workshop_id)?, wire::start(&self.starts_at)?);
        let (room, trainer) = (wire::maybe(self.room_id.as_ref())?, wire::maybe(self.trainer_id.as_ref())?);
        Ok(Plan { workshop, starts_at, minutes: self.minutes, seats: self.seats, room, trainer })
    }
}

/// What becomes different of a session; what is absent stays.
#[derive(InputObject)]
pub(crate) struct SessionChangeInput {
    /// Another start (RFC 3339).
    starts_at: Option<String>,
    /// Another length.
    minutes: Option<i64>,
    /// Another number of seats.
    seats: Option<i64>,
    /// Another room of the venue.
    room_id: Option<ID>,
    /// Somebody else who holds it.
    trainer_id: Option<ID>,
}

impl SessionChangeInput {
    pub(crate) fn change(self) -> Result<SessionChange, Refusal> {
        let starts_at = self.starts_at.as_deref().map(wire::start).transpose()?;
        let (room, trainer) = (wire::maybe(self.room_id.as_ref())?, wire::maybe(self.trainer_id.as_ref())?);
        Ok(SessionChange { starts_at, minutes: self.minutes, seats: self.seats, room, trainer })
    }
}

/// What shall sit again and again.
#[derive(InputObject)]
pub(crate) struct SeriesInput {
    /// Which workshop of the venue.
    workshop_id: ID,
    /// RRULE of RFC 5545, of days, weeks or months: `FREQ=WEEKLY;BYDAY=TU`.
    rule: String,
    /// In which weeks; each if absent.
    weeks: Option<SeriesWeeks>,
    /// From which day on: `2026-01-06`.
    first_day: String,
    /// The hour on a clock in Paris: `14:00`.
    time: String,
    /// How long, if not as the workshop says.
    minutes: Option<i64>,
    /// How many people, if not as the workshop says.
    seats: Option<i64>,
    /// Also while schools are closed (zone B); not if absent.
    in_school_holidays: Option<bool>,
    /// Days that are left out by hand: `2026-02-03`.
    exceptions: Option<Vec<String>>,
    /// Workshops of the venue that should have been learned before.
    needs: Option<Vec<ID>>,
    /// In which room of the venue.
    room_id: Option<ID>,
    /// Held by whom.
    trainer_id: Option<ID>,
}

impl SeriesInput {
    pub(crate) fn plan(self) -> Result<SeriesPlan, Refusal> {
        let exceptions = self.exceptions.unwrap_or_default();
        let pattern = Pattern {
            rule: self.rule,
            weeks: self.weeks.map(Weeks::from).unwrap_or_default(),
            first_day: day("firstDay", &self.first_day)?,
            starts_minute: minute(&self.time).ok_or_else(|| refusal::input("time"))?,
            in_school_holidays: self.in_school_holidays.unwrap_or_default(),
            exceptions: exceptions.iter().map(|text| day("exceptions", text)).collect::<Result<_, _>>()?,
        };
        let needs = self.needs.unwrap_or_default();
        Ok(SeriesPlan {
            workshop: wire::known(&self.workshop_id)?,
            pattern,
            minutes: self.minutes,
            seats: self.seats,
            needs: needs.iter().map(wire::known).collect::<Result<_, _>>()?,
            room: wire::maybe(self.room_id.as_ref())?,
            trainer: wire::maybe(self.trainer_id.as_ref())?,
        })
    }
}

fn day(field: &str, text: &str) -> Result<Day, Refusal> {
    text.parse().map_err(|_| refusal::input(field))
}

/// Minutes after midnight of `14:00`.
fn minute(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let sound = (0..24).contains(&hour) && (0..60).contains(&minute);
    sound.then_some(hour * 60 + minute)
}

/// A room to add; with an address and a commune, a place elsewhere to which the venue goes.
#[derive(InputObject)]
pub(crate) struct RoomInput {
    /// Its name for people; 1 to 80 characters.
    name: String,
    /// How many people it takes, 1 to 500.
    seats: i64,
    /// Number and street, when it is elsewhere.
    address: Option<String>,
    /// The commune by its INSEE code, when it is elsewhere.
    commune: Option<ID>,
}

impl RoomInput {
    pub(crate) fn room(self) -> Result<NewRoom, Refusal> {
        let elsewhere = match (self.address, self.commune) {
            (Some(address), Some(commune)) => Some(Elsewhere { address, commune: commune.0 }),
            (None, None) => None,
            (Some(_), None) => return Err(refusal::input("commune")),
            (None, Some(_)) => return Err(refusal::input("address")),
        };
        Ok(NewRoom { name: self.name, seats: self.seats, elsewhere })
    }
}
