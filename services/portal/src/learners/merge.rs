//! `/personnes/ID/reunir`: two sheets are one person. The other one is proposed by its name, or named by its card; it can be undone.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::queries::{self, LearnerNameInput, MergeTwo, MergeVars, RECEIVE, Wanted, Whole};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Facts, Radios},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/merge.html")]
struct Shown<'a> {
    form: &'a Form,
    similar: &'a [Whole],
    facts: Facts,
    path: String,
    back: String,
}

impl Shown<'_> {
    fn which(&self) -> Radios {
        let radios = self.form.radios("autre", t("learner-merge-which"));
        self.similar.iter().fold(radios, |radios, one| radios.choice(one.id.inner(), label(one)))
    }
}

/// Whoever is only served has a card whose number is not shown here.
fn label(one: &Whole) -> String {
    let words = match &one.card {
        Some(card) => t("learner-merge-one").with("card", card.as_str()),
        None => t("learner-merge-served"),
    };
    words.saying("name", one.name()).to_string()
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::kept(&portal, &member, &id).await?;
    shown(&portal, &member, &Form::blank(&portal, &member.visitor), &one).await
}

pub(super) async fn merge(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::kept(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let other = other(&portal, &member, &mut form).await?;
    let Some((other, is_kept)) = other.filter(|_| !form.is_wrong()) else {
        return Ok(shown(&portal, &member, &form, &one).await?.into_response());
    };
    // Whoever is kept elsewhere stays there: the sheet of here leads to theirs.
    let (from, into) = if is_kept { (other, one.id.clone()) } else { (one.id.clone(), other) };
    let vars = MergeVars { key: form.key().into(), from, into };
    let told = portal.ask(&member.visitor, MergeTwo::build(vars)).await?.merge_learners;
    match (told.merge, told.refusal) {
        (Some(done), _) => Ok(see(&format!("/personnes/{}", done.learner_id.inner())).into_response()),
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            Ok(shown(&portal, &member, &form, &one).await?.into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// Whom the form means, and whether the member's structure keeps them.
async fn other(portal: &Portal, member: &Member, form: &mut Form) -> Result<Option<(cynic::Id, bool)>, Trouble> {
    if let Some(card) = form.typed().some("carte").map(str::to_owned) {
        let (found, _) = queries::many(portal, member, Wanted { card: Some(card), ..Wanted::default() }).await?;
        let other = found.into_iter().next().map(|one| (one.id, one.kept));
        if other.is_none() {
            form.wrong("carte", t("learner-card-unknown"));
        }
        return Ok(other);
    }
    let chosen = form.typed().get("autre").to_owned();
    if chosen.is_empty() {
        form.wrong("carte", t("learner-merge-missing"));
        return Ok(None);
    }
    let other = queries::one(portal, member, &chosen).await?;
    Ok(Some((other.id, other.kept)))
}

/// Others of nearly that name.
async fn similar(portal: &Portal, member: &Member, one: &Whole) -> Result<Vec<Whole>, Trouble> {
    let Some(person) = &one.person else { return Ok(Vec::new()) };
    let name = LearnerNameInput {
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        birth_year: person.birth_year,
    };
    let found = queries::similar(portal, member, name).await?.map(|similar| similar.known).unwrap_or_default();
    Ok(found.into_iter().filter(|other| other.id != one.id).collect())
}

async fn shown(portal: &Portal, member: &Member, form: &Form, one: &Whole) -> Result<Page, Trouble> {
    // Asked where it is shown alone: each question is counted.
    let similar = similar(portal, member, one).await?;
    let back = format!("/personnes/{}", one.id.inner());
    let facts = Facts::default().fact(t("learner-person"), one.name()).known(t("learner-card"), one.card.as_ref());
    let shown = Shown { form, similar: &similar, facts, path: format!("{back}/reunir"), back };
    Ok(Page::of_form(t("learner-merge-title"), form, &shown))
}
