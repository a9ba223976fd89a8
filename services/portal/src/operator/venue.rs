//! `/reseau/lieux/ID`: one venue as the operator sees it: how it stands, what may be the same, what may be done.

use askama::Template;
use axum::extract::{Path, Query, State};
use cynic::QueryBuilder;
use serde::Deserialize;

use super::{door, duplicates};
use crate::{
    format,
    page::Page,
    parts::Table,
    portal::Portal,
    schema,
    trouble::Trouble,
    venue::own::{self, Standing, StandingState},
    visitor::Member,
    words::Sentence,
};

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct One {
    #[arguments(id: $id)]
    venue: Option<Venue>,
}

/// A venue as the operator sees it.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) id: cynic::Id,
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) hours_in_words: Option<Vec<String>>,
    pub(super) commune: Option<CommuneName>,
    pub(super) structure: Option<Structure>,
    pub(super) standing: Option<Standing>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CommuneName {
    pub(super) name: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Structure {
    pub(super) name: String,
}

impl Venue {
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    pub(super) fn path(&self) -> String {
        format!("/reseau/lieux/{}", self.id.inner())
    }

    fn whereabouts(&self) -> String {
        format::address(self.address.as_deref(), self.commune.as_ref().map(|commune| commune.name.as_str()))
    }

    pub(super) fn state(&self) -> StandingState {
        self.standing.as_ref().map_or(StandingState::Never, |standing| standing.state)
    }

    /// How it stands, in a sentence.
    pub(super) fn told(&self) -> Sentence<'static> {
        own::told(self.standing.as_ref())
    }
}

/// One venue; absent when there is none.
pub(super) async fn fetch(portal: &Portal, member: &Member, id: &str) -> Result<Venue, Trouble> {
    let found = portal.ask(&member.visitor, One::build(ById { id: id.into() })).await?.venue;
    found.filter(|venue| venue.name.is_some()).ok_or(Trouble::Absent)
}

#[derive(Template)]
#[template(path = "operator/venue.html")]
struct Shown {
    venue: Venue,
    same: Option<Table>,
    done: bool,
}

impl Shown {
    fn may(&self, deed: &str) -> bool {
        match deed {
            "suspendre" => self.venue.state() == StandingState::Accredited,
            "retablir" => self.venue.state() == StandingState::Suspended,
            _ => matches!(self.venue.state(), StandingState::Accredited | StandingState::Suspended),
        }
    }
}

/// What a page that follows a change is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let venue = fetch(&portal, &member, &id).await?;
    let same = duplicates::side_by_side(&portal, &member, &id).await?;
    let title = venue.name().to_owned();
    Ok(Page::new(title, &Shown { venue, same, done: !after.fait.is_empty() }).wide())
}
