//! `/reserver/LIEU/SEANCE`: a seat for somebody, by whoever helps them. Each step bears the form's own key: sent again, what was
//! done is answered again, and what was not is done.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;
use serde::Deserialize;

use super::queries::{
    AtVenue, BookSeat, BookingStage, BookingVariables, ConfirmSeat, HoldCheques, HoldChequesInput, HoldVariables,
    ReleaseCheques, ReleaseVariables, ReleaseWhy, Seat, SeatInput, SeatVariables, Session, Venue, Which,
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Where and when.
pub(super) struct Wanted {
    pub(super) venue: Venue,
    pub(super) session: Session,
}

impl Wanted {
    fn path(&self) -> String {
        format!("/reserver/{}/{}", self.venue.id.inner(), self.session.id.inner())
    }

    /// Where a booking of it is ended.
    pub(super) fn end_of(&self, booking: &str) -> String {
        format!("{}/finir/{booking}", self.path())
    }

    /// Where what was booked is told.
    fn done(&self, seat: &Seat) -> String {
        let waits = if seat.stage == BookingStage::Waiting { "&attente=1" } else { "" };
        format!("{}/faite?place={}{waits}", self.path(), seat.booking_id.inner())
    }

    pub(super) fn title(&self) -> &str {
        self.session.title.as_deref().unwrap_or_default()
    }

    pub(super) fn when(&self) -> String {
        self.session.starts_at.as_deref().map(format::moment).unwrap_or_default()
    }

    pub(super) fn place(&self) -> &str {
        self.venue.name.as_deref().unwrap_or_default()
    }

    pub(super) fn price(&self) -> i32 {
        self.session.workshop.as_ref().and_then(|workshop| workshop.price_cheques).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "bookings/book.html")]
struct Shown {
    wanted: Wanted,
    late: bool,
    form: Form,
}

impl Shown {
    fn back(&self) -> String {
        format!("/lieux/{}", self.wanted.venue.id.inner())
    }
}

/// Which booklet is known already, and whether a seat was just lost.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    carnet: String,
    #[serde(default)]
    retard: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((venue, session)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let wanted = known(&portal, &member, &venue, &session).await?;
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("carnet", asked.carnet));
    Ok(page(wanted, !asked.retard.is_empty(), form))
}

pub(super) async fn send(
    State(portal): State<Portal>,
    member: Member,
    Path((venue, session)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let wanted = known(&portal, &member, &venue, &session).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if wanted.price() > 0 && form.typed().some("carnet").is_none() {
        form.wrong("carnet", t("booking-wrong-carnet"));
    }
    if form.typed().get("prenom").chars().count() > 60 {
        form.wrong("prenom", t("booking-wrong-called"));
    }
    if !form.is_wrong()
        && let Some(to) = book(&portal, &member, &wanted, &mut form).await?
    {
        return Ok(see(&to).into_response());
    }
    Ok(page(wanted, false, form).into_response())
}

/// The session, for those who may book; a venue whose machine is away says so.
pub(super) async fn known(portal: &Portal, member: &Member, venue: &str, session: &str) -> Result<Wanted, Trouble> {
    member.must_be_one_of(&[Role::Prescriber, Role::CounterStaff, Role::VenueManager])?;
    let which = Which { venue: cynic::Id::new(venue) };
    let mut venue = portal.ask(&member.visitor, AtVenue::build(which)).await?.venue.ok_or(Trouble::Absent)?;
    let sessions = venue.sessions.take().ok_or(Trouble::Away)?;
    let session = sessions.into_iter().find(|one| one.id.inner() == session).ok_or(Trouble::Absent)?;
    Ok(Wanted { venue, session })
}

fn page(wanted: Wanted, late: bool, form: Form) -> Page {
    Page::of_form(t("booking-title"), &form.clone(), &Shown { wanted, late, form })
}

/// The three steps; answers where to go on, or the form says what is wrong.
async fn book(portal: &Portal, member: &Member, wanted: &Wanted, form: &mut Form) -> Result<Option<String>, Trouble> {
    let Some(seat) = seat(portal, member, wanted, form).await? else { return Ok(None) };
    if seat.stage != BookingStage::Pending {
        return Ok(Some(wanted.done(&seat)));
    }
    if !hold(portal, member, wanted, (&mut *form, &seat)).await? {
        return Ok(None);
    }
    confirm(portal, member, wanted, (form, &seat)).await
}

/// A seat, kept for half an hour.
async fn seat(portal: &Portal, member: &Member, wanted: &Wanted, form: &mut Form) -> Result<Option<Seat>, Trouble> {
    let input = SeatInput {
        session_id: wanted.session.id.clone(),
        called: form.typed().some("prenom").map(str::to_owned),
        wait: form.typed().has("attente"),
    };
    let asked = SeatVariables { key: cynic::Id::new(form.key()), venue: wanted.venue.id.clone(), input };
    let Some(told) = portal.ask(&member.visitor, BookSeat::build(asked)).await?.book_seat else {
        form.wrong_all(t("booking-away"));
        return Ok(None);
    };
    if let Some(refusal) = &told.refusal {
        form.refuse(if refusal.code == "SESSION_FULL" { "attente" } else { "" }, refusal);
    }
    Ok(told.seat)
}

/// Its cheques, kept at the centre: by count, in the booklet that the person has.
async fn hold(
    portal: &Portal,
    member: &Member,
    wanted: &Wanted,
    (form, seat): (&mut Form, &Seat),
) -> Result<bool, Trouble> {
    let input = HoldChequesInput {
        booking_id: seat.booking_id.clone(),
        carnet: form.typed().get("carnet").to_owned(),
        code: form.typed().some("code").map(str::to_owned),
        cheques: seat.cheques,
        venue_id: wanted.venue.id.clone(),
        starts_at: seat.starts_at.clone(),
    };
    let asked = HoldVariables { key: cynic::Id::new(form.key()), input };
    let told = portal.ask(&member.visitor, HoldCheques::build(asked)).await?.hold_cheques;
    match told.refusal {
        Some(refusal) => {
            form.refuse(if refusal.code == "CODE_MISTYPED" { "code" } else { "carnet" }, &refusal);
            Ok(false)
        }
        None => Ok(true),
    }
}

/// The word; a seat that was lost meanwhile gives its cheques back, and the person chooses again.
async fn confirm(
    portal: &Portal,
    member: &Member,
    wanted: &Wanted,
    (form, seat): (&mut Form, &Seat),
) -> Result<Option<String>, Trouble> {
    let (key, venue, booking) = (cynic::Id::new(form.key()), wanted.venue.id.clone(), seat.booking_id.clone());
    let asked = BookingVariables { key: key.clone(), venue, booking: booking.clone() };
    match portal.ask(&member.visitor, ConfirmSeat::build(asked)).await?.confirm_seat {
        Some(told) if told.refusal.is_none() => Ok(Some(wanted.done(seat))),
        Some(_) => {
            let back = ReleaseVariables { key, booking, why: ReleaseWhy::NotBooked };
            portal.ask(&member.visitor, ReleaseCheques::build(back)).await?;
            Ok(Some(format!("{}?retard=1", wanted.path())))
        }
        None => {
            form.wrong_all(t("booking-away"));
            Ok(None)
        }
    }
}
