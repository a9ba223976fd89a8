//! A diagnostic that was made: when, by whom, of whom or of nobody in particular. It bears no name and no remark.

use kernel::{
    clock::{At, Day},
    ids::{DiagnosticId, LearnerRef, PersonId, StructureId},
};

use super::{answers::Answers, outcome::Outcome};

/// A diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its identifier.
    pub id: DiagnosticId,
    /// Who made it.
    pub structure: StructureId,
    /// Of whom; none: of somebody who is not recorded, and is only counted.
    pub learner: Option<LearnerRef>,
    /// The version of the questions.
    pub version: i64,
    /// The day of the conversation; on paper, the day of the paper.
    pub on: Day,
    /// Whether it was written on paper first.
    pub on_paper: bool,
    /// What was answered; none once the answers of somebody who is not recorded are forgotten.
    pub answers: Option<Answers>,
    /// What came out.
    pub outcome: Outcome,
    /// When it was entered.
    pub entered_at: At,
    /// By whom.
    pub entered_by: PersonId,
}

impl Made {
    /// Whether it was made before another one.
    pub fn is_before(&self, other: &Self) -> bool {
        (self.on, self.entered_at, self.id) < (other.on, other.entered_at, other.id)
    }

    /// Whether it can still be read on that day: of somebody who is not recorded, on the day on which it was entered alone.
    pub fn is_legible(&self, today: Day) -> bool {
        self.learner.is_some() || self.entered_at.day() == today
    }
}
