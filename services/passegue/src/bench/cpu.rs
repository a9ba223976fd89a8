//! The time that this process has spent on the processors.

/// Ticks a second of `/proc`, on every Linux that Rust runs on.
const TICKS: f64 = 100.0;

/// User and system seconds of this process so far; nothing where there is no `/proc`.
pub(crate) fn seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold spaces.
    let (_, after) = stat.rsplit_once(')')?;
    let mut fields = after.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}
