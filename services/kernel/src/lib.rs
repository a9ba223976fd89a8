#![doc = include_str!("../README.md")]

// The words all share.
pub mod ids;

pub mod cents;

pub mod clock;

pub mod chance;

// What is printed on paper.
mod crockford;

pub mod code;

pub mod card;

pub mod paper;

pub mod root;

// What is not counted aloud.
pub mod small_cells;

// Bad news, and how it is said.
pub mod refusal;

pub mod fold;

pub mod words;

// Who may do what, and where machines may be.
pub mod access;

pub mod address;
