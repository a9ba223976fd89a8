//! Why a file of the bank is not taken in.

use kernel::clock::Day;

/// Why a file cannot be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Neither a statement, nor a notification, nor an answer, in a form that is read.
    Kind,
    /// Its end is missing.
    Truncated,
    /// It brings instructions or entities of its own.
    Doctype,
    /// Not XML, or not as its schema wants it.
    Form,
    /// An amount is not in euros.
    Currency,
    /// A statement whose entries do not lead from its first balance to its last.
    Sums,
    /// More entries than are taken at once.
    Size,
}

impl Unreadable {
    /// What `BANK_FILE_INVALID` is told with.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Truncated => "truncated",
            Self::Doctype => "doctype",
            Self::Form => "form",
            Self::Currency => "currency",
            Self::Sums => "sums",
            Self::Size => "size",
        }
    }
}

/// The most entries of one file.
pub const MOST_ENTRIES: usize = 50_000;

/// The day of `2025-10-02`, or of an instant that begins so.
pub(super) fn day(text: &str) -> Result<Day, Unreadable> {
    text.get(..10).and_then(|day| day.parse().ok()).ok_or(Unreadable::Form)
}
