//! Proofs: what somebody shows besides their address, and what is kept of what they do.
//!
//! **A second factor** is an application of codes on a telephone ([`totp`]) or a printed card ([`code_card`]); [`second_factor`]
//! says which of them somebody has. Either proves a visit, and proves it anew before a deed of `policy::STEP_UP` ([`prove`]).
//! Each code serves once; tries are counted in the database.
//!
//! **A counter's own machine** ([`device`]) is enrolled for thirty days and opens with the short code ([`pin`]) of somebody
//! enrolled there: no mail is needed. After five wrong ones under a name only a sign-in by mail helps that person. A visit opened
//! so neither chooses a short code nor sets a second factor up: whoever saw a code typed would keep more than that.
//!
//! **An invitation** ([`invite`]) offers roles to somebody by mail; they take it or not.
//!
//! **The trail** ([`trail`]) reads the acts: who did what, when, and why. Nothing changes or removes an act.

pub mod trail;

pub mod totp;

pub mod code_card;

pub mod pin;

pub mod square;

pub mod second_factor;

// What is done, one story a file.
pub mod set_up;

pub mod prove;

pub mod end_factor;

pub mod device;

pub mod open_device;

pub mod invite;

pub mod leave;

pub mod weekly;
