//! The bank dossier of a structure: on which account it is paid, since when, who proposed it and who approved it.
//!
//! The first account comes with the accreditation. Any other one is proposed by somebody and approved by somebody else; the
//! managers are told by letter, and payments wait for three days: they go neither to the new account nor to the old one.

// What things are.
pub mod dossier;

pub mod paying;

// What is done.
pub mod propose;

pub mod decide;

pub mod begin;

pub mod reopen;

mod notice;

// What is read.
pub mod look;

pub use begin::begin;
pub use paying::{Paying, paying};
pub use reopen::reopen;
