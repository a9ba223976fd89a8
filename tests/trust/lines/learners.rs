//! What the service of learners answers: who keeps somebody is told of them, and nobody else.

use kernel::access::Role;
use serde_json::{Value, json};

use super::super::things::Things;

pub(super) fn line(field: &str, of: &Things, role: Option<Role>) -> Option<Value> {
    let its =
        if role == Some(Role::Prescriber) { ["pupil", "pupilToo", "pupils"] } else { ["guest", "guestToo", "guests"] };
    let [learner, too, merge] = its.map(|name| of.get(name));
    Some(match field {
        "consentForm" | "learners" => json!({}),
        "learner" | "learnerRecord" => json!({ "id": learner }),
        "similarLearners" => json!({ "name": { "givenName": "Zélie", "familyName": "Canari" } }),
        "keepLearner" => json!({ "input": { "givenName": "Zélie", "familyName": "Canari" } }),
        "changeLearner" => {
            json!({ "learnerId": learner, "input": { "givenName": "Zélie", "familyName": "Canari", "language": "nl" } })
        }
        "renewLearnerCard" | "eraseLearner" => json!({ "learnerId": learner }),
        "serveLearner" => json!({ "card": of.get("card") }),
        "recordConsents" => json!({ "input": {
            "learnerId": learner, "answers": [{ "purpose": "REMINDERS", "given": true }], "version": 1, "way": "PAPER",
        } }),
        "mergeLearners" => json!({ "fromId": too, "intoId": learner }),
        "undoLearnerMerge" => json!({ "mergeId": merge }),
        _ => return None,
    })
}
