#![doc = include_str!("../README.md")]

// What a caller gets, or does not.
pub mod fault;

// Two engines, one text.
pub mod conn;

pub mod ids;

pub mod migrate;

mod tables;

pub mod beside;

// Copies of whole books.
mod catalogue;

mod pour;

mod indexes;

pub mod snapshot;

pub mod refill;

pub mod sheets;

pub mod claim;

pub mod vitals;

// Reading and writing.
pub mod store;

pub mod tx;

pub mod queue;

mod health;

mod pulse;

mod disk;

// What every transaction may need.
pub mod act;

mod recall;

pub mod trail;

pub mod head;

pub mod parked;

pub mod files;

pub mod sealing;

pub mod deposits;

pub mod personal;

pub use fault::{Fault, Reply, Trouble};
pub use store::Store;
pub use tx::Tx;
