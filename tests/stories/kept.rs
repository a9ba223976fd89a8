//! Cheques kept for bookings: by count and never by paper, at any venue, given back without cost.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Place, Wanted,
        answer::{Answer, text},
        cast::Person,
        deeds::{HOLD_CHEQUES, RELEASE_CHEQUES},
    },
};

on_both_engines!(
    two_bookings_of_one_booklet_are_presented_in_the_other_order,
    what_is_kept_for_another_venue_is_left,
    who_has_the_paper_in_hand_gets_the_cheques_back,
    a_paper_that_is_spent_or_blocked_proves_nothing,
    a_hold_costs_nothing_and_ends_by_itself,
    the_order_forbids_a_third_hold_and_takes_no_value,
    a_hold_is_asked_by_who_gave_the_booklet_or_shows_a_cheque,
    a_replacement_takes_the_holds_with_it,
    an_act_that_is_undone_opens_no_hold_again,
);

const WEDNESDAY: &str = "2025-10-08T14:00:00+02:00";

/// Cheques of a booklet are kept for a booking at a venue, in the name of somebody.
async fn keeps(net: &Network, who: &Person, carnet: &Carnet, (place, cheques): (&Place, i64)) -> Answer {
    let input = json!({
        "bookingId": net.nothing(), "carnet": carnet.serial, "cheques": cheques, "venueId": place.id, "startsAt": WEDNESDAY,
    });
    net.asks(who, HOLD_CHEQUES, json!({ "input": input })).await
}

async fn gives_back(net: &Network, who: &Person, booking: &Value, why: &str) -> Answer {
    net.asks(who, RELEASE_CHEQUES, json!({ "booking": booking, "why": why })).await
}

async fn two_bookings_of_one_booklet_are_presented_in_the_other_order(engine: Engine) {
    let net = Network::open(engine, "other_order").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let run = net.order(Wanted { cheques: 2, ..Wanted::default() }).await;
    let carnet = &run.carnets[0];
    net.hands_over(carnet, "62447", "OTHER").await.ok();
    let who = &net.cast.prescriber;
    let first = keeps(&net, who, carnet, (&hesdin, 1)).await.ok();
    assert_eq!((&first["cheques"], &first["freeCheques"]), (&json!(1), &json!(1)));
    assert_eq!(first["until"], "2025-10-09T12:00:00Z", "a day after the session begins");
    assert_eq!(keeps(&net, who, carnet, (&auchy, 1)).await.ok()["freeCheques"], 0);

    // The second paper at Hesdin, the first one at Auchy: no paper is anybody's.
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();
    net.redeems(&auchy, &[&carnet[0]]).await.ok();
    net.books_hold().await;
}

async fn what_is_kept_for_another_venue_is_left(engine: Engine) {
    let net = Network::open(engine, "left").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    keeps(&net, &net.cast.prescriber, &carnet, (&auchy, 4)).await.ok();
    let said = keeps(&net, &net.cast.prescriber, &carnet, (&hesdin, 7)).await.refused("PRICE_NOT_COVERED");
    assert!(said.message.contains("Il manque 1 chèque"), "{said:?}");

    let seven: Vec<&str> = (0..7).map(|no| &carnet[no]).collect();
    let said = net.redeems(&hesdin, &seven).await.refused("HELD");
    assert!(said.message.starts_with("Le chèque numéro 7 est gardé pour un rendez-vous"), "{said:?}");
    assert!(!said.message.contains("Auchy") && !said.next_step.contains("Auchy"), "nobody is told where");
    let look = net.looks_over(&hesdin, &seven).await.ok();
    assert_eq!((&look["accepted"], &look["cheques"][6]["refusal"]["code"]), (&json!(6), &json!("HELD")));
    net.redeems(&hesdin, &seven[..6]).await.ok();
    net.redeems(&hesdin, &[&carnet[9]]).await.refused("HELD");
    // At Auchy the four that remain serve, whichever they are.
    net.redeems(&auchy, &[&carnet[9], &carnet[6], &carnet[8], &carnet[7]]).await.ok();
    net.books_hold().await;
}

async fn who_has_the_paper_in_hand_gets_the_cheques_back(engine: Engine) {
    let net = Network::open(engine, "in_hand").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    keeps(&net, &net.cast.prescriber, &carnet, (&auchy, 10)).await.ok();
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("HELD");
    let asked = json!({ "code": &carnet[0], "why": "BY_BEARER" });
    let released = net.asks(&hesdin.counter, RELEASE_CHEQUES, asked.clone()).await.ok();
    assert_eq!(released["cheques"], 10);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let again = json!({ "code": &carnet[1], "why": "BY_BEARER" });
    net.asks(&hesdin.counter, RELEASE_CHEQUES, again).await.refused("WRONG_STAGE");
    net.asks(&hesdin.counter, RELEASE_CHEQUES, asked).await.refused("NOT_FOUND");
    net.books_hold().await;
}

async fn a_paper_that_is_spent_or_blocked_proves_nothing(engine: Engine) {
    let net = Network::open(engine, "spent_paper").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let lost = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    keeps(&net, &net.cast.prescriber, &carnet, (&auchy, 9)).await.ok();
    keeps(&net, &net.cast.prescriber, &lost, (&auchy, 4)).await.ok();
    net.blocks(&net.cast.prescriber, &lost.serial, "LOST").await.ok();
    // The venue keeps the torn paper, somebody else found the lost booklet.
    for (of, code, said) in [(&carnet, &carnet[0], "NOT_FOUND"), (&lost, &lost[3], "CARNET_BLOCKED")] {
        let freed = json!({ "code": code, "why": "BY_BEARER" });
        net.asks(&hesdin.counter, RELEASE_CHEQUES, freed).await.refused("NOT_FOUND");
        let input = json!({
            "bookingId": net.nothing(), "carnet": of.serial, "code": code, "cheques": 1, "venueId": hesdin.id,
            "startsAt": WEDNESDAY,
        });
        net.asks(&hesdin.counter, HOLD_CHEQUES, json!({ "input": input })).await.refused(said);
    }
    net.redeems(&hesdin, &[&carnet[1]]).await.refused("HELD");
    net.books_hold().await;
}

async fn a_hold_costs_nothing_and_ends_by_itself(engine: Engine) {
    let net = Network::open(engine, "ends").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let booking = keeps(&net, &net.cast.prescriber, &carnet, (&auchy, 10)).await.ok()["bookingId"].clone();
    // The same booking keeps cheques once, under any key; only the venue says that nobody came.
    let input = json!({
        "bookingId": booking, "carnet": carnet.serial, "cheques": 1, "venueId": auchy.id, "startsAt": WEDNESDAY,
    });
    net.asks(&net.cast.prescriber, HOLD_CHEQUES, json!({ "input": input })).await.refused("WRONG_STAGE");
    gives_back(&net, &net.cast.prescriber, &booking, "MISSED").await.refused("INPUT_INVALID");
    gives_back(&net, &hesdin.counter, &booking, "CANCELLED").await.refused("NOT_FOUND");
    net.it_is("2025-10-09", (13, 59));
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("HELD");
    net.it_is("2025-10-09", (14, 0));
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();

    assert_eq!(gives_back(&net, &auchy.counter, &booking, "MISSED").await.ok()["cheques"], 10);
    gives_back(&net, &auchy.counter, &booking, "MISSED").await.refused("WRONG_STAGE");
    let nine: Vec<&str> = (1..10).map(|no| &carnet[no]).collect();
    net.redeems(&auchy, &nine).await.ok();
    net.books_hold().await;
}

async fn the_order_forbids_a_third_hold_and_takes_no_value(engine: Engine) {
    let net = Network::open(engine, "third").await;
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.order_ruled(Wanted::default(), json!({ "holdsForgiven": 2 })).await.carnets.remove(0);
    net.hands_over(&carnet, "62447", "OTHER").await.ok();
    let who = &net.cast.prescriber;
    for why in ["MISSED", "EXCUSED", "MISSED"] {
        let booking = keeps(&net, who, &carnet, (&hesdin, 2)).await.ok()["bookingId"].clone();
        gives_back(&net, &hesdin.counter, &booking, why).await.ok();
    }
    let said = keeps(&net, who, &carnet, (&hesdin, 2)).await.refused("BOOKINGS_MISSED");
    assert!(said.message.starts_with("Avec ce carnet, 2 rendez-vous ont été manqués"), "{said:?}");
    let all: Vec<&str> = (0..10).map(|no| &carnet[no]).collect();
    assert_eq!(net.redeems(&hesdin, &all).await.ok()["valueCents"], 10_000, "nothing was lost");
    net.books_hold().await;
}

async fn a_hold_is_asked_by_who_gave_the_booklet_or_shows_a_cheque(engine: Engine) {
    let net = Network::open(engine, "shown").await;
    let (hesdin, carnet, other) = (net.venue("Hesdin").await, net.carnet().await, net.carnet().await);
    keeps(&net, &hesdin.counter, &carnet, (&hesdin, 1)).await.refused("NOT_FOUND");
    let input = |code: &str, day: &str| {
        json!({ "input": {
            "bookingId": net.nothing(), "carnet": carnet.serial, "code": code, "cheques": 1, "venueId": hesdin.id,
            "startsAt": format!("{day}T14:00:00+02:00"),
        } })
    };
    for _ in 0..10 {
        net.asks(&hesdin.counter, HOLD_CHEQUES, input(&other[0], "2025-10-08")).await.refused("NOT_FOUND");
    }
    net.asks(&hesdin.counter, HOLD_CHEQUES, input(&carnet[0], "2025-10-08")).await.refused("TOO_MANY_ATTEMPTS");
    net.minutes_pass(6);
    net.asks(&hesdin.counter, HOLD_CHEQUES, input(&carnet[0], "2025-10-08")).await.ok();
    net.asks(&hesdin.counter, HOLD_CHEQUES, input(&carnet[0], "2025-09-29")).await.refused("DATES_INVALID");
    net.asks(&hesdin.counter, HOLD_CHEQUES, input(&carnet[0], "2026-10-03")).await.refused("DATES_INVALID");
    // The same key, the same answer; another booklet under it is refused.
    let mut asked = input(&carnet[1], "2025-10-15");
    asked["key"] = json!("garde-1");
    let first = net.asks(&hesdin.counter, HOLD_CHEQUES, asked.clone()).await;
    assert_eq!(net.asks(&hesdin.counter, HOLD_CHEQUES, asked.clone()).await.text(), first.text());
    asked["input"]["cheques"] = json!(2);
    net.asks(&hesdin.counter, HOLD_CHEQUES, asked).await.refused("KEY_REUSED");
    net.suspends(&hesdin).await.ok();
    keeps(&net, &net.cast.prescriber, &carnet, (&hesdin, 1)).await.refused("VENUE_SUSPENDED");
    net.books_hold().await;
}

async fn a_replacement_takes_the_holds_with_it(engine: Engine) {
    let net = Network::open(engine, "with_it").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let run = net.order(Wanted { carnets: 2, cheques: 3, ..Wanted::default() }).await;
    let (old, new) = (&run.carnets[0], &run.carnets[1]);
    net.hands_over(old, "62447", "OTHER").await.ok();
    keeps(&net, &net.cast.prescriber, old, (&auchy, 2)).await.ok();
    net.redeems(&hesdin, &[&old[0]]).await.ok();
    net.replaces(&net.cast.prescriber, &old.serial, &new.serial).await.ok();
    net.redeems(&hesdin, &[&new[0]]).await.refused("HELD");
    net.redeems(&auchy, &[&new[0], &new[1]]).await.ok();
    net.books_hold().await;
}

async fn an_act_that_is_undone_opens_no_hold_again(engine: Engine) {
    let net = Network::open(engine, "not_again").await;
    let (hesdin, auchy, carnet) = (net.venue("Hesdin").await, net.venue("Auchy").await, net.carnet().await);
    let booking = keeps(&net, &net.cast.prescriber, &carnet, (&auchy, 2)).await.ok()["bookingId"].clone();
    let receipt = net.redeems(&auchy, &[&carnet[0], &carnet[1]]).await.ok();
    gives_back(&net, &auchy.counter, &booking, "EXCUSED").await.refused("WRONG_STAGE");
    net.voids(&auchy, &text(&receipt["id"])).await.ok();
    let all: Vec<&str> = (0..10).map(|no| &carnet[no]).collect();
    net.redeems(&hesdin, &all).await.ok();
    net.books_hold().await;
}
