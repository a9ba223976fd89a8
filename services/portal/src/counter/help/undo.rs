//! Undoing help that was written down by mistake, the same day.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::clock::Day;

use super::{
    day::of_day,
    queries::{Help, UndoHelp, UndoVariables},
    said,
};
use crate::{
    counter::place::{Place, Seat, seat},
    form::{Form, Typed},
    page::{Page, see},
    parts::{Facts, Hidden},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/help_undo.html")]
struct Undo<'a> {
    form: &'a Form,
    facts: Facts,
    day: Hidden,
    action: String,
    back: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let day = asked.get("jour").map_or("", String::as_str);
    let help = find(&portal, &member, &place, (&id, day)).await?;
    if !help.undoable {
        return Ok(see(&list(&help.day)).into_response());
    }
    Ok(page(&Form::blank(&portal, &member.visitor), &help).into_response())
}

pub(super) async fn undo(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let help = find(&portal, &member, &place, (&id, form.typed().get("jour"))).await?;
    if !form.is_wrong() {
        let (key, id) = (cynic::Id::new(form.key()), help.id.clone());
        let told = portal.ask(&member.visitor, UndoHelp::build(UndoVariables { key, id })).await?.undo_help;
        match told.refusal {
            None => return Ok(see(&format!("{}&fait=annule", list(&help.day))).into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(&form, &help).into_response())
}

/// The line of that day; absent when another venue wrote it.
async fn find(portal: &Portal, member: &Member, place: &Place, (id, day): (&str, &str)) -> Result<Help, Trouble> {
    let day: Day = day.parse().map_err(|_| Trouble::Absent)?;
    let told = of_day(portal, member, place, day, None).await?;
    told.entries.nodes.into_iter().find(|help| help.id.inner() == id).ok_or(Trouble::Absent)
}

fn list(day: &str) -> String {
    format!("/guichet/coups-de-main?jour={day}")
}

fn page(form: &Form, help: &Help) -> Page {
    let facts = Facts::default()
        .fact(t("hands-what"), said::theme(help.theme))
        .fact(t("hands-long"), said::minutes(help.minutes))
        .fact(t("hands-how"), said::how(help))
        .fact(t("hands-home"), said::home(help));
    let shown = Undo {
        form,
        facts,
        day: Hidden::new("jour", &help.day),
        action: format!("/guichet/coups-de-main/{}/annuler", help.id.inner()),
        back: list(&help.day),
    };
    Page::of_form(t("hand-undo-title"), form, &shown)
}
