//! `/reseau/lieux/ID/suspendre`, `/retablir`, `/retirer`: what it does is said first, then it is done, for a reason.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    door,
    venue::{self, Venue},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    schema,
    trouble::Trouble,
    venue::own::StandingState,
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
struct StandingPayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Suspend {
    #[arguments(key: $key, venueId: $venue, reason: $reason)]
    suspend_venue: StandingPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Reinstate {
    #[arguments(key: $key, venueId: $venue, reason: $reason)]
    reinstate_venue: StandingPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Change")]
struct Withdraw {
    #[arguments(key: $key, venueId: $venue, reason: $reason)]
    withdraw_venue: StandingPayload,
}

/// What may be done to a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Suspend,
    Reinstate,
    Withdraw,
}

impl Deed {
    fn named(name: &str) -> Result<Self, Trouble> {
        match name {
            "suspendre" => Ok(Self::Suspend),
            "retablir" => Ok(Self::Reinstate),
            "retirer" => Ok(Self::Withdraw),
            _ => Err(Trouble::Absent),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Suspend => "suspend-title",
            Self::Reinstate => "reinstate-title",
            Self::Withdraw => "withdraw-title",
        }
    }

    /// What follows from it, in the order in which it matters to people.
    const fn effects(self) -> &'static [&'static str] {
        match self {
            Self::Suspend => {
                &["suspend-no-cheques", "suspend-still-paid", "suspend-public", "suspend-agenda", "suspend-back"]
            }
            Self::Reinstate => &["reinstate-cheques", "reinstate-term", "reinstate-public"],
            Self::Withdraw => &["withdraw-no-cheques", "withdraw-still-paid", "withdraw-public", "withdraw-again"],
        }
    }

    const fn fits(self, state: StandingState) -> bool {
        match self {
            Self::Suspend => matches!(state, StandingState::Accredited),
            Self::Reinstate => matches!(state, StandingState::Suspended),
            Self::Withdraw => matches!(state, StandingState::Accredited | StandingState::Suspended),
        }
    }
}

#[derive(Template)]
#[template(path = "operator/standing.html")]
struct Show {
    venue: Venue,
    deed: Deed,
    action: String,
    form: Form,
}

impl Show {
    fn fits(&self) -> bool {
        self.deed.fits(self.venue.state())
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, deed)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let named = Deed::named(&deed)?;
    let venue = venue::fetch(&portal, &member, &id).await?;
    Ok(page(venue, named, &deed, Form::blank(&portal, &member.visitor)))
}

fn page(venue: Venue, deed: Deed, name: &str, form: Form) -> Page {
    let action = format!("{}/{name}", venue.path());
    Page::of_form(t(deed.title()), &form.clone(), &Show { venue, deed, action, form })
}

pub(super) async fn change(
    State(portal): State<Portal>,
    member: Member,
    Path((id, deed)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    door::operator(&member)?;
    let named = Deed::named(&deed)?;
    let venue = venue::fetch(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let reason = form.typed().get("raison").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        form.wrong("raison", t("standing-wrong-reason"));
    }
    if form.is_wrong() {
        return Ok(page(venue, named, &deed, form).into_response());
    }
    let change = Change { key: form.key().into(), venue: id.into(), reason };
    match done(&portal, &member, named, change).await? {
        None => Ok(see(&format!("{}?fait=oui", venue.path())).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(venue, named, &deed, form).into_response())
        }
    }
}

async fn done(portal: &Portal, member: &Member, deed: Deed, change: Change) -> Result<Option<Refusal>, Trouble> {
    let visitor = &member.visitor;
    Ok(match deed {
        Deed::Suspend => portal.ask(visitor, Suspend::build(change)).await?.suspend_venue.refusal,
        Deed::Reinstate => portal.ask(visitor, Reinstate::build(change)).await?.reinstate_venue.refusal,
        Deed::Withdraw => portal.ask(visitor, Withdraw::build(change)).await?.withdraw_venue.refusal,
    })
}
