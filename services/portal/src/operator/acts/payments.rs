//! `/reseau/lieux/ID/paiements`: all that a venue is owed, held back for a reason, or released.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::queries::{self, HeldPayments};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    operator::{
        door,
        venue::{self, Venue},
    },
    page::{Page, see},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Change {
    key: cynic::Id,
    venue: cynic::Id,
    reason: String,
}

#[derive(cynic::QueryFragment)]
struct HoldPaymentsPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Hold {
    #[arguments(key: $key, venueId: $venue, reason: $reason)]
    hold_payments: HoldPaymentsPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Release {
    #[arguments(key: $key, venueId: $venue, reason: $reason)]
    release_payments: HoldPaymentsPayload,
}

#[derive(Template)]
#[template(path = "operator/acts/payments.html")]
struct Show {
    venue: Venue,
    held: Option<HeldPayments>,
    form: Form,
}

impl Show {
    const fn title(&self) -> &'static str {
        if self.held.is_some() { "payments-release" } else { "payments-hold" }
    }

    /// What follows from it.
    const fn effects(&self) -> &'static [&'static str] {
        if self.held.is_some() {
            &["payments-release-next"]
        } else {
            &["payments-hold-waits", "payments-hold-approved", "payments-hold-counter", "payments-hold-told"]
        }
    }
}

async fn held(portal: &Portal, member: &Member, id: &str) -> Result<Option<HeldPayments>, Trouble> {
    Ok(queries::held(portal, member).await?.into_iter().find(|one| one.venue.id.inner() == id))
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let venue = venue::fetch(&portal, &member, &id).await?;
    let held = held(&portal, &member, &id).await?;
    Ok(page(venue, held, Form::blank(&portal, &member.visitor)))
}

fn page(venue: Venue, held: Option<HeldPayments>, form: Form) -> Page {
    let show = Show { venue, held, form };
    Page::of_form(t(show.title()), &show.form, &show)
}

pub(super) async fn change(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    door::operator(&member)?;
    let venue = venue::fetch(&portal, &member, &id).await?;
    let held = held(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let reason = form.typed().get("raison").to_owned();
    if reason.is_empty() || reason.chars().count() > 200 {
        form.wrong("raison", t("correct-wrong-reason"));
    }
    if form.is_wrong() {
        return Ok(page(venue, held, form).into_response());
    }
    let change = Change { key: form.key().into(), venue: id.into(), reason };
    // The form says what it was drawn for: a colleague may have changed it meanwhile, and that is refused, not undone.
    let refusal = match form.typed().get("geste") {
        "liberer" => portal.ask(&member.visitor, Release::build(change)).await?.release_payments.refusal,
        _ => portal.ask(&member.visitor, Hold::build(change)).await?.hold_payments.refusal,
    };
    match refusal {
        None => Ok(see(&format!("{}?fait=oui", venue.path())).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(venue, held, form).into_response())
        }
    }
}
