//! Recording: what somebody answered, aloud or on paper. The person is named nowhere in it; of who is not recorded it is only counted.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    ids::{DiagnosticId, LearnerRef, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
    personal::Personal,
};

use super::{
    answers::{Answers, Said},
    made::Made,
    outcome::Outcome,
    sets, whose,
};
use crate::{desk::Desk, learner::contact, refusal::Refusal, rows::diagnostics as rows};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct RecordDiagnostic {
    /// Of whom; none: of somebody who is not recorded.
    pub learner: Option<LearnerRef>,
    /// The version of the questions that was answered.
    pub version: i64,
    /// The day of the conversation, or of the paper.
    pub on: Day,
    /// Whether it was written on paper first.
    pub on_paper: bool,
    /// Which answers were chosen to the first questions.
    pub sorts: Vec<(String, String)>,
    /// What was said to each question about a skill.
    pub skills: Vec<(String, Said)>,
}

/// What is answered. Nothing of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The diagnostic.
    pub diagnostic: DiagnosticId,
}

/// A paper is entered within this many days.
const PAPER_DAYS: i64 = 90;
/// A form that was opened before midnight.
const SCREEN_DAYS: i64 = 1;

/// Records a diagnostic in the name of the caller's structure.
///
/// Refusals, in this order: `FORBIDDEN`, `DATES_INVALID` (to come, or too long ago), `NOT_FOUND` (the person: absent, or not known here; the
/// questions: nobody is asked that version), `INPUT_INVALID` (`answers`).
pub async fn record_diagnostic(desk: &Desk, actor: &Actor, key: &str, asked: RecordDiagnostic) -> Reply<Recorded> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::RecordDiagnostic, organisation)?;
    let act = ActKey::of(actor, Action::RecordDiagnostic, key)?;
    let content = ContentHash::of(&asked.mark(&desk.personal())?)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| record(tx, &actor, (organisation, person), &asked)).await
}

impl RecordDiagnostic {
    /// What stands for all of it where an act is compared with the one before: a plain hash of answers is found by trying answers.
    fn mark(&self, personal: &Personal) -> Result<[u8; 32], Fault> {
        let clear = serde_json::to_vec(self).map_err(|error| Fault::because("answers cannot be written", error))?;
        Ok(personal.mark(&[b"diagnostic", &clear]))
    }

    fn is_timely(&self, today: Day) -> bool {
        let days = if self.on_paper { PAPER_DAYS } else { SCREEN_DAYS };
        (today.plus_days(-days)..=today).contains(&self.on)
    }
}

fn record(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (structure, person): (StructureId, PersonId),
    asked: &RecordDiagnostic,
) -> Reply<Recorded> {
    // Whoever is forgotten in this very moment is forgotten first, or after it with what is recorded.
    head::announce(tx, &[])?;
    let today = tx.now().day();
    if !asked.is_timely(today) {
        return Err(Refusal::Dates.into());
    }
    if let Some(learner) = asked.learner
        && !whose::knows(tx.conn, actor, learner)?
    {
        return Err(Refusal::NotFound.into());
    }
    let set = sets::published(tx.conn, asked.version)?.ok_or(Refusal::NotFound)?;
    let answers = Answers::read(&set, &asked.sorts, &asked.skills)?;
    if let Some(learner) = asked.learner {
        contact::touch(tx, learner)?;
    }
    // Whoever comes next clears away what nobody reads any more.
    rows::forget_unnamed(tx, today.at(0, 0))?;
    let made = Made {
        id: tx.chance().id(),
        structure,
        learner: asked.learner,
        version: asked.version,
        on: asked.on,
        on_paper: asked.on_paper,
        outcome: Outcome::of(&set, &answers),
        answers: Some(answers),
        entered_at: tx.now(),
        entered_by: person,
    };
    rows::insert(tx, &made)?;
    let told = Recorded { diagnostic: made.id };
    head::announce(tx, &[Event::new("diagnostic.recorded", &told)?])?;
    Ok(told)
}
