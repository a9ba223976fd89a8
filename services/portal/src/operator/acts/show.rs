//! `/reseau/encaissements/RECEIPT`: one act, what became of each of its cheques, and what may be done.

use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::queries::{self, Act};
use crate::{
    format,
    operator::door,
    page::Page,
    parts::{Cell, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "operator/acts/show.html")]
struct Show {
    act: Act,
    table: Table,
    done: bool,
}

impl Show {
    fn path(&self) -> String {
        format!("/reseau/encaissements/{}", self.act.receipt_id.inner())
    }

    fn may_reverse(&self) -> bool {
        self.act.lines.iter().any(|line| line.undone.is_none())
    }

    fn may_hold(&self) -> bool {
        self.act.lines.iter().any(|line| line.holdable)
    }

    /// Where the torn papers of its statement are asked for, once a run has it.
    fn papers(&self) -> Option<String> {
        let run = self.act.lines.iter().find_map(|line| line.settlement_id.as_ref())?;
        Some(format!("/reseau/papiers/{}/{}/demander", run.inner(), self.act.venue.id.inner()))
    }

    fn may_release(&self) -> bool {
        self.act.lines.iter().any(|line| line.hold.is_some() && line.undone.is_none())
    }
}

/// What a page that follows a deed is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(receipt): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let act = queries::act(&portal, &member, &receipt).await?;
    let heads = ["act-which", "act-value", "act-state"].map(t);
    let mut table = Table::new(t("act-lines"), heads);
    for line in &act.lines {
        let value = format::euros(i64::from(line.value_cents));
        table.row([Cell::text(line.name()), Cell::number(value), Cell::text(line.fate())]);
    }
    Ok(Page::new(t("act-title"), &Show { act, table, done: !after.fait.is_empty() }).wide())
}
