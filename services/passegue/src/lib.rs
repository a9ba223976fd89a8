#![doc = include_str!("../README.md")]
// The graph of one process is deep: each part of its root is a layer of futures.
#![recursion_limit = "256"]

// What it is started with.
pub mod config;

pub mod keys;

pub mod telemetry;

pub mod stop;

// The centre and what it is wired of.
pub mod centre;

pub mod directory;

pub mod rotation;

pub mod post;

pub mod weekly;

pub mod order_letters;

pub mod request_letters;

pub mod learner_rounds;
pub mod referral_letters;

pub mod errand_rounds;

pub mod booking_letters;

pub mod machine_rounds;

pub mod erasure_rounds;

pub mod forgotten;

pub mod bookkeeping;

mod hosted;

mod openings;

mod rows;

mod doors;

mod deposit;

mod kinds;

mod said;

pub mod found;

// A venue's own machine.
pub mod venue_node;

// On the network.
pub mod serve;

mod unread;
mod whence;

// What survives it.
pub mod backup;

pub mod doctor;

// What lets somebody else go on.
pub mod hand_over;

// What can be asked of it at a terminal.
pub mod cli;

pub mod commands;

pub mod demo;

mod bench;

#[cfg(test)]
mod scratch;

#[cfg(test)]
mod tests;
