//! A workshop: what a venue offers to learn, whatever the date.

use kernel::{
    clock::At,
    ids::{VenueId, WorkshopId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{Access, Competence, Equipment, Language, Theme},
    refusal,
};

/// A workshop of a venue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workshop {
    /// The venue that offers it.
    pub venue: VenueId,
    /// Its name for machines; the venue's own.
    pub id: WorkshopId,
    /// What is offered.
    pub offer: Offer,
    /// When it was first offered.
    pub created_at: At,
    /// Since when it is no longer offered, if so.
    pub ended_at: Option<At>,
}

/// What a venue says of a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// In French, for people; 1 to 120 characters.
    pub title: String,
    /// What it is about.
    pub theme: Theme,
    /// For whom.
    pub level: Level,
    /// How long a session lasts, 5 to 600.
    pub minutes: i64,
    /// What it costs in cheques, 0 (free) to 10.
    pub price_cheques: i64,
    /// How many people sit in a session, 1 to 500.
    pub seats: i64,
    /// What else the catalogue says of it.
    #[serde(default, skip_serializing_if = "Details::is_usual")]
    pub details: Details,
}

/// What the catalogue says besides. Receipts of before it have none of it: what is usual is not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// What people learn to do, each once.
    pub competences: Vec<Competence>,
    /// What is lent to who has none.
    pub equipment: Vec<Equipment>,
    /// The language that is spoken.
    pub language: Language,
    /// For whom the place and the manner are fit.
    pub access: Vec<Access>,
    /// A free event to discover (robots, games, an exhibition): nobody needs a cheque.
    pub discovery: bool,
}

impl Details {
    /// Whether nothing is said that is out of the usual.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The same with each thing once, in the order of its list.
    fn in_order(mut self) -> Self {
        self.competences.sort_unstable();
        self.competences.dedup();
        self.equipment.sort_unstable();
        self.equipment.dedup();
        self.access.sort_unstable();
        self.access.dedup();
        self
    }
}

impl Offer {
    /// The same as it is kept, or the first field that cannot be.
    pub fn checked(self) -> Result<Self, Refusal> {
        let price_cheques = price(self.price_cheques)?;
        // Who is ashamed to ask comes to look at a robot: a price would close that door.
        if self.details.discovery && price_cheques > 0 {
            return Err(refusal::input("priceCheques"));
        }
        Ok(Self {
            title: title(&self.title)?,
            theme: self.theme,
            level: self.level,
            minutes: minutes(self.minutes)?,
            price_cheques,
            seats: seats(self.seats)?,
            details: self.details.in_order(),
        })
    }
}

/// A title as it is kept.
pub(crate) fn title(text: &str) -> Result<String, Refusal> {
    refusal::text("title", text, 120)
}

/// A length that a session may have.
pub(crate) fn minutes(number: i64) -> Result<i64, Refusal> {
    refusal::within("minutes", number, 5..=600)
}

/// A price that a workshop may have.
pub(crate) fn price(cheques: i64) -> Result<i64, Refusal> {
    refusal::within("priceCheques", cheques, 0..=10)
}

/// A number of people that a session may seat.
pub(crate) fn seats(number: i64) -> Result<i64, Refusal> {
    refusal::within("seats", number, 1..=500)
}

/// What a person can do already. The lowest one must exist: many schemes start above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Never touched a machine.
    NeverTouched,
    /// Débutant.
    Beginner,
    /// Intermédiaire.
    Intermediate,
    /// Avancé.
    Advanced,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 4] = [Self::NeverTouched, Self::Beginner, Self::Intermediate, Self::Advanced];

    /// From 0 to 3, as tables and agendas keep it.
    pub const fn number(self) -> i64 {
        match self {
            Self::NeverTouched => 0,
            Self::Beginner => 1,
            Self::Intermediate => 2,
            Self::Advanced => 3,
        }
    }

    /// The level of that number.
    pub fn numbered(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }
}
