//! The page. A machine that is away costs one sentence: what the centre last heard is shown with its age.

use askama::Template;
use axum::extract::{Path, State};
use cynic::QueryBuilder;
use kernel::access::Role;

use super::ask::{Agenda, AnnouncedSession, Heard, Session, Sheet, Venue, Which, WorkshopLevel};
use crate::{format, page::Page, portal::Portal, trouble::Trouble, visitor::Visitor};

#[derive(Template)]
#[template(path = "public/place.html")]
struct Place {
    name: String,
    cheques: bool,
    open: Option<bool>,
    phone: Option<format::Phone>,
    hours: Vec<String>,
    address: String,
    directions: Option<String>,
    access: Vec<String>,
    about: Option<String>,
    structure: Option<String>,
    page: Option<String>,
    agenda: Told,
    help: Option<format::Phone>,
}

/// What is known of the workshops to come.
struct Told {
    coming: Vec<Coming>,
    /// When it was told, if its machine is away.
    age: Option<String>,
    /// Nothing is known at all.
    unknown: bool,
}

struct Coming {
    title: String,
    when: String,
    minutes: i32,
    seats: i32,
    price: Option<i32>,
    level: Option<&'static str>,
    /// Where a seat is booked, for those who may.
    book: Option<String>,
}

pub(crate) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let which = || Which { id: cynic::Id::new(&id) };
    let mut venue = portal.ask(&visitor, Sheet::build(which())).await?.venue.ok_or(Trouble::Absent)?;
    let agenda = match venue.sessions.take() {
        Some(sessions) => {
            let at = may_book(&visitor).then_some(id.as_str());
            let coming = sessions.into_iter().map(|session| coming(session, at)).collect();
            Told { coming, age: None, unknown: false }
        }
        None => {
            let heard = portal.ask(&visitor, Heard::build(which())).await?.venue;
            last_heard(&portal, heard.and_then(|heard| heard.agenda))
        }
    };
    let help = portal.site().phone.as_deref().map(format::Phone::new);
    let place = place(venue, agenda, help).ok_or(Trouble::Absent)?;
    Ok(Page::new(&place.name, &place).wide())
}

fn place(venue: Venue, agenda: Told, help: Option<format::Phone>) -> Option<Place> {
    let commune = venue.commune.as_ref().map(|commune| commune.name.as_str());
    let address = format::address(venue.address.as_deref(), commune);
    Some(Place {
        name: venue.name?,
        cheques: venue.accepts_cheques == Some(true),
        open: venue.open_now,
        phone: venue.phone.as_deref().map(format::Phone::new),
        hours: venue.hours_in_words.unwrap_or_default(),
        address,
        directions: venue.directions,
        access: venue.access_in_words.unwrap_or_default(),
        about: venue.description,
        structure: venue.structure.map(|structure| structure.name),
        page: venue.website.filter(|page| page.starts_with("https://") || page.starts_with("http://")),
        agenda,
        help,
    })
}

/// What a machine that is away said last, with its age.
fn last_heard(portal: &Portal, agenda: Option<Agenda>) -> Told {
    let Some(agenda) = agenda else { return Told { coming: Vec::new(), age: None, unknown: true } };
    let now = portal.clock().now();
    let age = agenda.as_of.parse().map_or_else(|_| agenda.as_of.clone(), |at| format::ago(at, now));
    Told { coming: agenda.sessions.into_iter().map(heard).collect(), age: Some(age), unknown: false }
}

fn heard(session: AnnouncedSession) -> Coming {
    let AnnouncedSession { title, starts_at, minutes, seats, price_cheques } = session;
    let when = format::moment(&starts_at);
    Coming { title, when, minutes, seats, price: price_cheques, level: None, book: None }
}

fn coming(session: Session, venue: Option<&str>) -> Coming {
    let level = session.workshop.as_ref().and_then(|workshop| workshop.level).map(level);
    Coming {
        title: session.title.unwrap_or_default(),
        when: session.starts_at.as_deref().map(format::moment).unwrap_or_default(),
        minutes: session.minutes.unwrap_or_default(),
        seats: session.seats.unwrap_or_default(),
        price: session.workshop.and_then(|workshop| workshop.price_cheques),
        level,
        book: venue.map(|venue| format!("/reserver/{venue}/{}", session.id.inner())),
    }
}

/// Whoever helps people come.
fn may_book(visitor: &Visitor) -> bool {
    let roles = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];
    visitor.member().is_some_and(|member| roles.iter().any(|role| member.is(*role)))
}

fn level(level: WorkshopLevel) -> &'static str {
    match level {
        WorkshopLevel::NeverTouched => "level-never",
        WorkshopLevel::Beginner => "level-beginner",
        WorkshopLevel::Intermediate => "level-intermediate",
        WorkshopLevel::Advanced => "level-advanced",
    }
}
