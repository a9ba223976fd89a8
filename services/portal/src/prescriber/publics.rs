//! The publics of the scheme, as people name them.

use super::queries::Public;

/// Every public, in the order in which they are proposed.
pub(crate) const ALL: [Public; 5] =
    [Public::JobSeeker, Public::YoungInIntegration, Public::SixtyAndOver, Public::SocialMinima, Public::Other];

/// Those of an order; none named means all.
pub(crate) fn of(named: &[Public]) -> Vec<Public> {
    match named.is_empty() {
        true => ALL.to_vec(),
        false => ALL.into_iter().filter(|public| named.contains(public)).collect(),
    }
}

/// The name of its sentence.
pub(crate) const fn word(public: Public) -> &'static str {
    match public {
        Public::JobSeeker => "prescriber-job-seeker",
        Public::YoungInIntegration => "prescriber-young",
        Public::SixtyAndOver => "prescriber-sixty",
        Public::SocialMinima => "prescriber-minima",
        Public::Other => "prescriber-other",
    }
}

/// As a form and an address bear it.
pub(crate) const fn value(public: Public) -> &'static str {
    match public {
        Public::JobSeeker => "emploi",
        Public::YoungInIntegration => "jeune",
        Public::SixtyAndOver => "soixante",
        Public::SocialMinima => "minima",
        Public::Other => "autre",
    }
}

/// The public of that value.
pub(crate) fn of_value(text: &str) -> Option<Public> {
    ALL.into_iter().find(|public| value(*public) == text)
}
