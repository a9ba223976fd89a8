//! What referrals answer: who sent one reads it whole, who receives it a first name; nobody else knows that it is there.

use kernel::access::Role;
use serde_json::{Value, json};

use super::super::things::Things;

/// A secret that opens nothing.
const NO_SECRET: &str = "0123456789abcdef0123456789abcdef";

pub(super) fn line(field: &str, of: &Things, role: Option<Role>) -> Option<Value> {
    let prescribes = role == Some(Role::Prescriber);
    let (learner, errand, link) =
        if prescribes { ("pupil", "errand", "errandLink") } else { ("guest", "visit", "visitLink") };
    Some(match field {
        "sendReferral" => json!({ "input": { "learnerId": of.get(learner), "venueId": of.get("venue") } }),
        "seeReferral" => json!({ "referralId": of.get(errand) }),
        "answerReferral" => json!({ "referralId": of.get(errand), "input": { "reasons": ["FULL"] } }),
        "settleReferral" => json!({ "referralId": of.get(errand), "settlement": "WITHDRAW" }),
        "tellReferral" => json!({ "referralId": of.get(errand), "no": 2 }),
        "openReferralLink" => json!({ "referralId": of.get(errand), "secret": NO_SECRET }),
        "closeReferralLink" => json!({ "linkId": of.get(link) }),
        "referrals" => json!({ "tray": "SENT" }),
        "referral" => json!({ "id": of.get(errand) }),
        "referralCounts" => json!({ "month": "2025-10" }),
        "linkedReferral" => json!({ "secret": NO_SECRET }),
        "answerLinkedReferral" => json!({ "secret": NO_SECRET, "input": { "accept": true } }),
        _ => return None,
    })
}
