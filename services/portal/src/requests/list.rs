//! `/demandes`: what people asked for here, newest first.

use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::queries::{self, RECEIVE};
use crate::{
    format,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Where the list goes on.
#[derive(Deserialize)]
pub(super) struct After {
    apres: Option<String>,
}

#[derive(Template)]
#[template(path = "requests/list.html")]
struct List {
    table: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let (found, end) = queries::own(&portal, &member, after.apres.clone()).await?;
    let heads = ["request-reference", "request-person", "request-state", "request-due"].map(t);
    let mut table = Table::new(t("requests-caption"), heads);
    for one in &found {
        let due = match (one.stage.is_open(), one.late) {
            (false, _) => String::new(),
            (true, false) => format::day(&one.due_by),
            (true, true) => t("request-late").with("day", format::day(&one.due_by)).to_string(),
        };
        table.row([
            Cell::link(format!("/demandes/{}", one.id.inner()), &one.reference),
            Cell::text(one.short_name.clone().unwrap_or_else(|| t("request-forgotten").to_string())),
            Cell::text(one.state()),
            Cell::text(due),
        ]);
    }
    let pager = Pager::new("/demandes", after.apres.as_deref(), end.as_deref());
    Ok(Page::new(t("requests-title"), &List { table, pager }).wide())
}
