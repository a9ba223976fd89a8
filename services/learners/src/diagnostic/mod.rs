//! What somebody can do already (« bilan »): some spoken questions, never called a test, told in two voices.

// What things are.
pub mod skill;

pub mod questions;

pub mod version;

pub mod answers;

pub mod made;

// What comes out of the answers: nothing else is looked at.
pub mod outcome;

pub mod voice;

pub mod progress;

// Who may read it.
mod whose;

// By whoever receives people.
pub mod record;

pub mod seen;

pub mod counts;

// The questions, version by version, by the operator.
pub mod sets;

pub mod draft;

pub mod publish;
