//! After the counter: what is looked into, corrected, held back and disputed. Normal states, each with its reason and its author.

// What is found.
pub mod act_seen;

pub mod acts;

pub(crate) mod awaited;

// What the operator does about it.
mod chosen;

pub mod reverse;

pub mod hold;

pub mod hold_venue;

// The torn papers.
pub mod papers;

pub mod ask_for_papers;

pub mod paper_requests;

// What a venue says of its statement.
pub mod dispute;

pub mod open_dispute;

pub mod write_dispute;

pub mod close_dispute;

pub mod disputes;
