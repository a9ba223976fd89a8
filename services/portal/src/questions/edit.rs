//! `/reseau/questions/{version}/savoir/{question}`: one question of the draft about what people can do; `nouvelle` adds one.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::queries;
use crate::{
    amount,
    diagnostic::queries::{QuestionSet, SkillArea, SkillQuestion},
    form::{Form, Typed},
    page::{Page, see},
    parts::{Hidden, Select},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// The address of a question that is not there yet.
const NEW: &str = "nouvelle";

/// The competences of Pix, by their numbers.
const COMPETENCES: [&str; 16] =
    ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2"];

#[derive(Template)]
#[template(path = "questions/edit.html")]
struct Shown<'a> {
    form: &'a Form,
    version: i32,
    back: String,
    question: String,
    is_new: bool,
    revision: Hidden,
}

impl Shown<'_> {
    fn competence(&self) -> Select {
        let select = self.form.select("competence", t("questions-competence")).hint(t("questions-competence-hint"));
        COMPETENCES.into_iter().fold(select, |select, no| select.choice(no, competence(no)))
    }
}

fn competence(no: &str) -> String {
    // A number as a sentence may name it: 1.1 is `c11`.
    let name = format!("c{}", no.replace('.', ""));
    format!("{no} {}", t("questions-competences").with("no", name))
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((version, question)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    queries::operator(&member)?;
    let set = queries::draft(&portal, &member, &version).await?;
    let typed = match set.skills.iter().find(|one| one.id == question) {
        Some(one) => typed(one),
        None if question == NEW => Typed::default(),
        None => return Err(Trouble::Absent),
    };
    let typed = typed.with("ecriture", set.revision.to_string());
    Ok(page(&Form::filled(&portal, &member.visitor, typed), &set, question))
}

fn typed(one: &SkillQuestion) -> Typed {
    Typed::default()
        .with("competence", &one.competence)
        .with("sujet", &one.topic)
        .with("question", &one.ask)
        .with("seul", &one.alone)
        .with("aide", &one.helped)
        .with("suite", &one.next)
}

pub(super) async fn write(
    State(portal): State<Portal>,
    member: Member,
    Path((version, question)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    queries::operator(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let mut set = queries::draft(&portal, &member, &version).await?;
    let read = read(&mut form);
    let place = set.skills.iter().position(|one| one.id == question);
    let Some(read) = read.filter(|_| !form.is_wrong()) else { return Ok(page(&form, &set, question).into_response()) };
    match place.and_then(|at| set.skills.get_mut(at)) {
        Some(one) => *one = SkillQuestion { id: one.id.clone(), ..read },
        None if question == NEW => {
            let id = name(&set);
            set.skills.push(SkillQuestion { id, ..read });
        }
        None => return Err(Trouble::Absent),
    }
    let revision = amount::whole(form.typed().get("ecriture"));
    match queries::write(&portal, &member, &form, (revision, set)).await? {
        Ok(version) => Ok(see(&format!("/reseau/questions/{version}")).into_response()),
        Err(refusal) => {
            form.refuse("", &refusal);
            let set = queries::of(&portal, &member, &version).await?;
            Ok(page(&form, &set, question).into_response())
        }
    }
}

/// A name that no question of the set bears.
fn name(set: &QuestionSet) -> String {
    let taken = |name: &str| set.skills.iter().any(|one| one.id == name) || set.sorts.iter().any(|one| one.id == name);
    (1..).map(|no| format!("q{no}")).find(|name| !taken(name)).unwrap_or_default()
}

/// What was typed; each text that is missing or too long is named.
fn read(form: &mut Form) -> Option<SkillQuestion> {
    for field in ["sujet", "question", "seul", "aide", "suite"] {
        let length = form.typed().get(field).chars().count();
        if !(1..=200).contains(&length) {
            form.wrong(field, t("questions-text-wrong"));
        }
    }
    let competence = form.typed().get("competence").to_owned();
    if !COMPETENCES.contains(&competence.as_str()) {
        form.wrong("competence", t("questions-competence-wrong"));
        return None;
    }
    let text = |field: &str| form.typed().get(field).to_owned();
    Some(SkillQuestion {
        id: String::new(),
        // Told by the network from the competence: what is sent does not bear it.
        area: SkillArea::Information,
        topic: text("sujet"),
        ask: text("question"),
        alone: text("seul"),
        helped: text("aide"),
        next: text("suite"),
        competence,
    })
}

fn page(form: &Form, set: &QuestionSet, question: String) -> Page {
    // Of a form that was refused, the revision that was read.
    let revision = amount::whole(form.typed().get("ecriture")).unwrap_or(set.revision);
    let shown = Shown {
        form,
        version: set.version,
        back: format!("/reseau/questions/{}", set.version),
        is_new: question == NEW,
        question,
        revision: Hidden::new("ecriture", revision),
    };
    let title = if shown.is_new { "questions-add-title" } else { "questions-edit-title" };
    Page::of_form(t(title), form, &shown)
}
