//! Handing over: a booklet becomes somebody's, if the order is meant for them. No name is asked.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Carnet, Network, Wanted, answer::text, cast::Person, deeds::HAND_OVER},
};

on_both_engines!(
    a_booklet_is_handed_over_once,
    an_order_has_its_perimeter_and_its_publics,
    the_commune_is_one_of_today,
    a_booklet_that_cannot_go_says_why,
    another_prescriber_hands_over_for_itself_alone,
    after_the_last_year_that_is_known_booklets_still_go,
);

async fn a_booklet_is_handed_over_once(engine: Engine) {
    let net = Network::open(engine, "handed_over").await;
    let run = net.order(Wanted { carnets: 2, cheques: 5, ..Wanted::default() }).await;

    let one = net.hands_over(&run.carnets[0], "62447", "JOB_SEEKER").await.ok();
    let two = net.hands_over(&run.carnets[1], "62447", "JOB_SEEKER").await.ok();

    assert_eq!(
        (&one["cheques"], &one["valueCents"], &one["validUntil"]),
        (&json!(5), &json!(5000), &json!("2026-09-30"))
    );
    assert_ne!(one["learnerRef"], two["learnerRef"], "nobody is recognised from one booklet to the next");
    net.hands_over(&run.carnets[0], "62447", "JOB_SEEKER").await.refused("ALREADY_HANDED_OVER");
    net.hands_over(&run.carnets[0], "62050", "OTHER").await.refused("ALREADY_HANDED_OVER");
}

async fn an_order_has_its_perimeter_and_its_publics(engine: Engine) {
    let net = Network::open(engine, "perimeter").await;
    let narrow = Wanted { communes: &["62447", "62050"], publics: &["SIXTY_AND_OVER"], ..Wanted::default() };
    let carnet = net.order(narrow).await.carnets.remove(0);

    net.hands_over(&carnet, "62100", "OTHER").await.refused("OUTSIDE_PERIMETER");
    net.hands_over(&carnet, "62050", "OTHER").await.refused("OUTSIDE_PUBLICS");
    net.hands_over(&carnet, "62050", "SIXTY_AND_OVER").await.ok();

    // Where somebody lives bounds what they are given, not where they use it.
    let far = net.venue("Beaurainville").await;
    net.redeems(&far, &[&carnet[0]]).await.ok();
    net.books_hold().await;
}

async fn the_commune_is_one_of_today(engine: Engine) {
    let net = Network::open(engine, "commune_of_today").await;
    let carnet = net.order(Wanted::default()).await.carnets.remove(0);
    for code in ["62461", "62999", "", "Hesdin"] {
        net.hands_over(&carnet, code, "OTHER").await.refused("COMMUNE_UNKNOWN");
    }
    net.hands_over(&carnet, "62447", "OTHER").await.ok();
}

async fn a_booklet_that_cannot_go_says_why(engine: Engine) {
    let net = Network::open(engine, "cannot_go").await;
    let soon = Wanted { dates: ["2025-10-10", "2025-12-31", "2026-01-31"], ..Wanted::default() };
    let order = net.places(&soon).await;
    let carnet = net.issues(&order).await.carnets.remove(0);

    net.hands_over(&carnet, "62447", "OTHER").await.refused("NOT_ACTIVE");
    net.funds(&order, soon.value()).await.ok();
    net.it_is("2025-10-11", (0, 0));
    let said = net.hands_over(&carnet, "62447", "OTHER").await.refused("DISTRIBUTION_ENDED");
    assert!(said.message.contains("10 octobre 2025"), "{said:?}");
    net.it_is("2025-10-10", (23, 59));
    net.hands_over(&carnet, "62447", "OTHER").await.ok();
    for serial in ["", "K7QMX", "ZZZZZ-0001", "2-0", &carnet.serial.replace("0001", "0002")] {
        let absent = Carnet { serial: serial.to_owned(), codes: Vec::new() };
        net.hands_over(&absent, "62447", "OTHER").await.refused("NOT_FOUND");
    }
}

async fn another_prescriber_hands_over_for_itself_alone(engine: Engine) {
    let net = Network::open(engine, "prescribers").await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let other = net.stranger("PRESCRIBER", Role::Prescriber).await;

    let for_another = asked(&net.cast.prescriber, &run.carnets[0]);
    net.asks(&other, HAND_OVER, for_another).await.refused("FORBIDDEN");
    let done = net.asks(&other, HAND_OVER, asked(&other, &run.carnets[0])).await.ok();
    assert_eq!(text(&done["carnet"]), run.carnets[0].serial);
    net.asks(&net.cast.operator, HAND_OVER, asked(&net.cast.operator, &run.carnets[1])).await.refused("FORBIDDEN");
}

fn asked(prescriber: &Person, carnet: &Carnet) -> Value {
    let prescriber = prescriber.organisation();
    // Typed as it is read aloud: small letters, no hyphen, no zeros in front.
    let typed = carnet.serial.to_lowercase().replace("-000", " ");
    json!({ "input": { "prescriberId": prescriber, "carnet": typed, "homeCommune": "62447", "public": "OTHER" } })
}

/// The territory built in ends with 2026: what it knew last goes on.
async fn after_the_last_year_that_is_known_booklets_still_go(engine: Engine) {
    let net = Network::open(engine, "after_2026").await;
    net.it_is("2027-01-02", (9, 0));
    let dates = ["2027-06-30", "2027-09-30", "2027-10-31"];
    let wanted = Wanted { dates, communes: &["62447", "62050"], ..Wanted::default() };
    let carnet = net.order(wanted).await.carnets.remove(0);
    net.hands_over(&carnet, "62050", "OTHER").await.ok();
    net.books_hold().await;
}
