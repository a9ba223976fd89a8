//! `/reseau/encaissements`: acts by receipt, by booklet, or venue by venue.

use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::queries::{self, Act, HeldPayments};
use crate::{
    format,
    operator::door,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// What is sought, in the address.
#[derive(Deserialize)]
pub(super) struct Sought {
    #[serde(default)]
    q: String,
    lieu: Option<String>,
    apres: Option<String>,
}

#[derive(Template)]
#[template(path = "operator/acts/list.html")]
struct List {
    sought: String,
    asked: bool,
    held: Vec<HeldPayments>,
    table: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(sought): Query<Sought>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let written = Some(sought.q.trim()).filter(|written| !written.is_empty());
    let venue = sought.lieu.as_deref();
    let (found, end) = match (written, venue) {
        (None, None) => (Vec::new(), None),
        _ => queries::acts(&portal, &member, written, venue, sought.apres.as_deref()).await?,
    };
    let path = match (written, venue) {
        (None, Some(venue)) => format!("/reseau/encaissements?lieu={venue}"),
        _ => "/reseau/encaissements".to_owned(),
    };
    let list = List {
        sought: sought.q.clone(),
        asked: written.is_some() || venue.is_some(),
        held: queries::held(&portal, &member).await?,
        table: table(&found)?,
        pager: Pager::new(&path, sought.apres.as_deref(), end.as_deref()),
    };
    Ok(Page::new(t("acts-title"), &list).wide())
}

fn table(found: &[Act]) -> Result<Table, Trouble> {
    let heads = ["act-when", "act-where", "act-cheques", "act-value", "act-state"].map(t);
    let mut table = Table::new(t("acts-caption"), heads);
    for act in found {
        let cents: i64 = act.lines.iter().map(|line| i64::from(line.value_cents)).sum();
        table.row([
            Cell::link(format!("/reseau/encaissements/{}", act.receipt_id.inner()), format::stamp(&act.at)),
            Cell::text(&act.venue_name),
            Cell::number(act.lines.len()),
            Cell::number(format::euros(cents)),
            Cell::text(state(act)),
        ]);
    }
    Ok(table)
}

/// In a few words: how many of its cheques are undone or held.
fn state(act: &Act) -> String {
    let undone = act.lines.iter().filter(|line| line.undone.is_some()).count();
    let held = act.lines.iter().filter(|line| line.hold.is_some() && line.undone.is_none()).count();
    match (undone, held) {
        (0, 0) if act.venue_hold.is_some() => t("act-state-venue-held").to_string(),
        (0, 0) => t("act-state-stands").to_string(),
        (0, held) => t("act-state-held").with("count", held).to_string(),
        (undone, _) => t("act-state-undone").with("count", undone).to_string(),
    }
}
