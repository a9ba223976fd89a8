//! The books, for those who are entitled to see them: an accountant's words, the proof of the funds, the roots of each day.

// In an accountant's words.
pub mod plan;

mod parties;

mod pieces;

mod lettering;

pub mod fec;

pub mod export_fec;

pub mod balance;

pub mod account_statement;

pub mod order_statement;

// Whether the money is there.
mod differences;

pub mod fund_proof;

pub mod delays;

pub mod publish;

// Whether every law holds, and nothing was changed since.
pub mod check;

pub mod daily_root;

pub mod tampering;

// From a redemption to the bank, and back.
pub mod audit;
