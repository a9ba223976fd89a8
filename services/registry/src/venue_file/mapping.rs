//! Reading the file that says which column is which.

use super::unreadable::Unreadable;

/// How the columns of a foreign layout answer the fields of the standard, in the format published for `mednum`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {}

impl Mapping {
    /// Reads a mapping; what is wrong in it is named.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let _ = text;
        Ok(Self {})
    }
}
