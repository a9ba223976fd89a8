//! What the registry answers: the territory, venues, structures, people.

use serde_json::{Value, json};

use super::super::things::Things;
use crate::support::network::demand;

/// `home` is the structure of the caller's role among these things.
pub(super) fn line(field: &str, of: &Things, home: &str) -> Option<Value> {
    let (venue, why) = (of.get("venue"), "Contrôle");
    Some(match field {
        "communes" => json!({ "year": 2025 }),
        "commune" => json!({ "code": "62447", "year": 2025 }),
        "venues" | "listedPlaces" | "applications" => json!({}),
        "venue" => json!({ "id": venue }),
        "me" => json!({}),
        "askSignIn" => json!({ "mail": of.get("mail") }),
        "signIn" => json!({ "id": of.get("person"), "code": "123456" }),
        "renewAccess" | "endAccess" => json!({ "refresh": of.get("person") }),
        "chooseOrganisation" => json!({ "organisationId": home }),
        // Proofs, devices, invitations.
        "proveSecondFactor" | "confirmTotp" => json!({ "code": "000000" }),
        "setUpTotp" | "printCodeCard" | "networkKeys" | "deedsInPairs" | "trail" => json!({}),
        "endSecondFactor" => json!({ "personId": of.get("person") }),
        "ownDevice" => json!({ "device": of.get("person") }),
        "openDevice" => json!({ "device": of.get("person"), "personId": of.get("person"), "pin": "204891" }),
        "setPin" => json!({ "device": of.get("person"), "pin": "204891" }),
        "enrolDevice" => json!({ "organisationId": home, "name": "Tablette" }),
        "endDevice" => json!({ "id": of.get("device") }),
        "devices" | "invitations" => json!({ "organisationId": home }),
        // Whoever really left could ask nothing more: the line names a structure of which nobody is.
        "leaveOrganisation" => json!({ "organisationId": of.get("person") }),
        "inviteMember" => json!({
            "organisationId": home, "mail": "invitee@b.example", "name": "Ana", "roles": ["COUNTER_STAFF"],
        }),
        "cancelInvitation" | "acceptInvitation" | "declineInvitation" => json!({ "id": of.get("invitation") }),
        // Applications and sheets.
        "places" => json!({ "search": "62140" }),
        "criteriaGrid" | "applicationDraft" | "structures" => json!({}),
        "application" => json!({ "id": of.get("application") }),
        "saveApplicationDraft" => json!({ "document": "{}" }),
        "answerCriteria" => json!({ "applicationId": of.get("application"), "input": {
            "version": 1, "answers": [{ "criterion": "public", "reply": "YES" }],
        } }),
        "attachEvidence" => json!({
            "applicationId": of.get("application"), "input": { "fileId": of.get("file"), "criterion": "bank" },
        }),
        "openEvidence" => json!({ "applicationId": of.get("application"), "fileId": of.get("file") }),
        "writeMessage" => json!({ "applicationId": of.get("application"), "body": "Bonjour" }),
        "duplicates" => json!({ "venueId": venue }),
        "updateVenue" => json!({ "venueId": venue, "input": { "phone": "0321000000" } }),
        "importListings" => json!({ "fileId": of.get("file"), "source": "Essai", "dryRun": true }),
        "registerStructure" => json!({ "input": { "name": "Foyer rural", "kind": "VENUE_HOLDER" } }),
        "members" => json!({ "organisationId": home }),
        "enrolMember" => json!({ "organisationId": home, "personId": of.get("person"), "role": "VENUE_MANAGER" }),
        "dismissMember" => json!({ "memberId": of.get("member") }),
        "applyForAccreditation" => json!({ "input": { "venueId": venue, "account": demand("Auchy")["account"] } }),
        "bankAccount" => json!({ "structureId": of.get("structure") }),
        "bankDossiers" => json!({}),
        "proposeBankAccount" => json!({ "input": {
            "structureId": of.get("structure"), "holder": "Mairie", "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP",
            "documentDay": "2025-09-30",
        } }),
        "decideBankAccount" => {
            json!({ "dossierId": of.get("application"), "decision": { "accept": false, "reason": why } })
        }
        "decideAccreditation" => {
            json!({ "applicationId": of.get("application"), "accept": false, "reason": why })
        }
        "suspendVenue" | "reinstateVenue" | "withdrawVenue" => json!({ "venueId": venue, "reason": why }),
        "declareNode" => {
            json!({ "venueId": venue, "url": "http://127.0.0.1:9/", "publicKey": "00" })
        }
        _ => return None,
    })
}
