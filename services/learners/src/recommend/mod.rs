//! What somebody could go to next, anywhere in the network: sought in the centre's own agendas, ranked, each with its reasons.

// What it is judged by.
pub mod wish;

// How it is judged: nothing else is looked at.
pub mod score;

mod known;

// What is read.
pub mod recommendations;
