//! What nobody gets past. Everything here is generated from the schema: a new field is tried as soon as it has its line.
//!
//! A new root field wants three lines: the least that it needs (`trust/lines/`), what it is in French (`trust/words.rs`)
//! and the class of each new field that it shows (`trust/classes.txt`).

// What can be asked, and of what.
mod surface;

mod things;

mod lines;

mod words;

// Who may.
mod callers;

mod matrix;

mod classes;

// Who sees what of people.
mod privacy;

// What comes in without being believed.
mod signing_in;

mod tokens;

mod doors;

mod payloads;

// What is left behind.
mod traces;

mod canaries;

pub(crate) use words::rights;
