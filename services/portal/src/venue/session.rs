//! `/lieu/ID/ateliers/ATELIER/seance` and `/lieu/ID/seances/SEANCE/annuler`: announcing a session, and calling it off.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::clock::{At, Day};

use super::{
    own::{self, Venue},
    week,
    workshops::{self, Session, Workshop},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Plan {
    key: cynic::Id,
    venue: cynic::Id,
    input: SessionInput,
}

#[derive(cynic::InputObject)]
struct SessionInput {
    workshop_id: cynic::Id,
    starts_at: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Plan")]
struct ScheduleSession {
    #[arguments(key: $key, venueId: $venue, input: $input)]
    schedule_session: Option<SessionPayload>,
}

#[derive(cynic::QueryFragment)]
struct SessionPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "venue/session_new.html")]
struct NewSession {
    venue: Venue,
    workshop: Workshop,
    form: Form,
}

impl NewSession {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, workshop)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let (venue, workshop) = known(&portal, &member, &id, &workshop).await?;
    Ok(page(venue, workshop, Form::blank(&portal, &member.visitor)))
}

pub(super) async fn announce(
    State(portal): State<Portal>,
    member: Member,
    Path((id, workshop)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let (venue, workshop) = known(&portal, &member, &id, &workshop).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let start = start(&mut form, portal.clock().now());
    let Some(start) = start.filter(|_| !form.is_wrong()) else {
        return Ok(page(venue, workshop, form).into_response());
    };
    let input = SessionInput { workshop_id: workshop.id.clone(), starts_at: start.iso_seconds() };
    let plan = Plan { key: form.key().into(), venue: venue.id.clone(), input };
    match portal.ask(&member.visitor, ScheduleSession::build(plan)).await?.schedule_session {
        Some(SessionPayload { refusal: None }) => {
            return Ok(see(&format!("{}/ateliers?fait=seance", venue.path())).into_response());
        }
        Some(SessionPayload { refusal: Some(refusal) }) => form.refuse("", &refusal),
        None => form.wrong_all(t("workshops-away-kept")),
    }
    Ok(page(venue, workshop, form).into_response())
}

async fn known(portal: &Portal, member: &Member, id: &str, workshop: &str) -> Result<(Venue, Workshop), Trouble> {
    let venue = own::for_staff(portal, member, id).await?;
    let offered = workshops::offered(portal, member, &venue).await?.ok_or(Trouble::Away)?;
    let found = offered.workshops.into_iter().find(|one| one.id.inner() == workshop);
    Ok((venue, found.ok_or(Trouble::Absent)?))
}

fn page(venue: Venue, workshop: Workshop, form: Form) -> Page {
    Page::of_form(t("session-title"), &form.clone(), &NewSession { venue, workshop, form })
}

/// When it starts, unless something is wrong with what was typed.
fn start(form: &mut Form, now: At) -> Option<At> {
    let typed = form.typed().clone();
    let day = day(typed.get("jour"));
    if day.is_none() {
        form.wrong("jour", t("session-wrong-day"));
    }
    let minutes = week::time(typed.get("heure")).filter(|minutes| *minutes < 24 * 60);
    if minutes.is_none() {
        form.wrong("heure", t("hours-wrong-time"));
    }
    let (day, minutes) = (day?, minutes?);
    let start = day.at(minutes / 60, minutes % 60);
    if start <= now {
        form.wrong("jour", t("session-wrong-past"));
    }
    Some(start)
}

/// `2026-03-31` as browsers send it, or `31/03/2026` as people write it.
pub(super) fn day(text: &str) -> Option<Day> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[derive(cynic::QueryVariables)]
struct CallOff {
    key: cynic::Id,
    venue: cynic::Id,
    session: cynic::Id,
    reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CallOff")]
struct CancelSession {
    #[arguments(key: $key, venueId: $venue, sessionId: $session, reason: $reason)]
    cancel_session: Option<SessionPayload>,
}

#[derive(Template)]
#[template(path = "venue/session_cancel.html")]
struct Cancelled {
    venue: Venue,
    session: Session,
    form: Form,
}

impl Cancelled {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }

    fn when(&self) -> String {
        self.session.starts_at.as_deref().map(format::moment).unwrap_or_default()
    }
}

pub(super) async fn ask_cancel(
    State(portal): State<Portal>,
    member: Member,
    Path((id, session)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let (venue, session) = announced(&portal, &member, &id, &session).await?;
    Ok(cancelling(venue, session, Form::blank(&portal, &member.visitor)))
}

pub(super) async fn cancel(
    State(portal): State<Portal>,
    member: Member,
    Path((id, session)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let (venue, session) = announced(&portal, &member, &id, &session).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let reason = form.typed().get("raison").to_owned();
    if reason.is_empty() {
        form.wrong("raison", t("session-wrong-reason"));
    }
    if form.is_wrong() {
        return Ok(cancelling(venue, session, form).into_response());
    }
    let off = CallOff { key: form.key().into(), venue: venue.id.clone(), session: session.id.clone(), reason };
    match portal.ask(&member.visitor, CancelSession::build(off)).await?.cancel_session {
        Some(SessionPayload { refusal: None }) => {
            return Ok(see(&format!("{}/ateliers?fait=annulation", venue.path())).into_response());
        }
        Some(SessionPayload { refusal: Some(refusal) }) => form.refuse("raison", &refusal),
        None => form.wrong_all(t("workshops-away-kept")),
    }
    Ok(cancelling(venue, session, form).into_response())
}

async fn announced(portal: &Portal, member: &Member, id: &str, session: &str) -> Result<(Venue, Session), Trouble> {
    let venue = own::for_staff(portal, member, id).await?;
    let offered = workshops::offered(portal, member, &venue).await?.ok_or(Trouble::Away)?;
    let found = offered.sessions.into_iter().find(|one| one.id.inner() == session);
    Ok((venue, found.ok_or(Trouble::Absent)?))
}

fn cancelling(venue: Venue, session: Session, form: Form) -> Page {
    Page::of_form(t("cancel-title"), &form.clone(), &Cancelled { venue, session, form })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_and_browsers_write_it() {
        let expected = Day::of(2026, 3, 31).ok();
        for text in ["2026-03-31", "31/03/2026", "31.3.2026", "31 03 2026"] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["", "mardi", "31/02/2026", "31/03"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
