//! `/lieu/releves/RUN/VENUE/pointage`: the torn cheques of a statement, booklet by booklet, to be ticked on paper.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};

use super::lines::{self, MOST_PAGES, StatementLine};
use crate::{
    format,
    page::Page,
    parts::{Cell, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/ticks.html")]
struct Show {
    no: i32,
    venue: String,
    cheques: String,
    back: String,
    keep: String,
    table: Table,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((run, venue)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let (mut after, mut told, mut every) = (None, None, Vec::new());
    for _ in 0..MOST_PAGES {
        let mut seen = lines::statement(&portal, &member, &run, &venue, after).await?;
        after = seen.lines.page_info.next();
        every.append(&mut seen.lines.nodes);
        told = Some(seen);
        if after.is_none() {
            break;
        }
    }
    let seen = told.ok_or(Trouble::Absent)?;
    let show = Show {
        keep: seen.keep(),
        no: seen.settlement_no,
        venue: seen.total.venue.name.unwrap_or_default(),
        cheques: format::count(seen.total.cheques.into()),
        back: format!("/lieu/releves/{run}/{venue}"),
        table: table(&every),
    };
    Ok(Page::new(t("ticks-title"), &show))
}

/// A row a booklet: papers are filed so, and a row is ticked at one glance.
fn table(lines: &[StatementLine]) -> Table {
    let mut booklets: BTreeMap<&str, Vec<&StatementLine>> = BTreeMap::new();
    for line in lines {
        booklets.entry(&line.carnet).or_default().push(line);
    }
    let mut table = Table::new(t("ticks-caption"), ["ticks-carnet", "ticks-cheques", "ticks-days"].map(t));
    for (carnet, mut lines) in booklets {
        lines.sort_by_key(|line| line.cheque_no);
        let boxes: Vec<String> = lines.iter().map(|line| format!("☐ {}", line.cheque_no)).collect();
        let mut days: Vec<String> =
            lines.iter().map(|line| format::day(line.at.get(..10).unwrap_or(&line.at))).collect();
        days.dedup();
        table.row([Cell::text(carnet), Cell::text(boxes.join("   ")), Cell::text(days.join(", "))]);
    }
    table
}
