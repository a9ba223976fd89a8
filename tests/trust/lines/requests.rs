//! What requests for a booklet answer: who recorded one is told of it, and nobody else.

use kernel::access::Role;
use serde_json::{Value, json};

use super::super::things::Things;

pub(super) fn line(field: &str, of: &Things, role: Option<Role>) -> Option<Value> {
    let request = of.get(if role == Some(Role::Prescriber) { "wish" } else { "request" });
    let (order, serial) = (of.get("paid"), of.get("stock"));
    Some(match field {
        "requestCarnet" => json!({ "input": {
            "name": "Zélie Canari", "birthYear": 1951, "public": "OTHER", "homeCommune": "62447",
            "proofSeenOn": "2025-10-01",
        } }),
        "carnetRequests" => json!({}),
        "carnetRequest" => json!({ "id": request }),
        "withdrawRequest" => json!({ "requestId": request }),
        "setCarnetAside" => json!({ "requestId": request, "carnet": serial }),
        "postCarnet" => json!({ "requestId": request, "carnet": serial, "tracking": "6A1234567890" }),
        "handOverRequest" => json!({ "requestId": request, "carnet": serial }),
        "requestQueue" => json!({ "orderId": order }),
        "requestRule" => json!({ "orderId": order }),
        "settleRequestRule" => json!({ "orderId": order, "input": { "takes": "NONE" } }),
        "decideRequest" => json!({ "requestId": of.get("request"), "accept": true }),
        _ => return None,
    })
}
