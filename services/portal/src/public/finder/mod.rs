//! The finder: which places help near a commune, by distance, with a map beside the list.

mod ask;
mod picture;
mod show;

pub(super) use show::show;
