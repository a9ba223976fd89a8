//! The questions of a diagnostic, version by version. What was published is everybody's to read.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject, connection::Connection};
use kernel::clock::At;
use registry::graph::{
    answer::{caller, present},
    page,
};
use store::Trouble;

use crate::{
    desk::Desk,
    diagnostic::{
        questions, sets,
        skill::{self, Competence},
        version::Version,
    },
    refusal::Refusal,
};

/// An area of DigComp 2.2, or the domain of Pix that is the same.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "skill::Area")]
pub(super) enum SkillArea {
    /// Information and data.
    Information,
    /// Communication and collaboration.
    Communication,
    /// Content creation.
    Content,
    /// Safety.
    Safety,
    /// The device itself, and what one does when it fails.
    Environment,
}

/// What follows from a chosen answer, whatever its words.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "questions::Need")]
pub(super) enum DiagnosticNeed {
    /// Has no device.
    NoEquipment,
    /// Has no connection at home.
    NoConnection,
    /// Has no mail address that they use themselves.
    NoMailbox,
    /// Has nobody who helps.
    NoHelper,
    /// Has a formality to do, and wishes to learn it.
    Formality,
    /// Has a formality to do, and wishes that it be done for them.
    DoneForMe,
}

/// A version of the questions. All that people read of it is in French.
#[derive(SimpleObject)]
pub(super) struct QuestionSet {
    version: i64,
    /// How often it was written: whoever changes a draft tells which one they read.
    revision: i64,
    /// Whether people are asked it; otherwise it is a draft.
    published: bool,
    /// Since when; null for a draft, and for the first version, which comes with the program.
    published_at: Option<String>,
    title: String,
    /// What is asked first: equipment, connection, who helps, why now.
    sorts: Vec<SortQuestion>,
    /// What somebody does alone, with help, or not yet.
    skills: Vec<SkillQuestion>,
}
impl From<Version> for QuestionSet {
    fn from(one: Version) -> Self {
        Self {
            version: one.version,
            revision: one.revision,
            published: one.is_published,
            published_at: one.published_at.map(At::iso_seconds),
            title: one.set.title,
            sorts: one.set.sorts.into_iter().map(SortQuestion::from).collect(),
            skills: one.set.skills.into_iter().map(SkillQuestion::from).collect(),
        }
    }
}

/// A question with answers of its own.
#[derive(SimpleObject)]
pub(super) struct SortQuestion {
    /// Its name, the same in every version that asks it.
    id: String,
    /// What is said.
    ask: String,
    choices: Vec<SortChoice>,
}
impl From<questions::SortQuestion> for SortQuestion {
    fn from(one: questions::SortQuestion) -> Self {
        let choice = |one: questions::Choice| SortChoice {
            id: one.id,
            label: one.label,
            tells: one.tells.map(DiagnosticNeed::from),
        };
        Self { id: one.id, ask: one.ask, choices: one.choices.into_iter().map(choice).collect() }
    }
}

/// An answer that may be chosen.
#[derive(SimpleObject)]
pub(super) struct SortChoice {
    /// Its name within the question.
    id: String,
    /// What is said.
    label: String,
    /// What follows from it; null when nothing does.
    tells: Option<DiagnosticNeed>,
}

/// A question to which one says: alone, with help, not yet.
#[derive(SimpleObject)]
pub(super) struct SkillQuestion {
    /// Its name, the same in every version that asks it.
    id: String,
    area: SkillArea,
    /// The number of the competence in the framework of Pix: `1.1` to `5.2`.
    competence: &'static str,
    /// In two words, for staff.
    topic: String,
    /// What is said.
    ask: String,
    /// What is told of somebody who does it alone.
    alone: String,
    /// The same of somebody who does it with help.
    helped: String,
    /// What comes next for somebody who does not yet.
    next: String,
}
impl From<questions::SkillQuestion> for SkillQuestion {
    fn from(one: questions::SkillQuestion) -> Self {
        Self {
            id: one.id,
            area: one.competence.area().into(),
            competence: one.competence.number(),
            topic: one.topic,
            ask: one.ask,
            alone: one.alone,
            helped: one.helped,
            next: one.next,
        }
    }
}

/// All that a draft is to ask.
#[derive(InputObject)]
pub(super) struct QuestionSetInput {
    /// At most 120 characters.
    title: String,
    sorts: Vec<SortQuestionInput>,
    skills: Vec<SkillQuestionInput>,
}

/// A question with answers of its own.
#[derive(InputObject)]
pub(super) struct SortQuestionInput {
    /// Small letters, digits and hyphens.
    id: String,
    ask: String,
    choices: Vec<SortChoiceInput>,
}

/// An answer that may be chosen.
#[derive(InputObject)]
pub(super) struct SortChoiceInput {
    id: String,
    label: String,
    tells: Option<DiagnosticNeed>,
}

/// A question to which one says: alone, with help, not yet. Each text has at most 200 characters.
#[derive(InputObject)]
pub(super) struct SkillQuestionInput {
    /// Small letters, digits and hyphens.
    id: String,
    /// `1.1` to `5.2`.
    competence: String,
    topic: String,
    ask: String,
    alone: String,
    helped: String,
    next: String,
}

impl QuestionSetInput {
    /// The set, if every competence is one.
    pub(super) fn read(self) -> Result<questions::QuestionSet, Trouble> {
        Ok(questions::QuestionSet {
            title: self.title,
            sorts: self.sorts.into_iter().map(SortQuestionInput::read).collect(),
            skills: self.skills.into_iter().map(SkillQuestionInput::read).collect::<Result<_, Trouble>>()?,
        })
    }
}

impl SortQuestionInput {
    fn read(self) -> questions::SortQuestion {
        let choice = |one: SortChoiceInput| questions::Choice {
            id: one.id,
            label: one.label,
            tells: one.tells.map(questions::Need::from),
        };
        questions::SortQuestion { id: self.id, ask: self.ask, choices: self.choices.into_iter().map(choice).collect() }
    }
}

impl SkillQuestionInput {
    fn read(self) -> Result<questions::SkillQuestion, Trouble> {
        let competence = Competence::numbered(&self.competence).ok_or(Refusal::Invalid { field: "question" })?;
        Ok(questions::SkillQuestion {
            id: self.id,
            competence,
            topic: self.topic,
            ask: self.ask,
            alone: self.alone,
            helped: self.helped,
            next: self.next,
        })
    }
}

/// The part of the root of queries that reads the questions.
#[derive(Default)]
pub(super) struct QuestionsQuery;

#[Object]
impl QuestionsQuery {
    /// The questions of a diagnostic: that version, or the one that is asked now; null if there is none. A draft for whoever writes it.
    async fn question_set(&self, ctx: &Context<'_>, version: Option<i64>) -> Result<Option<QuestionSet>> {
        let found = sets::question_set(ctx.data::<Desk>()?, &caller(ctx), version).await;
        Ok(present(found)?.flatten().map(QuestionSet::from))
    }

    /// Every version of the questions, the last one first; `first` at most 100.
    async fn question_sets(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, QuestionSet>> {
        let found = sets::question_sets(ctx.data::<Desk>()?, &caller(ctx)).await;
        let all = present(found)?.unwrap_or_default();
        page::of(after, first, |start, most| {
            let rest = all.into_iter().enumerate().map(|(at, one)| (at + 1, QuestionSet::from(one)));
            rest.skip(start).take(most).collect()
        })
    }
}
