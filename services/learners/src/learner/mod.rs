//! People who learn: who they are, sealed; what they agreed to; whether two are one; and how they are forgotten.

// What things are.
pub mod purpose;

pub mod consent_text;

pub mod said;

pub mod needs;

mod spelling;

pub mod who;

pub mod kept;

pub mod merged;

pub mod carded;

// What the verbs of this room share, and other rooms ask.
mod marks;

pub(crate) mod find;

pub(crate) mod contact;

pub(crate) mod consent;

pub(crate) mod sight;

pub(crate) mod attempts;

mod mine;

// From the first visit on.
pub mod keep;

pub mod keep_many;

pub mod change;

pub mod new_card;

pub mod serve;

pub mod record_consents;

pub mod similar;

// Two rows that are one person.
pub mod merge;

pub mod undo_merge;

// As they are read and forgotten.
pub mod seen;

pub mod erase;

pub mod forget_again;

pub mod rounds;
