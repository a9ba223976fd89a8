//! The commands as an operator types them: what they say, how they stop, and what a server keeps to itself.

mod backup;
mod backup_refused;
mod bench;
mod doctor;
mod forgotten;
mod hand_over;
mod help;
mod serving;
mod sign_in;
mod stops;
mod story;
mod venues;

use crate::support::program::Ended;

/// It could not do what it was asked.
const REFUSED: i32 = 3;
/// It did not understand what it was asked.
const USAGE: i32 = 2;

impl Ended {
    /// It stopped with that status and one line of French on stderr, which holds that part.
    #[track_caller]
    pub(crate) fn stopped(&self, status: i32, part: &str) {
        assert_eq!(self.status, Some(status), "{self:?}");
        assert_eq!(self.said, "", "{self:?}");
        let lines: Vec<&str> = self.complained.lines().collect();
        assert!(matches!(lines[..], [line] if line.starts_with("passegue : ")), "one line: {self:?}");
        assert!(self.complained.contains(part), "« {part} » in {self:?}");
    }
}
