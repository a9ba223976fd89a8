//! The least that each root field needs to be well formed, one line a field, by the service that answers.

mod cheques;
mod diagnostics;
mod help;
mod learners;
mod referrals;
mod registry;
mod requests;
mod venue;

use kernel::access::Role;
use serde_json::Value;

use super::things::Things;

/// The arguments of a field about these things, by a caller of that role; but for `key`.
#[track_caller]
pub(super) fn arguments(field: &str, of: &Things, role: Option<Role>) -> Value {
    let home = of.get(match role {
        Some(Role::Funder) => "funder",
        Some(Role::Prescriber) => "prescriber",
        _ => "structure",
    });
    let line = registry::line(field, of, home)
        .or_else(|| cheques::line(field, of, home))
        .or_else(|| venue::line(field, of, home));
    let line = line.or_else(|| requests::line(field, of, role)).or_else(|| learners::line(field, of, role));
    let line = line.or_else(|| diagnostics::line(field, of, role));
    let line = line.or_else(|| help::line(field, of)).or_else(|| referrals::line(field, of, role));
    line.unwrap_or_else(|| panic!("« {field} » has no line in tests/trust/lines/"))
}

/// Deeds after which somebody or something is no more: they are done last.
pub(super) const ENDINGS: &[&str] = &[
    "eraseLearner",
    "withdrawVenue",
    "dismissMember",
    "leaveOrganisation",
    "endDevice",
    "endAccess",
    "cancelPrintRun",
    "closeFeed",
    "removeCalendar",
];

/// What belongs to whoever bears its code or its secret: whose it is else decides nothing.
pub(super) const BEARERS: &[&str] = &["cheque", "booklet", "serveLearner", "holdCheques"];

/// Deeds open to all because they are how somebody becomes somebody: what they show is the caller's own, or nothing.
pub(super) const OF_ONESELF: &[&str] = &[
    "me",
    "askSignIn",
    "signIn",
    "renewAccess",
    "endAccess",
    "chooseOrganisation",
    "proveSecondFactor",
    "setUpTotp",
    "confirmTotp",
    "printCodeCard",
    "ownDevice",
    "openDevice",
    "setPin",
    "acceptInvitation",
    "declineInvitation",
    "leaveOrganisation",
    // A calendar is whoever's has its secret: another secret shows nothing.
    "feed",
    // A referral is read and answered by whoever holds its secret address: another secret shows nothing.
    "linkedReferral",
    "answerLinkedReferral",
];

/// Deeds of one's own venue or structure upon what need not belong to it: a cheque is its bearer's, a booklet the
/// network's, and anybody may be given a role.
pub(super) const OPEN_WITHIN: &[&str] = &[
    "redeemCheques",
    "handOverCarnet",
    "enrolMember",
    "lookOver",
    "carnet",
    "carnetFiles",
    "blockCarnet",
    "unblockCarnet",
    "replaceCarnet",
    "sendCarnets",
    "returnCarnets",
    "blockStock",
    "parcels",
    "carnetMoves",
];
