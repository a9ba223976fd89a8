//! The file of an application, its grid, and what may be the same as its venue.

use async_graphql::{Enum, ID, SimpleObject};

use super::{
    input::CriterionReply,
    payload::{Application, ApplicationMessage, Evidence},
    venue::CommuneName,
};
use crate::{case_file, criteria, draft, duplicates, message};

/// A version of the grid of criteria, in French.
#[derive(SimpleObject)]
pub(super) struct CriteriaGrid {
    version: i64,
    /// The day from which it is asked.
    since: &'static str,
    title: &'static str,
    criteria: Vec<Criterion>,
}

/// One thing that is asked.
#[derive(SimpleObject)]
pub(super) struct Criterion {
    /// The same in every version that asks it.
    id: ID,
    /// A sentence that one agrees with or not.
    question: &'static str,
    help: &'static str,
    evidence: EvidenceWanted,
}

/// Whether a file must show what is answered.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "criteria::Wanted")]
pub(super) enum EvidenceWanted {
    /// No file.
    None,
    /// One helps to decide.
    Welcome,
    /// One is needed.
    Needed,
}

impl From<&'static criteria::Grid> for CriteriaGrid {
    fn from(grid: &'static criteria::Grid) -> Self {
        let criterion = |one: &'static criteria::Criterion| Criterion {
            id: one.id.as_str().into(),
            question: &one.question,
            help: &one.help,
            evidence: one.evidence.into(),
        };
        let criteria = grid.criteria.iter().map(criterion).collect();
        Self { version: grid.version, since: &grid.since, title: &grid.title, criteria }
    }
}

/// All that belongs to an application.
#[derive(SimpleObject)]
pub(super) struct CaseFile {
    application: Application,
    /// Whether the caller made it: then somebody else decides.
    is_own: bool,
    /// The version that was answered; null when none was.
    grid: Option<CriteriaGrid>,
    answers: Vec<CriterionAnswer>,
    evidence: Vec<Evidence>,
    /// What was written about it, oldest first.
    thread: Vec<ApplicationMessage>,
    completeness: Completeness,
}

/// What was answered to a criterion.
#[derive(SimpleObject)]
pub(super) struct CriterionAnswer {
    criterion: ID,
    reply: CriterionReply,
    /// May be empty.
    note: String,
}

/// What an application still lacks.
#[derive(SimpleObject)]
pub(super) struct Completeness {
    complete: bool,
    /// How many criteria the grid asks.
    asked: usize,
    answered: usize,
    /// The criteria without an answer.
    unanswered: Vec<ID>,
    /// The criteria of which a needed file is not there.
    unshown: Vec<ID>,
}

impl From<case_file::CaseFile> for CaseFile {
    fn from(file: case_file::CaseFile) -> Self {
        let answer = |one: criteria::Answer| CriterionAnswer {
            criterion: one.criterion.into(),
            reply: one.reply.into(),
            note: one.note,
        };
        let authors = file.authors;
        let told = |written: message::Written| {
            let name = authors.get(&written.author).cloned();
            ApplicationMessage::by(written, name)
        };
        Self {
            completeness: file.lacking.into(),
            application: file.application.into(),
            is_own: file.is_own,
            grid: file.grid.map(Into::into),
            answers: file.answers.into_iter().map(answer).collect(),
            evidence: file.evidence.into_iter().map(Into::into).collect(),
            thread: file.thread.into_iter().map(told).collect(),
        }
    }
}

impl From<criteria::Completeness> for Completeness {
    fn from(lacking: criteria::Completeness) -> Self {
        let complete = lacking.is_complete();
        let criteria::Completeness { asked, answered, unanswered, unshown } = lacking;
        let ids = |names: Vec<String>| names.into_iter().map(Into::into).collect();
        Self { complete, asked, answered, unanswered: ids(unanswered), unshown: ids(unshown) }
    }
}

/// The draft of an application.
#[derive(SimpleObject)]
pub(super) struct ApplicationDraft {
    /// As its writers left it.
    document: String,
    changed_at: String,
}

impl From<draft::Draft> for ApplicationDraft {
    fn from(draft: draft::Draft) -> Self {
        Self { document: draft.document, changed_at: draft.changed_at.iso_seconds() }
    }
}

/// Something that may be the same as a venue.
#[derive(SimpleObject)]
pub(super) struct Lookalike {
    /// Null for a structure that has no venue.
    venue_id: Option<ID>,
    /// The venue's name; empty without one.
    name: String,
    address: String,
    commune: Option<CommuneName>,
    phone: String,
    structure_id: ID,
    structure_name: String,
    siret: Option<String>,
    rna: Option<String>,
    /// Why it may be the same, the strongest reason first; nothing for the venue that is compared.
    because: Vec<Likeness>,
}

/// Why two may be the same.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "duplicates::Likeness")]
pub(super) enum Likeness {
    /// Another structure with the same SIRET.
    Siret,
    /// Another structure with the same RNA number.
    Rna,
    /// The same name in the same commune.
    Name,
    /// The same telephone.
    Phone,
}

impl From<duplicates::Lookalike> for Lookalike {
    fn from(one: duplicates::Lookalike) -> Self {
        Self {
            venue_id: one.venue.map(|id| id.to_string().into()),
            name: one.name,
            address: one.address,
            commune: one.commune.map(Into::into),
            phone: one.phone,
            structure_id: one.structure.to_string().into(),
            structure_name: one.structure_name,
            siret: one.siret,
            rna: one.rna,
            because: one.because.into_iter().map(Into::into).collect(),
        }
    }
}
