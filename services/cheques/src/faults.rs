//! Where a test makes the program die: between the steps of a settlement and of an import. Without the feature `faults`, which
//! only tests have, nothing of it is there.

/// A step is done; the process ends here when a test has said so (`FAILPOINTS=name=return`).
#[cfg(feature = "faults")]
pub(crate) fn reached(step: &str) {
    fail::fail_point!(step, |_| std::process::abort());
}

/// A step is done.
#[cfg(not(feature = "faults"))]
pub(crate) const fn reached(_: &str) {}

/// Reads at which steps the process is to end; they hold as long as the answer is kept.
#[cfg(feature = "faults")]
#[must_use]
pub fn awaited() -> impl Sized {
    fail::FailScenario::setup()
}

/// No step is awaited.
#[cfg(not(feature = "faults"))]
pub const fn awaited() {}
