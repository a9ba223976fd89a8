//! « Ma journée »: what was done at the counter today, and what can still be undone.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;
use kernel::clock::At;

use super::{
    place::{Place, Seat, seat},
    queries::{CounterDay, CounterEntry, Day, DayVariables, WelcomeKind},
};
use crate::{
    format,
    page::Page,
    parts::{Cell, Notice, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/day.html")]
struct Shown<'a> {
    day: String,
    place: &'a Place,
    done: Option<Notice>,
    summary: String,
    welcomed: Option<String>,
    table: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let after = asked.get("apres").cloned();
    let variables = DayVariables { venue: cynic::Id::new(place.id.clone()), after: after.clone() };
    let told = portal.ask(&member.visitor, Day::build(variables)).await?.counter_day.ok_or(Trouble::Absent)?;
    let end = told.entries.page_info.next();
    let shown = Shown {
        day: told.day.parse().map(format::weekday).unwrap_or_default(),
        place: &place,
        done: done(asked.get("fait").map(String::as_str)),
        summary: summary(&told),
        welcomed: (told.welcomed > 0).then(|| t("counter-day-welcomed").with("people", told.welcomed).to_string()),
        pager: Pager::new("/guichet/jour", after.as_deref(), end.as_deref()),
        table: table(&told, &member),
    };
    Ok(Page::new(t("counter-day-title"), &shown).wide().into_response())
}

fn done(what: Option<&str>) -> Option<Notice> {
    let word = match what? {
        "annule" => "counter-day-voided",
        "accueil" => "counter-day-welcome-done",
        _ => return None,
    };
    Some(Notice::done(t(word), t(word).part("next")))
}

fn summary(told: &CounterDay) -> String {
    match told.cheques {
        0 => t("counter-day-none").to_string(),
        cheques => {
            let words = t("counter-day-sum").with("cheques", cheques);
            words.saying("value", format::euros(told.value_cents.into())).to_string()
        }
    }
}

fn table(told: &CounterDay, member: &Member) -> Table {
    let heads = ["counter-day-at", "counter-day-what", "counter-day-who", "counter-day-then"].map(t);
    let mut table = Table::new(t("counter-day-caption").with("venue", told.venue_name.as_str()), heads);
    for entry in told.entries.edges.iter().map(|edge| &edge.node) {
        let who = who(entry, member);
        let at = entry.at.parse().map_or_else(|_| entry.at.clone(), |at: At| format::hour(at));
        table.row([Cell::text(at), what(entry), Cell::text(who), then(entry)]);
    }
    table
}

fn who(entry: &CounterEntry, member: &Member) -> String {
    let is_you = entry.by.inner() == member.session().person;
    match (is_you, &entry.by_name) {
        (true, _) => t("counter-day-you").to_string(),
        (false, Some(name)) => name.clone(),
        (false, None) => t("counter-day-colleague").to_string(),
    }
}

fn what(entry: &CounterEntry) -> Cell {
    match entry.welcome {
        Some(WelcomeKind::Free) => Cell::text(t("counter-day-free").with("people", entry.people)),
        Some(WelcomeKind::ToRegularise) => Cell::text(t("counter-day-to-regularise").with("people", entry.people)),
        None => {
            let words = t("counter-slip-cheques").with("cheques", entry.cheques);
            let words = words.saying("value", format::euros(entry.value_cents.into()));
            Cell::link(format!("/guichet/recu/{}", entry.id.inner()), words)
        }
    }
}

fn then(entry: &CounterEntry) -> Cell {
    match (entry.voided, entry.voidable) {
        _ if entry.welcome.is_some() => Cell::text(t("counter-day-noted")),
        (true, _) => Cell::text(t("counter-day-is-voided")),
        (false, true) => Cell::link(format!("/guichet/annuler/{}", entry.id.inner()), t("counter-day-undo")),
        (false, false) => Cell::text(t("counter-day-settled")),
    }
}
