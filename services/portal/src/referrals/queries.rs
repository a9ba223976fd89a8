//! What the pages of referrals ask of the network.

use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    ask::PageInfo,
    learners::values::{AccessNeed, ToldBy},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::{Member, Visitor},
};

/// Who sends and receives people.
pub(super) const RECEIVE: [Role; 3] = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];

macro_rules! listed {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $value:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
        pub(super) enum $name { $($variant,)* }

        impl $name {
            /// As forms and sentences name it.
            pub(super) const fn word(self) -> &'static str {
                match self { $(Self::$variant => $value,)* }
            }
        }
    };
}

listed! {
    /// How far a referral has come.
    ReferralStage {
        Sent "sent", Seen "seen", Proposed "proposed", Accepted "accepted", Refused "refused", Lapsed "lapsed",
        Withdrawn "withdrawn",
    }
}
listed! {
    /// Why it is refused or put off.
    ReferralReason {
        Full "complet", Level "niveau", Distance "loin", Access "acces", NotOurs "autre-metier", Closed "ferme",
        Unreachable "injoignable", Declined "refus", Other "autre",
    }
}
listed! {
    /// To whom something is told.
    ReferralParty { Receiver "receiver", Sender "sender", Person "person", }
}
listed! {
    /// What is told.
    ReferralFact {
        Sent "sent", Seen "seen", Accepted "accepted", Refused "refused", Recalled "recalled", Proposed "proposed", Taken "taken",
        Withdrawn "withdrawn", Late "late", Lapsed "lapsed", Untold "untold",
    }
}
listed! {
    /// Which list.
    ReferralTray { Received "recues", Sent "envoyees", }
}
listed! {
    /// What whoever sent does.
    ReferralSettlement { Take "prendre", Decline "decliner", Withdraw "retirer", }
}

impl ReferralStage {
    /// Whether somebody still has to answer.
    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Seen | Self::Proposed)
    }

    /// Whether whoever receives has to.
    pub(super) const fn waits_for_receiver(self) -> bool {
        matches!(self, Self::Sent | Self::Seen)
    }
}

/// The reasons that may be chosen, in order.
pub(super) const REASONS: [ReferralReason; 9] = [
    ReferralReason::Full,
    ReferralReason::Level,
    ReferralReason::Distance,
    ReferralReason::Access,
    ReferralReason::NotOurs,
    ReferralReason::Closed,
    ReferralReason::Unreachable,
    ReferralReason::Declined,
    ReferralReason::Other,
];

// --- Lists --------------------------------------------------------------------------------------------------------------

/// A referral in a list.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Referral")]
pub(super) struct Listed {
    pub(super) id: cynic::Id,
    pub(super) sender_name: String,
    pub(super) venue_name: Option<String>,
    pub(super) short_name: Option<String>,
    pub(super) stage: ReferralStage,
    pub(super) sent_at: String,
    pub(super) due_by: String,
    pub(super) late: bool,
    pub(super) to_tell: bool,
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    tray: Option<ReferralTray>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Many {
    #[arguments(tray: $tray, after: $after, first: 50)]
    referrals: ReferralConnection,
}

#[derive(cynic::QueryFragment)]
struct ReferralConnection {
    nodes: Vec<Listed>,
    page_info: PageInfo,
}

/// A page of one list, newest first, and where it goes on.
pub(super) async fn many(
    portal: &Portal,
    member: &Member,
    tray: ReferralTray,
    after: Option<String>,
) -> Result<(Vec<Listed>, Option<String>), Trouble> {
    let found = portal.ask(&member.visitor, Many::build(Wanted { tray: Some(tray), after })).await?.referrals;
    Ok((found.nodes, found.page_info.next()))
}

#[derive(cynic::QueryVariables)]
struct OfMonth {
    month: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfMonth")]
struct Counted {
    #[arguments(month: $month)]
    referral_counts: Option<ReferralCounts>,
}

/// How many were sent and received in a month. Nobody is named.
#[derive(Clone, Copy, Default, cynic::QueryFragment)]
pub(super) struct ReferralCounts {
    pub(super) sent: i32,
    pub(super) received: i32,
}

/// Those of the member's structure in a month, `2025-10`.
pub(super) async fn counts(portal: &Portal, member: &Member, month: String) -> Result<ReferralCounts, Trouble> {
    Ok(portal.ask(&member.visitor, Counted::build(OfMonth { month })).await?.referral_counts.unwrap_or_default())
}

// --- One ----------------------------------------------------------------------------------------------------------------

/// A referral as far as the member's structure may see it.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Referral")]
pub(super) struct Whole {
    pub(super) id: cynic::Id,
    pub(super) sender: bool,
    pub(super) receiver: bool,
    pub(super) sender_name: String,
    pub(super) venue_id: Option<cynic::Id>,
    pub(super) venue_name: Option<String>,
    pub(super) partner_name: Option<String>,
    pub(super) partner_contact: Option<String>,
    pub(super) learner_id: Option<cynic::Id>,
    pub(super) short_name: Option<String>,
    pub(super) contact: Option<Contact>,
    pub(super) needs: Option<Needs>,
    pub(super) reason: Option<String>,
    pub(super) note: Option<String>,
    pub(super) starts_at: Option<String>,
    pub(super) other_starts_at: Option<String>,
    pub(super) stage: ReferralStage,
    pub(super) reasons: Vec<ReferralReason>,
    pub(super) sent_at: String,
    pub(super) due_by: String,
    pub(super) news: Vec<ReferralNews>,
    pub(super) links: Vec<ReferralLink>,
}

impl Whole {
    /// Its page.
    pub(super) fn path(&self) -> String {
        format!("/orientations/{}", self.id.inner())
    }

    /// Whether the person is expected.
    pub(super) fn is_expected(&self) -> bool {
        self.stage == ReferralStage::Accepted
    }

    /// Whether the person was told, or has to be, of this.
    pub(super) fn has_told(&self, fact: ReferralFact) -> bool {
        self.news.iter().any(|news| news.whom == ReferralParty::Person && news.fact == fact)
    }
}

/// How somebody is reached.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "LearnerContact")]
pub(super) struct Contact {
    pub(super) phone: Option<String>,
    pub(super) phone_shared: bool,
    pub(super) mail: Option<String>,
    pub(super) told_by: Option<ToldBy>,
}

/// What helps somebody take part.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "LearnerNeeds")]
pub(super) struct Needs {
    pub(super) language: String,
    pub(super) access: Vec<AccessNeed>,
}

/// Something that had to be told.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct ReferralNews {
    pub(super) no: i32,
    pub(super) whom: ReferralParty,
    pub(super) fact: ReferralFact,
    pub(super) at: String,
    pub(super) told_at: Option<String>,
}

impl ReferralNews {
    /// Whether the person has still to be told it.
    pub(super) fn waits(&self) -> bool {
        self.whom == ReferralParty::Person && self.told_at.is_none()
    }
}

/// A secret address, without its secret.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct ReferralLink {
    pub(super) id: cynic::Id,
    pub(super) until: String,
    pub(super) ended_at: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct One {
    #[arguments(id: $id)]
    referral: Option<Whole>,
}

/// A referral; absent for who neither sent it nor receives.
pub(super) async fn one(portal: &Portal, member: &Member, id: &str) -> Result<Whole, Trouble> {
    portal.ask(&member.visitor, One::build(ById { id: id.into() })).await?.referral.ok_or(Trouble::Absent)
}

// --- Who is sent, and where ---------------------------------------------------------------------------------------------

/// Somebody who may be sent.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Learner")]
pub(super) struct Person {
    pub(super) id: cynic::Id,
    pub(super) short_name: String,
    pub(super) person: Option<Named>,
}

impl Person {
    /// The whole name where it is known.
    pub(super) fn name(&self) -> String {
        match &self.person {
            Some(named) => format!("{} {}", named.given_name, named.family_name),
            None => self.short_name.clone(),
        }
    }
}

/// Who somebody is, for the structure that keeps them.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "LearnerPerson")]
pub(super) struct Named {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) address: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct Who {
    #[arguments(id: $id)]
    learner: Option<Person>,
}

/// Somebody whom the member's structure keeps or serves.
pub(super) async fn person(portal: &Portal, member: &Member, id: &str) -> Result<Person, Trouble> {
    portal.ask(&member.visitor, Who::build(ById { id: id.into() })).await?.learner.ok_or(Trouble::Absent)
}

#[derive(cynic::QueryVariables)]
struct GoesOn {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "GoesOn")]
struct Open {
    #[arguments(acceptsCheques: true, after: $after, first: 100)]
    venues: VenueConnection,
}

#[derive(cynic::QueryFragment)]
struct VenueConnection {
    nodes: Vec<Venue>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct Place {
    #[arguments(id: $id)]
    venue: Option<Venue>,
}

/// A venue that receives people.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) id: cynic::Id,
    pub(super) name: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) address: Option<String>,
    pub(super) commune: Option<Commune>,
}

/// The commune of a venue.
#[derive(Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "CommuneName")]
pub(super) struct Commune {
    pub(super) name: String,
}

impl Venue {
    /// « Mairie, Auchy-lès-Hesdin ».
    pub(super) fn label(&self) -> String {
        let commune = self.commune.as_ref().map(|commune| commune.name.as_str());
        crate::format::address(self.name.as_deref(), commune)
    }
}

/// A list of a thousand places is chosen from by nobody.
const MOST_PAGES: usize = 10;

/// The venues to which somebody may be sent, by name.
pub(super) async fn venues(portal: &Portal, member: &Member) -> Result<Vec<Venue>, Trouble> {
    let (mut venues, mut after) = (Vec::new(), None);
    for _ in 0..MOST_PAGES {
        let found = portal.ask(&member.visitor, Open::build(GoesOn { after })).await?.venues;
        venues.extend(found.nodes);
        after = found.page_info.next();
        if after.is_none() {
            break;
        }
    }
    venues.sort_by_key(Venue::label);
    Ok(venues)
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct Announced {
    #[arguments(id: $id)]
    venue: Option<Announcing>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Venue")]
struct Announcing {
    agenda: Option<Agenda>,
}

#[derive(cynic::QueryFragment)]
struct Agenda {
    #[arguments(first: 100)]
    sessions: Vec<AnnouncedSession>,
}

/// A session to come, as the centre heard of it.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct AnnouncedSession {
    pub(super) id: cynic::Id,
    pub(super) title: String,
    pub(super) starts_at: String,
}

/// The next sessions that a venue announced, soonest first; none for a partner outside.
pub(super) async fn announced(
    portal: &Portal,
    member: &Member,
    venue: Option<&cynic::Id>,
) -> Result<Vec<AnnouncedSession>, Trouble> {
    let Some(id) = venue.cloned() else { return Ok(Vec::new()) };
    let venue = portal.ask(&member.visitor, Announced::build(ById { id })).await?.venue;
    Ok(venue.and_then(|venue| venue.agenda).map(|agenda| agenda.sessions).unwrap_or_default())
}

/// A venue, whether it receives people now or not.
pub(super) async fn venue(portal: &Portal, member: &Member, id: cynic::Id) -> Result<Option<Venue>, Trouble> {
    Ok(portal.ask(&member.visitor, Place::build(ById { id })).await?.venue)
}

// --- A partner outside --------------------------------------------------------------------------------------------------

/// What a partner reads under a secret address.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct LinkedReferral {
    pub(super) stage: ReferralStage,
    pub(super) sender_name: String,
    pub(super) short_name: Option<String>,
    pub(super) contact: Option<Contact>,
    pub(super) needs: Option<Needs>,
    pub(super) reason: Option<String>,
    pub(super) starts_at: Option<String>,
    pub(super) due_by: String,
}

#[derive(cynic::QueryVariables)]
struct BySecret {
    secret: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "BySecret")]
struct Linked {
    #[arguments(secret: $secret)]
    linked_referral: Option<LinkedReferral>,
}

/// What a secret leads to; absent for another one, and once the answer is overdue.
pub(super) async fn linked(portal: &Portal, visitor: &Visitor, secret: &str) -> Result<LinkedReferral, Trouble> {
    let asked = Linked::build(BySecret { secret: secret.to_owned() });
    portal.ask(visitor, asked).await?.linked_referral.ok_or(Trouble::Absent)
}
