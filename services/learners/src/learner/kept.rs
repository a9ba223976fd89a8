//! A learner as the books know them: a random name, who keeps them, a commune and dates. Who they are lies elsewhere, sealed.

use kernel::{
    clock::{At, Day},
    ids::{LearnerRef, PersonId, StructureId},
};

/// Somebody who learns, without anything that says who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    /// A random name.
    pub id: LearnerRef,
    /// The structure that recorded them, and knows them.
    pub keeper: StructureId,
    /// INSEE code of the commune where they live, and the year under whose communes it is said.
    pub home: Option<(String, i32)>,
    /// When they were recorded.
    pub kept_at: At,
    /// By whom.
    pub kept_by: PersonId,
    /// The last day on which the network had to do with them.
    pub last_contact: Day,
    /// The row that goes on for this one: the same person.
    pub merged: Option<LearnerRef>,
    /// When they were forgotten.
    pub erased_at: Option<At>,
}

impl Learner {
    /// The row under which the person is read.
    pub fn root(&self) -> LearnerRef {
        self.merged.unwrap_or(self.id)
    }
}
