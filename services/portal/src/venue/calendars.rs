//! `/lieu/ID/calendriers`: calendars elsewhere, from which the venue publishes; what they tell waits here for its workshop.
//!
//! An address is written once and never shown again: whoever has it may read the calendar.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use super::{
    deed,
    own::{self, Venue},
    workshops::{self, Workshop},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Select,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct OfVenue {
    venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfVenue")]
struct Told {
    #[arguments(venueId: $venue)]
    calendars: Option<Vec<Calendar>>,
    #[arguments(venueId: $venue)]
    calendar_entries: Option<Vec<CalendarEntry>>,
}

#[derive(cynic::QueryFragment)]
struct Calendar {
    id: cynic::Id,
    host: String,
    read_at: Option<String>,
    trouble: Option<CalendarTrouble>,
    planned: i32,
    waiting: i32,
    unread: Vec<CalendarUnread>,
}

#[derive(cynic::QueryFragment)]
struct CalendarUnread {
    line: i32,
    reason: CalendarReason,
}

#[derive(cynic::QueryFragment)]
struct CalendarEntry {
    id: cynic::Id,
    title: String,
    starts_at: String,
    count: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum CalendarTrouble {
    #[cynic(rename = "CALENDAR_UNREACHABLE")]
    Unreachable,
    #[cynic(rename = "CALENDAR_REFUSED")]
    Refused,
    #[cynic(rename = "CALENDAR_NOT_PUBLIC")]
    NotPublic,
    #[cynic(rename = "CALENDAR_SENT_AROUND")]
    SentAround,
    #[cynic(rename = "CALENDAR_TOO_LARGE")]
    TooLarge,
    #[cynic(rename = "CALENDAR_TOO_MANY")]
    TooMany,
    #[cynic(rename = "CALENDAR_UNREADABLE")]
    Unreadable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum CalendarReason {
    Broken,
    Nameless,
    Untitled,
    NoHour,
    NoDate,
    NoZone,
    NoRule,
    Length,
    TooOften,
}

#[derive(cynic::QueryVariables)]
struct Adding {
    key: cynic::Id,
    venue: cynic::Id,
    address: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Adding")]
struct AddCalendar {
    #[arguments(key: $key, venueId: $venue, address: $address)]
    add_calendar: Option<CalendarPayload>,
}

#[derive(cynic::QueryVariables)]
struct Removing {
    key: cynic::Id,
    venue: cynic::Id,
    calendar: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Removing")]
struct RemoveCalendar {
    #[arguments(key: $key, venueId: $venue, calendarId: $calendar)]
    remove_calendar: Option<CalendarPayload>,
}

#[derive(cynic::QueryFragment)]
struct CalendarPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
struct Completing {
    key: cynic::Id,
    venue: cynic::Id,
    entry: cynic::Id,
    workshop: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Completing")]
struct CompleteEntry {
    #[arguments(key: $key, venueId: $venue, entryId: $entry, workshopId: $workshop)]
    complete_calendar_entry: Option<CompletedEntryPayload>,
}

#[derive(cynic::QueryFragment)]
struct CompletedEntryPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "venue/calendars.html")]
struct Calendars {
    venue: Venue,
    calendars: Vec<Calendar>,
    entries: Vec<CalendarEntry>,
    workshops: Vec<Workshop>,
    manages: bool,
    form: Form,
}

/// The choice of somebody for whom a title is no workshop.
const NO_WORKSHOP: &str = "aucun";

impl Calendars {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }

    fn facts(&self, calendar: &Calendar) -> String {
        match &calendar.read_at {
            Some(at) => t("calendars-facts")
                .with("at", format::stamp(at))
                .with("planned", calendar.planned)
                .with("waiting", calendar.waiting)
                .to_string(),
            None => t("calendars-new-facts").to_string(),
        }
    }

    fn trouble(&self, calendar: &Calendar) -> Option<String> {
        calendar.trouble.map(|trouble| t(of_trouble(trouble)).to_string())
    }

    fn unread(&self, unread: &CalendarUnread) -> String {
        let why = t(of_reason(unread.reason)).to_string();
        t("calendars-unread-line").with("line", unread.line).with("why", why).to_string()
    }

    fn when(&self, entry: &CalendarEntry) -> String {
        let when = format::moment(&entry.starts_at);
        t("calendars-entry-when").with("when", when).with("count", entry.count).to_string()
    }

    fn choose(&self, entry: &CalendarEntry) -> Select {
        let label = t("calendars-which").with("title", entry.title.as_str()).to_string();
        let select = self.form.select(&field(entry.id.inner()), label).choice("", t("calendars-which-none"));
        let select = self.workshops.iter().fold(select, |select, workshop| {
            select.choice(workshop.id.inner(), workshop.title.as_deref().unwrap_or_default())
        });
        select.choice(NO_WORKSHOP, t("calendars-which-no-workshop"))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, own::for_staff(&portal, &member, &id).await?, form).await
}

pub(super) async fn add(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let address = form.typed().get("adresse").to_owned();
    if address.is_empty() {
        form.wrong("adresse", t("calendars-wrong-address"));
    }
    if !form.is_wrong() {
        let adding = Adding { key: form.key().into(), venue: venue.id.clone(), address };
        let done = portal.ask(&member.visitor, AddCalendar::build(adding)).await?.add_calendar;
        if settled(&mut form, "adresse", done.map(|payload| payload.refusal)) {
            return Ok(back(&venue));
        }
    }
    Ok(page(&portal, &member, venue, form).await?.into_response())
}

pub(super) async fn remove(
    State(portal): State<Portal>,
    member: Member,
    Path((id, calendar)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let removing = Removing { key: form.key().into(), venue: venue.id.clone(), calendar: calendar.into() };
        let done = portal.ask(&member.visitor, RemoveCalendar::build(removing)).await?.remove_calendar;
        if settled(&mut form, "", done.map(|payload| payload.refusal)) {
            return Ok(back(&venue));
        }
    }
    Ok(page(&portal, &member, venue, form).await?.into_response())
}

pub(super) async fn complete(
    State(portal): State<Portal>,
    member: Member,
    Path((id, entry)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let chosen = form.typed().get(&field(&entry)).to_owned();
    if chosen.is_empty() {
        form.wrong(&field(&entry), t("calendars-wrong-which"));
    }
    if !form.is_wrong() {
        let workshop = (chosen != NO_WORKSHOP).then(|| cynic::Id::new(chosen));
        let completing =
            Completing { key: form.key().into(), venue: venue.id.clone(), entry: entry.clone().into(), workshop };
        let done = portal.ask(&member.visitor, CompleteEntry::build(completing)).await?.complete_calendar_entry;
        if settled(&mut form, &field(&entry), done.map(|payload| payload.refusal)) {
            return Ok(back(&venue));
        }
    }
    Ok(page(&portal, &member, venue, form).await?.into_response())
}

/// The field of an entry: each has a form of its own on the page.
fn field(entry: &str) -> String {
    format!("atelier-{entry}")
}

fn back(venue: &Venue) -> Response {
    see(&format!("{}/calendriers", venue.path())).into_response()
}

/// Whether it was done; otherwise the form says why not: an address that is none, in words of its own.
fn settled(form: &mut Form, field: &str, done: Option<Option<Refusal>>) -> bool {
    if let Some(Some(refusal)) = &done
        && refusal.code == "INPUT_INVALID"
    {
        form.wrong(field, t("calendars-wrong-address"));
        return false;
    }
    deed::settled(form, field, done)
}

async fn page(portal: &Portal, member: &Member, venue: Venue, form: Form) -> Result<Page, Trouble> {
    let told = portal.ask(&member.visitor, Told::build(OfVenue { venue: venue.id.clone() })).await?;
    let calendars = told.calendars.ok_or(Trouble::Away)?;
    let entries = told.calendar_entries.unwrap_or_default();
    let workshops =
        workshops::offered(portal, member, &venue).await?.map_or_else(Vec::new, |offered| offered.workshops);
    let manages = member.is(Role::VenueManager);
    let shown = Calendars { venue, calendars, entries, workshops, manages, form: form.clone() };
    Ok(Page::of_form(t("calendars-title"), &form, &shown))
}

const fn of_trouble(trouble: CalendarTrouble) -> &'static str {
    match trouble {
        CalendarTrouble::Unreachable => "calendars-unreachable",
        CalendarTrouble::Refused => "calendars-refused",
        CalendarTrouble::NotPublic => "calendars-not-public",
        CalendarTrouble::SentAround => "calendars-sent-around",
        CalendarTrouble::TooLarge => "calendars-too-large",
        CalendarTrouble::TooMany => "calendars-too-many",
        CalendarTrouble::Unreadable => "calendars-unreadable",
    }
}

const fn of_reason(reason: CalendarReason) -> &'static str {
    match reason {
        CalendarReason::Broken => "calendars-event-broken",
        CalendarReason::Nameless => "calendars-event-nameless",
        CalendarReason::Untitled => "calendars-event-untitled",
        CalendarReason::NoHour => "calendars-event-no-hour",
        CalendarReason::NoDate => "calendars-event-no-date",
        CalendarReason::NoZone => "calendars-event-no-zone",
        CalendarReason::NoRule => "calendars-event-no-rule",
        CalendarReason::Length => "calendars-event-length",
        CalendarReason::TooOften => "calendars-event-too-often",
    }
}
