//! What a venue's own agenda answers.

use serde_json::{Value, json};

use super::super::things::Things;
use crate::support::network::workshop;

pub(super) fn line(field: &str, of: &Things) -> Option<Value> {
    let venue = of.get("venue");
    Some(match field {
        "workshops" | "sessions" => json!({ "venueId": venue }),
        "createWorkshop" => json!({ "venueId": venue, "input": workshop("Premiers clics") }),
        "changeWorkshop" => {
            json!({ "venueId": venue, "workshopId": of.get("workshop"), "input": { "seats": 9 } })
        }
        "scheduleSession" => json!({ "venueId": venue, "input": {
            "workshopId": of.get("workshop"), "startsAt": "2025-10-21T14:00:00+02:00",
        } }),
        "changeSession" => json!({ "venueId": venue, "sessionId": of.get("session"), "input": { "seats": 9 } }),
        "cancelSession" => json!({ "venueId": venue, "sessionId": of.get("session"), "reason": "Contrôle" }),
        _ => return None,
    })
}
