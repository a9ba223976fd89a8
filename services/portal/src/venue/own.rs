//! The caller's own venues: what every page of this area begins with.

use kernel::{access::Role, clock::At, words::long_day};

use crate::{
    format,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::{Sentence, t},
};

#[derive(cynic::QueryVariables)]
struct OfStructure {
    structure: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfStructure")]
struct Own {
    #[arguments(organisationId: $structure, first: 100)]
    venues: VenueConnection,
}

#[derive(cynic::QueryFragment)]
struct VenueConnection {
    nodes: Vec<Venue>,
}

/// A venue as its own people see it.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Venue {
    pub(super) id: cynic::Id,
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) commune: Option<CommuneName>,
    pub(crate) hours: Option<String>,
    pub(super) hours_in_words: Option<Vec<String>>,
    pub(super) phone: Option<String>,
    pub(super) mail: Option<String>,
    pub(super) website: Option<String>,
    pub(super) access: Option<Vec<VenueAccess>>,
    pub(super) access_in_words: Option<Vec<String>>,
    pub(super) directions: Option<String>,
    pub(super) description: Option<String>,
    pub(super) standing: Option<Standing>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct CommuneName {
    pub(super) name: String,
}

/// How it stands, since when, until when.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct Standing {
    pub(crate) state: StandingState,
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
    pub(crate) reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum StandingState {
    Never,
    Accredited,
    Suspended,
    Withdrawn,
    Lapsed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum VenueAccess {
    WalkIn,
    Call,
    Mail,
    BookOnline,
    Referral,
    NotPublic,
    Mobility,
    Hearing,
    Sight,
    Mental,
    Literacy,
    English,
    Languages,
}

impl Venue {
    pub(crate) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    pub(super) fn whereabouts(&self) -> String {
        format::address(self.address.as_deref(), self.commune.as_ref().map(|commune| commune.name.as_str()))
    }

    pub(crate) fn path(&self) -> String {
        format!("/lieu/{}", self.id.inner())
    }

    pub(crate) fn state(&self) -> StandingState {
        self.standing.as_ref().map_or(StandingState::Never, |standing| standing.state)
    }
}

/// The sentence of a standing; its part `.short` is for lists.
pub(crate) const fn sentence(state: StandingState) -> &'static str {
    match state {
        StandingState::Never => "venue-standing-never",
        StandingState::Accredited => "venue-standing-accredited",
        StandingState::Suspended => "venue-standing-suspended",
        StandingState::Withdrawn => "venue-standing-withdrawn",
        StandingState::Lapsed => "venue-standing-lapsed",
    }
}

/// How a venue stands, with its days.
pub(crate) fn told(standing: Option<&Standing>) -> Sentence<'static> {
    let state = standing.map_or(StandingState::Never, |standing| standing.state);
    let at = |text: Option<&String>| text.and_then(|text| text.parse::<At>().ok());
    let day = |at: Option<At>| at.map(|at| long_day(at.day())).unwrap_or_default();
    let (since, until) = match standing {
        Some(standing) => (at(standing.since.as_ref()), at(standing.until.as_ref())),
        None => (None, None),
    };
    // A right ends with the first instant that it no longer covers: people are told its last day.
    t(sentence(state)).saying("since", day(since)).saying("until", day(until.map(|until| until.plus_ms(-1))))
}

/// A page of venue managers alone.
pub(super) fn managers(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::VenueManager])
}

/// A page of everybody who works at a venue.
pub(super) fn staff(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::VenueManager, Role::CounterStaff])
}

/// Every venue of the caller's structure, by name.
pub(crate) async fn all(portal: &Portal, member: &Member) -> Result<Vec<Venue>, Trouble> {
    use cynic::QueryBuilder;
    let structure = cynic::Id::new(member.organisation()?);
    Ok(portal.ask(&member.visitor, Own::build(OfStructure { structure })).await?.venues.nodes)
}

/// One of them, for everybody who works there.
pub(super) async fn for_staff(portal: &Portal, member: &Member, id: &str) -> Result<Venue, Trouble> {
    staff(member)?;
    one(portal, member, id).await
}

/// One of them, for its managers alone.
pub(super) async fn for_managers(portal: &Portal, member: &Member, id: &str) -> Result<Venue, Trouble> {
    managers(member)?;
    one(portal, member, id).await
}

/// One of them; a venue of others is absent.
pub(super) async fn one(portal: &Portal, member: &Member, id: &str) -> Result<Venue, Trouble> {
    let found = all(portal, member).await?.into_iter().find(|venue| venue.id.inner() == id);
    found.ok_or(Trouble::Absent)
}
