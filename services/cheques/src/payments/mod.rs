//! From what is owed to the venue's account and back: runs and their shares, what the bank says, fees, terms, the calendar.

// What things are.
pub mod settlement;

pub mod share;

pub mod terms;

pub mod bank_news;

// A run: prepared, approved, sent to the bank.
pub mod settle;

pub(crate) mod pay_run;

pub mod export;

pub mod bank_file;

pub mod runs;

// What the bank says.
pub mod read_bank;

pub(crate) mod find_payments;

pub mod import_bank;

pub mod confirm_incoming;

pub mod bank_report;

// Under which terms; what a venue reads of it.
pub mod set_terms;

pub mod calendar;

pub mod payday;

pub mod statement;
