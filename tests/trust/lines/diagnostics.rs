//! What diagnostics answer: who made one reads it; nobody else does while nobody agreed.

use kernel::access::Role;
use serde_json::{Value, json};

use super::super::things::Things;
use crate::support::network::diagnostics::{answered, questions};

pub(super) fn line(field: &str, of: &Things, role: Option<Role>) -> Option<Value> {
    let prescribes = role == Some(Role::Prescriber);
    let (made, learner) = if prescribes { ("talk", "pupil") } else { ("diagnostic", "guest") };
    Some(match field {
        "questionSet" | "questionSets" => json!({}),
        "formalityPlaces" => json!({ "commune": "62447" }),
        "diagnostic" => json!({ "id": of.get(made) }),
        "diagnostics" => json!({ "learnerId": of.get(learner) }),
        "recommendations" => json!({ "input": { "learnerId": of.get(learner) } }),
        "diagnosticCounts" => json!({ "month": "2025-10" }),
        "recordDiagnostic" => json!({ "input": answered(&[], "HELP") }),
        "draftQuestions" => json!({ "input": questions() }),
        "publishQuestions" => json!({ "version": 2, "revision": 1 }),
        _ => return None,
    })
}
