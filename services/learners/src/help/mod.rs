//! Help outside any session (« coup de main »): one to one, free, counted, and with no name unless the person wishes it.

// What things are.
mod named;

pub mod theme;

pub mod given;

// What is done.
pub mod record_help;

pub mod undo_help;

// What is read.
pub mod helps;

pub mod help_figures;
