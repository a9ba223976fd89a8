//! Opening hours: kept in the syntax of OpenStreetMap, told in French, held against the clock.

mod days;

mod open;

mod sentences;

pub use open::is_open;
pub use sentences::in_words;
