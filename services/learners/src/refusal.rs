//! What this service refuses, each with the facts to act upon.

use kernel::refusal::{Code, Refusal as Said};
use store::Trouble;

/// The refusals of learners, of help outside sessions, of diagnostics and of referrals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Absent, or not yours.
    NotFound,
    /// Not at the stage where this can be done.
    WrongStage { stage: &'static str },
    /// A value cannot be accepted.
    Invalid { field: &'static str },
    /// The commune does not exist at that date.
    NoSuchCommune,
    /// People of nearly that name and year of birth are known already.
    Similar,
    /// Too many names were sought, or numbers of cards that nobody has.
    SlowDown { minutes: i64 },
    /// The day is none of those that are taken.
    Dates,
    /// The person does not agree, or does no more, that another place is told who comes.
    ConsentMissing,
    /// The help was undone before.
    HelpUndone,
    /// The help was written down on another day.
    HelpTooOld,
}

impl From<Refusal> for Said {
    fn from(refusal: Refusal) -> Self {
        use Refusal as R;
        match refusal {
            R::NotFound => Said::of(Code::NotFound),
            R::WrongStage { stage } => Said::of(Code::WrongStage).with("stage", stage),
            R::Invalid { field } => Said::of(Code::InputInvalid).with("field", field),
            R::NoSuchCommune => Said::of(Code::CommuneUnknown),
            R::Similar => Said::of(Code::LearnerSimilar),
            R::SlowDown { minutes } => Said::of(Code::TooManyAttempts).with("field", "person").with("minutes", minutes),
            R::ConsentMissing => Said::of(Code::ConsentMissing),
            R::Dates => Said::of(Code::DatesInvalid),
            R::HelpUndone => Said::of(Code::Voided).with("stage", "help"),
            R::HelpTooOld => Said::of(Code::VoidTooLate).with("stage", "help"),
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

/// A text that somebody wrote, trimmed: 1 to `most` characters, none of control; otherwise `INPUT_INVALID`.
pub(crate) fn written(text: &str, most: usize, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Refusal::Invalid { field });
    }
    Ok(text.to_owned())
}

/// The same in several lines, parted by `\n`.
pub(crate) fn written_lines(text: &str, most: usize, field: &'static str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let is_odd = |c: char| c.is_control() && c != '\n';
    if text.is_empty() || text.chars().count() > most || text.chars().any(is_odd) {
        return Err(Refusal::Invalid { field });
    }
    Ok(text.to_owned())
}
