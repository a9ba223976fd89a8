//! `/reserver/LIEU/SEANCE/finir/RESERVATION`: a booking is cancelled, moved or excused, by whoever booked or by the venue; and what becomes of its
//! cheques is said. Each step bears the form's own key.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use serde::Deserialize;

use super::{
    book::{self, Wanted},
    queries::{
        BookingEnd, CloseErrand, EndBooking, EndVariables, ErrandVariables, ReleaseCheques, ReleaseVariables,
        ReleaseWhy,
    },
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Notice, Radios},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "bookings/end.html")]
struct Shown {
    wanted: Wanted,
    done: Option<Notice>,
    form: Form,
}

impl Shown {
    fn back(&self) -> String {
        format!("/lieux/{}", self.wanted.venue.id.inner())
    }

    fn choices(&self) -> Radios {
        self.form
            .radios("fin", t("booking-end-how"))
            .choice("annulee", t("booking-end-cancelled"))
            .choice("excusee", t("booking-end-excused"))
            .choice("deplacee", t("booking-end-moved"))
    }
}

/// What a page that follows a change is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((venue, session, _)): Path<(String, String, String)>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    let wanted = book::known(&portal, &member, &venue, &session).await?;
    let word = match after.fait.as_str() {
        "libres" => Some("booking-ended-freed"),
        "sans" => Some("booking-ended"),
        _ => None,
    };
    let done = word.map(|word| Notice::done(t(word), t(word).part("next")));
    Ok(page(wanted, done, Form::blank(&portal, &member.visitor)))
}

pub(super) async fn send(
    State(portal): State<Portal>,
    member: Member,
    Path((venue, session, booking)): Path<(String, String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let wanted = book::known(&portal, &member, &venue, &session).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let how = match form.typed().get("fin") {
        "annulee" => Some((BookingEnd::Cancelled, ReleaseWhy::Cancelled)),
        "excusee" => Some((BookingEnd::Excused, ReleaseWhy::Excused)),
        "deplacee" => Some((BookingEnd::Moved, ReleaseWhy::Moved)),
        _ => None,
    };
    let Some((end, why)) = how else {
        form.wrong("fin", t("booking-end-wrong-how"));
        return Ok(page(wanted, None, form).into_response());
    };
    if !ended(&portal, &member, &wanted, (&mut form, &booking, end)).await? {
        return Ok(page(wanted, None, form).into_response());
    }
    let told = if freed(&portal, &member, &wanted, (&form, &booking, why)).await? { "libres" } else { "sans" };
    Ok(see(&format!("{}?fait={told}", wanted.end_of(&booking))).into_response())
}

/// The seat is somebody else's; or the form says why not.
async fn ended(
    portal: &Portal,
    member: &Member,
    wanted: &Wanted,
    (form, booking, end): (&mut Form, &str, BookingEnd),
) -> Result<bool, Trouble> {
    let (key, venue) = (cynic::Id::new(form.key()), wanted.venue.id.clone());
    let asked = EndVariables { key, venue, booking: cynic::Id::new(booking), end };
    match portal.ask(&member.visitor, EndBooking::build(asked)).await?.end_booking {
        Some(told) => match &told.refusal {
            None => Ok(true),
            Some(refusal) => {
                form.refuse("", refusal);
                Ok(false)
            }
        },
        None => {
            form.wrong_all(t("booking-end-away"));
            Ok(false)
        }
    }
}

/// The cheques are free again: whether any were kept. What is interrupted here, the rounds of the centre do.
async fn freed(
    portal: &Portal,
    member: &Member,
    wanted: &Wanted,
    (form, booking, why): (&Form, &str, ReleaseWhy),
) -> Result<bool, Trouble> {
    let (key, booking) = (cynic::Id::new(form.key()), cynic::Id::new(booking));
    let back = ReleaseVariables { key: key.clone(), booking: booking.clone(), why };
    let told = portal.ask(&member.visitor, ReleaseCheques::build(back)).await?.release_cheques;
    let closed = ErrandVariables { key, venue: wanted.venue.id.clone(), booking, receipt: None };
    portal.ask(&member.visitor, CloseErrand::build(closed)).await?;
    Ok(told.refusal.is_none())
}

fn page(wanted: Wanted, done: Option<Notice>, form: Form) -> Page {
    Page::of_form(t("booking-end-title"), &form.clone(), &Shown { wanted, done, form })
}
