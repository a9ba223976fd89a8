//! One line of the doctor's.

use std::fmt;

/// How a part of the machine is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing to do.
    Well,
    /// It works; somebody should look.
    Watch,
    /// It does not work, or not safely.
    Repair,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Well => "bien",
            Self::Watch => "à regarder",
            Self::Repair => "à réparer",
        })
    }
}

/// What was seen of one thing, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub verdict: Verdict,
    /// What was looked at, in a word or two.
    pub what: &'static str,
    /// What was seen.
    pub says: String,
    /// What to do, if anything.
    pub next: Option<String>,
}

impl Finding {
    pub(super) fn well(what: &'static str, says: impl Into<String>) -> Self {
        Self { verdict: Verdict::Well, what, says: says.into(), next: None }
    }

    pub(super) fn watch(what: &'static str, says: impl Into<String>, next: impl Into<String>) -> Self {
        Self { verdict: Verdict::Watch, what, says: says.into(), next: Some(next.into()) }
    }

    pub(super) fn repair(what: &'static str, says: impl Into<String>, next: impl Into<String>) -> Self {
        Self { verdict: Verdict::Repair, what, says: says.into(), next: Some(next.into()) }
    }
}

/// One line: the verdict, the thing, what was seen, the next step.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { verdict, what, says, next } = self;
        write!(f, "{verdict:10}  {what:14} {says}")?;
        match next {
            Some(next) => write!(f, " → {next}"),
            None => Ok(()),
        }
    }
}
