//! `/personnes/ID/accords`: what somebody says to each use of what is known of them. The text is read to them, or printed and signed.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    queries::{self, ConsentAnswerInput, ConsentForm, ConsentVars, ConsentsInput, RECEIVE, RecordConsents, Whole},
    values::ConsentWay,
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Hidden, Radios},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "learners/consents.html")]
struct Shown<'a> {
    form: &'a Form,
    asked: &'a ConsentForm,
    version: Hidden,
    name: String,
    path: String,
    back: String,
}

impl Shown<'_> {
    fn questions(&self) -> Vec<Radios> {
        let question = |one: &queries::ConsentText| {
            let radios = self.form.radios(one.purpose.value(), &one.title).hint(&one.text);
            radios
                .choice("oui", t("learner-consent-yes").with("given", "yes"))
                .choice("non", t("learner-consent-yes").with("given", "no"))
        };
        self.asked.purposes.iter().map(question).collect()
    }

    fn way(&self) -> Radios {
        let radios = self.form.radios("maniere", t("learner-way-ask"));
        ConsentWay::ALL
            .iter()
            .fold(radios, |radios, one| radios.choice(one.value(), t("learner-way").with("way", one.value())))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let asked = queries::consent_form(&portal, &member).await?;
    let said = |typed: Typed, said: &queries::LearnerConsent| {
        typed.with(said.purpose.value(), if said.given { "oui" } else { "non" })
    };
    let typed = one.consents.iter().fold(Typed::default(), said);
    Ok(page(&Form::filled(&portal, &member.visitor, typed), &one, &asked))
}

pub(super) async fn record(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let asked = queries::consent_form(&portal, &member).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let answers = answers(&form, &one, &asked);
    let way = ConsentWay::of(form.typed().get("maniere"));
    if answers.is_empty() {
        form.wrong_all(t("learner-consents-same"));
    }
    if way.is_none() {
        form.wrong("maniere", t("learner-way-missing"));
    }
    let Some(way) = way.filter(|_| !form.is_wrong()) else {
        return Ok(page(&form, &one, &asked).into_response());
    };
    // What was shown, even if another version came out meanwhile.
    let version = form.typed().get("version").parse().unwrap_or(asked.version);
    let input = ConsentsInput { learner_id: one.id.clone(), answers, version, way };
    let vars = ConsentVars { key: form.key().into(), input };
    match portal.ask(&member.visitor, RecordConsents::build(vars)).await?.record_consents.refusal {
        None => Ok(see(&format!("/personnes/{}", one.id.inner())).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&form, &one, &asked).into_response())
        }
    }
}

/// What is said anew: an answer that stands already is not said again.
fn answers(form: &Form, one: &Whole, asked: &ConsentForm) -> Vec<ConsentAnswerInput> {
    let answer = |text: &queries::ConsentText| {
        let given = match form.typed().get(text.purpose.value()) {
            "oui" => true,
            "non" => false,
            _ => return None,
        };
        let stands = one.consents.iter().any(|said| said.purpose == text.purpose && said.given == given);
        (!stands).then_some(ConsentAnswerInput { purpose: text.purpose, given })
    };
    asked.purposes.iter().filter_map(answer).collect()
}

fn page(form: &Form, one: &Whole, asked: &ConsentForm) -> Page {
    let back = format!("/personnes/{}", one.id.inner());
    let version = form.typed().some("version").map_or_else(|| asked.version.to_string(), str::to_owned);
    let shown = Shown {
        form,
        asked,
        version: Hidden::new("version", version),
        name: one.name(),
        path: format!("{back}/accords"),
        back,
    };
    Page::of_form(t("learner-consents-title"), form, &shown)
}
