//! `/bilans/papier`: the same questions with boxes to tick, for a talk away from the screen. No name is asked.

use askama::Template;
use axum::extract::State;

use super::queries::{self, QuestionSet, RECEIVE};
use crate::{
    page::Page,
    parts::{Cell, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "diagnostic/paper.html")]
struct Paper {
    version: i32,
    sorts: Vec<(String, Vec<String>)>,
    table: Table,
    network: String,
}

const BOX: &str = "☐";

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let set = queries::questions(&portal, &member, None).await?;
    let sorts = set.sorts.iter().map(|one| {
        let boxes = one.choices.iter().map(|choice| format!("{BOX}\u{A0}{}", choice.label));
        (one.ask.clone(), boxes.collect::<Vec<String>>())
    });
    let shown =
        Paper { version: set.version, sorts: sorts.collect(), table: table(&set), network: portal.site().name.clone() };
    Ok(Page::new(t("diagnostic-paper-title"), &shown).wide())
}

fn table(set: &QuestionSet) -> Table {
    let heads = ["diagnostic-question", "diagnostic-alone", "diagnostic-help", "diagnostic-not-yet"].map(t);
    let mut table = Table::new(t("diagnostic-paper-caption"), heads);
    for one in &set.skills {
        table.row([Cell::text(&one.ask), Cell::text(BOX), Cell::text(BOX), Cell::text(BOX)]);
    }
    table
}
