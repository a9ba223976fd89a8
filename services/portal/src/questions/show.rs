//! `/reseau/questions/{version}`: what a version asks. A draft is changed question by question, then published.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::queries;
use crate::{
    amount,
    diagnostic::queries::{QuestionSet, SkillQuestion},
    form::{Form, Typed},
    page::{Page, see},
    parts::{Cell, Hidden, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "questions/show.html")]
struct Shown<'a> {
    form: &'a Form,
    version: i32,
    path: String,
    draft: bool,
    /// Nobody publishes what they have not read.
    revision: Hidden,
    sorts: Table,
    skills: Table,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(version): Path<String>,
) -> Result<Page, Trouble> {
    queries::operator(&member)?;
    let set = queries::of(&portal, &member, &version).await?;
    Ok(page(&Form::blank(&portal, &member.visitor), &set))
}

pub(super) async fn publish(
    State(portal): State<Portal>,
    member: Member,
    Path(version): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    queries::operator(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let set = queries::of(&portal, &member, &version).await?;
    if form.is_wrong() {
        return Ok(page(&form, &set).into_response());
    }
    let revision = amount::whole(form.typed().get("ecriture")).unwrap_or_default();
    match queries::publish(&portal, &member, &form, (set.version, revision)).await? {
        Ok(version) => Ok(see(&format!("/reseau/questions/{version}")).into_response()),
        Err(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&form, &set).into_response())
        }
    }
}

/// Takes a question out of the draft.
pub(super) async fn take_away(
    State(portal): State<Portal>,
    member: Member,
    Path(version): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    queries::operator(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let mut set = queries::draft(&portal, &member, &version).await?;
    if form.is_wrong() {
        return Ok(page(&form, &set).into_response());
    }
    let read = amount::whole(form.typed().get("ecriture"));
    let question = form.typed().get("question").to_owned();
    set.skills.retain(|one| one.id != question);
    match queries::write(&portal, &member, &form, (read, set)).await? {
        Ok(version) => Ok(see(&format!("/reseau/questions/{version}")).into_response()),
        Err(refusal) => {
            form.refuse("", &refusal);
            let set = queries::of(&portal, &member, &version).await?;
            Ok(page(&form, &set).into_response())
        }
    }
}

fn page(form: &Form, set: &QuestionSet) -> Page {
    let path = format!("/reseau/questions/{}", set.version);
    let shown = Shown {
        form,
        version: set.version,
        draft: !set.published,
        revision: Hidden::new("ecriture", set.revision),
        sorts: sorts(set, &path),
        skills: skills(set, &path),
        path,
    };
    Page::of_form(t("questions-one-title").with("version", set.version), form, &shown).wide()
}

/// In a draft the question leads to its page.
fn leading(set: &QuestionSet, path: String, ask: &str) -> Cell {
    if set.published { Cell::text(ask) } else { Cell::link(path, ask) }
}

fn sorts(set: &QuestionSet, path: &str) -> Table {
    let mut table = Table::new(t("questions-sorts"), ["questions-ask-head", "questions-choices-head"].map(t));
    for one in &set.sorts {
        let labels: Vec<&str> = one.choices.iter().map(|choice| choice.label.as_str()).collect();
        table.row([leading(set, format!("{path}/tri/{}", one.id), &one.ask), Cell::text(labels.join(" / "))]);
    }
    table
}

fn skills(set: &QuestionSet, path: &str) -> Table {
    let heads = ["questions-ask-head", "diagnostic-area-head", "questions-told-head"].map(t);
    let mut table = Table::new(t("questions-skills"), heads);
    let told = |one: &SkillQuestion| format!("{} {} {}", one.alone, one.helped, one.next);
    for one in &set.skills {
        let area = t("diagnostic-area").with("area", one.area.word());
        table.row([
            leading(set, format!("{path}/savoir/{}", one.id), &one.ask),
            Cell::text(format!("{} {area}", one.competence)),
            Cell::text(told(one)),
        ]);
    }
    table
}
