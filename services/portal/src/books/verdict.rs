//! What a proof of the funds says, as pages tell it.

use crate::schema;

/// What a verdict on the funds is called in the words of a page.
pub(super) fn said(verdict: FundVerdict) -> &'static str {
    match verdict {
        FundVerdict::Proven => "proven",
        FundVerdict::Unproven => "unproven",
        FundVerdict::Missing => "missing",
        FundVerdict::LedgerWrong => "wrong",
    }
}

/// What a proof of the funds says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum FundVerdict {
    Proven,
    Unproven,
    Missing,
    LedgerWrong,
}
