//! What mutations answer: made of the kept receipt alone, so that a replay answers the same.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use kernel::{clock::At, ids::PersonId};

use super::{
    bad_news::Refusal,
    input::{ApplicationStage, Role, StructureKind},
    people,
    venue::StandingState,
};
use crate::{
    accreditation::{self, Stage},
    membership, node, register, suspend,
};

/// A structure as it was registered.
#[derive(SimpleObject)]
pub(super) struct RegisteredStructure {
    id: ID,
    name: String,
    kind: StructureKind,
    /// Null when unknown.
    siret: Option<String>,
    rna: Option<String>,
}

impl From<register::StructureFacts> for RegisteredStructure {
    fn from(facts: register::StructureFacts) -> Self {
        let (name, kind, siret, rna) = (facts.name, facts.kind.into(), facts.siret, facts.rna);
        Self { id: facts.id.to_string().into(), name, kind, siret, rna }
    }
}

/// A role that a person holds in a structure.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct Member {
    #[graphql(skip)]
    person: PersonId,
    id: ID,
    person_id: ID,
    organisation_id: ID,
    role: Role,
    since: String,
    until: Option<String>,
}

#[ComplexObject]
impl Member {
    /// As they are called; null when nobody told.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let person = people::one(ctx, self.person).await?;
        Ok(person.map(|person| person.name.clone()).filter(|name| !name.is_empty()))
    }

    /// Where they are written to; null for somebody who cannot sign in.
    async fn mail(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let person = people::one(ctx, self.person).await?;
        Ok(person.and_then(|person| person.mail.as_ref().map(|mail| mail.as_str().to_owned())))
    }
}

impl From<membership::Membership> for Member {
    fn from(membership: membership::Membership) -> Self {
        Self {
            person: membership.person,
            id: membership.id.to_string().into(),
            person_id: membership.person.to_string().into(),
            organisation_id: membership.structure.to_string().into(),
            role: membership.role.into(),
            since: membership.since.iso_seconds(),
            until: membership.until.map(At::iso_seconds),
        }
    }
}

/// An application for accreditation.
#[derive(SimpleObject)]
pub(super) struct Application {
    id: ID,
    venue_id: ID,
    venue_name: String,
    structure_id: ID,
    structure_name: String,
    /// Whose cheques are meant; null: all funders'.
    funder_id: Option<ID>,
    account: MaskedAccount,
    applied_at: String,
    stage: ApplicationStage,
    decided_at: Option<String>,
    /// The last day of the right, which holds until its midnight in Paris.
    last_day: Option<String>,
    /// Why it was refused.
    reason: Option<String>,
}

/// An account, of which the IBAN is not told whole.
#[derive(SimpleObject)]
pub(super) struct MaskedAccount {
    holder: String,
    /// Its first four signs and its last four.
    iban: String,
    bic: String,
}

impl From<accreditation::Application> for Application {
    fn from(application: accreditation::Application) -> Self {
        let (stage, decided_at, last_day, reason) = match application.stage {
            Stage::Pending => (ApplicationStage::Pending, None, None, None),
            Stage::Accepted { at, last_day } => {
                (ApplicationStage::Accepted, Some(at), Some(last_day.to_string()), None)
            }
            Stage::Refused { at, reason } => (ApplicationStage::Refused, Some(at), None, Some(reason)),
        };
        let account = MaskedAccount { holder: application.holder, iban: application.iban, bic: application.bic };
        Self {
            id: application.id.to_string().into(),
            venue_id: application.venue.to_string().into(),
            venue_name: application.venue_name,
            structure_id: application.structure.to_string().into(),
            structure_name: application.structure_name,
            funder_id: application.funder.map(|id| id.to_string().into()),
            account,
            applied_at: application.applied_at.iso_seconds(),
            stage,
            decided_at: decided_at.map(At::iso_seconds),
            last_day,
            reason,
        }
    }
}

/// How a venue stands after what was done.
#[derive(SimpleObject)]
pub(super) struct VenueStanding {
    venue_id: ID,
    state: StandingState,
    since: Option<String>,
    until: Option<String>,
    reason: String,
}

impl From<suspend::Done> for VenueStanding {
    fn from(done: suspend::Done) -> Self {
        let (since, until) = done.standing.bounds();
        Self {
            venue_id: done.venue.to_string().into(),
            state: StandingState::of(done.standing),
            since: since.map(At::iso_seconds),
            until: until.map(At::iso_seconds),
            reason: done.reason,
        }
    }
}

/// The machine that serves a venue.
#[derive(SimpleObject)]
pub(super) struct VenueNode {
    venue_id: ID,
    url: String,
    /// Ed25519, hexadecimal.
    public_key: String,
}

impl From<node::DeclaredNode> for VenueNode {
    fn from(node: node::DeclaredNode) -> Self {
        Self { venue_id: node.venue.to_string().into(), url: node.url, public_key: node.public_key }
    }
}

macro_rules! payloads {
    ($($(#[$doc:meta])* $payload:ident { $field:ident: $thing:ident })*) => { $(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub(super) struct $payload {
            /// Null when refused.
            $field: Option<$thing>,
            /// Why not.
            refusal: Option<Refusal>,
        }

        impl From<(Option<$thing>, Option<Refusal>)> for $payload {
            fn from(($field, refusal): (Option<$thing>, Option<Refusal>)) -> Self {
                Self { $field, refusal }
            }
        }
    )* };
}

pub(super) use payloads;

payloads! {
    /// The structure, or why not.
    StructurePayload { structure: RegisteredStructure }
    /// The role, or why not.
    MemberPayload { member: Member }
    /// The application, or why not.
    ApplicationPayload { application: Application }
    /// The standing, or why not.
    StandingPayload { standing: VenueStanding }
    /// The machine, or why not.
    NodePayload { node: VenueNode }
}
