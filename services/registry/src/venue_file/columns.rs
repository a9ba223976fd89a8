//! From cells to the terms of the standard: its own columns, or those of a mapping, and its closed lists.

pub(super) mod lists;
pub(super) mod mapped;
pub(super) mod mapping;
pub(super) mod standard;
pub(super) mod vocabulary;
pub(super) mod written;
