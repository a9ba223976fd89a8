//! What is said beside a row while it is read.

use super::verdict::Problem;

/// A row that has more to say than this is not read to its end by anybody.
const MOST: usize = 50;

/// The warnings of one row, in the order in which they were met; the same thing is said once.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Problem>);

impl Notes {
    /// Something was put right or left out.
    pub(super) fn warn(&mut self, code: &'static str, field: &'static str, says: impl Into<String>) {
        let problem = Problem { code, field, says: says.into() };
        if self.0.len() < MOST && !self.0.contains(&problem) {
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
    let steers = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    let plain = |c: char| if c.is_control() || c.is_whitespace() || steers(c) { ' ' } else { c };
    let shown: String = text.chars().map(plain).take(longest).collect();
    if text.chars().count() > longest { format!("{shown}…") } else { shown }
}
