//! The story, chapter by chapter: from the territory to a venue's bank account.

pub(crate) mod books;
pub(crate) mod carnets;
pub(crate) mod counter;
pub(crate) mod month_end;
pub(crate) mod people;
pub(crate) mod refusals;
pub(crate) mod territory;
pub(crate) mod venues;
