//! `/personnes/nouvelle`: somebody is recorded. Who may be known already is shown first: the same person, or another one.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    change,
    fields::{self, Fields},
    queries::{self, Keep, KeepVars, RECEIVE, SimilarLearners, Whole},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    prescriber::Commune,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

const ANOTHER: &str = "autre";

#[derive(Template)]
#[template(path = "learners/new.html")]
struct Shown<'a> {
    form: &'a Form,
    fields: Fields<'a>,
    /// Those who may be the same person; none until the network warned.
    similar: Option<SimilarLearners>,
}

impl Shown<'_> {
    /// Whether others of that name are known elsewhere.
    fn is_elsewhere(&self) -> bool {
        self.similar.as_ref().is_some_and(|similar| similar.elsewhere)
    }

    fn which(&self) -> Radios {
        let radios = self.form.radios("semblable", t("learner-similar-ask"));
        let known = self.similar.iter().flat_map(|similar| &similar.known);
        let radios = known.fold(radios, |radios, one| {
            radios.explained(one.id.inner(), t("learner-similar-same").with("name", one.name()), hint(one))
        });
        radios.choice(ANOTHER, t("learner-similar-another"))
    }
}

/// By what somebody is told from another one of that name.
fn hint(one: &Whole) -> String {
    let Some(card) = &one.card else { return t("learner-similar-served").to_string() };
    let born = one.person.as_ref().and_then(|person| person.birth_year);
    let born = born.map_or_else(|| "none".to_owned(), |year| year.to_string());
    t("learner-similar-card").with("card", card.as_str()).with("born", born).to_string()
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let form = Form::filled(&portal, &member.visitor, fields::blank());
    Ok(page(&form, Vec::new(), None))
}

pub(super) async fn keep(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let chosen = form.typed().get("semblable").to_owned();
    if !form.is_wrong() && !chosen.is_empty() && chosen != ANOTHER {
        let same = queries::one(&portal, &member, &chosen).await?;
        return it_is(&portal, &member, &form, &same).await;
    }
    let found = fields::communes(&portal, &member, &form).await?;
    let input = fields::read(&mut form, &found);
    let Some(input) = input.filter(|_| !form.is_wrong()) else {
        return Ok(page(&form, found, None).into_response());
    };
    let vars = KeepVars { key: form.key().into(), input, another: Some(chosen == ANOTHER) };
    let told = portal.ask(&member.visitor, Keep::build(vars)).await?.keep_learner;
    match (told.learner, told.refusal) {
        (Some(kept), _) => Ok(see(&format!("/personnes/{}/carte", kept.learner_id.inner())).into_response()),
        (None, Some(refusal)) if refusal.code == "LEARNER_SIMILAR" => {
            let name = fields::name(&mut form).ok_or(Trouble::Broken)?;
            let similar = queries::similar(&portal, &member, name).await?;
            match &similar {
                Some(_) => form.refuse("semblable", &refusal),
                None => form.wrong_all(t("learner-similar-later")),
            }
            Ok(page(&form, found, similar).into_response())
        }
        (None, Some(refusal)) => {
            form.refuse(if refusal.code == "COMMUNE_UNKNOWN" { "commune" } else { "" }, &refusal);
            Ok(page(&form, found, None).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// It is the same person: nobody new is written down. What was typed is not lost: it stands in their sheet, to be read over and sent.
async fn it_is(portal: &Portal, member: &Member, form: &Form, same: &Whole) -> Result<Response, Trouble> {
    if !same.kept {
        // Where they are only served nobody writes who they are.
        return Ok(see(&format!("/personnes/{}", same.id.inner())).into_response());
    }
    let form = Form::filled(portal, &member.visitor, fields::anew(form.typed(), same));
    let found = fields::communes(portal, member, &form).await?;
    Ok(change::page(&form, same, found, Some(t("learner-change-same").to_string())).into_response())
}

fn page(form: &Form, choices: Vec<Commune>, similar: Option<SimilarLearners>) -> Page {
    let shown = Shown { form, fields: Fields { form, choices }, similar };
    Page::of_form(t("learner-new-title"), form, &shown)
}
