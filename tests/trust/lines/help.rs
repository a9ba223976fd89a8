//! What help outside sessions answers.

use serde_json::{Value, json};

use super::super::things::Things;

pub(super) fn line(field: &str, of: &Things) -> Option<Value> {
    let venue = of.get("venue");
    Some(match field {
        "recordHelp" => json!({ "input": { "venueId": venue, "theme": "MAIL", "minutes": 20 } }),
        "undoHelp" => json!({ "helpId": of.get("help") }),
        "helps" => json!({ "venueId": venue }),
        "helpFigures" => json!({ "year": 2025, "month": 10 }),
        _ => return None,
    })
}
