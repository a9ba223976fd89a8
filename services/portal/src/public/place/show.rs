//! The page. A machine that is away costs one sentence: what the centre last heard is shown with its age.

use askama::Template;
use axum::extract::{Path, State};
use cynic::QueryBuilder;

use super::ask::{Agenda, AgendaSession, Heard, Session, Sheet, Venue, Which, WorkshopLevel};
use crate::{format, page::Page, portal::Portal, trouble::Trouble, visitor::Visitor, words::t};

#[derive(Template)]
#[template(path = "public/place.html")]
struct Place {
    venue: Venue,
    name: String,
    phone: Option<format::Phone>,
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
}

pub(in crate::public) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let which = || Which { id: cynic::Id::new(&id) };
    let mut venue = portal.ask(&visitor, Sheet::build(which())).await?.venue.ok_or(Trouble::Absent)?;
    let name = venue.name.clone().ok_or(Trouble::Absent)?;
    let agenda = match venue.sessions.take() {
        Some(sessions) => Told { coming: sessions.into_iter().map(coming).collect(), age: None, unknown: false },
        None => {
            let heard = portal.ask(&visitor, Heard::build(which())).await?.venue;
            last_heard(&portal, heard.and_then(|heard| heard.agenda))
        }
    };
    let phone = venue.phone.as_deref().map(format::Phone::new);
    let page = venue.website.clone().filter(|page| page.starts_with("https://") || page.starts_with("http://"));
    let help = portal.site().phone.as_deref().map(format::Phone::new);
    let title = name.clone();
    Ok(Page::new(title, &Place { venue, name, phone, page, agenda, help }).wide())
}

fn last_heard(portal: &Portal, agenda: Option<Agenda>) -> Told {
    let Some(agenda) = agenda else { return Told { coming: Vec::new(), age: None, unknown: true } };
    let now = portal.clock().now();
    let age = agenda.as_of.parse().map_or_else(|_| agenda.as_of.clone(), |at| format::ago(at, now));
    Told { coming: agenda.sessions.into_iter().map(heard).collect(), age: Some(age), unknown: false }
}

fn coming(session: Session) -> Coming {
    let level = session.workshop.as_ref().and_then(|workshop| workshop.level).map(level);
    Coming {
        title: session.title.unwrap_or_default(),
        when: session.starts_at.as_deref().map(format::moment).unwrap_or_default(),
        minutes: session.minutes.unwrap_or_default(),
        seats: session.seats.unwrap_or_default(),
        price: session.workshop.and_then(|workshop| workshop.price_cheques),
        level,
    }
}

fn heard(session: AgendaSession) -> Coming {
    let AgendaSession { title, starts_at, minutes, seats, price_cheques } = session;
    Coming { title, when: format::moment(&starts_at), minutes, seats, price: price_cheques, level: None }
}

fn level(level: WorkshopLevel) -> &'static str {
    match level {
        WorkshopLevel::NeverTouched => "level-never",
        WorkshopLevel::Beginner => "level-beginner",
        WorkshopLevel::Intermediate => "level-intermediate",
        WorkshopLevel::Advanced => "level-advanced",
    }
}
