//! A version of the questions: a draft that is being written, or published for ever.

use kernel::clock::At;

use super::questions::{self, FIRST_VERSION, QuestionSet};

/// A version of the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1 on.
    pub version: i64,
    /// How often it was written.
    pub revision: i64,
    /// Whether people are asked it; otherwise it is a draft.
    pub is_published: bool,
    /// Since when; none for a draft, and for the first version, which comes with the program.
    pub published_at: Option<At>,
    /// What it asks.
    pub set: QuestionSet,
}

impl Version {
    /// The program's own.
    pub fn first() -> Self {
        let set = questions::first().clone();
        Self { version: FIRST_VERSION, revision: 1, is_published: true, published_at: None, set }
    }
}
