//! What mutations answer: made of the kept receipt alone, so that a replay answers the same.

use async_graphql::{ComplexObject, Context, Enum, ID, Result, SimpleObject};
use kernel::{clock::At, ids::PersonId};

use super::{
    bad_news::Refusal,
    input::{ApplicationStage, Role, StructureKind, VenueAccess},
    people,
    report::ImportReport,
    venue::StandingState,
};
use crate::{
    accreditation::{self, Stage},
    answer_criteria, criteria, draft, hours, membership, message, node, register, suspend, update_venue,
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

/// A venue's sheet after its change.
#[derive(SimpleObject)]
pub(super) struct VenueSheet {
    venue_id: ID,
    name: String,
    address: String,
    /// In the syntax of OpenStreetMap; empty when unknown.
    hours: String,
    /// The same in French.
    hours_in_words: Vec<String>,
    phone: String,
    mail: String,
    website: String,
    access: Vec<VenueAccess>,
    directions: String,
    description: String,
}

impl From<update_venue::Updated> for VenueSheet {
    fn from(done: update_venue::Updated) -> Self {
        let sheet = done.sheet;
        Self {
            venue_id: done.venue.to_string().into(),
            name: sheet.name,
            address: sheet.address,
            hours_in_words: hours::in_words(&sheet.hours),
            hours: sheet.hours,
            phone: sheet.phone,
            mail: sheet.mail,
            website: sheet.website,
            access: sheet.access.into_iter().map(Into::into).collect(),
            directions: sheet.directions,
            description: sheet.description,
        }
    }
}

/// How far an application is once it was answered.
#[derive(SimpleObject)]
pub(super) struct AnsweredGrid {
    application_id: ID,
    version: i64,
    /// How many criteria it asks.
    asked: usize,
    answered: usize,
    /// Whether nothing is lacking, files included.
    complete: bool,
}

impl From<answer_criteria::Answered> for AnsweredGrid {
    fn from(done: answer_criteria::Answered) -> Self {
        let answer_criteria::Answered { application, version, asked, answered, complete } = done;
        Self { application_id: application.to_string().into(), version, asked, answered, complete }
    }
}

/// A file of an application.
#[derive(SimpleObject)]
pub(super) struct Evidence {
    file_id: ID,
    name: String,
    bytes: i64,
    criterion: ID,
    at: String,
}

impl From<criteria::Evidence> for Evidence {
    fn from(evidence: criteria::Evidence) -> Self {
        Self {
            file_id: evidence.file.to_string().into(),
            name: evidence.name,
            bytes: evidence.bytes,
            criterion: evidence.criterion.into(),
            at: evidence.at.iso_seconds(),
        }
    }
}

/// The right to fetch a file of an application once: `GET /files/ID?ticket=TICKET`.
#[derive(SimpleObject)]
pub(super) struct EvidenceTicket {
    file_id: ID,
    name: String,
    ticket: String,
    until: String,
}

impl From<store::files::Ticket> for EvidenceTicket {
    fn from(ticket: store::files::Ticket) -> Self {
        let (file_id, until) = (ticket.file.id.to_string().into(), ticket.until.iso_seconds());
        Self { file_id, name: ticket.file.name, ticket: ticket.ticket, until }
    }
}

/// A message about an application.
#[derive(SimpleObject)]
pub(super) struct ApplicationMessage {
    id: ID,
    author_id: ID,
    /// As the writer is called; null in the answer to who has just written.
    author_name: Option<String>,
    side: MessageSide,
    at: String,
    /// Lines are parted by `\n`.
    body: String,
}

/// On which side somebody writes.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "message::Side")]
pub(super) enum MessageSide {
    /// The structure that applies.
    Applicant,
    /// The network.
    Operator,
}

impl ApplicationMessage {
    /// The same, under the writer's name.
    pub(super) fn by(written: message::Written, name: Option<String>) -> Self {
        Self { author_name: name.filter(|name| !name.is_empty()), ..written.into() }
    }
}

impl From<message::Written> for ApplicationMessage {
    fn from(written: message::Written) -> Self {
        Self {
            id: written.id.to_string().into(),
            author_id: written.author.to_string().into(),
            author_name: None,
            side: written.side.into(),
            at: written.at.iso_seconds(),
            body: written.body,
        }
    }
}

/// A draft that was kept.
#[derive(SimpleObject)]
pub(super) struct SavedDraft {
    changed_at: String,
}

impl From<draft::Draft> for SavedDraft {
    fn from(draft: draft::Draft) -> Self {
        Self { changed_at: draft.changed_at.iso_seconds() }
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
    /// The sheet, or why not.
    VenueSheetPayload { sheet: VenueSheet }
    /// How far the application is, or why not.
    AnsweredPayload { answered: AnsweredGrid }
    /// The file, or why not.
    EvidencePayload { evidence: Evidence }
    /// The right to fetch the file, or why not.
    EvidenceTicketPayload { ticket: EvidenceTicket }
    /// The message, or why not.
    MessagePayload { message: ApplicationMessage }
    /// When it was kept, or why not.
    DraftPayload { draft: SavedDraft }
    /// What the file brought, or why nothing was done.
    ImportPayload { report: ImportReport }
}
