//! Changing: a workshop gets another title, price or length, is no longer offered, or is offered again.

use kernel::{access::Action, clock::At, ids::WorkshopId, refusal::Refusal};
use serde::Serialize;
use store::{Reply, Tx, act::ContentHash};

use crate::{
    catalogue::{Access, Competence, Equipment, Language, Theme},
    house::{Asked, House},
    refusal, rows,
    workshop::{self, Details, Level, Offer, Workshop},
};

/// What becomes different; what is absent stays. Sessions already planned keep their own length and seats.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WorkshopChange {
    /// Another title.
    pub title: Option<String>,
    /// Another theme.
    pub theme: Option<Theme>,
    /// Another level.
    pub level: Option<Level>,
    /// Another length for sessions to come.
    pub minutes: Option<i64>,
    /// Another price in cheques.
    pub price_cheques: Option<i64>,
    /// Another number of seats for sessions to come.
    pub seats: Option<i64>,
    /// `true`: no longer offered; `false`: offered again.
    pub ended: Option<bool>,
    /// Other things to learn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competences: Option<Vec<Competence>>,
    /// Other things that are lent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment: Option<Vec<Equipment>>,
    /// Another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Fit for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Vec<Access>>,
    /// A discovery from now on, or no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery: Option<bool>,
}

/// Changes a workshop. Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`.
pub async fn change_workshop(
    house: &House,
    asked: &Asked<'_>,
    id: WorkshopId,
    change: WorkshopChange,
) -> Reply<Workshop> {
    let act = house.admit(asked, Action::ChangeWorkshop)?;
    let change = change.checked()?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id, &change))?;
    let apply = move |tx: &mut Tx<'_>| -> Reply<Workshop> {
        let before = rows::workshop(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        let after = change.clone().of(before, tx.now())?;
        rows::update_workshop(tx, &after)?;
        Ok(after)
    };
    house.change(act, content, venue, apply).await
}

impl WorkshopChange {
    fn checked(self) -> Result<Self, Refusal> {
        Ok(Self {
            title: self.title.as_deref().map(workshop::title).transpose()?,
            minutes: self.minutes.map(workshop::minutes).transpose()?,
            price_cheques: self.price_cheques.map(workshop::price).transpose()?,
            seats: self.seats.map(workshop::seats).transpose()?,
            ..self
        })
    }

    fn of(self, before: Workshop, now: At) -> Result<Workshop, Refusal> {
        let was = before.offer;
        let details = Details {
            competences: self.competences.unwrap_or(was.details.competences),
            equipment: self.equipment.unwrap_or(was.details.equipment),
            language: self.language.unwrap_or(was.details.language),
            access: self.access.unwrap_or(was.details.access),
            discovery: self.discovery.unwrap_or(was.details.discovery),
        };
        let offer = Offer {
            title: self.title.unwrap_or(was.title),
            theme: self.theme.unwrap_or(was.theme),
            level: self.level.unwrap_or(was.level),
            minutes: self.minutes.unwrap_or(was.minutes),
            price_cheques: self.price_cheques.unwrap_or(was.price_cheques),
            seats: self.seats.unwrap_or(was.seats),
            details,
        };
        let ended_at = match self.ended {
            None => before.ended_at,
            Some(false) => None,
            Some(true) => before.ended_at.or(Some(now)),
        };
        Ok(Workshop { offer: offer.checked()?, ended_at, ..before })
    }
}
