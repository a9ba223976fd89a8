//! From one village to the next: somebody walks in at Hesdin, learns at Beaurainville, is sent on to Auchy, and sees how far they have
//! come. At each step the books hold, and whoever counts counts the same.

use learners::diagnostic::questions::first;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Place, Run, Wanted,
        answer::text,
        deeds::{
            ANSWER_REFERRAL, ATTENDANCE, BOOK_SEAT, CARNET_FILES, CLOSE_ERRAND, CONFIRM_SEAT, CREATE_WORKSHOP,
            DIAGNOSTIC, DIAGNOSTIC_COUNTS, DIAGNOSTICS, ERRANDS, FUNNEL, HOLD_CHEQUES, KEEP_LEARNER, LEARNER,
            NEXT_PAYMENTS, RECOMMENDATIONS, RECORD_CONSENTS, RECORD_DIAGNOSTIC, REFERRAL, REFERRAL_COUNTS,
            SEE_REFERRAL, SEND_REFERRAL, SESSION_BOOKINGS, SETTLE_REFERRAL, TELL_REFERRAL,
        },
        diagnostics::answered,
        workshop,
    },
};

on_both_engines!(from_hesdin_to_beaurainville_to_auchy);

/// The villages of the story, what they offer, and the booklet that goes from one to the other.
struct Valley {
    net: Network,
    beaurain: Place,
    auchy: Place,
    run: Run,
    /// What is given where nothing was ever touched, at Beaurainville.
    clicks: String,
    /// The next level at Auchy: the day that is asked for, and the one that is taken.
    mail: [String; 2],
}

const CALLED: &str = "Amina B.";

async fn from_hesdin_to_beaurainville_to_auchy(engine: Engine) {
    let valley = Valley::opens(engine).await;
    let amina = valley.walks_in().await;
    let before = valley.talks_on_paper(&amina).await;
    valley.gets_a_booklet().await;
    let booking = valley.books_the_first_workshop(&amina).await;
    valley.comes_to_beaurainville(&booking).await;
    let refused = valley.is_refused_at_auchy(&amina).await;
    let accepted = valley.is_expected_on_another_day(&amina).await;
    valley.comes_to_auchy().await;
    valley.sees_how_far_she_has_come(&amina, &before).await;
    valley.is_counted([refused.as_str(), accepted.as_str()]).await;
}

/// A workshop of that level and price, and its sessions.
async fn offers(
    net: &Network,
    place: &Place,
    (title, level, cheques): (&str, &str, i64),
    days: &[&str],
) -> Vec<String> {
    let mut input = workshop(title);
    (input["level"], input["priceCheques"]) = (json!(level), json!(cheques));
    let offered = net.asks(&place.counter, CREATE_WORKSHOP, json!({ "venue": place.id, "input": input })).await.ok();
    let workshop = text(&offered["id"]);
    let mut sessions = Vec::new();
    for day in days {
        let session = net.schedules(place, &workshop, &format!("{day}T14:00:00+02:00")).await.ok();
        sessions.push(text(&session["id"]));
    }
    sessions
}

impl Valley {
    /// Two villages have workshops, and the centre has heard of them; a funder paid for a booklet.
    async fn opens(engine: Engine) -> Self {
        let net = Network::open(engine, "crossing").await;
        let (beaurain, auchy) = (net.venue("Beaurainville").await, net.venue("Auchy").await);
        let clicks = offers(&net, &beaurain, ("Premiers clics", "NEVER_TOUCHED", 2), &["2025-10-08"]).await.remove(0);
        let days = ["2025-10-15", "2025-10-22"];
        let mut mail = offers(&net, &auchy, ("Ma messagerie", "BEGINNER", 1), &days).await;
        let mail = [mail.remove(0), mail.remove(0)];
        let all_are_heard = |shown: &Value| shown["edges"].as_array().is_some_and(|edges| edges.len() == 3);
        net.waits_until(&net.cast.prescriber, RECOMMENDATIONS, json!({ "input": {} }), all_are_heard).await;
        let run = net.order(Wanted::default()).await;
        Self { net, beaurain, auchy, run, clicks, mail }
    }

    fn carnet(&self) -> &Carnet {
        &self.run.carnets[0]
    }

    /// Cheques that were issued, handed over, used, paid; and whether every account agrees.
    async fn has_used(&self, handed: i64, used: i64) {
        let asked = json!({ "order": self.run.order });
        let steps = self.net.asks(&self.net.cast.funder, FUNNEL, asked).await.shown()["total"].clone();
        let cheques = ["issued", "handedOver", "used", "settled"].map(|step| steps[step]["cheques"].clone());
        assert_eq!(cheques, [json!(10), json!(handed), json!(used), json!(0)], "{steps}");
        self.net.books_hold().await;
    }

    /// She gives her name, wants to be told by letters, agrees that she is sent on and written to.
    async fn walks_in(&self) -> String {
        let who = &self.net.cast.prescriber;
        let input = json!({
            "givenName": "Amina", "familyName": "Ba", "birthYear": 1951, "homeCommune": "62447", "transport": "CAR",
            "address": "1 rue du Gué\n62140 Hesdin-la-Forêt", "toldBy": "LETTER",
        });
        let kept = self.net.asks(who, KEEP_LEARNER, json!({ "input": input })).await.ok();
        let id = text(&kept["learnerId"]);
        let answers: Vec<Value> = ["REFERRAL", "SHARE_DIAGNOSTIC", "REMINDERS"]
            .map(|purpose| json!({ "purpose": purpose, "given": true }))
            .to_vec();
        let input = json!({ "learnerId": id, "answers": answers, "version": 1, "way": "PAPER" });
        self.net.asks(who, RECORD_CONSENTS, json!({ "input": input })).await.ok();
        let seen = self.net.asks(who, LEARNER, json!({ "id": id })).await.shown();
        assert_eq!((&seen["shortName"], &seen["contact"]["toldBy"]), (&json!(CALLED), &json!("LETTER")));
        id
    }

    /// Five minutes over a sheet of paper, copied afterwards.
    async fn talks_on_paper(&self, amina: &str) -> String {
        let who = &self.net.cast.prescriber;
        let mut talk = answered(&[], "NOT_YET");
        talk["learnerId"] = json!(amina);
        let made = self.net.asks(who, RECORD_DIAGNOSTIC, json!({ "input": talk })).await.ok();
        let id = text(&made["diagnosticId"]);
        let seen = self.net.asks(who, DIAGNOSTIC, json!({ "id": id })).await.shown();
        assert_eq!((&seen["onPaper"], &seen["overall"]), (&json!(true), &json!("UNTOUCHED")));
        assert!(seen["progress"].is_null(), "the first one");
        id
    }

    async fn gets_a_booklet(&self) {
        self.has_used(0, 0).await;
        let handed = self.net.hands_over(self.carnet(), "62447", "SIXTY_AND_OVER").await.ok();
        assert_eq!(handed["cheques"], 10);
        self.has_used(10, 0).await;
    }

    /// The one that is proposed first is at Beaurainville; two of her cheques are kept for it, and its venue can remind her.
    async fn books_the_first_workshop(&self, amina: &str) -> Value {
        let who = &self.net.cast.prescriber;
        let asked = json!({ "input": { "learnerId": amina, "cheques": 10 } });
        let found = self.net.asks(who, RECOMMENDATIONS, asked).await.nodes();
        assert_eq!((&found[0]["sessionId"], &found[0]["fit"]), (&json!(self.clicks), &json!("FITS")));
        assert_eq!(found[0]["venueId"], self.beaurain.id);
        let booking = self.books(&self.beaurain, &self.clicks, 2).await;
        let line = self.line(&self.beaurain, &self.clicks).await;
        assert_eq!(
            (&line["called"], &line["stage"], &line["cheques"]),
            (&json!(CALLED), &json!("CONFIRMED"), &json!(2)),
            "what a reminder says"
        );
        self.has_used(10, 0).await;
        booking
    }

    /// A seat, its cheques, the word: by whoever handed the booklet over.
    async fn books(&self, place: &Place, session: &str, cheques: i64) -> Value {
        let who = &self.net.cast.prescriber;
        let input = json!({ "sessionId": session, "called": CALLED, "wait": false });
        let seat = self.net.asks(who, BOOK_SEAT, json!({ "venue": place.id, "input": input })).await.ok();
        assert_eq!(seat["cheques"], cheques);
        let hold = json!({
            "bookingId": seat["bookingId"], "carnet": self.carnet().serial, "cheques": cheques, "venueId": place.id,
            "startsAt": seat["startsAt"],
        });
        self.net.asks(who, HOLD_CHEQUES, json!({ "input": hold })).await.ok();
        let asked = json!({ "venue": place.id, "booking": seat["bookingId"] });
        assert_eq!(self.net.asks(who, CONFIRM_SEAT, asked).await.ok()["stage"], "CONFIRMED");
        seat["bookingId"].clone()
    }

    /// The only line of a sheet.
    async fn line(&self, place: &Place, session: &str) -> Value {
        let asked = json!({ "venue": place.id, "session": session });
        let mut lines = self.net.asks(&place.counter, SESSION_BOOKINGS, asked).await.shown();
        assert_eq!(lines.as_array().map(Vec::len), Some(1), "{lines}");
        lines[0].take()
    }

    /// She comes, and tears off the cheques that the workshop costs.
    async fn comes(&self, place: &Place, (session, booking): (&str, &Value), papers: &[usize]) {
        let (net, venue) = (&self.net, &place.id);
        let input = json!({
            "sessionId": session, "lines": [{ "bookingId": booking, "came": "SEEN" }], "walkIns": [],
        });
        let told = net.asks(&place.counter, ATTENDANCE, json!({ "venue": venue, "input": input })).await.ok();
        assert_eq!(told, json!({ "seen": 1, "excused": 0, "missed": 0, "claims": 1 }));
        let codes: Vec<&str> = papers.iter().map(|no| &self.carnet()[*no]).collect();
        let receipt = net.redeems(place, &codes).await.ok();
        assert_eq!(receipt["cheques"], json!(papers.len()));
        let closed = json!({ "venue": venue, "booking": booking, "receipt": receipt["id"] });
        assert_eq!(net.asks(&place.counter, CLOSE_ERRAND, closed).await.ok()["done"], true);
        assert_eq!(net.asks(&place.counter, ERRANDS, json!({ "venue": venue })).await.shown(), json!([]));
        assert_eq!(self.line(place, session).await["stage"], "SEEN");
    }

    async fn comes_to_beaurainville(&self, booking: &Value) {
        self.net.it_is("2025-10-08", (16, 0));
        self.comes(&self.beaurain, (self.clicks.as_str(), booking), &[0, 1]).await;
        self.has_used(10, 2).await;
        let due = self.net.asks(&self.beaurain.manager, NEXT_PAYMENTS, json!({ "venue": self.beaurain.id })).await;
        let due = due.shown();
        assert_eq!((&due[0]["cheques"], &due[0]["amountCents"]), (&json!(2), &json!(2000)), "{due}");
    }

    /// Auchy does not do what she needs that day: it says why, and she is written to.
    async fn is_refused_at_auchy(&self, amina: &str) -> String {
        let id = self.is_sent(amina).await;
        let input = json!({ "reasons": ["LEVEL"], "note": "Ce jour-là, le groupe est déjà avancé." });
        self.auchy_answers(&id, input).await;
        let seen = self.referral(&id).await;
        assert_eq!((&seen["stage"], &seen["reasons"]), (&json!("REFUSED"), &json!(["LEVEL"])));
        assert_eq!(seen["note"], "Ce jour-là, le groupe est déjà avancé.");
        self.is_told(&id, &["SENT", "REFUSED"]).await;
        let unknown = self.net.asks(&self.auchy.counter, LEARNER, json!({ "id": amina })).await.shown();
        assert!(unknown.is_null(), "whoever refused serves nobody");
        id
    }

    /// Asked again, Auchy has no seat that day and proposes the next one, which she takes.
    async fn is_expected_on_another_day(&self, amina: &str) -> String {
        let id = self.is_sent(amina).await;
        self.auchy_answers(&id, json!({ "reasons": ["FULL"], "sessionId": self.mail[1] })).await;
        let seen = self.referral(&id).await;
        assert_eq!((&seen["stage"], &seen["otherStartsAt"]), (&json!("PROPOSED"), &json!("2025-10-22T12:00:00Z")));
        let taken = json!({ "id": id, "settlement": "TAKE" });
        self.net.asks(&self.net.cast.prescriber, SETTLE_REFERRAL, taken).await.ok();
        let seen = self.referral(&id).await;
        assert_eq!((&seen["stage"], &seen["startsAt"]), (&json!("ACCEPTED"), &json!("2025-10-22T12:00:00Z")));
        self.is_told(&id, &["SENT", "PROPOSED", "ACCEPTED"]).await;
        let served = self.net.asks(&self.auchy.counter, LEARNER, json!({ "id": amina })).await.shown();
        assert_eq!(served["shortName"], CALLED);
        self.has_used(10, 2).await;
        id
    }

    async fn is_sent(&self, amina: &str) -> String {
        let input =
            json!({ "learnerId": amina, "venueId": self.auchy.id, "sessionId": self.mail[0], "theme": "EMAIL" });
        let sent = self.net.asks(&self.net.cast.prescriber, SEND_REFERRAL, json!({ "input": input })).await.ok();
        text(&sent["referralId"])
    }

    async fn auchy_answers(&self, id: &str, input: Value) {
        self.net.asks(&self.auchy.counter, SEE_REFERRAL, json!({ "id": id })).await.ok();
        self.net.asks(&self.auchy.counter, ANSWER_REFERRAL, json!({ "id": id, "input": input })).await.ok();
    }

    async fn referral(&self, id: &str) -> Value {
        self.net.asks(&self.net.cast.prescriber, REFERRAL, json!({ "id": id })).await.shown()
    }

    /// She is told all of that, by a letter each time; then nothing waits to be told.
    async fn is_told(&self, id: &str, facts: &[&str]) {
        let news = self.referral(id).await["news"].clone();
        let hers: Vec<&Value> = news.as_array().expect("news").iter().filter(|one| one["whom"] == "PERSON").collect();
        let said: Vec<String> = hers.iter().map(|one| text(&one["fact"])).collect();
        assert_eq!(said, facts);
        for one in hers {
            let told = json!({ "id": id, "no": one["no"], "way": "LETTER" });
            self.net.asks(&self.net.cast.prescriber, TELL_REFERRAL, told).await.ok();
        }
        assert_eq!(self.referral(id).await["toTell"], false);
    }

    async fn comes_to_auchy(&self) {
        let booking = self.books(&self.auchy, &self.mail[1], 1).await;
        self.net.it_is("2025-10-22", (16, 0));
        // No paper is kept for anything: the last one of the booklet does as well.
        self.comes(&self.auchy, (self.mail[1].as_str(), &booking), &[9]).await;
        self.has_used(10, 3).await;
        let talon = json!({ "structure": self.net.cast.prescriber.organisation(), "serial": self.carnet().serial });
        let files = self.net.asks(&self.net.cast.prescriber, CARNET_FILES, talon).await.shown();
        assert_eq!(files["nodes"][0]["remainingCheques"], 7);
    }

    /// The same questions again: what she does alone now, beside what she said on the first day.
    async fn sees_how_far_she_has_come(&self, amina: &str, before: &str) {
        let who = &self.net.cast.prescriber;
        let mut talk = answered(&[("handle", "ALONE"), ("mail", "ALONE")], "HELP");
        (talk["learnerId"], talk["madeOn"], talk["onPaper"]) = (json!(amina), json!("2025-10-22"), json!(false));
        let made = self.net.asks(who, RECORD_DIAGNOSTIC, json!({ "input": talk })).await.ok();
        let seen = self.net.asks(who, DIAGNOSTIC, json!({ "id": made["diagnosticId"] })).await.shown();
        let alone = |id: &str| json!(first().skill(id).expect("a question").alone);
        let progress = &seen["progress"];
        assert_eq!(
            (&progress["since"], &progress["learnt"]),
            (&json!("2025-10-01"), &json!([alone("handle"), alone("mail")]))
        );
        let communication = json!({ "area": "COMMUNICATION", "before": "UNTOUCHED", "now": "INTERMEDIATE" });
        assert!(progress["areas"].as_array().is_some_and(|areas| areas.contains(&communication)), "{progress}");
        // Auchy serves her now, and she agreed that it reads them; Beaurainville welcomed her without knowing who she is.
        let listed = async |place: &Place| {
            let all = self.net.asks(&place.counter, DIAGNOSTICS, json!({ "learner": amina })).await.nodes();
            all.iter().map(|one| text(&one["id"])).collect::<Vec<_>>()
        };
        assert_eq!(listed(&self.auchy).await, [text(&made["diagnosticId"]), before.to_owned()]);
        assert_eq!(listed(&self.beaurain).await, Vec::<String>::new());
    }

    /// The month's figures name nobody, and agree with what happened.
    async fn is_counted(&self, referrals: [&str; 2]) {
        let (who, month) = (&self.net.cast.prescriber, json!({ "month": "2025-10" }));
        let talks = self.net.asks(who, DIAGNOSTIC_COUNTS, month.clone()).await.shown();
        assert_eq!((&talks["all"], &talks["unnamed"]), (&json!(2), &json!(0)));
        let sent = self.net.asks(who, REFERRAL_COUNTS, month.clone()).await.shown();
        assert_eq!((&sent["sent"], &sent["received"]), (&json!(2), &json!(0)));
        let received = self.net.asks(&self.auchy.manager, REFERRAL_COUNTS, month).await.shown();
        assert_eq!(received["received"], json!(referrals.len()));
        for id in referrals {
            assert_eq!(self.referral(id).await["late"], false, "nothing lay longer than its deadline");
        }
        self.has_used(10, 3).await;
    }
}
