//! What the service of cheques answers: orders, booklets, the counter, the month's end.

use serde_json::{Value, json};

use super::super::things::Things;
use crate::support::network::Wanted;

pub(super) fn line(field: &str, of: &Things, home: &str) -> Option<Value> {
    let (venue, order, run) = (of.get("venue"), of.get("order"), of.get("run"));
    Some(match field {
        "orderTasks" | "orders" | "networkCheck" | "prepareSettlement" | "checkNetwork" => json!({}),
        "placeOrder" => json!({ "input": Wanted::default().input(of.get("funder")) }),
        "confirmFunds" => json!({ "orderId": order, "amountCents": 40_000, "reference": format!("VIR {order}") }),
        "quoteOrder" => json!({ "input": Wanted::default().input(of.get("funder")), "until": "2025-10-31" }),
        "signOrder"
        | "issueInvoice"
        | "proposeProof"
        | "recordPrinting"
        | "validateOrderEnd"
        | "proposeEndStatement"
        | "issueCreditNote" => json!({ "orderId": order }),
        "answerProof" => json!({ "orderId": order, "approve": true }),
        "openProof" => json!({ "orderId": order, "fileId": of.get("file") }),
        "dispatchCarnets" => {
            json!({ "orderId": order, "structureId": of.get("prescriber"), "first": 1, "last": 1 })
        }
        "confirmDelivery" => json!({ "orderId": of.get("paid"), "deliveryNo": 1, "counted": 2 }),
        "answerEndStatement" => json!({ "orderId": order, "accept": true }),
        "confirmRefund" => json!({ "orderId": order, "reference": "VIR 9" }),
        "issueCarnets" | "closeExpiredOrder" => json!({ "orderId": order }),
        "askPrintRelease" => json!({ "input": { "fileId": of.get("file"), "form": "DATA" } }),
        "releasePrint" | "openPrint" => json!({ "releaseId": of.get("release") }),
        "printReleases" => json!({ "orderId": order }),
        "cancelPrintRun" => json!({ "orderId": order, "reason": "Erreur" }),
        "openFile" => json!({ "fileId": of.get("file") }),
        "handOverCarnet" => json!({ "input": {
            "prescriberId": of.get("prescriber"), "carnet": of.get("stock"), "homeCommune": of.get("commune"),
            "public": "OTHER",
        } }),
        "allotCarnets" => {
            json!({ "orderId": of.get("paid"), "prescriberId": of.get("prescriber"), "first": 1, "last": 1 })
        }
        "stock" | "handOvers" => json!({ "prescriberId": of.get("prescriber") }),
        "carnet" => json!({ "prescriberId": of.get("prescriber"), "written": of.get("stock") }),
        "carnetFiles" => json!({ "structureId": home, "serial": of.get("serial") }),
        "blockCarnet" => json!({ "input": {
            "structureId": home, "carnet": of.get("serial"), "why": "LOST", "reason": "Appel de la personne",
        } }),
        "unblockCarnet" => json!({ "structureId": home, "carnet": of.get("serial"), "reason": "Retrouvé" }),
        "replaceCarnet" => json!({ "input": {
            "structureId": home, "oldCarnet": of.get("serial"), "newCarnet": of.get("stock"), "reason": "Perdu",
        } }),
        "stocks" | "distributionPoints" => json!({}),
        "parcels" | "carnetMoves" => json!({ "structureId": home }),
        "sendCarnets" => json!({ "fromId": home, "toId": of.get("funder"), "lot": { "first": of.get("stock") } }),
        "countParcel" => json!({ "parcelId": of.get("parcel"), "counted": 1 }),
        "returnCarnets" => json!({ "structureId": home, "lot": { "first": of.get("stock") } }),
        "blockStock" => json!({
            "structureId": home, "lot": { "first": of.get("stock") }, "why": "STOLEN", "reason": "Vol dans le local",
        }),
        "allocationPlan" => json!({ "orderId": of.get("paid"), "carnets": 0, "fixed": 0 }),
        "allocateCarnets" => json!({
            "orderId": of.get("paid"), "destinations": [{ "structureId": of.get("prescriber"), "carnets": 1 }],
        }),
        "booklet" => json!({ "serial": of.get("serial"), "code": of.get("code") }),
        "counters" => json!({}),
        "counterOffer" => json!({ "venueId": venue }),
        "paidServices" => json!({}),
        "lookOver" => json!({ "venueId": venue, "codes": [of.get("code")] }),
        "holdCheques" => json!({ "input": {
            "bookingId": of.get("receipt"), "carnet": of.get("serial"), "code": of.get("spare"), "cheques": 1,
            "venueId": venue, "startsAt": "2025-10-21T14:00:00+02:00",
        } }),
        "releaseCheques" => {
            let booking = if home == of.get("prescriber") { "prebooking" } else { "booking" };
            json!({ "bookingId": of.get(booking), "why": "CANCELLED" })
        }
        "recordWelcome" => json!({ "input": { "venueId": venue, "kind": "FREE" } }),
        "receipt" => json!({ "id": of.get("receipt") }),
        "counterDay" => json!({ "venueId": venue }),
        "order" => json!({ "id": order }),
        "settlements" | "settlementPreview" | "funnel" => json!({}),
        "statements" | "nextPayments" => json!({ "venueId": venue }),
        "communeFigures" => json!({ "year": 2025 }),
        "cheque" => json!({ "code": of.get("code") }),
        "redeemCheques" => json!({ "venueId": venue, "codes": [of.get("code")] }),
        "voidRedemption" => json!({ "receiptId": of.get("receipt"), "reason": "Erreur" }),
        "acts" => json!({ "written": of.get("receipt") }),
        "heldPayments" => json!({}),
        "paperRequests" => json!({}),
        "paperRequest" => json!({ "id": of.get("papers") }),
        "askForPapers" => json!({ "input": {
            "venueId": venue, "settlementId": run, "lines": [0], "reason": "Contrôle",
        } }),
        "answerPapers" | "checkPapers" => json!({ "requestId": of.get("papers") }),
        "disputes" => json!({ "venueId": venue }),
        "dispute" => json!({ "id": of.get("dispute") }),
        "openDispute" => json!({ "venueId": venue, "settlementId": run, "body": "Un chèque manque." }),
        "answerDispute" => json!({ "disputeId": of.get("dispute"), "body": "Voyez la feuille de présence." }),
        "closeDispute" => json!({ "disputeId": of.get("dispute"), "outcome": "EXPLAINED", "reason": "Contrôle" }),
        "reverseRedemptions" | "holdRedemptions" | "releaseRedemptions" => {
            json!({ "chosen": { "receiptId": of.get("receipt") }, "reason": "Contrôle" })
        }
        "holdPayments" | "releasePayments" => json!({ "venueId": venue, "reason": "Contrôle" }),
        "settlement" => json!({ "id": run }),
        "approveSettlement" | "exportSettlement" => json!({ "settlementId": run }),
        "confirmSettlement" => json!({ "settlementId": run, "bankReference": "RELEVE" }),
        "importBankFile" => json!({ "fileId": of.get("file") }),
        "bankFile" => json!({ "id": of.get("file") }),
        "bankFiles" | "returnedPayments" | "paymentTerms" | "plannedTerms" | "settlementCalendar" => json!({}),
        "confirmIncomingFunds" => json!({ "statementId": run, "no": 1, "reference": "VIR" }),
        "feeRules" => json!({ "orderId": order }),
        "setPaymentTerms" => json!({ "fromDay": "2026-01-01", "minimumCents": 0, "delayDays": 30 }),
        "setFeeRule" => json!({ "orderId": order, "fromDay": "2026-01-01", "perMille": 0 }),
        "statement" => json!({ "venueId": venue, "settlementId": run }),
        "trialBalance" | "fundProof" | "dailyRoots" | "transparency" => json!({}),
        "accountStatement" => json!({ "account": { "kind": "bank" } }),
        "orderStatement" => json!({ "orderId": order }),
        "exportFec" => json!({ "siren": "200044030", "until": "2025-10-01" }),
        _ => return None,
    })
}
