//! `/lieu/ID/presences` and `/lieu/ID/seances/SEANCE/presence`: who comes to a session, read by those who welcome them.

use askama::Template;
use axum::extract::{Path, Query, State};
use cynic::QueryBuilder;
use kernel::clock::At;
use serde::Deserialize;

use super::{
    own::{self, Venue},
    workshops::Session,
};
use crate::{
    bookings::queries::BookingStage,
    form::Form,
    format,
    page::Page,
    parts::{Area, Notice, Radios},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Sheets are filled in within a week.
const DAYS_BACK: i64 = 7;

#[derive(cynic::QueryVariables)]
struct Since {
    venue: cynic::Id,
    from: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Since")]
struct Sittings {
    #[arguments(venueId: $venue, first: 100, from: $from, withCancelled: true)]
    sessions: Option<SessionConnection>,
}

#[derive(cynic::QueryFragment)]
struct SessionConnection {
    nodes: Vec<Session>,
}

#[derive(cynic::QueryVariables)]
struct OfSession {
    venue: cynic::Id,
    session: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfSession")]
struct Booked {
    #[arguments(venueId: $venue, sessionId: $session)]
    session_bookings: Option<Vec<SessionBooking>>,
}

/// Somebody who comes.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct SessionBooking {
    pub(super) id: cynic::Id,
    pub(super) called: Option<String>,
    pub(super) cheques: i32,
    pub(super) stage: BookingStage,
    pub(super) errands: Vec<Errand>,
}

/// What the network is to do for them, or has done.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Errand {
    pub(super) give_back: Option<ErrandWhy>,
    pub(super) done: bool,
}

/// Why cheques are given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum ErrandWhy {
    Cancelled,
    Moved,
    Excused,
    Missed,
    SessionCancelled,
    NotBooked,
}

impl SessionBooking {
    pub(super) fn who(&self) -> String {
        self.called.clone().unwrap_or_else(|| t("attendance-who-unknown").to_string())
    }

    /// The field of what became of it.
    pub(super) fn field(&self) -> String {
        format!("b-{}", self.id.inner())
    }

    /// Whether the sheet still asks what became of it.
    pub(super) fn is_open(&self) -> bool {
        matches!(
            self.stage,
            BookingStage::Pending | BookingStage::Confirmed | BookingStage::Waiting | BookingStage::Offered
        )
    }

    /// Whether its cheques are still to be taken.
    pub(super) fn is_claimed(&self) -> bool {
        self.errands.iter().any(|one| one.give_back.is_none() && !one.done)
    }

    /// Whether what was said of them can still be said otherwise: nothing was redeemed.
    fn may_be_corrected(&self) -> bool {
        let is_said = matches!(self.stage, BookingStage::Seen | BookingStage::Excused | BookingStage::Missed);
        is_said && !self.errands.iter().any(|errand| errand.give_back.is_none() && errand.done)
    }

    /// How it stands, in words.
    pub(super) fn state(&self) -> &'static str {
        match self.stage {
            BookingStage::Pending => "booking-stage-pending",
            BookingStage::Confirmed => "booking-stage-confirmed",
            BookingStage::Waiting => "booking-stage-waiting",
            BookingStage::Offered => "booking-stage-offered",
            BookingStage::Seen if self.is_claimed() => "booking-stage-seen-open",
            BookingStage::Seen => "booking-stage-seen",
            BookingStage::Excused => "booking-stage-excused",
            BookingStage::Missed => "booking-stage-missed",
            BookingStage::Cancelled => "booking-stage-cancelled",
            BookingStage::Moved => "booking-stage-moved",
            BookingStage::CalledOff => "booking-stage-called-off",
            BookingStage::Lapsed => "booking-stage-lapsed",
        }
    }
}

/// A session of one's own venue, and who comes to it.
pub(super) struct Sheet {
    pub(super) venue: Venue,
    pub(super) session: Session,
    pub(super) lines: Vec<SessionBooking>,
    /// Whether it has begun: then the sheet says what became of each.
    has_begun: bool,
}

impl Sheet {
    pub(super) fn path(&self) -> String {
        format!("{}/seances/{}/presence", self.venue.path(), self.session.id.inner())
    }

    pub(super) fn when(&self) -> String {
        self.session.starts_at.as_deref().map(format::moment).unwrap_or_default()
    }

    pub(super) fn title(&self) -> &str {
        self.session.title.as_deref().unwrap_or_default()
    }

    /// Why it does not sit, once it was called off: then the sheet says whom to tell.
    fn called_off(&self) -> Option<&str> {
        self.session.reason.as_deref()
    }

    /// Who was expected, or waited for a seat, when it was called off.
    fn to_tell(&self) -> Vec<&SessionBooking> {
        self.lines.iter().filter(|line| line.stage == BookingStage::CalledOff).collect()
    }

    /// Where a booking is cancelled, moved or excused, as long as it can be.
    fn end_of(&self, line: &SessionBooking) -> Option<String> {
        let (venue, session) = (self.venue.id.inner(), self.session.id.inner());
        let may_end = line.is_open() && !self.has_begun;
        may_end.then(|| format!("/reserver/{venue}/{session}/finir/{}", line.id.inner()))
    }

    /// The lines of which something can be said, or something else than before: nothing was redeemed for them.
    fn told(&self) -> impl Iterator<Item = &SessionBooking> {
        self.lines.iter().filter(|line| line.is_open() || line.may_be_corrected())
    }
}

/// Reads it; a venue whose machine is away says so.
pub(super) async fn sheet(portal: &Portal, member: &Member, id: &str, session: &str) -> Result<Sheet, Trouble> {
    let venue = own::for_staff(portal, member, id).await?;
    let sessions = sittings(portal, member, &venue).await?.ok_or(Trouble::Away)?;
    let session = sessions.into_iter().find(|one| one.id.inner() == session).ok_or(Trouble::Absent)?;
    let asked = OfSession { venue: venue.id.clone(), session: session.id.clone() };
    let lines = portal.ask(&member.visitor, Booked::build(asked)).await?.session_bookings.ok_or(Trouble::Away)?;
    let starts_at = session.starts_at.as_deref().and_then(|at| at.parse::<At>().ok());
    let has_begun = starts_at.is_some_and(|at| at <= portal.clock().now());
    Ok(Sheet { venue, session, lines, has_begun })
}

async fn sittings(portal: &Portal, member: &Member, venue: &Venue) -> Result<Option<Vec<Session>>, Trouble> {
    let from = portal.clock().now().day().plus_days(-DAYS_BACK).at(0, 0);
    let asked = Since { venue: venue.id.clone(), from: Some(from.iso_seconds()) };
    match portal.ask(&member.visitor, Sittings::build(asked)).await {
        Ok(told) => Ok(told.sessions.map(|sessions| sessions.nodes)),
        Err(Trouble::Away) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

#[derive(Template)]
#[template(path = "venue/attendance_list.html")]
struct Listed {
    venue: Venue,
    sessions: Option<Vec<Session>>,
}

impl Listed {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }

    fn when(&self, session: &Session) -> String {
        session.starts_at.as_deref().map(format::moment).unwrap_or_default()
    }

    fn sheet(&self, session: &Session) -> String {
        format!("{}/seances/{}/presence", self.venue.path(), session.id.inner())
    }
}

pub(super) async fn list(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let sessions = sittings(&portal, &member, &venue).await?;
    Ok(Page::new(t("attendance-list-title"), &Listed { venue, sessions }))
}

#[derive(Template)]
#[template(path = "venue/attendance.html")]
struct Shown {
    sheet: Sheet,
    done: Option<Notice>,
    form: Form,
}

impl Shown {
    fn back(&self) -> String {
        format!("{}/presences", self.sheet.venue.path())
    }

    fn choices(&self, line: &SessionBooking) -> Radios {
        self.form
            .radios(&line.field(), line.who())
            .choice("vue", t("attendance-came"))
            .choice("excusee", t("attendance-excused"))
            .choice("absente", t("attendance-missed"))
    }

    fn codes(&self, line: &SessionBooking) -> Area {
        let field = format!("codes-{}", line.id.inner());
        self.form.area(&field, t("attendance-codes")).hint(t("attendance-codes-hint")).rows(3)
    }

    fn printed(&self, what: &str) -> String {
        format!("{}/seances/{}/{what}", self.sheet.venue.path(), self.sheet.session.id.inner())
    }

    fn has_claims(&self) -> bool {
        self.sheet.lines.iter().any(SessionBooking::is_claimed)
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
    Path((id, session)): Path<(String, String)>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    let sheet = sheet(&portal, &member, &id, &session).await?;
    let word = match after.fait.as_str() {
        "feuille" => Some("attendance-done"),
        "cheques" => Some("attendance-taken"),
        _ => None,
    };
    let done = word.map(|word| Notice::done(t(word), t(word).part("next")));
    Ok(page(sheet, done, Form::blank(&portal, &member.visitor)))
}

/// The sheet with its forms.
pub(super) fn page(sheet: Sheet, done: Option<Notice>, form: Form) -> Page {
    Page::of_form(t("attendance-title"), &form.clone(), &Shown { sheet, done, form })
}
