//! From what is owed to the venue's account and back: shares of a run, what the bank says, fees, terms, the calendar.

// What things are.
pub mod bank_news;

pub mod share;

pub mod terms;

// What a run pays.
pub(crate) mod pay_run;

// What the bank says.
pub mod read_bank;

pub(crate) mod find_payments;

pub mod import_bank;

pub mod confirm_incoming;

pub mod bank_report;

// Under which terms.
pub mod set_terms;

pub mod calendar;
