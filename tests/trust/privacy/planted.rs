//! People of three organisations, each told by words that stand nowhere else; and what each organisation has to do with them.

use serde_json::{Value, json};

use super::super::things::Tenant;
use crate::support::network::{
    Network, Place, Wanted,
    answer::text,
    cast::Person,
    deeds::{
        ASK_CARNET, BOOK_SEAT, KEEP_LEARNER, MERGE_LEARNERS, OPEN_REFERRAL_LINK, RECORD_CONSENTS, RECORD_DIAGNOSTIC,
        RECORD_HELP, SEND_REFERRAL, SERVE_LEARNER,
    },
    diagnostics::answered,
};

/// Somebody, and who has to do with them: structures.
#[derive(Default)]
pub(super) struct Sheet {
    /// What was written down of them, under the field that shows it.
    pub(super) words: Vec<(&'static str, String)>,
    pub(super) keeper: Option<String>,
    pub(super) serving: Vec<String>,
    pub(super) served: Vec<String>,
    pub(super) maker: Option<String>,
    pub(super) agrees: bool,
    pub(super) recorder: Option<String>,
    pub(super) helper: Option<String>,
    pub(super) sender: Option<String>,
    pub(super) receiver: Option<String>,
    /// Whether they agree that the reason is shown.
    pub(super) explains: bool,
    pub(super) host: Option<String>,
}

impl Sheet {
    /// What was written down for that field.
    pub(super) fn word(&self, field: &str) -> Option<&str> {
        self.words.iter().find(|(name, _)| *name == field).map(|(_, word)| word.as_str())
    }

    #[track_caller]
    fn get(&self, field: &str) -> &str {
        self.word(field).unwrap_or_else(|| panic!("nothing was written down for {field}"))
    }
}

/// Four whom each organisation keeps, and two for whom it recorded a wish; on the first of October.
pub(super) async fn planted(net: &Network, tenants: &[Tenant]) -> Vec<Sheet> {
    net.order(Wanted { carnets: 12, ..Wanted::default() }).await;
    let mut sheets = Vec::new();
    for (town, tenant) in tenants.iter().enumerate() {
        let (counter, prescriber) = (&tenant.place.counter, &tenant.prescriber);
        let mut first = kept(net, counter, town * 10).await;
        agrees(net, counter, &first, "SHARE_DIAGNOSTIC").await;
        first.agrees = true;
        told_twice(net, counter, &first, town * 10 + 9).await;
        helped(net, &tenant.place, &mut first).await;
        let mut once = kept(net, counter, town * 10 + 2).await;
        agrees(net, counter, &once, "REMINDERS").await;
        let stranger = &tenants[(town + 2) % tenants.len()].place;
        serves(net, stranger, &once).await;
        once.served.push(stranger.structure.clone());
        sheets.extend([first, kept(net, counter, town * 10 + 1).await, once]);
        sheets.push(kept(net, prescriber, town * 10 + 3).await);
        sheets.push(wished(net, counter, town * 10 + 4).await);
        sheets.push(wished(net, prescriber, town * 10 + 5).await);
    }
    sheets
}

/// A month later, the next organisation receives the first two of each counter; they are sent to the one after it, and the third
/// to a partner outside the network.
pub(super) async fn received(net: &Network, tenants: &[Tenant], sheets: &mut [Sheet]) {
    for (town, theirs) in sheets.chunks_mut(6).enumerate() {
        let (counter, after) = (&tenants[town].place.counter, &tenants[(town + 2) % tenants.len()].place);
        let [first, second, third, ..] = theirs else { panic!("six sheets a town") };
        sent(net, counter, first, Some(after), &["REFERRAL"]).await;
        sent(net, counter, second, Some(after), &["REFERRAL", "SHARE_REASON"]).await;
        sent(net, counter, third, None, &["REFERRAL", "SHARE_REASON"]).await;
        let next = &tenants[(town + 1) % tenants.len()].place;
        booked(net, counter, first, next).await;
        for sheet in &mut theirs[..2] {
            serves(net, next, sheet).await;
            sheet.serving.push(next.structure.clone());
        }
    }
}

async fn kept(net: &Network, who: &Person, no: usize) -> Sheet {
    let letters = letters(no);
    let mut words = vec![
        ("LearnerPerson.givenName", format!("Gaspardine{letters}")),
        ("LearnerPerson.familyName", format!("Wattebled{letters}")),
        ("LearnerPerson.birthDate", format!("{}-03-02", 1930 + no)),
        ("LearnerPerson.address", format!("{no} impasse des Canaris {letters}")),
        ("LearnerContact.phone", format!("06 44 33 22 {no:02}")),
        ("LearnerContact.mail", format!("canari.{letters}@prive.example")),
        ("LearnerProxy.name", format!("Tutrice{letters} Canari")),
        ("LearnerProxy.phone", format!("03 21 44 00 {no:02}")),
        ("LearnerNeeds.language", letters.clone()),
    ];
    let word = |field: &str| words.iter().find(|(name, _)| *name == field).map(|(_, word)| word.clone());
    let input = json!({
        "givenName": word("LearnerPerson.givenName"), "familyName": word("LearnerPerson.familyName"),
        "birthDate": word("LearnerPerson.birthDate"), "address": word("LearnerPerson.address"),
        "phone": word("LearnerContact.phone"), "phoneShared": true, "mail": word("LearnerContact.mail"),
        "proxy": { "name": word("LearnerProxy.name"), "phone": word("LearnerProxy.phone"), "relation": "GUARDIAN" },
        "toldBy": "LETTER", "language": letters, "access": ["READING"], "transport": "LIFT", "homeCommune": "62447",
    });
    let learner = net.asks(who, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok();
    words.push(("Learner.id", text(&learner["learnerId"])));
    words.push(("Learner.card", text(&learner["card"])));
    // The second talk is compared with the first.
    for answer in ["NOT_YET", "ALONE"] {
        words.retain(|(name, _)| *name != "Diagnostic.id");
        words.push(("Diagnostic.id", talked(net, who, &learner["learnerId"], answer).await));
    }
    let home = Some(who.organisation());
    Sheet { words, keeper: home.clone(), maker: home, ..Sheet::default() }
}

async fn talked(net: &Network, who: &Person, learner: &Value, answer: &str) -> String {
    let mut input = answered(&[("mail", answer)], "HELP");
    input["learnerId"] = learner.clone();
    input["chosen"] = json!([{ "question": "equipment", "choice": "none" }]);
    text(&net.asks(who, RECORD_DIAGNOSTIC, json!({ "input": input })).await.ok()["diagnosticId"])
}

async fn agrees(net: &Network, who: &Person, sheet: &Sheet, purpose: &str) {
    let answers = json!([{ "purpose": purpose, "given": true }]);
    let input = json!({ "learnerId": sheet.get("Learner.id"), "answers": answers, "version": 1, "way": "PAPER" });
    net.asks(who, RECORD_CONSENTS, json!({ "input": input })).await.ok();
}

/// The same person was written down twice, and is one now.
async fn told_twice(net: &Network, who: &Person, sheet: &Sheet, no: usize) {
    let again = json!({ "givenName": "Gaspardine", "familyName": format!("Watebled{}", letters(no)) });
    let again = net.asks(who, KEEP_LEARNER, json!({ "input": again, "another": true })).await.ok();
    let merged = json!({ "from": again["learnerId"], "into": sheet.get("Learner.id") });
    net.asks(who, MERGE_LEARNERS, merged).await.ok();
}

async fn helped(net: &Network, place: &Place, sheet: &mut Sheet) {
    let card = sheet.get("Learner.card");
    let input = json!({ "venueId": place.id, "theme": "MAIL", "minutes": 20, "card": card });
    let help = net.asks(&place.counter, RECORD_HELP, json!({ "input": input })).await.ok();
    sheet.words.push(("Help.id", text(&help["helpId"])));
    sheet.helper = Some(place.structure.clone());
}

/// Somebody is sent to a venue or to a partner outside, who gets a secret address.
async fn sent(net: &Network, who: &Person, sheet: &mut Sheet, to: Option<&Place>, agreed: &[&str]) {
    for purpose in agreed {
        agrees(net, who, sheet, purpose).await;
    }
    let reason = format!("Canari : raison de {}", sheet.get("LearnerNeeds.language"));
    let mut input = json!({ "learnerId": sheet.get("Learner.id"), "reason": reason });
    sheet.words.push(("Referral.reason", reason));
    match to {
        Some(place) => {
            input["venueId"] = json!(place.id);
            sheet.receiver = Some(place.structure.clone());
        }
        None => {
            let partner = format!("Association {}", sheet.get("LearnerNeeds.language"));
            input["partnerName"] = json!(partner);
            sheet.words.push(("Referral.partnerName", partner));
        }
    }
    let referral = text(&net.asks(who, SEND_REFERRAL, json!({ "input": input })).await.ok()["referralId"]);
    if to.is_none() {
        let secret = net.nothing().replace('-', "");
        net.asks(who, OPEN_REFERRAL_LINK, json!({ "id": referral, "secret": secret })).await.ok();
        sheet.words.push(("LinkedReferral.secret", secret));
    }
    sheet.words.push(("Referral.id", referral));
    sheet.sender = Some(who.organisation());
    sheet.explains = agreed.contains(&"SHARE_REASON");
}

/// Somebody has a seat at a venue.
async fn booked(net: &Network, who: &Person, sheet: &mut Sheet, place: &Place) {
    let workshop = net.offers(place, "Premiers clics").await;
    let session = text(&net.schedules(place, &workshop, "2025-11-20T14:00:00+01:00").await.ok()["id"]);
    let called = format!("Appelée {} W.", sheet.get("LearnerNeeds.language"));
    let input = json!({ "sessionId": session, "called": called, "learnerId": sheet.get("Learner.id") });
    let seat = net.asks(who, BOOK_SEAT, json!({ "venue": place.id, "input": input })).await.ok();
    sheet.words.push(("SessionBooking.id", text(&seat["bookingId"])));
    sheet.words.push(("SessionBooking.called", called));
    sheet.words.push(("Session.id", session));
    sheet.words.push(("Session.venue", place.id.clone()));
    sheet.host = Some(place.structure.clone());
}

async fn serves(net: &Network, place: &Place, sheet: &Sheet) {
    net.asks(&place.counter, SERVE_LEARNER, json!({ "card": sheet.get("Learner.card") })).await.ok();
}

async fn wished(net: &Network, who: &Person, no: usize) -> Sheet {
    let letters = letters(no);
    let given = format!("Honorine{letters}");
    let mut words = vec![
        ("RequestPerson.name", format!("{given} Delattre{letters}")),
        ("RequestPerson.phone", format!("06 55 33 22 {no:02}")),
        ("RequestPerson.address", format!("{no} allée des Canaris {letters}")),
    ];
    let input = json!({
        "name": words[0].1, "birthYear": 1930 + no, "phone": words[1].1, "address": words[2].1, "public": "OTHER",
        "homeCommune": "62447", "proofSeenOn": "2025-10-01",
    });
    let asked = net.asks(who, ASK_CARNET, json!({ "input": input })).await.ok();
    words.push(("CarnetRequest.id", text(&asked["requestId"])));
    words.push(("CarnetRequest.shortName", given));
    Sheet { words, recorder: Some(who.organisation()), ..Sheet::default() }
}

/// Two letters for a number.
fn letters(no: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit).expect("a digit"));
    format!("{}{}", letter(no / 10), letter(no % 10))
}
