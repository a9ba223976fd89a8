//! `/bilans/{id}/equipe`: the same for staff: levels, answers, what changed.

use askama::Template;
use axum::extract::{Path, State};

use super::queries::{self, Diagnostic, RECEIVE};
use crate::{
    format,
    page::Page,
    parts::{Cell, Facts, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "diagnostic/staff.html")]
struct Shown {
    path: String,
    learner: Option<String>,
    facts: Facts,
    needs: Vec<String>,
    levels: Table,
    answers: Table,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let need = |need: &queries::DiagnosticNeed| t("diagnostic-need").with("need", need.word()).to_string();
    let shown = Shown {
        path: format!("/bilans/{}", one.id.inner()),
        learner: one.learner_id.as_ref().map(|learner| learner.inner().to_owned()),
        facts: facts(&one),
        needs: one.needs.iter().map(need).collect(),
        levels: levels(&one),
        answers: answers(&one),
    };
    Ok(Page::new(t("diagnostic-staff-title"), &shown).wide())
}

fn facts(one: &Diagnostic) -> Facts {
    let how = t("diagnostic-how").with("paper", if one.on_paper { "yes" } else { "no" }).with("version", one.version);
    let facts = Facts::default()
        .fact(t("diagnostic-made-on"), format::day(&one.made_on))
        .fact(t("diagnostic-made-by"), &one.structure_name)
        .fact(t("diagnostic-made-how"), how)
        .fact(t("diagnostic-way-head"), t("diagnostic-way").with("way", one.way.word()))
        .fact(t("diagnostic-overall"), t("diagnostic-level").with("level", one.overall.word()));
    one.chosen.iter().fold(facts, |facts, chosen| facts.fact(&chosen.ask, &chosen.label))
}

/// Area by area; beside an earlier diagnostic when there is one.
fn levels(one: &Diagnostic) -> Table {
    let mut heads = vec![t("diagnostic-area-head"), t("diagnostic-level-head"), t("diagnostic-coop-head")];
    if let Some(progress) = &one.progress {
        heads.push(t("diagnostic-before-head").saying("day", format::day(&progress.since)));
    }
    let mut table = Table::new(t("diagnostic-levels-caption"), heads);
    for level in &one.levels {
        let mut row = vec![
            Cell::text(t("diagnostic-area").with("area", level.area.word())),
            Cell::text(t("diagnostic-level").with("level", level.level.word())),
            Cell::text(t("diagnostic-coop").with("level", level.coop.word())),
        ];
        if let Some(progress) = &one.progress {
            let before = progress.areas.iter().find(|area| area.area == level.area);
            row.push(Cell::text(
                before.map_or_else(String::new, |area| {
                    t("diagnostic-level").with("level", area.before.word()).to_string()
                }),
            ));
        }
        table.row(row);
    }
    table
}

fn answers(one: &Diagnostic) -> Table {
    let heads = ["diagnostic-topic-head", "diagnostic-competence-head", "diagnostic-answer-head"].map(t);
    let mut table = Table::new(t("diagnostic-answers-caption"), heads);
    for line in &one.answers {
        table.row([
            Cell::text(&line.topic),
            Cell::text(&line.competence),
            Cell::text(t("diagnostic-answer").with("answer", line.answer.value())),
        ]);
    }
    table
}
