//! Booklets one by one: where each lies, which parcels are on their way, which are blocked, which replace another.

// What things are.
pub mod course;

pub mod lot;

pub mod parcel;

// Loss: a booklet is found by its number or its day, blocked, found again, replaced.
pub mod find;

pub mod block;

pub mod unblock;

pub mod replace;

// Stocks: sent, counted, given back, lost, looked at, shared out.
pub mod send;

pub mod count_parcel;

pub mod give_back;

pub mod lose;

pub mod stocks;

pub mod share_out;

// Printing: two people see codes in clear, or a run is cancelled before any is active.
pub mod release;

pub mod pages;

pub mod cancel_run;
