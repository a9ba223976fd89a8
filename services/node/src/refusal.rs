//! What the verbs of a venue refuse, one line for each step of their stairs.

use std::ops::RangeInclusive;

use kernel::refusal::{Code, Refusal};

/// Absent, or not served here: the two answer alike.
pub(crate) const fn absent() -> Refusal {
    Refusal::of(Code::NotFound)
}

/// Not at the stage where this can be done; `stage` says which one it is at.
pub(crate) fn stage(stage: &str) -> Refusal {
    Refusal::of(Code::WrongStage).with("stage", stage)
}

/// A value that cannot be kept.
pub(crate) fn input(field: &str) -> Refusal {
    Refusal::of(Code::InputInvalid).with("field", field)
}

/// A line of text without spaces around it: not empty, at most so many characters, no control character.
pub(crate) fn text(field: &str, text: &str, most: usize) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(input(field));
    }
    Ok(text.to_owned())
}

/// A number of that range.
pub(crate) fn within(field: &str, number: i64, range: RangeInclusive<i64>) -> Result<i64, Refusal> {
    if range.contains(&number) { Ok(number) } else { Err(input(field)) }
}
