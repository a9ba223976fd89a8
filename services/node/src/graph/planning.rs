//! Series, rooms, those who hold workshops, and calendars, as the network sees them.

use async_graphql::{Enum, ID, SimpleObject};

use super::news::Refusal;
use crate::{
    feed, holidays, room,
    series::{self, Skipped},
    trainer,
};

/// A workshop that sits again and again.
#[derive(SimpleObject)]
pub(crate) struct Series {
    /// Its identifier at the venue.
    id: ID,
    /// Which workshop.
    workshop_id: ID,
    /// RRULE of RFC 5545, as it is kept.
    rule: String,
    /// In which weeks.
    weeks: SeriesWeeks,
    /// From which day on.
    first_day: String,
    /// The hour on a clock in Paris, whatever the season: `14:00`.
    time: String,
    /// How long a session lasts.
    minutes: i64,
    /// How many people sit in one.
    seats: i64,
    /// Also while schools are closed.
    in_school_holidays: bool,
    /// Days that are left out by hand.
    exceptions: Vec<String>,
    /// Workshops that should have been learned before.
    needs: Vec<ID>,
    /// In which room.
    room_id: Option<ID>,
    /// Whether nothing more is planned of it.
    ended: bool,
}

impl From<series::Series> for Series {
    fn from(series: series::Series) -> Self {
        let pattern = series.pattern;
        Self {
            id: ID(series.id.to_string()),
            workshop_id: ID(series.workshop.to_string()),
            rule: pattern.rule,
            weeks: pattern.weeks.into(),
            first_day: pattern.first_day.to_string(),
            time: format!("{:02}:{:02}", pattern.starts_minute / 60, pattern.starts_minute.rem_euclid(60)),
            minutes: series.minutes,
            seats: series.seats,
            in_school_holidays: pattern.in_school_holidays,
            exceptions: pattern.exceptions.iter().map(ToString::to_string).collect(),
            needs: series.needs.iter().map(|need| ID(need.to_string())).collect(),
            room_id: series.post.room.map(|room| ID(room.to_string())),
            ended: series.ended_at.is_some(),
        }
    }
}

/// In which weeks, by their ISO number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "series::Weeks")]
pub(crate) enum SeriesWeeks {
    /// Each.
    All,
    /// 1, 3, 5…
    Odd,
    /// 2, 4, 6…
    Even,
}

/// A day that the rule gives, and what becomes of it. A day is never moved.
#[derive(SimpleObject)]
pub(crate) struct SeriesDate {
    /// The day: `2026-04-06`.
    day: String,
    /// When it begins, or would: `2026-04-06T12:00:00Z`.
    starts_at: String,
    /// Why it does not sit; null when it does.
    skipped: Option<SeriesSkip>,
    /// Which public holiday it is, when it is one.
    holiday: Option<PublicHoliday>,
}

impl From<series::Date> for SeriesDate {
    fn from(date: series::Date) -> Self {
        let holiday = match date.skipped {
            Some(Skipped::PublicHoliday(holiday)) => Some(holiday.into()),
            _ => None,
        };
        let (day, starts_at) = (date.day.to_string(), date.starts_at.iso_seconds());
        Self { day, starts_at, skipped: date.skipped.map(Into::into), holiday }
    }
}

/// Why a day of a series is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum SeriesSkip {
    /// A public holiday.
    PublicHoliday,
    /// Schools are closed.
    SchoolHoliday,
    /// By hand.
    Exception,
    /// It is over already.
    Past,
    /// The room has another session: leave the day out, or choose another room.
    RoomTaken,
    /// Who would hold it holds another one: leave the day out, or choose somebody else.
    TrainerTaken,
}

impl From<Skipped> for SeriesSkip {
    fn from(skipped: Skipped) -> Self {
        match skipped {
            Skipped::PublicHoliday(_) => Self::PublicHoliday,
            Skipped::SchoolHoliday => Self::SchoolHoliday,
            Skipped::Exception => Self::Exception,
            Skipped::Past => Self::Past,
            Skipped::RoomTaken => Self::RoomTaken,
            Skipped::TrainerTaken => Self::TrainerTaken,
        }
    }
}

/// The eleven public holidays of France.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "holidays::Holiday")]
pub(crate) enum PublicHoliday {
    /// 1er janvier.
    NewYear,
    /// Lundi de Pâques.
    EasterMonday,
    /// 1er mai.
    LabourDay,
    /// 8 mai.
    Victory,
    /// Jeudi de l’Ascension.
    Ascension,
    /// Lundi de Pentecôte.
    WhitMonday,
    /// 14 juillet.
    NationalDay,
    /// 15 août.
    Assumption,
    /// 1er novembre.
    AllSaints,
    /// 11 novembre.
    Armistice,
    /// 25 décembre.
    Christmas,
}

/// The days of a series before it is planned, or why they cannot be told.
#[derive(SimpleObject)]
pub(crate) struct SeriesPreview {
    /// Every day of the rule, within a year, in order.
    pub(crate) dates: Option<Vec<SeriesDate>>,
    /// Whether the rule goes on beyond: a year, or two hundred sessions.
    pub(crate) cut: Option<bool>,
    /// The last day of which it is known whether schools are closed.
    pub(crate) school_known_until: Option<String>,
    /// Why nothing is told.
    pub(crate) refusal: Option<Refusal>,
}

impl From<series::Dates> for SeriesPreview {
    fn from(told: series::Dates) -> Self {
        Self {
            dates: Some(told.dates.into_iter().map(SeriesDate::from).collect()),
            cut: Some(told.cut),
            school_known_until: holidays::school_known_until().map(|day| day.to_string()),
            refusal: None,
        }
    }
}

/// A room of a venue, or a place elsewhere to which it goes.
#[derive(Clone, SimpleObject)]
pub(crate) struct Room {
    /// Its identifier at the venue.
    id: ID,
    /// Its name for people.
    name: String,
    /// How many people it takes.
    seats: i64,
    /// Number and street, when it is elsewhere.
    address: Option<String>,
    /// The commune by its INSEE code, when it is elsewhere.
    commune: Option<ID>,
    /// Whether it is given up.
    ended: bool,
}

impl From<room::Room> for Room {
    fn from(room: room::Room) -> Self {
        let (address, commune) = room.elsewhere.map(|place| (place.address, ID(place.commune))).unzip();
        let (id, ended) = (ID(room.id.to_string()), room.ended_at.is_some());
        Self { id, name: room.name, seats: room.seats, address, commune, ended }
    }
}

/// Somebody who holds workshops. Told to colleagues alone.
#[derive(SimpleObject)]
pub(crate) struct Trainer {
    /// Their identifier in the structure.
    id: ID,
    /// As colleagues call them.
    name: String,
    /// Whether they hold nothing more.
    ended: bool,
}

impl From<trainer::Trainer> for Trainer {
    fn from(trainer: trainer::Trainer) -> Self {
        Self { id: ID(trainer.id.to_string()), name: trainer.name, ended: trainer.ended_at.is_some() }
    }
}

/// A calendar that is followed from elsewhere. Its secret is nowhere: who opened it has it.
#[derive(SimpleObject)]
pub(crate) struct Feed {
    /// Its identifier at the venue.
    id: ID,
    /// The sessions of one person; null: those of the venue.
    trainer_id: Option<ID>,
    /// When it was opened.
    created_at: String,
}

impl From<feed::Feed> for Feed {
    fn from(feed: feed::Feed) -> Self {
        let trainer_id = feed.trainer.map(|trainer| ID(trainer.to_string()));
        Self { id: ID(feed.id.to_string()), trainer_id, created_at: feed.created_at.iso_seconds() }
    }
}
