//! Diagnostics, read in two voices: what is told to the person, and what staff see.

use async_graphql::{Context, Enum, Error, ID, MergedObject, Object, Result, SimpleObject, connection::Connection};
use kernel::{
    clock::Day,
    ids::{DiagnosticId, LearnerRef},
    refusal::FaultCode,
};
use registry::graph::{
    answer::{caller, present, said},
    page,
};

use super::questions::{DiagnosticNeed, QuestionsQuery, SkillArea};
use crate::{
    desk::Desk,
    diagnostic::{
        answers,
        counts::{self, Counts},
        made::Made,
        outcome,
        progress::Progress,
        seen::{self, Line, Seen},
        skill,
    },
};

/// How far somebody has come in an area.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "skill::Level")]
pub(super) enum SkillLevel {
    /// 0: never touched.
    Untouched,
    /// 1: DigComp 1-2.
    Beginner,
    /// 2: DigComp 3-4.
    Intermediate,
    /// 3: DigComp 5-6.
    Advanced,
}

/// A level as La Coop writes it.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "skill::Coop")]
pub(super) enum CoopLevel {
    /// Débutant.
    Beginner,
    /// Intermédiaire.
    Intermediate,
    /// Avancé.
    Advanced,
}

/// An answer to a question about a skill.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "answers::Said")]
pub(super) enum SkillAnswer {
    /// Yes, alone.
    Alone,
    /// With help.
    Help,
    /// Not yet.
    NotYet,
    /// The question was passed over.
    Unasked,
}

/// The way that is proposed to somebody.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "outcome::Way")]
pub(super) enum DiagnosticWay {
    /// Workshops.
    Training,
    /// Somebody does it for them: see `formalityPlaces`.
    DoForThem,
    /// At ease: nothing to learn first.
    AtEase,
}

/// A diagnostic that was made. It bears no name.
#[derive(SimpleObject)]
pub(super) struct Diagnostic {
    id: ID,
    /// The structure that made it.
    structure_name: String,
    /// Of whom; null for somebody who is not recorded: then it is read on its day alone.
    learner_id: Option<ID>,
    /// The version of the questions.
    version: i64,
    /// The day of the conversation, or of the paper.
    made_on: String,
    /// Whether it was written on paper first.
    on_paper: bool,
    entered_at: String,
    way: DiagnosticWay,
    /// In one word, for staff.
    overall: SkillLevel,
    /// The same as La Coop writes it.
    coop: CoopLevel,
    /// For staff: the areas of which something was asked.
    levels: Vec<AreaLevel>,
    /// For staff: what follows from the first answers.
    needs: Vec<DiagnosticNeed>,
    /// For staff: the first questions, and what was chosen.
    chosen: Vec<ChosenAnswer>,
    /// For staff: question by question.
    answers: Vec<AnsweredSkill>,
    /// For the person: what they do already.
    can: Vec<String>,
    /// For the person: what they do with help.
    helped: Vec<String>,
    /// For the person: what comes next, three things at most.
    next: Vec<String>,
    /// Since the one before; null when there is none that the caller may read.
    progress: Option<DiagnosticProgress>,
}
impl From<Seen> for Diagnostic {
    fn from(seen: Seen) -> Self {
        let made = seen.made;
        Self {
            id: made.id.to_string().into(),
            structure_name: seen.structure_name,
            learner_id: made.learner.map(|learner| learner.to_string().into()),
            version: made.version,
            made_on: made.on.to_string(),
            on_paper: made.on_paper,
            entered_at: made.entered_at.iso_seconds(),
            way: made.outcome.way.into(),
            overall: made.outcome.overall.into(),
            coop: made.outcome.overall.coop().into(),
            levels: made.outcome.levels.into_iter().map(AreaLevel::from).collect(),
            needs: seen.needs.into_iter().map(DiagnosticNeed::from).collect(),
            chosen: seen.chosen.into_iter().map(|(ask, label)| ChosenAnswer { ask, label }).collect(),
            answers: seen.lines.into_iter().map(AnsweredSkill::from).collect(),
            can: seen.voice.can,
            helped: seen.voice.helped,
            next: seen.voice.next,
            progress: seen.progress.map(DiagnosticProgress::from),
        }
    }
}

/// A level in an area.
#[derive(SimpleObject)]
pub(super) struct AreaLevel {
    area: SkillArea,
    level: SkillLevel,
    coop: CoopLevel,
}
impl From<(skill::Area, skill::Level)> for AreaLevel {
    fn from((area, level): (skill::Area, skill::Level)) -> Self {
        Self { area: area.into(), level: level.into(), coop: level.coop().into() }
    }
}

/// A first question, and what was chosen.
#[derive(SimpleObject)]
pub(super) struct ChosenAnswer {
    ask: String,
    label: String,
}

/// A question about a skill, and what was said.
#[derive(SimpleObject)]
pub(super) struct AnsweredSkill {
    area: SkillArea,
    /// `1.1` to `5.2`.
    competence: &'static str,
    topic: String,
    answer: SkillAnswer,
}
impl From<Line> for AnsweredSkill {
    fn from(line: Line) -> Self {
        Self {
            area: line.competence.area().into(),
            competence: line.competence.number(),
            topic: line.topic,
            answer: line.said.into(),
        }
    }
}

/// What changed since an earlier diagnostic of the same person.
#[derive(SimpleObject)]
pub(super) struct DiagnosticProgress {
    /// The day of the earlier one.
    since: String,
    /// For staff: the areas that both tell of.
    areas: Vec<AreaProgress>,
    /// For the person: what they do alone now.
    learnt: Vec<String>,
}
impl From<Progress> for DiagnosticProgress {
    fn from(progress: Progress) -> Self {
        let area = |step: crate::diagnostic::progress::Step| AreaProgress {
            area: step.area.into(),
            before: step.before.into(),
            now: step.now.into(),
        };
        Self {
            since: progress.since.to_string(),
            areas: progress.areas.into_iter().map(area).collect(),
            learnt: progress.learnt,
        }
    }
}

/// A level before, and now.
#[derive(SimpleObject)]
pub(super) struct AreaProgress {
    area: SkillArea,
    before: SkillLevel,
    now: SkillLevel,
}

/// A diagnostic in the list of one person's.
#[derive(SimpleObject)]
pub(super) struct DiagnosticMade {
    id: ID,
    structure_name: String,
    made_on: String,
    on_paper: bool,
    way: DiagnosticWay,
    overall: SkillLevel,
    levels: Vec<AreaLevel>,
}
impl From<(Made, String)> for DiagnosticMade {
    fn from((made, structure_name): (Made, String)) -> Self {
        Self {
            id: made.id.to_string().into(),
            structure_name,
            made_on: made.on.to_string(),
            on_paper: made.on_paper,
            way: made.outcome.way.into(),
            overall: made.outcome.overall.into(),
            levels: made.outcome.levels.into_iter().map(AreaLevel::from).collect(),
        }
    }
}

/// How many diagnostics a structure made in a month.
#[derive(SimpleObject)]
pub(super) struct DiagnosticCounts {
    all: i64,
    /// Those of people who are not recorded, or were forgotten.
    unnamed: i64,
    training: i64,
    do_for_them: i64,
    at_ease: i64,
}
impl From<Counts> for DiagnosticCounts {
    fn from(counts: Counts) -> Self {
        let of = |way: outcome::Way| counts.ways.get(&way).copied().unwrap_or_default();
        Self {
            all: counts.all(),
            unnamed: counts.all() - counts.named,
            training: of(outcome::Way::Training),
            do_for_them: of(outcome::Way::DoForThem),
            at_ease: of(outcome::Way::AtEase),
        }
    }
}

/// The part of the root of queries that is of this room: diagnostics, and their questions.
#[derive(MergedObject, Default)]
pub(super) struct DiagnosticQuery(MadeQuery, QuestionsQuery);

/// The part of it that reads diagnostics.
#[derive(Default)]
struct MadeQuery;

#[Object]
impl MadeQuery {
    /// A diagnostic: for the structure that made it, and for who knows the person while the person agrees; null for anybody else.
    async fn diagnostic(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Diagnostic>> {
        let Ok(id) = id.parse::<DiagnosticId>() else { return Ok(None) };
        let seen = seen::diagnostic(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(Diagnostic::from))
    }

    /// What the caller may read of one person, the last one first; `first` at most 100.
    async fn diagnostics(
        &self,
        ctx: &Context<'_>,
        learner_id: ID,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<usize, DiagnosticMade>> {
        let found = match learner_id.parse::<LearnerRef>() {
            Ok(learner) => seen::diagnostics(ctx.data::<Desk>()?, &caller(ctx), learner).await,
            Err(_) => Ok(Vec::new()),
        };
        let all = present(found)?.unwrap_or_default();
        page::of(after, first, |start, most| {
            let rest = all.into_iter().enumerate().map(|(at, one)| (at + 1, DiagnosticMade::from(one)));
            rest.skip(start).take(most).collect()
        })
    }

    /// How many diagnostics the caller's structure made in a month (`2025-10`); null for who makes none.
    async fn diagnostic_counts(&self, ctx: &Context<'_>, month: String) -> Result<Option<DiagnosticCounts>> {
        let span: (Day, Day) = counts::month(&month).ok_or_else(unreadable)?;
        let counted = counts::diagnostic_counts(ctx.data::<Desk>()?, &caller(ctx), span).await;
        Ok(present(counted)?.flatten().map(DiagnosticCounts::from))
    }
}

fn unreadable() -> Error {
    said(FaultCode::BadRequest)
}
