//! What is said beside a row while it is read.

use super::verdict::Problem;

/// The warnings of one row, in the order in which they were met; the same thing is said once.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Problem>);

impl Notes {
    /// Something was put right or left out.
    pub(super) fn warn(&mut self, code: &'static str, field: &'static str, says: impl Into<String>) {
        let problem = Problem { code, field, says: says.into() };
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    /// All of them.
    pub(super) fn take(self) -> Vec<Problem> {
        self.0
    }
}

/// A value as it is quoted in a sentence: at most 60 signs, in French quotation marks.
pub(super) fn quoted(value: &str) -> String {
    format!("« {} »", cut(value.trim(), 60))
}

/// At most so many signs, with an ellipsis when something is missing.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let plain = |c: char| if c.is_control() || c.is_whitespace() { ' ' } else { c };
    let shown: String = text.chars().map(plain).take(longest).collect();
    if text.chars().count() > longest { format!("{shown}…") } else { shown }
}
