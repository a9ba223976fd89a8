//! `/bilans/nouveau`: all the questions on one page. What was answered stays when something is missing.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::clock::Day;
use serde::Deserialize;

use super::queries::{
    self, AnsweredSkillInput, ChosenAnswerInput, DiagnosticInput, QuestionSet, RECEIVE, Record, RecordVars,
    SkillAnswer, SkillQuestion, SortQuestion,
};
use crate::{
    amount,
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::{Hidden, Radios},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Of whom, from a paper or not, and which questions.
#[derive(Deserialize)]
pub(super) struct Asked {
    personne: Option<String>,
    papier: Option<String>,
    version: Option<String>,
}

#[derive(Template)]
#[template(path = "diagnostic/new.html")]
struct Shown<'a> {
    form: &'a Form,
    set: &'a QuestionSet,
    hidden: Vec<Hidden>,
    on_paper: bool,
    named: bool,
}

impl Shown<'_> {
    fn sort(&self, question: &SortQuestion) -> Radios {
        let radios = self.form.radios(&sort_name(question), &question.ask);
        question.choices.iter().fold(radios, |radios, choice| radios.choice(&choice.id, &choice.label))
    }

    fn skill(&self, question: &SkillQuestion) -> Radios {
        let radios = self.form.radios(&skill_name(question), &question.ask);
        let label = |answer: SkillAnswer| t("diagnostic-answer").with("answer", answer.value());
        SkillAnswer::ALL.into_iter().fold(radios, |radios, answer| radios.choice(answer.value(), label(answer)))
    }
}

fn sort_name(question: &SortQuestion) -> String {
    format!("tri-{}", question.id)
}

fn skill_name(question: &SkillQuestion) -> String {
    format!("savoir-{}", question.id)
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let version = asked.version.as_deref().and_then(amount::whole);
    let set = queries::questions(&portal, &member, version).await?;
    let mut typed = Typed::default().with("version", set.version.to_string());
    for (name, value) in [("personne", asked.personne), ("papier", asked.papier)] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            typed = typed.with(name, value);
        }
    }
    Ok(page(&portal, &Form::filled(&portal, &member.visitor, typed), &set))
}

pub(super) async fn record(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let version = amount::whole(form.typed().get("version"));
    let set = queries::questions(&portal, &member, version).await?;
    let input = read(&portal, &mut form, &set);
    let Some(input) = input.filter(|_| !form.is_wrong()) else {
        return Ok(page(&portal, &form, &set).into_response());
    };
    let vars = RecordVars { key: form.key().into(), input };
    let told = portal.ask(&member.visitor, Record::build(vars)).await?.record_diagnostic;
    match (told.diagnostic, told.refusal) {
        (Some(made), _) => Ok(see(&format!("/bilans/{}", made.diagnostic_id.inner())).into_response()),
        (None, Some(refusal)) => {
            form.refuse(field(&refusal), &refusal);
            Ok(page(&portal, &form, &set).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// Beside which field a refusal is told.
fn field(refusal: &Refusal) -> &'static str {
    match refusal.code.as_str() {
        "DATES_INVALID" => "jour",
        _ => "",
    }
}

/// What was answered; each question that was left out is named at the top.
fn read(portal: &Portal, form: &mut Form, set: &QuestionSet) -> Option<DiagnosticInput> {
    let on_paper = form.typed().some("papier").is_some();
    // On screen the day goes with the form: sent after midnight, it is still the same talk.
    let made_on = form.typed().get("jour").parse::<Day>().ok();
    if made_on.is_none() {
        form.wrong("jour", t("diagnostic-day-wrong"));
    }
    let mut answers = Vec::new();
    for question in &set.skills {
        match SkillAnswer::of_value(form.typed().get(&skill_name(question))) {
            Some(answer) => answers.push(AnsweredSkillInput { question: question.id.clone(), answer }),
            None => form.wrong(&skill_name(question), t("diagnostic-answer-missing").saying("topic", &question.topic)),
        }
    }
    if !answers.is_empty() && answers.iter().all(|one| one.answer == SkillAnswer::Unasked) {
        form.wrong_all(t("diagnostic-nothing-asked"));
    }
    let chosen = |question: &SortQuestion| {
        let choice = form.typed().some(&sort_name(question))?.to_owned();
        Some(ChosenAnswerInput { question: question.id.clone(), choice })
    };
    let chosen = set.sorts.iter().filter_map(chosen).collect();
    let day = made_on.unwrap_or_else(|| portal.clock().now().day());
    Some(DiagnosticInput {
        learner_id: form.typed().some("personne").map(cynic::Id::new),
        version: set.version,
        made_on: day.to_string(),
        on_paper,
        chosen,
        answers,
    })
}

fn page(portal: &Portal, form: &Form, set: &QuestionSet) -> Page {
    let typed = form.typed();
    let on_paper = typed.some("papier").is_some();
    let mut hidden = vec![Hidden::new("version", set.version)];
    for name in ["personne", "papier"] {
        hidden.extend(typed.some(name).map(|value| Hidden::new(name, value)));
    }
    if !on_paper {
        let day = typed.get("jour").parse::<Day>().unwrap_or_else(|_| portal.clock().now().day());
        hidden.push(Hidden::new("jour", day));
    }
    let shown = Shown { form, set, hidden, on_paper, named: typed.some("personne").is_some() };
    let title = if on_paper { "diagnostic-enter-title" } else { "diagnostic-new-title" };
    Page::of_form(t(title), form, &shown)
}
