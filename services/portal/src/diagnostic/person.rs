//! `/bilans/personnes/{id}`: what may be read of one person here, the last one first.

use askama::Template;
use axum::extract::{Path, Query, State};
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
#[template(path = "diagnostic/person.html")]
struct Shown {
    learner: String,
    table: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    // What is no identifier leads nowhere, and is not carried into links.
    let learner = id.parse::<kernel::ids::LearnerRef>().map_err(|_| Trouble::Absent)?.to_string();
    let (found, end) = queries::of_person(&portal, &member, &learner, after.apres.clone()).await?;
    let heads = ["diagnostic-made-on", "diagnostic-made-by", "diagnostic-overall", "diagnostic-way-head"].map(t);
    let mut table = Table::new(t("diagnostic-person-caption"), heads);
    for one in &found {
        table.row([
            Cell::link(format!("/bilans/{}/equipe", one.id.inner()), format::day(&one.made_on)),
            Cell::text(&one.structure_name),
            Cell::text(t("diagnostic-level").with("level", one.overall.word())),
            Cell::text(t("diagnostic-way").with("way", one.way.word())),
        ]);
    }
    let pager = Pager::new(&format!("/bilans/personnes/{learner}"), after.apres.as_deref(), end.as_deref());
    Ok(Page::new(t("diagnostic-person-title"), &Shown { learner, table, pager }).wide())
}
