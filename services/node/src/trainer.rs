//! Those who hold workshops. They are known by the name that colleagues use; no learner is here.

use std::fmt;

use kernel::{
    clock::At,
    ids::{StructureId, TrainerId},
};
use serde::{Deserialize, Serialize};

/// Somebody who holds workshops, at any venue of a structure.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trainer {
    /// The structure.
    pub structure: StructureId,
    /// Their name for machines.
    pub id: TrainerId,
    /// As colleagues call them; 1 to 80 characters.
    pub name: String,
    /// Since when they hold nothing more there, if so.
    pub ended_at: Option<At>,
}

/// No name of a person in a log.
impl fmt::Debug for Trainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Trainer({})", self.id)
    }
}
