//! The life of an order: quote, signature, documents, proof of print, funds, cheques, deliveries, and its end.

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
pub mod place_order;

pub mod quote;

pub mod invoice;

pub mod proof;

pub mod confirm_funds;

// The cheques.
pub mod issue;

pub mod print_run;

pub mod printing;

pub mod deliver;

// After them.
pub mod close;

pub mod end;

pub mod end_statement;

pub mod credit_note;

pub mod refund;

// As it is read and told.
pub mod life;

pub mod tasks;

pub mod alerts;

pub mod late;

pub mod check_documents;
