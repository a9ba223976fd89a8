//! From bytes to rows of cells: encodings, sheets of columns, lists of objects.

pub(super) mod elements;
pub(super) mod input;
pub(super) mod mojibake;
pub(super) mod record;
pub(super) mod sheet;
