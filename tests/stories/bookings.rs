//! Who comes to a session: a seat first, then the cheques, then the word; and what becomes of it.

use kernel::chance::Chance;
use passegue::errand_rounds::ErrandRounds;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    hold::together,
    network::{
        Carnet, Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            ATTENDANCE, BOOK_SEAT, CANCEL_SESSION, CHANGE_SESSION, CLOSE_ERRAND, CONFIRM_SEAT, END_BOOKING, ERRANDS,
            HOLD_CHEQUES, RELEASE_CHEQUES, SCHEDULE, SESSION_BOOKINGS, SESSIONS,
        },
        elsewhere::{Elsewhere, event},
    },
};

on_both_engines!(
    a_seat_then_the_cheques_then_the_word,
    the_last_seat_is_one_persons,
    a_seat_costs_what_the_workshop_costs,
    who_waits_is_offered_the_seat_that_comes_free,
    a_seat_that_is_kept_in_vain_comes_free,
    time_alone_frees_a_seat_that_is_kept_in_vain,
    who_came_and_who_did_not_is_written_with_what_follows,
    a_session_called_off_gives_every_cheque_back,
    a_session_that_its_calendar_tells_no_more_gives_every_cheque_back,
    a_booking_is_seen_by_who_booked_and_who_welcomes,
    whatever_happens_no_seat_is_sold_twice,
);

const MONDAY: &str = "2025-10-20T14:00:00+02:00";

/// A session of one cheque with so many seats.
pub(super) async fn session(net: &Network, place: &Place, seats: i64) -> String {
    let workshop = net.offers(place, "Premiers clics").await;
    let input = json!({ "workshopId": workshop, "startsAt": MONDAY, "seats": seats });
    text(&net.asks(&place.counter, SCHEDULE, json!({ "venue": place.id, "input": input })).await.ok()["id"])
}

pub(super) async fn books(
    net: &Network,
    who: &Person,
    (place, session): (&Place, &str),
    called: &str,
    wait: bool,
) -> Answer {
    let input = json!({ "sessionId": session, "called": called, "wait": wait });
    net.asks(who, BOOK_SEAT, json!({ "venue": place.id, "input": input })).await
}

pub(super) async fn confirms(net: &Network, who: &Person, place: &Place, booking: &Value) -> Answer {
    net.asks(who, CONFIRM_SEAT, json!({ "venue": place.id, "booking": booking })).await
}

async fn ends(net: &Network, who: &Person, place: &Place, (booking, end): (&Value, &str)) -> Answer {
    net.asks(who, END_BOOKING, json!({ "venue": place.id, "booking": booking, "end": end })).await
}

/// A seat that is booked, whose cheques are kept, and that is confirmed: by the prescriber who handed the booklet over.
pub(super) async fn whole(net: &Network, carnet: &Carnet, (place, session): (&Place, &str), called: &str) -> Value {
    let who = &net.cast.prescriber;
    let seat = books(net, who, (place, session), called, false).await.ok();
    let hold = json!({
        "bookingId": seat["bookingId"], "carnet": carnet.serial, "cheques": seat["cheques"], "venueId": place.id,
        "startsAt": seat["startsAt"],
    });
    net.asks(who, HOLD_CHEQUES, json!({ "input": hold })).await.ok();
    confirms(net, who, place, &seat["bookingId"]).await.ok();
    seat["bookingId"].clone()
}

/// The sheet of a session, as its venue reads it.
pub(super) async fn sheet(net: &Network, place: &Place, session: &str) -> Vec<Value> {
    let asked = json!({ "venue": place.id, "session": session });
    net.asks(&place.counter, SESSION_BOOKINGS, asked).await.shown().as_array().expect("a list").clone()
}

fn stages(sheet: &[Value]) -> Vec<String> {
    sheet.iter().map(|line| text(&line["stage"])).collect()
}

async fn a_seat_then_the_cheques_then_the_word(engine: Engine) {
    let net = Network::open(engine, "the_word").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let session = session(&net, &hesdin, 8).await;
    let who = &net.cast.prescriber;
    let input = json!({ "sessionId": session, "called": "Amina D." });
    let asked = json!({ "key": "place-1", "venue": hesdin.id, "input": input });
    let first = net.asks(who, BOOK_SEAT, asked.clone()).await;
    let seat = first.clone().ok();
    assert_eq!((&seat["stage"], &seat["cheques"]), (&json!("PENDING"), &json!(1)));
    assert_eq!(seat["startsAt"], "2025-10-20T12:00:00Z");
    assert!(!first.text().contains("Amina"), "what is kept for ever names nobody");
    assert_eq!(net.asks(who, BOOK_SEAT, asked).await.text(), first.text(), "the same key, the same seat");
    assert_eq!(sheet(&net, &hesdin, &session).await.len(), 1);

    let hold = json!({
        "bookingId": seat["bookingId"], "carnet": carnet.serial, "cheques": 1, "venueId": hesdin.id,
        "startsAt": seat["startsAt"],
    });
    net.asks(who, HOLD_CHEQUES, json!({ "input": hold })).await.ok();
    assert_eq!(confirms(&net, who, &hesdin, &seat["bookingId"]).await.ok()["stage"], "CONFIRMED");
    confirms(&net, who, &hesdin, &seat["bookingId"]).await.refused("WRONG_STAGE");
    let line = &sheet(&net, &hesdin, &session).await[0];
    assert_eq!(
        (&line["called"], &line["stage"], &line["errands"]),
        (&json!("Amina D."), &json!("CONFIRMED"), &json!([]))
    );
}

async fn the_last_seat_is_one_persons(engine: Engine) {
    let net = Network::open(engine, "last_seat").await;
    let hesdin = net.venue("Hesdin").await;
    let session = session(&net, &hesdin, 1).await;
    let all = (0..40).map(|_| books(&net, &net.cast.prescriber, (&hesdin, session.as_str()), "Zoé", false));
    let answers: Vec<Answer> = together(net.centre().store(), all).await;
    let (won, lost): (Vec<Answer>, Vec<Answer>) =
        answers.into_iter().partition(|answer| answer.refusal().is_none() && answer.body().get("errors").is_none());
    assert_eq!((won.len(), lost.len()), (1, 39));
    for answer in lost {
        answer.refused("SESSION_FULL");
    }
    assert_eq!(sheet(&net, &hesdin, &session).await.len(), 1);
}

async fn a_seat_costs_what_the_workshop_costs(engine: Engine) {
    let net = Network::open(engine, "seat_costs").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let session = session(&net, &hesdin, 2).await;
    let wish = |cheques: i64| json!({ "venue": hesdin.id, "input": { "sessionId": session, "called": "Zoé", "cheques": cheques } });
    for who in [&net.cast.prescriber, &auchy.counter] {
        for cheques in [0, 2, 10] {
            net.asks(who, BOOK_SEAT, wish(cheques)).await.refused("INPUT_INVALID");
        }
    }
    net.asks(&hesdin.counter, BOOK_SEAT, wish(2)).await.refused("INPUT_INVALID");
    assert_eq!(net.asks(&hesdin.counter, BOOK_SEAT, wish(0)).await.ok()["stage"], "CONFIRMED", "the venue gives it");
    assert_eq!(net.asks(&net.cast.prescriber, BOOK_SEAT, wish(1)).await.ok()["stage"], "PENDING");

    // Two seats, four people who wait; the fifth would wait in vain.
    let here = (&hesdin, session.as_str());
    for _ in 0..4 {
        assert_eq!(books(&net, &net.cast.prescriber, here, "Zoé", true).await.ok()["stage"], "WAITING");
    }
    books(&net, &net.cast.prescriber, here, "Zoé", true).await.refused("SESSION_FULL");
}

async fn who_waits_is_offered_the_seat_that_comes_free(engine: Engine) {
    let net = Network::open(engine, "offered_seat").await;
    let hesdin = net.venue("Hesdin").await;
    let session = session(&net, &hesdin, 1).await;
    let who = &net.cast.prescriber;
    let here = (&hesdin, session.as_str());
    let first = books(&net, who, here, "Amina D.", false).await.ok();
    confirms(&net, who, &hesdin, &first["bookingId"]).await.ok();
    books(&net, who, here, "Luc B.", false).await.refused("SESSION_FULL");
    let second = books(&net, who, here, "Luc B.", true).await.ok();
    let third = books(&net, who, here, "Ève C.", true).await.ok();
    assert_eq!((&second["stage"], &second["until"]), (&json!("WAITING"), &json!(null)));
    confirms(&net, who, &hesdin, &second["bookingId"]).await.refused("WRONG_STAGE");

    ends(&net, who, &hesdin, (&first["bookingId"], "EXCUSED")).await.ok();
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await), ["EXCUSED", "OFFERED", "WAITING"]);
    // A day without an answer, and the seat goes to the next; whoever comes by meanwhile does not take it.
    net.minutes_pass(24 * 60 + 1);
    books(&net, who, here, "Un passant", false).await.refused("SESSION_FULL");
    confirms(&net, who, &hesdin, &second["bookingId"]).await.refused("WRONG_STAGE");
    assert_eq!(confirms(&net, who, &hesdin, &third["bookingId"]).await.ok()["stage"], "CONFIRMED");
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await), ["EXCUSED", "LAPSED", "CONFIRMED"]);
}

async fn a_seat_that_is_kept_in_vain_comes_free(engine: Engine) {
    let net = Network::open(engine, "in_vain").await;
    let hesdin = net.venue("Hesdin").await;
    let session = session(&net, &hesdin, 1).await;
    let (who, here) = (&net.cast.prescriber, (&hesdin, session.as_str()));
    let first = books(&net, who, here, "Amina D.", false).await.ok();
    net.minutes_pass(29);
    books(&net, who, here, "Luc B.", false).await.refused("SESSION_FULL");
    net.minutes_pass(2);
    books(&net, who, here, "Luc B.", false).await.ok();
    confirms(&net, who, &hesdin, &first["bookingId"]).await.refused("WRONG_STAGE");
    // Whether its cheques were kept nobody here knows: the centre is to give them back, if they were.
    let errands = net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!((&errands[0]["bookingId"], &errands[0]["giveBack"]), (&first["bookingId"], &json!("NOT_BOOKED")));
}

async fn time_alone_frees_a_seat_that_is_kept_in_vain(engine: Engine) {
    let net = Network::open(engine, "by_time_alone").await;
    let hesdin = net.venue("Hesdin").await;
    let session = session(&net, &hesdin, 1).await;
    let (who, here) = (&net.cast.prescriber, (&hesdin, session.as_str()));
    let rounds = ErrandRounds::new(net.centre().hosted().clone(), net.centre().desk().clone());
    books(&net, who, here, "Amina D.", false).await.ok();
    books(&net, who, here, "Luc B.", true).await.ok();
    net.minutes_pass(29);
    rounds.look().await.expect("a round");
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await), ["PENDING", "WAITING"]);
    net.minutes_pass(2);
    // A refusal frees nothing; the round does, and the cheques come back by the next one.
    books(&net, who, here, "Un passant", false).await.refused("SESSION_FULL");
    assert_eq!(rounds.look().await.expect("a round"), 0, "it is left to whoever is at it");
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await), ["LAPSED", "OFFERED"]);
    net.minutes_pass(2);
    assert_eq!(rounds.look().await.expect("a round"), 1);
    net.books_hold().await;
}

async fn who_came_and_who_did_not_is_written_with_what_follows(engine: Engine) {
    let net = Network::open(engine, "attended").await;
    let (hesdin, carnet, other) = (net.venue("Hesdin").await, net.carnet().await, net.carnet().await);
    let session = session(&net, &hesdin, 8).await;
    let here = (&hesdin, session.as_str());
    let came = whole(&net, &carnet, here, "Amina D.").await;
    let missed = whole(&net, &other, here, "Luc B.").await;
    let asked = json!({ "venue": hesdin.id, "input": {
        "sessionId": session,
        "lines": [{ "bookingId": came, "came": "SEEN" }, { "bookingId": missed, "came": "MISSED" }],
        "walkIns": [{ "called": "Ève C.", "cheques": 0 }],
    } });
    net.asks(&hesdin.counter, ATTENDANCE, asked.clone()).await.refused("WRONG_STAGE");
    net.it_is("2025-10-20", (16, 0));
    let told = net.asks(&hesdin.counter, ATTENDANCE, asked.clone()).await.ok();
    assert_eq!(told, json!({ "seen": 2, "excused": 0, "missed": 1, "claims": 1 }));
    let mut again = asked;
    again["input"]["walkIns"] = json!([]);
    let nothing = net.asks(&hesdin.counter, ATTENDANCE, again.clone()).await.ok();
    assert_eq!(nothing, json!({ "seen": 0, "excused": 0, "missed": 0, "claims": 0 }), "said again, left aside");
    // A wrong tick is put right, there and back; what it asked of the centre goes with it.
    let mut wrong = again.clone();
    wrong["input"]["lines"] = json!([{ "bookingId": came, "came": "MISSED" }, { "bookingId": missed, "came": "SEEN" }]);
    let told = net.asks(&hesdin.counter, ATTENDANCE, wrong.clone()).await.ok();
    assert_eq!(told, json!({ "seen": 1, "excused": 0, "missed": 1, "claims": 1 }));
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await)[..2], ["MISSED", "SEEN"]);
    let told = net.asks(&hesdin.counter, ATTENDANCE, again).await.ok();
    assert_eq!(told, json!({ "seen": 1, "excused": 0, "missed": 1, "claims": 1 }));
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await)[..2], ["SEEN", "MISSED"]);

    // What the node promised, the centre does once: the paper that is given, and the other cheque back.
    let errands = net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown();
    let reasons: Vec<&Value> = errands.as_array().expect("a list").iter().map(|one| &one["giveBack"]).collect();
    assert!(reasons.contains(&&json!(null)) && reasons.contains(&&json!("MISSED")), "{errands}");
    let receipt = net.redeems_under("presence-1", &hesdin, &[&carnet[4]]).await.ok();
    let closes =
        |booking: &Value, receipt: Value| json!({ "venue": hesdin.id, "booking": booking, "receipt": receipt });
    let closed = net.asks(&hesdin.counter, CLOSE_ERRAND, closes(&came, receipt["id"].clone())).await.ok();
    assert_eq!((&closed["done"], &closed["receiptId"]), (&json!(true), &receipt["id"]));
    net.asks(&hesdin.counter, ATTENDANCE, wrong).await.refused("WRONG_STAGE");
    let back = json!({ "booking": missed, "why": "MISSED" });
    net.asks(&hesdin.counter, RELEASE_CHEQUES, back).await.ok();
    net.asks(&hesdin.counter, CLOSE_ERRAND, closes(&missed, json!(null))).await.ok();
    net.asks(&hesdin.counter, CLOSE_ERRAND, closes(&missed, json!(null))).await.refused("WRONG_STAGE");
    assert_eq!(net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown(), json!([]));
    net.books_hold().await;
}

async fn a_session_that_its_calendar_tells_no_more_gives_every_cheque_back(engine: Engine) {
    let net = Network::open(engine, "told_no_more").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.offers(&hesdin, "Premiers clics").await;
    let elsewhere = Elsewhere::serves(&[event("1@mairie", "Premiers clics", "20251020", "")]).await;
    net.publishes_from(&hesdin, &elsewhere.address()).await;
    net.reads_calendars().await;
    let planned = net.asks(&Person::nobody(), SESSIONS, json!({ "venue": hesdin.id, "first": 9 })).await.nodes();
    let session = text(&planned[0]["id"]);
    whole(&net, &carnet, (&hesdin, session.as_str()), "Amina D.").await;
    elsewhere.tells(&[]);
    net.minutes_pass(31);
    net.reads_calendars().await;
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await), ["CALLED_OFF"]);
    let errands = net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!(errands.as_array().map(Vec::len), Some(1), "its cheques are given back, as when a person calls it off");
}

async fn a_session_called_off_gives_every_cheque_back(engine: Engine) {
    let net = Network::open(engine, "called_off").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let session = session(&net, &hesdin, 2).await;
    let here = (&hesdin, session.as_str());
    let first = whole(&net, &carnet, here, "Amina D.").await;
    books(&net, &net.cast.prescriber, here, "Luc B.", false).await.ok();
    books(&net, &net.cast.prescriber, here, "Ève C.", true).await.ok();
    let fewer = json!({ "venue": hesdin.id, "session": session, "input": { "seats": 1 } });
    net.asks(&hesdin.counter, CHANGE_SESSION, fewer).await.refused("INPUT_INVALID");

    let off = json!({ "venue": hesdin.id, "session": session, "reason": "La salle est prise" });
    net.asks(&hesdin.counter, CANCEL_SESSION, off).await.ok();
    assert_eq!(stages(&sheet(&net, &hesdin, &session).await), ["CALLED_OFF"; 3]);
    let errands = net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!(errands.as_array().map(Vec::len), Some(2), "who only waited had no cheque kept");
    // Whoever called it off has gone home: the centre sees to it within minutes, once.
    let rounds = ErrandRounds::new(net.centre().hosted().clone(), net.centre().desk().clone());
    assert_eq!(rounds.look().await.expect("a round"), 0, "it is left to whoever is at it");
    net.minutes_pass(2);
    assert_eq!(rounds.look().await.expect("a round"), 2);
    assert_eq!(rounds.look().await.expect("a round"), 0);
    let back = json!({ "booking": first, "why": "SESSION_CANCELLED" });
    net.asks(&hesdin.counter, RELEASE_CHEQUES, back).await.refused("WRONG_STAGE");
    assert_eq!(net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown(), json!([]));
    books(&net, &net.cast.prescriber, here, "Zoé", false).await.refused("WRONG_STAGE");
    net.books_hold().await;
}

async fn a_booking_is_seen_by_who_booked_and_who_welcomes(engine: Engine) {
    let net = Network::open(engine, "who_welcomes").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let session = session(&net, &hesdin, 8).await;
    // A venue books at another venue; a third party sees nothing of it and changes nothing.
    let seat = books(&net, &auchy.counter, (&hesdin, session.as_str()), "Amina D.", false).await.ok();
    ends(&net, &net.cast.prescriber, &hesdin, (&seat["bookingId"], "CANCELLED")).await.refused("NOT_FOUND");
    let asked = json!({ "venue": hesdin.id, "session": session });
    assert_eq!(net.asks(&auchy.counter, SESSION_BOOKINGS, asked.clone()).await.shown(), json!(null));
    assert_eq!(net.asks(&net.cast.operator, SESSION_BOOKINGS, asked).await.shown(), json!(null));
    ends(&net, &auchy.counter, &hesdin, (&seat["bookingId"], "MOVED")).await.ok();
    ends(&net, &hesdin.counter, &hesdin, (&seat["bookingId"], "CANCELLED")).await.refused("WRONG_STAGE");
    assert_eq!(sheet(&net, &hesdin, &session).await[0]["called"], "Amina D.");

    // Thirty days after the session, nobody knows any more how they were called.
    net.it_is("2025-11-20", (9, 0));
    let workshop = net.offers(&hesdin, "Suite").await;
    let later = net.schedules(&hesdin, &workshop, "2025-12-11T14:00:00+01:00").await.ok();
    let later = text(&later["id"]);
    books(&net, &auchy.counter, (&hesdin, later.as_str()), "Luc B.", false).await.ok();
    assert_eq!(sheet(&net, &hesdin, &session).await[0]["called"], json!(null));

    // And nothing has to happen there for it: the rounds of the centre see to its hosted venues.
    assert_eq!(sheet(&net, &hesdin, &later).await[0]["called"], "Luc B.");
    net.it_is("2026-01-12", (9, 0));
    ErrandRounds::new(net.centre().hosted().clone(), net.centre().desk().clone()).look().await.expect("a round");
    assert_eq!(sheet(&net, &hesdin, &later).await[0]["called"], json!(null));
}

/// Random wishes, words, second thoughts and delays over three seats: never more people than seats, and none stays empty while
/// somebody waits.
async fn whatever_happens_no_seat_is_sold_twice(engine: Engine) {
    let net = Network::open(engine, "seats_random").await;
    let hesdin = net.venue("Hesdin").await;
    let session = session(&net, &hesdin, 3).await;
    let (who, here) = (&net.cast.prescriber, (&hesdin, session.as_str()));
    let chance = Chance::from_seed(5);
    let below = |most: usize| usize::from(chance.bytes::<1>()[0]).rem_euclid(most);
    let mut asked: Vec<Value> = Vec::new();
    for _ in 0..120 {
        let one = asked.get(below(asked.len().max(1))).cloned();
        match (below(6), one) {
            (0..=1, _) | (_, None) => {
                let answer = books(&net, who, here, "Zoé", below(2) == 0).await;
                match answer.refusal() {
                    Some(said) => assert_eq!(said.code, "SESSION_FULL"),
                    None => asked.push(answer.ok()["bookingId"].clone()),
                }
            }
            (2..=3, Some(one)) => drop(confirms(&net, who, &hesdin, &one).await),
            (4, Some(one)) => drop(ends(&net, who, &hesdin, (&one, "EXCUSED")).await),
            (_, Some(_)) => net.minutes_pass(20),
        }
        let stages = stages(&sheet(&net, &hesdin, &session).await);
        let count = |names: &[&str]| stages.iter().filter(|stage| names.contains(&stage.as_str())).count();
        let seated = count(&["PENDING", "CONFIRMED", "OFFERED"]);
        assert!(seated <= 3, "{seated} people on three seats: {stages:?}");
        assert!(seated == 3 || count(&["WAITING"]) == 0, "a seat stays empty while somebody waits: {stages:?}");
    }
}
