//! Diagnostics as they are read: in the voice for the person, in the voice for staff, and beside the one before.

use kernel::{
    access::{Action, Actor, Reach},
    clock::Day,
    ids::{DiagnosticId, LearnerRef, StructureId},
};
use store::{Fault, Reply, conn::AnyConn};

use super::{
    answers::{Answers, Said},
    made::Made,
    outcome,
    progress::Progress,
    questions::{Need, QuestionSet, SkillQuestion, SortQuestion},
    sets,
    skill::Competence,
    voice::Voice,
    whose,
};
use crate::{desk::Desk, learner::find, rows::diagnostics as rows};

/// A diagnostic as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The diagnostic.
    pub made: Made,
    /// The structure that made it.
    pub structure_name: String,
    /// For the person.
    pub voice: Voice,
    /// For staff: what follows from the first answers.
    pub needs: Vec<Need>,
    /// For staff: the first questions and what was chosen.
    pub chosen: Vec<(String, String)>,
    /// For staff: question by question.
    pub lines: Vec<Line>,
    /// Since the one before that the caller may read, if there is one.
    pub progress: Option<Progress>,
}

/// One question and its answer, for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In two words.
    pub topic: String,
    /// The competence.
    pub competence: Competence,
    /// What was said.
    pub said: Said,
}

/// More than anybody has.
const MOST: i64 = 200;

/// A diagnostic, for whoever may read it.
pub async fn diagnostic(desk: &Desk, actor: &Actor, id: DiagnosticId) -> Reply<Option<Seen>> {
    let (actor, today) = (actor.clone(), desk.store.now().day());
    desk.store
        .read_still("diagnostic", move |conn| {
            let Some(made) = rows::find(conn, id)?.filter(|made| made.is_legible(today)) else { return Ok(None) };
            if !whose::may_read(conn, &actor, &made, today)? {
                return Ok(None);
            }
            let others = match made.learner {
                Some(learner) => of_person(conn, &actor, learner, today)?,
                None => Vec::new(),
            };
            let name = registry::structure::names(conn, &[made.structure])?.remove(&made.structure);
            Ok(Some(seen(conn, made, name.unwrap_or_default(), &others)?))
        })
        .await
}

/// What the caller may read of one person, the last one first.
pub async fn diagnostics(desk: &Desk, actor: &Actor, learner: LearnerRef) -> Reply<Vec<(Made, String)>> {
    if actor.reach(Action::Diagnostics) == Reach::Never {
        return Ok(Vec::new());
    }
    let (actor, today) = (actor.clone(), desk.store.now().day());
    desk.store
        .read_still("diagnostics", move |conn| {
            let found = of_person(conn, &actor, learner, today)?;
            let structures: Vec<StructureId> = found.iter().map(|made| made.structure).collect();
            let names = registry::structure::names(conn, &structures)?;
            let named = |made: Made| {
                let name = names.get(&made.structure).cloned().unwrap_or_default();
                (made, name)
            };
            Ok(found.into_iter().map(named).collect())
        })
        .await
}

/// The last one first, under whichever of their rows: those that the caller's structure made, and the others while the person agrees.
pub(crate) fn of_person(
    conn: &mut AnyConn,
    actor: &Actor,
    learner: LearnerRef,
    today: Day,
) -> Result<Vec<Made>, Fault> {
    let shared = whose::shared(conn, actor, learner, today)?;
    let ids = find::ids_of(conn, learner)?;
    let mut found = rows::of_learners(conn, &ids, MOST)?;
    found.retain(|made| shared || actor.may(Action::Diagnostics, made.structure).is_ok());
    Ok(found)
}

fn seen(conn: &mut AnyConn, made: Made, structure_name: String, others: &[Made]) -> Result<Seen, Fault> {
    let set = sets::asked(conn, made.version)?;
    let earlier = others.iter().find(|other| other.is_before(&made));
    let progress = earlier.map(|earlier| Progress::between(earlier, &made, &set));
    let Some(answers) = made.answers.clone() else {
        let (voice, needs, chosen, lines) = (Voice::default(), Vec::new(), Vec::new(), Vec::new());
        return Ok(Seen { made, structure_name, voice, needs, chosen, lines, progress });
    };
    let line = |one: &SkillQuestion| Line {
        topic: one.topic.clone(),
        competence: one.competence,
        said: answers.said(&one.id),
    };
    Ok(Seen {
        voice: Voice::of(&set, &answers, &made.outcome),
        needs: outcome::needs(&set, &answers).into_iter().collect(),
        chosen: chosen(&set, &answers),
        lines: set.skills.iter().map(line).collect(),
        structure_name,
        progress,
        made,
    })
}

fn chosen(set: &QuestionSet, answers: &Answers) -> Vec<(String, String)> {
    let told = |sort: &SortQuestion| {
        let choice = sort.choice(answers.sorts.get(&sort.id)?)?;
        Some((sort.ask.clone(), choice.label.clone()))
    };
    set.sorts.iter().filter_map(told).collect()
}
