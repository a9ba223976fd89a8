//! What callers write, turned into what the verbs read.

use async_graphql::{Enum, ID, InputObject};
use kernel::{access, refusal::Refusal};

use super::asked;
use crate::{
    accreditation::STAGES,
    apply::{Demand, Subject},
    criteria::{self, Answer, WrittenAnswers},
    distance,
    refusal::Refused,
    register::WrittenStructure,
    sheet::{self, WrittenSheet},
    structure,
    venue::WrittenVenue,
};

/// A point of the earth, in degrees (WGS 84).
#[derive(InputObject)]
pub(super) struct PointInput {
    lat: f64,
    lon: f64,
}

impl From<PointInput> for distance::Point {
    fn from(point: PointInput) -> Self {
        Self { lat: point.lat, lon: point.lon }
    }
}

/// What a structure is to the network.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "structure::StructureKind")]
pub(super) enum StructureKind {
    /// Porteur de lieu.
    VenueHolder,
    /// Prescripteur.
    Prescriber,
    /// Commanditaire.
    Funder,
    /// Tête de réseau.
    Operator,
    /// Intercommunalité.
    Intercommunality,
}

/// What a person does in a structure.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "access::Role")]
pub(super) enum Role {
    /// Accueil.
    CounterStaff,
    /// Responsable de lieu.
    VenueManager,
    /// Prescripteur.
    Prescriber,
    /// Tête de réseau.
    Operator,
    /// Trésorier.
    Treasurer,
    /// Commanditaire.
    Funder,
    /// Analyste de l'intercommunalité.
    Analyst,
    /// Administrateur.
    Administrator,
}

/// Where an application stands.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum ApplicationStage {
    /// Waits for somebody else than who applied.
    Pending,
    /// Granted until the end of a day.
    Accepted,
    /// Not granted.
    Refused,
}

impl ApplicationStage {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Pending => STAGES[0],
            Self::Accepted => STAGES[1],
            Self::Refused => STAGES[2],
        }
    }
}

/// A structure to be registered.
#[derive(InputObject)]
pub(super) struct StructureInput {
    name: String,
    kind: StructureKind,
    /// None, empty or fourteen zeros: unknown.
    siret: Option<String>,
    rna: Option<String>,
}

impl From<StructureInput> for WrittenStructure {
    fn from(input: StructureInput) -> Self {
        Self { name: input.name, kind: input.kind.into(), siret: input.siret, rna: input.rna }
    }
}

/// A venue to be opened.
#[derive(InputObject)]
pub(super) struct VenueInput {
    name: String,
    /// Number and street.
    address: String,
    /// INSEE code.
    commune: ID,
    /// The year under whose communes the code is meant.
    year: i32,
    point: PointInput,
    /// In the syntax of OpenStreetMap: `Mo-Fr 09:00-12:00`.
    hours: Option<String>,
    phone: Option<String>,
}

impl From<VenueInput> for WrittenVenue {
    fn from(input: VenueInput) -> Self {
        Self {
            name: input.name,
            address: input.address,
            commune: input.commune.0,
            year: input.year,
            lat: input.point.lat,
            lon: input.point.lon,
            hours: input.hours,
            phone: input.phone,
        }
    }
}

/// How people are received: ways of access and special care of the national standard v1.0.2.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "sheet::Access")]
pub(super) enum VenueAccess {
    /// Se présenter.
    WalkIn,
    /// Téléphoner.
    Call,
    /// Contacter par mail.
    Mail,
    /// Prendre un RDV en ligne.
    BookOnline,
    /// Envoyer un mail avec une fiche de prescription.
    Referral,
    /// Ce lieu n'accueille pas de public.
    NotPublic,
    /// Handicaps moteurs.
    Mobility,
    /// Surdité.
    Hearing,
    /// Déficience visuelle.
    Sight,
    /// Handicaps mentaux.
    Mental,
    /// Illettrisme.
    Literacy,
    /// Langues étrangères (anglais).
    English,
    /// Langues étrangères (autres).
    Languages,
}

/// A change of a venue's sheet: what is absent stays, what is empty is taken away.
#[derive(InputObject)]
pub(super) struct VenueSheetInput {
    name: Option<String>,
    /// Number and street.
    address: Option<String>,
    /// In the syntax of OpenStreetMap: `Mo-Fr 09:00-12:00`.
    hours: Option<String>,
    phone: Option<String>,
    /// A mail address for the public.
    mail: Option<String>,
    website: Option<String>,
    access: Option<Vec<VenueAccess>>,
    /// How to come; at most 500 characters.
    directions: Option<String>,
    /// What the place is; at most 1 000 characters.
    description: Option<String>,
}

impl From<VenueSheetInput> for WrittenSheet {
    fn from(input: VenueSheetInput) -> Self {
        let access = input.access.map(|ways| ways.into_iter().map(Into::into).collect());
        let VenueSheetInput { name, address, hours, phone, mail, website, directions, description, .. } = input;
        Self { name, address, hours, phone, mail, website, access, directions, description }
    }
}

/// What is said to a criterion.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "criteria::Reply")]
pub(super) enum CriterionReply {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It will be so; the note says when.
    Soon,
}

/// An answer to a criterion of the grid.
#[derive(InputObject)]
pub(super) struct CriterionAnswerInput {
    criterion: ID,
    reply: CriterionReply,
    /// At most 1 000 characters.
    note: Option<String>,
}

/// Answers to a version of the grid.
#[derive(InputObject)]
pub(super) struct GridAnswersInput {
    /// The version that was read.
    version: i64,
    answers: Vec<CriterionAnswerInput>,
}

impl From<GridAnswersInput> for WrittenAnswers {
    fn from(input: GridAnswersInput) -> Self {
        let answer = |one: CriterionAnswerInput| Answer {
            criterion: one.criterion.0,
            reply: one.reply.into(),
            note: one.note.unwrap_or_default(),
        };
        Self { version: input.version, answers: input.answers.into_iter().map(answer).collect() }
    }
}

/// A file that shows what an answer says.
#[derive(InputObject)]
pub(super) struct EvidenceInput {
    /// A file that was brought by `POST /files`.
    pub(super) file_id: ID,
    pub(super) criterion: ID,
}

/// The account to be paid on.
#[derive(InputObject)]
pub(super) struct AccountInput {
    holder: String,
    iban: String,
    bic: String,
}

/// A demand for accreditation: `venueId`; or `venue` with `structureId`; or `venue` with `structure`.
#[derive(InputObject)]
pub(super) struct ApplyForAccreditationInput {
    /// A venue that is known: a renewal, another funder, another account.
    venue_id: Option<ID>,
    /// The structure that answers for the new venue.
    structure_id: Option<ID>,
    /// The same, new. Whoever applies for their own takes the structure of their token for it.
    structure: Option<StructureInput>,
    /// The new venue.
    venue: Option<VenueInput>,
    account: AccountInput,
    /// Whose cheques are meant; none: all funders'.
    funder_id: Option<ID>,
    /// What is answered to the grid of criteria; it may also be answered later.
    grid: Option<GridAnswersInput>,
    /// Files that show it.
    evidence: Option<Vec<EvidenceInput>>,
}

impl TryFrom<ApplyForAccreditationInput> for Demand {
    type Error = Refusal;

    fn try_from(input: ApplyForAccreditationInput) -> Result<Self, Refusal> {
        let subject = match (input.venue_id, input.venue, input.structure_id, input.structure) {
            (Some(venue), None, None, None) => Subject::Known(asked::id(&venue)),
            (None, Some(venue), Some(structure), None) => Subject::New(asked::id(&structure), venue.into()),
            (None, Some(venue), None, Some(structure)) => Subject::AllNew(structure.into(), venue.into()),
            _ => return Err(Refused::Input("venue").into()),
        };
        let AccountInput { holder, iban, bic } = input.account;
        let evidence = input.evidence.unwrap_or_default();
        Ok(Self {
            subject,
            holder,
            iban,
            bic,
            funder: input.funder_id.map(|id| asked::id(&id)),
            answers: input.grid.map(Into::into),
            evidence: evidence.into_iter().map(|one| (asked::id(&one.file_id), one.criterion.0)).collect(),
        })
    }
}
