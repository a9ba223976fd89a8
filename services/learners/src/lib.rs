#![doc = include_str!("../README.md")]

// What the service works with.
pub mod desk;

mod refusal;

// The rooms, in the order in which a person meets them.
pub mod learner;

pub mod help;

pub mod diagnostic;

pub mod recommend;

pub mod referrals;

pub mod export;

// What is kept, and what is answered.
mod rows;

mod tables;

pub mod graph;
