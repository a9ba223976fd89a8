//! The map of the communes: a picture made here, and the same in a table that is sorted by links.

mod ask;
mod show;

pub(super) use show::show;
