//! `/reseau/questions/{version}/tri/{question}`: one of the first questions of the draft: its words. What follows from an answer stays.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::queries;
use crate::{
    amount,
    diagnostic::queries::{QuestionSet, SortChoice, SortQuestion},
    form::{Form, Typed},
    page::{Page, see},
    parts::{Field, Hidden},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "questions/sort.html")]
struct Shown<'a> {
    form: &'a Form,
    version: i32,
    back: String,
    question: &'a SortQuestion,
    revision: Hidden,
}

impl Shown<'_> {
    fn choice(&self, choice: &SortChoice) -> Field {
        let field = self.form.text(&field(choice), t("questions-choice"));
        match choice.tells {
            Some(need) => field.hint(t("questions-tells").with("need", need.word())),
            None => field,
        }
    }
}

fn field(choice: &SortChoice) -> String {
    format!("reponse-{}", choice.id)
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((version, question)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    queries::operator(&member)?;
    let set = queries::draft(&portal, &member, &version).await?;
    let one = set.sorts.iter().find(|one| one.id == question).ok_or(Trouble::Absent)?;
    let typed = Typed::default().with("ecriture", set.revision.to_string()).with("question", &one.ask);
    let typed = one.choices.iter().fold(typed, |typed, choice| typed.with(&field(choice), &choice.label));
    Ok(page(&Form::filled(&portal, &member.visitor, typed), &set, one))
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
    let former = set.clone();
    let one = set.sorts.iter_mut().find(|one| one.id == question).ok_or(Trouble::Absent)?;
    read(&mut form, one);
    let shown = one.clone();
    if form.is_wrong() {
        return Ok(page(&form, &former, &shown).into_response());
    }
    let revision = amount::whole(form.typed().get("ecriture"));
    match queries::write(&portal, &member, &form, (revision, set)).await? {
        Ok(version) => Ok(see(&format!("/reseau/questions/{version}")).into_response()),
        Err(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&form, &former, &shown).into_response())
        }
    }
}

/// Puts what was typed into the question; each text that is missing or too long is named.
fn read(form: &mut Form, one: &mut SortQuestion) {
    one.ask = text(form, "question");
    for choice in &mut one.choices {
        choice.label = text(form, &field(choice));
    }
}

fn text(form: &mut Form, field: &str) -> String {
    let text = form.typed().get(field).to_owned();
    if !(1..=200).contains(&text.chars().count()) {
        form.wrong(field, t("questions-text-wrong"));
    }
    text
}

fn page(form: &Form, set: &QuestionSet, question: &SortQuestion) -> Page {
    let revision = amount::whole(form.typed().get("ecriture")).unwrap_or(set.revision);
    let back = format!("/reseau/questions/{}", set.version);
    let shown = Shown { form, version: set.version, back, question, revision: Hidden::new("ecriture", revision) };
    Page::of_form(t("questions-edit-title"), form, &shown)
}
