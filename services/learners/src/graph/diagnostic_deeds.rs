//! Diagnostics recorded; the questions drafted and published.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use kernel::clock::Day;
use registry::graph::answer::{answer, caller, id};
use store::Trouble;

use super::{diagnostics::SkillAnswer, payload::payload, questions::QuestionSetInput};
use crate::{
    desk::Desk,
    diagnostic::{
        answers::Said,
        draft::{self, DraftQuestions, Drafted},
        publish::{self, PublishQuestions},
        record::{self, RecordDiagnostic, Recorded},
    },
    refusal::Refusal,
};

/// What somebody answered.
#[derive(InputObject)]
pub(super) struct DiagnosticInput {
    /// Of whom; null for somebody who is not recorded: the result is printed, and only counted.
    learner_id: Option<ID>,
    /// The version of the questions.
    version: i64,
    /// The day of the conversation: today, or yesterday for a form that was opened before midnight. On paper: the day of the paper,
    /// in the ninety days before.
    made_on: String,
    #[graphql(default)]
    on_paper: bool,
    /// The first questions; those that were passed over are left out.
    #[graphql(default)]
    chosen: Vec<ChosenAnswerInput>,
    /// Every question about a skill, once.
    answers: Vec<AnsweredSkillInput>,
}

/// What was chosen to a first question.
#[derive(InputObject)]
pub(super) struct ChosenAnswerInput {
    question: String,
    choice: String,
}

/// What was said to a question about a skill.
#[derive(InputObject)]
pub(super) struct AnsweredSkillInput {
    question: String,
    answer: SkillAnswer,
}

impl DiagnosticInput {
    fn read(self) -> Result<RecordDiagnostic, Trouble> {
        Ok(RecordDiagnostic {
            learner: self.learner_id.as_ref().map(id).transpose()?,
            version: self.version,
            on: self.made_on.parse::<Day>().map_err(|_| Refusal::Dates)?,
            on_paper: self.on_paper,
            sorts: self.chosen.into_iter().map(|one| (one.question, one.choice)).collect(),
            skills: self.answers.into_iter().map(|one| (one.question, Said::from(one.answer))).collect(),
        })
    }
}

/// The part of the root of mutations that records diagnostics and writes their questions.
#[derive(Default)]
pub(super) struct DiagnosticDeeds;

#[Object]
impl DiagnosticDeeds {
    /// Records what somebody answered, in the name of the caller's structure.
    async fn record_diagnostic(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: DiagnosticInput,
    ) -> Result<RecordDiagnosticPayload> {
        answer(match input.read() {
            Ok(asked) => record::record_diagnostic(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Writes the draft of the next version of the questions, or begins one. `revision` is that of the draft that was read; null when
    /// there was none.
    async fn draft_questions(
        &self,
        ctx: &Context<'_>,
        key: ID,
        revision: Option<i64>,
        input: QuestionSetInput,
    ) -> Result<QuestionsPayload> {
        answer(match input.read() {
            Ok(set) => {
                let asked = DraftQuestions { revision, set };
                draft::draft_questions(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await
            }
            Err(trouble) => Err(trouble),
        })
    }

    /// Publishes the draft: people are asked it from now on, and it never changes any more.
    async fn publish_questions(
        &self,
        ctx: &Context<'_>,
        key: ID,
        version: i64,
        revision: i64,
    ) -> Result<QuestionsPayload> {
        let asked = PublishQuestions { version, revision };
        answer(publish::publish_questions(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await)
    }
}

/// A diagnostic, recorded.
#[derive(SimpleObject)]
pub(super) struct RecordedDiagnostic {
    diagnostic_id: ID,
}
impl From<Recorded> for RecordedDiagnostic {
    fn from(recorded: Recorded) -> Self {
        Self { diagnostic_id: recorded.diagnostic.to_string().into() }
    }
}
payload! {
    /// Answer of `recordDiagnostic`.
    RecordDiagnosticPayload { diagnostic: RecordedDiagnostic }
}

/// Where the questions stand.
#[derive(SimpleObject)]
pub(super) struct DraftedQuestions {
    version: i64,
    revision: i64,
    published: bool,
}
impl From<Drafted> for DraftedQuestions {
    fn from(drafted: Drafted) -> Self {
        Self { version: drafted.version, revision: drafted.revision, published: drafted.is_published }
    }
}
payload! {
    /// Answer of `draftQuestions` and `publishQuestions`.
    QuestionsPayload { questions: DraftedQuestions }
}
