#![doc = include_str!("../README.md")]

// The nouns.
pub mod house;

pub mod workshop;

pub mod session;

pub mod agenda;

pub mod page;

// The verbs.
pub mod create_workshop;

pub mod change_workshop;

pub mod workshops;

pub mod schedule_session;

pub mod change_session;

pub mod cancel_session;

pub mod sessions;

pub mod new_life;

// What is refused.
mod refusal;

// The database.
mod rows;

mod tables;

// The doors.
pub mod graph;

mod seen;

pub mod http;

pub mod push;

#[cfg(test)]
mod tests;

pub use house::{Asked, House, Owners, Served};
