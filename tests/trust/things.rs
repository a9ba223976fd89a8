//! Three organisations of the same network, each with things of its own; and things that nobody has.

use std::collections::BTreeMap;

use kernel::access::Role::{Funder, Prescriber};
use serde_json::{Value, json};

use crate::support::network::{
    Network, Place, Wanted,
    answer::text,
    cast::Person,
    counter::unknown,
    deeds::{
        ANSWER_PROOF, APPLY, ASK_CARNET, ASK_PAPERS, ASK_PRINT, BOOK_SEAT, CALENDAR_ENTRIES, CONFIRM_FUNDS, DISPATCH,
        END_BOOKING, ENROL, ENROL_DEVICE, HAND_OVER, HOLD_CHEQUES, INVITE, ISSUE, KEEP_LEARNER, MERGE_LEARNERS,
        OPEN_DISPUTE, OPEN_REFERRAL_LINK, PLACE_ORDER, PROPOSE_PROOF, RECORD_CONSENTS, RECORD_DIAGNOSTIC, RECORD_HELP,
        RECORD_PRINTING, SEND, SEND_REFERRAL, SETTLE_RULE, STATEMENT,
    },
    demand,
    diagnostics::answered,
    elsewhere::{Elsewhere, event},
};

/// An organisation: who holds its venue, who pays for its cheques, who hands them over.
pub(super) struct Tenant {
    pub(super) name: &'static str,
    pub(super) place: Place,
    pub(super) funder: Person,
    pub(super) prescriber: Person,
}

/// The towns of the three organisations.
pub(super) const TOWNS: [&str; 3] = ["Hesdin", "Auchy", "Beaurainville"];

impl Tenant {
    /// An organisation of that town, its venue accredited for every funder.
    pub(super) async fn settle(net: &Network, name: &'static str) -> Self {
        Self {
            name,
            place: net.venue(name).await,
            funder: net.stranger("FUNDER", Funder).await,
            prescriber: net.stranger("PRESCRIBER", Prescriber).await,
        }
    }

    /// Where its people live, and whom its orders are for.
    const fn commune(&self) -> &'static str {
        match self.name.as_bytes() {
            b"Hesdin" => "62447",
            b"Auchy" => "62050",
            _ => "62100",
        }
    }
}

/// One thing of each kind, by name: identifiers, numbers, codes.
#[derive(Clone)]
pub(super) struct Things {
    known: BTreeMap<&'static str, String>,
}

/// What everybody may know, so that it betrays nothing: it may stand in any answer.
const OPEN: [&str; 8] = ["venue", "structure", "workshop", "session", "series", "room", "run", "commune"];

impl Things {
    /// New things of an organisation, made by its own people.
    pub(super) async fn of(net: &Network, tenant: &Tenant) -> Self {
        let mut things = Self { known: BTreeMap::new() };
        things.keep("venue", tenant.place.id.clone());
        things.keep("structure", tenant.place.structure.clone());
        things.keep("funder", tenant.funder.organisation());
        things.keep("prescriber", tenant.prescriber.organisation());
        things.keep("commune", tenant.commune().to_owned());
        things.orders(net, tenant).await;
        things.requests(net, tenant).await;
        things.people(net, tenant).await;
        things.learners(net, tenant).await;
        things.diagnostics(net, tenant).await;
        things.agenda(net, tenant).await;
        things.help(net, tenant).await;
        things.referrals(net, tenant).await;
        things.keep("run", run_of(net, tenant).await);
        let missing = json!({ "venue": tenant.place.id, "settlement": things.get("run"), "body": "Un chèque manque." });
        let dispute = net.asks(&tenant.place.manager, OPEN_DISPUTE, missing).await.ok();
        things.keep("dispute", text(&dispute["disputeId"]));
        things.keep("papers", papers_of(net, tenant, things.get("run")).await);
        things
    }

    /// The same kinds of things, of which there is none.
    pub(super) fn absent(&self, net: &Network) -> Self {
        let nothing = |name: &'static str| match name {
            "serial" | "stock" => "ZZZZZ-0001".to_owned(),
            "code" | "spare" => unknown(1),
            "commune" => "62447".to_owned(),
            "mail" => "personne@nulle-part.example".to_owned(),
            "card" => "00000-00001".to_owned(),
            _ => net.nothing(),
        };
        Self { known: self.known.keys().map(|name| (*name, nothing(name))).collect() }
    }

    /// These structures and venue, and what is within them of other things.
    pub(super) fn with_things_of(&self, others: &Self) -> Self {
        let own = |name: &str| ["venue", "structure", "funder", "prescriber", "run"].contains(&name);
        let known = self.known.iter().map(|(name, thing)| (*name, if own(name) { thing } else { others.get(name) }));
        Self { known: known.map(|(name, thing)| (name, thing.to_owned())).collect() }
    }

    /// The thing of that name.
    #[track_caller]
    pub(super) fn get(&self, name: &str) -> &str {
        self.known.get(name).unwrap_or_else(|| panic!("tests/trust/things.rs makes no « {name} »"))
    }

    /// The text with the name of each thing in its place: two answers are alike if they are the same so.
    pub(super) fn named(&self, text: &str) -> String {
        self.known.iter().fold(text.to_owned(), |text, (name, thing)| text.replace(thing.as_str(), name))
    }

    /// What of these things stands in an answer and is nobody else's affair, unless it was sent.
    pub(super) fn betrayed(&self, answer: &str, sent: &str) -> Option<&'static str> {
        let private = self.known.iter().filter(|(name, _)| !OPEN.contains(name));
        let mut told = private.filter(|(_, thing)| answer.contains(thing.as_str()) && !sent.contains(thing.as_str()));
        told.next().map(|(name, _)| *name)
    }

    fn keep(&mut self, name: &'static str, thing: String) {
        self.known.insert(name, thing);
    }

    /// An order that is paid for, its cheques in somebody's hand and one of them spent; another one, just issued.
    async fn orders(&mut self, net: &Network, tenant: &Tenant) {
        let cast = &net.cast;
        let communes: &'static [&'static str] = match tenant.commune() {
            "62447" => &["62447"],
            "62050" => &["62050"],
            _ => &["62100"],
        };
        let wanted = Wanted { carnets: 4, communes, ..Wanted::default() };
        let input = json!({ "input": wanted.input(&tenant.funder.organisation()) });
        let order = text(&net.asks(&tenant.funder, PLACE_ORDER, input.clone()).await.ok()["orderId"]);
        let printed = net.issues(&order).await;
        let funds = json!({ "order": order, "cents": wanted.value(), "reference": format!("VIR {order}") });
        net.asks(&cast.treasurer, CONFIRM_FUNDS, funds).await.ok();
        sent(net, tenant, &order).await;
        let carnet = &printed.carnets[0];
        let input_of_hand_over = json!({ "input": {
            "prescriberId": tenant.prescriber.organisation(), "carnet": carnet.serial,
            "homeCommune": tenant.commune(), "public": "OTHER",
        } });
        let handed = net.asks(&tenant.prescriber, HAND_OVER, input_of_hand_over).await.ok();
        let receipt = net.redeems(&tenant.place, &[&carnet[0]]).await.ok();
        let next = text(&net.asks(&tenant.funder, PLACE_ORDER, input).await.ok()["orderId"]);
        let issued = net.asks(&cast.operator, ISSUE, json!({ "order": next })).await.ok();
        let file = text(&issued["printRun"]["id"]);
        let wish = json!({ "input": { "fileId": file, "form": "DATA" } });
        let wish = net.asks(&cast.second_operator, ASK_PRINT, wish).await.ok();
        for (thing, who) in [("booking", &tenant.place.counter), ("prebooking", &tenant.prescriber)] {
            let booking = net.nothing();
            let kept = json!({
                "bookingId": booking, "carnet": carnet.serial, "code": &carnet[1], "cheques": 1,
                "venueId": tenant.place.id, "startsAt": "2025-10-22T14:00:00+02:00",
            });
            net.asks(who, HOLD_CHEQUES, json!({ "input": kept })).await.ok();
            self.keep(thing, booking);
        }
        self.keep("release", text(&wish["releaseId"]));
        let sent = json!({ "to": tenant.place.structure, "lot": { "first": printed.carnets[2].serial } });
        let sent = net.asks(&cast.operator, SEND, sent).await.ok();
        self.keep("parcel", text(&sent["parcelId"]));
        self.keep("paid", order);
        self.keep("order", next);
        self.keep("file", file);
        self.keep("serial", carnet.serial.clone());
        self.keep("stock", printed.carnets[1].serial.clone());
        self.keep("code", carnet[1].to_owned());
        self.keep("spare", carnet[2].to_owned());
        self.keep("learner", text(&handed["learnerRef"]));
        self.keep("receipt", text(&receipt["id"]));
    }

    /// Somebody who asks for a booklet at the counter, and somebody else who asks the prescriber.
    async fn requests(&mut self, net: &Network, tenant: &Tenant) {
        for (thing, asker, who) in [("request", "asker", &tenant.place.counter), ("wish", "wisher", &tenant.prescriber)]
        {
            let name = format!("Canari {}", net.nothing());
            let input = json!({
                "name": name, "birthYear": 1951, "phone": "0612345678", "address": "1 rue des Canaris\n62140 Hesdin",
                "public": "OTHER", "homeCommune": tenant.commune(), "proofSeenOn": "2025-10-01",
            });
            let asked = net.asks(who, ASK_CARNET, json!({ "input": input })).await.ok();
            self.keep(thing, text(&asked["requestId"]));
            self.keep(asker, name);
        }
        // The next ones are of the next order.
        let closed = json!({ "order": self.get("paid"), "input": { "takes": "NONE" } });
        net.asks(&tenant.funder, SETTLE_RULE, closed).await.ok();
    }

    /// Four whom the counter keeps, two of them one, and the card of another; and the same at the prescriber's.
    async fn learners(&mut self, net: &Network, tenant: &Tenant) {
        let names = [
            (&tenant.place.counter, ["guest", "guestToo", "guests", "guestName"]),
            (&tenant.prescriber, ["pupil", "pupilToo", "pupils", "pupilName"]),
        ];
        for (who, [one, too, merged, called]) in names {
            let family = format!("Canari {}", net.nothing());
            let mut kept = Vec::new();
            for given in ["Amina", "Zoé", "Luc", "Ève"] {
                let input = json!({
                    "givenName": given, "familyName": family, "birthYear": 1951, "phone": "0612345678", "toldBy": "SMS",
                    "homeCommune": tenant.commune(),
                });
                kept.push(net.asks(who, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok());
            }
            let ids: Vec<String> = kept.iter().map(|one| text(&one["learnerId"])).collect();
            let merge = net.asks(who, MERGE_LEARNERS, json!({ "from": ids[2], "into": ids[0] })).await.ok();
            self.keep("card", text(&kept[3]["card"]));
            self.keep(one, ids[0].clone());
            self.keep(too, ids[1].clone());
            self.keep(merged, text(&merge["mergeId"]));
            self.keep(called, family);
        }
    }

    /// What one of those answered at the counter, and one to the prescriber.
    async fn diagnostics(&mut self, net: &Network, tenant: &Tenant) {
        for (thing, learner, who) in
            [("diagnostic", "guest", &tenant.place.counter), ("talk", "pupil", &tenant.prescriber)]
        {
            let mut input = answered(&[("mail", "ALONE")], "HELP");
            input["learnerId"] = json!(self.get(learner));
            let recorded = net.asks(who, RECORD_DIAGNOSTIC, json!({ "input": input })).await.ok();
            self.keep(thing, text(&recorded["diagnosticId"]));
        }
    }

    /// Somebody at the counter, and an application that waits.
    async fn people(&mut self, net: &Network, tenant: &Tenant) {
        let person = net.nothing();
        let (name, mail) = (format!("Prénom Canari {person}"), format!("canari.{person}@{}.example", tenant.name));
        let enrolment = json!({
            "organisation": tenant.place.structure, "person": person, "role": "COUNTER_STAFF", "name": name, "mail": mail,
        });
        let member = net.asks(&net.cast.administrator, ENROL, enrolment).await.ok();
        let form = demand(tenant.name);
        let annexe =
            json!({ "structureId": tenant.place.structure, "venue": form["venue"], "account": form["account"] });
        let application = net.asks(&tenant.place.manager, APPLY, json!({ "input": annexe })).await.ok();
        let enrolled = json!({ "organisation": tenant.place.structure, "name": "Tablette" });
        let device = net.asks(&tenant.place.manager, ENROL_DEVICE, enrolled).await.ok();
        let invited = json!({
            "organisation": tenant.place.structure, "mail": format!("canari.{}@b.example", net.nothing()), "name": "Ana",
            "roles": ["COUNTER_STAFF"],
        });
        let invitation = net.asks(&tenant.place.manager, INVITE, invited).await.ok();
        self.keep("device", text(&device["id"]));
        self.keep("invitation", text(&invitation["id"]));
        self.keep("person", person);
        self.keep("name", name);
        self.keep("mail", mail.to_lowercase());
        self.keep("member", text(&member["id"]));
        self.keep("application", text(&application["id"]));
    }

    async fn agenda(&mut self, net: &Network, tenant: &Tenant) {
        let workshop = net.offers(&tenant.place, "Prendre en main son téléphone").await;
        let session = net.schedules(&tenant.place, &workshop, "2025-10-20T14:00:00+02:00").await.ok();
        let plan = net.plans(&tenant.place, &workshop).await;
        self.keep("series", plan.series);
        self.keep("room", plan.room);
        self.keep("trainer", plan.trainer);
        self.keep("feed", plan.feed);
        self.keep("calendar", plan.calendar);
        // Once somebody said what a title means, nothing of that title waits: each scene has its own.
        let (event_id, title) = (format!("{}@mairie", net.nothing()), format!("Réunion {}", net.nothing()));
        let elsewhere = Elsewhere::serves(&[event(&event_id, &title, "20251218", "")]).await;
        net.publishes_from_one_more(&tenant.place, &elsewhere.address()).await;
        net.reads_calendars().await;
        let waiting = net.asks(&tenant.place.counter, CALENDAR_ENTRIES, json!({ "venue": tenant.place.id })).await;
        let of_title = |entry: &&Value| text(&entry["title"]) == title;
        let entry = waiting.shown().as_array().and_then(|all| all.iter().find(of_title).cloned());
        self.keep("entry", text(&entry.unwrap_or_default()["id"]));
        self.keep("address", elsewhere.secret());
        self.keep("workshop", workshop);
        self.keep("session", text(&session["id"]));
        self.seats(net, tenant).await;
    }

    /// A seat that the counter keeps for somebody, one that the prescriber keeps, and one that was given back.
    async fn seats(&mut self, net: &Network, tenant: &Tenant) {
        let called = format!("Canari {}", net.nothing());
        let wish = json!({ "venue": tenant.place.id, "input": { "sessionId": self.get("session"), "called": called } });
        for (thing, who) in [("seat", &tenant.place.counter), ("preseat", &tenant.prescriber)] {
            let seat = net.asks(who, BOOK_SEAT, wish.clone()).await.ok();
            self.keep(thing, text(&seat["bookingId"]));
        }
        let left = net.asks(&tenant.place.counter, BOOK_SEAT, wish).await.ok();
        let left = json!({ "venue": tenant.place.id, "booking": left["bookingId"], "end": "CANCELLED" });
        net.asks(&tenant.place.counter, END_BOOKING, left).await.ok();
        self.keep("called", called);
    }

    /// Somebody whom the counter sends to its own venue and to a partner, and somebody whom the prescriber sends.
    async fn referrals(&mut self, net: &Network, tenant: &Tenant) {
        let sides = [
            (&tenant.place.counter, ["guest", "visit", "visitLink"]),
            (&tenant.prescriber, ["pupil", "errand", "errandLink"]),
        ];
        for (who, [learner, sent, link]) in sides {
            let learner = self.get(learner).to_owned();
            let answers = json!([{ "purpose": "REFERRAL", "given": true }]);
            let agreed = json!({ "learnerId": learner, "answers": answers, "version": 1, "way": "PERSON" });
            net.asks(who, RECORD_CONSENTS, json!({ "input": agreed })).await.ok();
            let input = json!({ "learnerId": learner, "venueId": tenant.place.id, "reason": "Canari" });
            let referral = net.asks(who, SEND_REFERRAL, json!({ "input": input })).await.ok();
            self.keep(sent, text(&referral["referralId"]));
            let input = json!({ "learnerId": learner, "partnerName": "Croix-Rouge" });
            let outside = net.asks(who, SEND_REFERRAL, json!({ "input": input })).await.ok();
            let secret = net.nothing().replace('-', "");
            let opened = json!({ "id": outside["referralId"], "secret": secret });
            self.keep(link, text(&net.asks(who, OPEN_REFERRAL_LINK, opened).await.ok()["linkId"]));
        }
    }

    /// Somebody who was helped at the counter.
    async fn help(&mut self, net: &Network, tenant: &Tenant) {
        let input = json!({ "venueId": tenant.place.id, "theme": "MAIL", "minutes": 20 });
        let help = net.asks(&tenant.place.counter, RECORD_HELP, json!({ "input": input })).await.ok();
        self.keep("help", text(&help["helpId"]));
    }
}

/// The booklets of an order are printed, and on their way to the organisation's prescriber.
async fn sent(net: &Network, tenant: &Tenant, order: &str) {
    let (operator, this) = (&net.cast.operator, json!({ "order": order }));
    net.asks(operator, PROPOSE_PROOF, this.clone()).await.ok();
    net.asks(&tenant.funder, ANSWER_PROOF, json!({ "order": order, "approve": true })).await.ok();
    net.asks(operator, RECORD_PRINTING, this).await.ok();
    let sent = json!({ "order": order, "structure": tenant.prescriber.organisation(), "first": 1, "last": 2 });
    net.asks(operator, DISPATCH, sent).await.ok();
}

/// The network asks for the last paper of a run that it has not asked for yet.
async fn papers_of(net: &Network, tenant: &Tenant, run: &str) -> String {
    let asked = json!({ "venue": tenant.place.id, "settlement": run, "first": 100 });
    let statement = net.asks(&tenant.place.manager, STATEMENT, asked).await.shown();
    for edge in statement["lines"]["edges"].as_array().expect("lines").iter().rev() {
        let lines = [&edge["node"]["line"]];
        let input = json!({ "venueId": tenant.place.id, "settlementId": run, "lines": lines, "reason": "Contrôle" });
        let answer = net.asks(&net.cast.operator, ASK_PAPERS, json!({ "input": input })).await;
        if answer.refusal().is_none() {
            return text(&answer.ok()["requestId"]);
        }
    }
    panic!("every paper of the run is asked for: {statement}")
}

/// A prepared run that pays the venue: one that lost lines to what an earlier caller did is prepared again before it.
async fn run_of(net: &Network, tenant: &Tenant) -> String {
    loop {
        let run = net.prepares().await;
        let asked = json!({ "venue": tenant.place.id, "settlement": run });
        if !net.asks(&tenant.place.manager, STATEMENT, asked).await.shown().is_null() {
            return run;
        }
    }
}
