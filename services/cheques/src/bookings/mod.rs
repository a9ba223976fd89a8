//! Cheques kept for bookings: so many of a booklet, at a venue, until a day. Kept is a promise of count, never of papers, and never money.

// What things are.
pub mod hold;

pub(crate) mod kept;

mod holder;

// What is done. What is presented at the venue consumes what is kept for it: that is the counter's act.
pub mod hold_cheques;

pub mod release_cheques;

pub mod give_back;

pub mod put_off;
