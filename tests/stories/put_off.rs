//! A session sits on another day: what is kept for who comes is kept until then, and not a day less.

use passegue::errand_rounds::ErrandRounds;
use serde_json::json;

use super::bookings::{books, confirms, session, whole};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{CHANGE_SESSION, ERRANDS, HOLD_CHEQUES, SESSIONS},
        elsewhere::{Elsewhere, event},
    },
};

on_both_engines!(
    cheques_are_kept_until_the_new_day,
    cheques_are_kept_until_the_day_that_a_calendar_tells,
    cheques_that_are_kept_too_late_for_the_news_follow_all_the_same,
);

const LATER: &str = "2025-11-03T14:00:00+01:00";
const LATER_STILL: &str = "2025-11-10T14:00:00+01:00";

fn rounds(net: &Network) -> ErrandRounds {
    ErrandRounds::new(net.centre().hosted().clone(), net.centre().desk().clone())
}

async fn puts_off(net: &Network, place: &Place, session: &str, to: &str) {
    let asked = json!({ "venue": place.id, "session": session, "input": { "startsAt": to } });
    net.asks(&place.counter, CHANGE_SESSION, asked).await.ok();
}

/// All ten cheques are presented somewhere else.
async fn elsewhere(net: &Network, place: &Place, carnet: &Carnet) -> Answer {
    let all: Vec<&str> = (0..10).map(|no| &carnet[no]).collect();
    net.redeems(place, &all).await
}

async fn cheques_are_kept_until_the_new_day(engine: Engine) {
    let net = Network::open(engine, "put_off").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let session = session(&net, &hesdin, 2).await;
    whole(&net, &carnet, (&hesdin, session.as_str()), "Amina D.").await;
    puts_off(&net, &hesdin, &session, LATER).await;
    let errands = net.asks(&hesdin.counter, ERRANDS, json!({ "venue": hesdin.id })).await.shown();
    assert_eq!(errands, json!([]), "nobody has to see to it");
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    assert_eq!(rounds(&net).look().await.expect("a round"), 0);

    // By the first day they would be free on the 21st.
    net.it_is("2025-10-23", (9, 0));
    elsewhere(&net, &auchy, &carnet).await.refused("HELD");
    // Put off again: the last word counts.
    puts_off(&net, &hesdin, &session, LATER_STILL).await;
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    net.it_is("2025-11-05", (9, 0));
    elsewhere(&net, &auchy, &carnet).await.refused("HELD");
    net.it_is("2025-11-12", (9, 0));
    elsewhere(&net, &auchy, &carnet).await.ok();
    net.books_hold().await;
}

/// The session came from a calendar elsewhere, which moves it: the same as when a person does.
async fn cheques_are_kept_until_the_day_that_a_calendar_tells(engine: Engine) {
    let net = Network::open(engine, "put_off_elsewhere").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    net.offers(&hesdin, "Premiers clics").await;
    let told = |day: &str| [event("1@mairie", "Premiers clics", day, "")];
    let calendar = Elsewhere::serves(&told("20251020")).await;
    net.publishes_from(&hesdin, &calendar.address()).await;
    net.reads_calendars().await;
    let planned = net.asks(&Person::nobody(), SESSIONS, json!({ "venue": hesdin.id, "first": 9 })).await.nodes();
    whole(&net, &carnet, (&hesdin, text(&planned[0]["id"]).as_str()), "Amina D.").await;
    calendar.tells(&told("20251103"));
    net.minutes_pass(31);
    net.reads_calendars().await;
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    net.it_is("2025-10-23", (9, 0));
    elsewhere(&net, &auchy, &carnet).await.refused("HELD");
    net.books_hold().await;
}

/// The seat was booked, the session put off, the centre told; then only were the cheques kept, by the day that was known.
async fn cheques_that_are_kept_too_late_for_the_news_follow_all_the_same(engine: Engine) {
    let net = Network::open(engine, "put_off_late").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let session = session(&net, &hesdin, 2).await;
    let who = &net.cast.prescriber;
    let seat = books(&net, who, (&hesdin, session.as_str()), "Amina D.", false).await.ok();
    puts_off(&net, &hesdin, &session, LATER).await;
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    let hold = json!({
        "bookingId": seat["bookingId"], "carnet": carnet.serial, "cheques": 1, "venueId": hesdin.id,
        "startsAt": seat["startsAt"],
    });
    net.asks(who, HOLD_CHEQUES, json!({ "input": hold })).await.ok();
    confirms(&net, who, &hesdin, &seat["bookingId"]).await.ok();
    assert_eq!(rounds(&net).look().await.expect("a round"), 1);
    net.it_is("2025-10-23", (9, 0));
    elsewhere(&net, &auchy, &carnet).await.refused("HELD");
    net.books_hold().await;
}
