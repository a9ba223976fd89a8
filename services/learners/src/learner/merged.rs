//! A merge: two rows that are one person.

use kernel::{
    clock::At,
    ids::{LearnerRef, MergeId, PersonId, StructureId},
};

/// Somebody said that two are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Which.
    pub id: MergeId,
    /// The row that leads to the other one.
    pub from: LearnerRef,
    /// The row under which the person is read.
    pub into: LearnerRef,
    /// Whose deed it was.
    pub structure: StructureId,
    /// When.
    pub at: At,
    /// By whom.
    pub merged_by: PersonId,
    /// Whether it was undone.
    pub undone: bool,
}
