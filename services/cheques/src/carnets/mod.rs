//! Booklets one by one: where each lies, which parcels are on their way, who holds it, which are blocked, which replace another.

// What things are.
pub mod course;

pub mod lot;

pub mod parcel;

// Printing: two people see codes in clear, or a run is cancelled before any is active.
pub mod release;

pub mod pages;

pub mod cancel_run;

// Stocks: allotted, sent, counted, given back, lost, looked at, shared out.
pub mod allot;

pub mod send;

pub mod count_parcel;

pub mod give_back;

pub mod lose;

pub mod stock;

pub mod stocks;

pub mod share_out;

// Into somebody's hand, and read by whoever holds it.
pub mod look_carnet_up;

pub mod former;

pub mod hand_over;

pub mod booklet;

// Loss: a booklet is found by its number or its day, blocked, found again, replaced.
pub mod find;

pub mod block;

pub mod unblock;

pub mod replace;
