//! The life of an order around its cheques: quote, signature, documents, proof of print, deliveries, and its end.

// What things are.
pub mod rules;

pub mod step;

pub mod tally;

pub mod document;

pub mod delivery;

pub mod calendar;

// What the verbs of this room share.
pub mod chapter;

mod draw_up;

mod count;

// Before the cheques.
pub mod quote;

pub mod invoice;

pub mod proof;

pub mod printing;

pub mod deliver;

// After them.
pub mod end;

pub mod end_statement;

pub mod credit_note;

pub mod refund;

// As it is read and told.
pub mod life;

pub mod tasks;

pub mod alerts;

pub mod check_documents;
