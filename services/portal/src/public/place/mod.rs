//! The page of one place: telephone first, hours in words, how to come, workshops to come.

mod ask;
mod show;

pub(super) use show::show;
