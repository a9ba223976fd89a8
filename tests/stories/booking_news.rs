//! Who booked hears of what happened to the session without them: it was called off, it sits on another day, the venue receives nobody.

use passegue::{booking_letters::BookingLetters, errand_rounds::ErrandRounds};
use serde_json::json;

use super::bookings::{books, session, sheet, whole};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        deeds::{BOOK_SEAT, CANCEL_SESSION, CHANGE_SESSION, SCHEDULE},
    },
};

on_both_engines!(
    a_venue_that_receives_nobody_takes_no_bookings,
    a_venue_that_is_suspended_gives_its_seats_back,
    who_booked_is_told_that_a_session_is_called_off_and_of_the_next_one,
    who_booked_is_told_of_the_new_day_alone,
);

const MAIL: &str = "jeanne@prescrit.example";

fn rounds(net: &Network) -> BookingLetters {
    BookingLetters::new(net.centre().lodge().clone(), net.centre().hosted().clone())
}

/// Letters about bookings that were written to the prescriber.
async fn letters(net: &Network) -> Vec<String> {
    let all = net.letters_to(MAIL).await;
    all.into_iter().filter(|letter| letter.contains("Atelier\u{a0}: ") || letter.contains("Atelier : ")).collect()
}

async fn prescriber_has_an_address(net: &Network) {
    let structure = net.cast.prescriber.organisation();
    net.names_as(&structure, "PRESCRIBER", "Jeanne", MAIL).await;
}

async fn calls_off(net: &Network, place: &Place, session: &str) {
    let off = json!({ "venue": place.id, "session": session, "reason": "La salle est prise" });
    net.asks(&place.counter, CANCEL_SESSION, off).await.ok();
}

async fn a_venue_that_receives_nobody_takes_no_bookings(engine: Engine) {
    let net = Network::open(engine, "no_bookings").await;
    let hesdin = net.venue("Hesdin").await;
    let session = session(&net, &hesdin, 8).await;
    let who = &net.cast.prescriber;
    let input = json!({ "sessionId": session, "called": "Amina D." });
    let asked = json!({ "key": "place-1", "venue": hesdin.id, "input": input });
    let first = net.asks(who, BOOK_SEAT, asked.clone()).await;
    net.suspends(&hesdin).await.ok();
    assert_eq!(net.asks(who, BOOK_SEAT, asked).await.text(), first.text(), "what was answered is answered again");
    for person in [who, &hesdin.counter] {
        books(&net, person, (&hesdin, session.as_str()), "Luc B.", true).await.refused("WRONG_STAGE");
    }
    net.reinstates(&hesdin).await.ok();
    books(&net, who, (&hesdin, session.as_str()), "Luc B.", false).await.ok();
    net.withdraws(&hesdin).await.ok();
    books(&net, who, (&hesdin, session.as_str()), "Zoé", false).await.refused("WRONG_STAGE");
}

async fn a_venue_that_is_suspended_gives_its_seats_back(engine: Engine) {
    let net = Network::open(engine, "seats_back").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (carnet, other) = (net.carnet().await, net.carnet().await);
    prescriber_has_an_address(&net).await;
    let (here, there) = (session(&net, &hesdin, 8).await, session(&net, &auchy, 8).await);
    whole(&net, &carnet, (&hesdin, here.as_str()), "Canari A.").await;
    books(&net, &net.cast.prescriber, (&hesdin, here.as_str()), "Canari B.", false).await.ok();
    whole(&net, &other, (&auchy, there.as_str()), "Canari C.").await;
    assert_eq!(rounds(&net).look().await.expect("a round"), 0);
    net.suspends(&hesdin).await.ok();
    assert_eq!(rounds(&net).look().await.expect("a round"), 1, "one letter for both seats");
    let stages = |lines: &[serde_json::Value]| lines.iter().map(|line| text(&line["stage"])).collect::<Vec<_>>();
    assert_eq!(stages(&sheet(&net, &hesdin, &here).await), ["CALLED_OFF"; 2]);
    assert_eq!(stages(&sheet(&net, &auchy, &there).await), ["CONFIRMED"], "another venue goes on");
    let told = letters(&net).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("ne reçoit personne") && !told[0].contains("Canari"), "{}", told[0]);
    assert_eq!(rounds(&net).look().await.expect("a round"), 0, "once");
    // The cheques come back by the round that gives back what is over.
    net.minutes_pass(2);
    let errands = ErrandRounds::new(net.centre().hosted().clone(), net.centre().desk().clone());
    assert_eq!(errands.look().await.expect("a round"), 2);
    let codes: Vec<&str> = carnet.codes.iter().map(String::as_str).collect();
    net.redeems(&auchy, &codes).await.ok();
    net.books_hold().await;
}

async fn who_booked_is_told_that_a_session_is_called_off_and_of_the_next_one(engine: Engine) {
    let net = Network::open(engine, "told_off").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let workshop = net.offers(&hesdin, "Premiers clics").await;
    let plan = async |at: &str| {
        let input = json!({ "workshopId": workshop, "startsAt": at, "seats": 8 });
        text(&net.asks(&hesdin.counter, SCHEDULE, json!({ "venue": hesdin.id, "input": input })).await.ok()["id"])
    };
    let (first, _) = (plan("2025-10-20T14:00:00+02:00").await, plan("2025-10-27T09:30:00+01:00").await);
    let here = (&hesdin, first.as_str());
    for who in [&net.cast.prescriber, &auchy.counter, &hesdin.counter] {
        books(&net, who, here, "Canari A.", false).await.ok();
    }
    calls_off(&net, &hesdin, &first).await;
    // Auchy has no address: it waits, and keeps nobody waiting. Hesdin called it off itself.
    prescriber_has_an_address(&net).await;
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    let told = letters(&net).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("n’aura pas lieu") && told[0].contains("27 octobre 2025, 9 h 30"), "{}", told[0]);
    assert!(!told[0].contains("Canari"), "a mail names nobody");
    net.names(&auchy, "Luc", "luc@auchy.example").await;
    net.names(&hesdin, "Ève", "eve@hesdin.example").await;
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    assert_eq!(rounds(&net).look().await.expect("a round"), 0);
}

async fn who_booked_is_told_of_the_new_day_alone(engine: Engine) {
    let net = Network::open(engine, "told_later").await;
    let hesdin = net.venue("Hesdin").await;
    prescriber_has_an_address(&net).await;
    let session = session(&net, &hesdin, 8).await;
    books(&net, &net.cast.prescriber, (&hesdin, session.as_str()), "Canari A.", false).await.ok();
    for to in ["2025-10-21T14:00:00+02:00", "2025-10-22T15:00:00+02:00"] {
        let asked = json!({ "venue": hesdin.id, "session": session, "input": { "startsAt": to } });
        net.asks(&hesdin.counter, CHANGE_SESSION, asked).await.ok();
        net.minutes_pass(1);
    }
    let seats = json!({ "venue": hesdin.id, "session": session, "input": { "seats": 9 } });
    net.asks(&hesdin.counter, CHANGE_SESSION, seats).await.ok();
    assert_eq!(rounds(&net).look().await.expect("a round"), 1, "the last day alone");
    let told = letters(&net).await;
    assert!(told[0].contains("22 octobre 2025, 15 h") && !told[0].contains("21 octobre"), "{}", told[0]);
    // Called off before anybody was told of another day, it is only called off.
    let again = json!({ "venue": hesdin.id, "session": session, "input": { "startsAt": "2025-10-23T15:00:00+02:00" } });
    net.asks(&hesdin.counter, CHANGE_SESSION, again).await.ok();
    calls_off(&net, &hesdin, &session).await;
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    assert!(letters(&net).await.iter().any(|letter| letter.contains("n’aura pas lieu")));
}
