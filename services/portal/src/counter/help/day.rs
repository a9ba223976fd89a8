//! « Coups de main »: what was written down for a day, and what can still be undone.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;
use kernel::clock::{At, Day};

use super::{
    queries::{Help, Helps, HelpsAsked, HelpsVariables},
    said,
};
use crate::{
    counter::place::{Place, Seat, seat},
    format,
    page::Page,
    parts::{Cell, Notice, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/help_day.html")]
struct Shown<'a> {
    day: String,
    place: &'a Place,
    done: Option<Notice>,
    summary: String,
    table: Table,
    pager: Pager,
    /// The month of that day, and how it is said.
    month: String,
    month_name: String,
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
    let today = portal.clock().now().day();
    let day: Day = match asked.get("jour") {
        Some(day) => day.parse().map_err(|_| Trouble::Absent)?,
        None => today,
    };
    let after = asked.get("apres").cloned();
    let told = of_day(&portal, &member, &place, day, after.clone()).await?;
    let end = told.entries.page_info.next();
    let written = day.to_string();
    let shown = Shown {
        day: format::weekday(day),
        done: done(asked.get("fait").map(String::as_str)),
        summary: summary(&told),
        pager: Pager::new(&format!("/guichet/coups-de-main?jour={day}"), after.as_deref(), end.as_deref()),
        table: table(&told, &member, &place),
        month: written.chars().take("2025-10".len()).collect(),
        month_name: format::month(&written),
        place: &place,
    };
    Ok(Page::new(t("hands-title"), &shown).wide().into_response())
}

/// A page of what was written down for a day.
pub(super) async fn of_day(
    portal: &Portal,
    member: &Member,
    place: &Place,
    day: Day,
    after: Option<String>,
) -> Result<Helps, Trouble> {
    let day = Some(day.to_string());
    let variables = HelpsVariables { venue: cynic::Id::new(place.id.clone()), from: day.clone(), until: day, after };
    portal.ask(&member.visitor, HelpsAsked::build(variables)).await?.helps.ok_or(Trouble::Absent)
}

fn done(what: Option<&str>) -> Option<Notice> {
    let word = match what? {
        "note" => "hands-done",
        "note-carte" => "hands-done-card",
        "annule" => "hands-undone",
        _ => return None,
    };
    Some(Notice::done(t(word), t(word).part("next")))
}

fn summary(told: &Helps) -> String {
    match told.count {
        0 => t("hands-none").to_string(),
        count => t("hands-sum").with("count", count).with("time", said::minutes(told.minutes)).to_string(),
    }
}

fn table(told: &Helps, member: &Member, place: &Place) -> Table {
    let heads =
        ["hands-at", "hands-what", "hands-long", "hands-how", "hands-home", "counter-day-who", "counter-day-then"];
    let mut table = Table::new(t("hands-caption").with("venue", place.name.as_str()), heads.map(t));
    for help in &told.entries.nodes {
        let at = help.at.parse().map_or_else(|_| help.at.clone(), |at: At| format::hour(at));
        table.row([
            Cell::text(at),
            Cell::text(said::theme(help.theme)),
            Cell::text(said::minutes(help.minutes)),
            Cell::text(said::how(help)),
            Cell::text(said::home(help)),
            Cell::text(who(help, member)),
            then(help),
        ]);
    }
    table
}

fn who(help: &Help, member: &Member) -> String {
    let is_you = help.by.inner() == member.session().person;
    match (is_you, &help.by_name) {
        (true, _) => t("counter-day-you").to_string(),
        (false, Some(name)) => name.clone(),
        (false, None) => t("counter-day-colleague").to_string(),
    }
}

fn then(help: &Help) -> Cell {
    match (help.undone, help.undoable) {
        (true, _) => Cell::text(t("counter-day-is-voided")),
        (false, true) => {
            let path = format!("/guichet/coups-de-main/{}/annuler?jour={}", help.id.inner(), help.day);
            Cell::link(path, t("counter-day-undo"))
        }
        (false, false) => Cell::text(t("counter-day-noted")),
    }
}
