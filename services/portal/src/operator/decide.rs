//! `/reseau/demandes/ID/decision`: another person than the one who applied grants the right, or says why not.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::clock::Day;

use super::door;
use crate::{
    application::{self, Case},
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Decision {
    key: cynic::Id,
    application: cynic::Id,
    accept: bool,
    last_day: Option<String>,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Decision")]
struct Decide {
    #[arguments(key: $key, applicationId: $application, accept: $accept, lastDay: $last_day, reason: $reason)]
    decide_accreditation: ApplicationPayload,
}

#[derive(cynic::QueryFragment)]
struct ApplicationPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "operator/decide.html")]
struct Show {
    id: String,
    case: Case,
    form: Form,
}

impl Show {
    fn back(&self) -> String {
        format!("/reseau/demandes/{}", self.id)
    }

    fn choice(&self) -> Radios {
        self.form.radios("decision", t("decide-choice")).choice("oui", t("decide-yes")).choice("non", t("decide-no"))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    // A year, until the last day of it: what most decisions say.
    let usual = Day::of(portal.clock().now().day().year() + 1, 12, 31).map(|day| day.to_string()).unwrap_or_default();
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("jour", usual));
    Ok(page(id, case, form))
}

fn page(id: String, case: Case, form: Form) -> Page {
    Page::of_form(t("decide-title"), &form.clone(), &Show { id, case, form })
}

pub(super) async fn decide(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    door::operator(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let Some(decision) = decision(&mut form, &id) else { return Ok(page(id, case, form).into_response()) };
    match portal.ask(&member.visitor, Decide::build(decision)).await?.decide_accreditation.refusal {
        None => Ok(see(&format!("/reseau/demandes/{id}?fait=decision")).into_response()),
        Some(refusal) => {
            let field = if refusal.code == "DATES_INVALID" { "jour" } else { "" };
            form.refuse(field, &refusal);
            Ok(page(id, case, form).into_response())
        }
    }
}

/// What was decided, unless something is wrong with it.
fn decision(form: &mut Form, id: &str) -> Option<Decision> {
    let typed = form.typed().clone();
    let accept = match typed.get("decision") {
        "oui" => true,
        "non" => false,
        _ => {
            form.wrong("decision", t("decide-wrong-choice"));
            false
        }
    };
    let last_day = typed.some("jour").map(str::to_owned);
    if accept && last_day.as_deref().is_none_or(|day| day.parse::<Day>().is_err()) {
        form.wrong("jour", t("decide-wrong-day"));
    }
    let reason = typed.some("raison").map(str::to_owned);
    if typed.get("decision") == "non" && reason.is_none() {
        form.wrong("raison", t("decide-wrong-reason"));
    }
    let (key, application) = (form.key().into(), id.into());
    let decided = match accept {
        true => Decision { key, application, accept, last_day, reason: None },
        false => Decision { key, application, accept, last_day: None, reason },
    };
    (!form.is_wrong()).then_some(decided)
}
