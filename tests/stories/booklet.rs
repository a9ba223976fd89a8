//! « Mon carnet »: a booklet's number and one of its codes tell what remains and until when; nothing else, to nobody else.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Wanted,
        answer::Answer,
        cast::Person,
        counter::{mistyped, unknown},
        deeds::BOOKLET,
    },
};

on_both_engines!(
    whoever_holds_a_booklet_knows_what_remains,
    a_booklet_that_cannot_be_used_says_so,
    wrong_pairs_answer_alike,
    guessing_is_slowed_down_booklet_by_booklet,
);

async fn asks(net: &Network, serial: &str, code: &str) -> Answer {
    net.asks(&Person::nobody(), BOOKLET, json!({ "serial": serial, "code": code })).await
}

async fn whoever_holds_a_booklet_knows_what_remains(engine: Engine) {
    let net = Network::open(engine, "my_booklet").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();

    // A used cheque opens it as well as another; it is typed as people type.
    for code in [carnet[9].to_lowercase(), carnet[0].replace('-', " ")] {
        let seen = asks(&net, &carnet.serial.to_lowercase().replace('-', " "), &code).await.ok();
        let told = json!({
            "carnet": carnet.serial, "cheques": 7, "valueCents": 7000, "until": "2026-10-31", "state": "USABLE",
        });
        assert_eq!(seen, told, "and nothing of where or when");
    }
}

async fn a_booklet_that_cannot_be_used_says_so(engine: Engine) {
    let net = Network::open(engine, "booklet_state").await;
    let run = net.order(Wanted::default()).await;
    let carnet = &run.carnets[0];
    let state = async |carnet: &Carnet| -> Value { asks(&net, &carnet.serial, &carnet[0]).await.ok()["state"].clone() };
    assert_eq!(state(carnet).await, "NOT_YET");
    net.hands_over(carnet, "62447", "OTHER").await.ok();
    assert_eq!(state(carnet).await, "USABLE");
    net.it_is("2026-10-31", (23, 59));
    assert_eq!(state(carnet).await, "USABLE");
    net.it_is("2026-11-01", (0, 0));
    assert_eq!(state(carnet).await, "ENDED");
}

async fn wrong_pairs_answer_alike(engine: Engine) {
    let net = Network::open(engine, "wrong_pairs").await;
    let (one, two) = (net.carnet().await, net.carnet().await);
    let absent = asks(&net, "ZZZZZ-0001", &one[0]).await.refused("NOT_FOUND");
    for (serial, code) in [
        (one.serial.as_str(), two[0].to_owned()),
        (one.serial.as_str(), unknown(1)),
        ("mon carnet", one[0].to_owned()),
        ("", one[0].to_owned()),
        ("🎫".repeat(100).as_str(), one[0].to_owned()),
    ] {
        assert_eq!(asks(&net, serial, &code).await.refused("NOT_FOUND"), absent, "{serial}");
    }
    // A typing error is a matter of the text alone: it tells nothing of any booklet.
    asks(&net, &one.serial, &mistyped(&one[0])).await.refused("CODE_MISTYPED");
    asks(&net, "ZZZZZ-0001", &mistyped(&one[0])).await.refused("CODE_MISTYPED");
}

async fn guessing_is_slowed_down_booklet_by_booklet(engine: Engine) {
    let net = Network::open(engine, "booklet_guesses").await;
    let (one, two) = (net.carnet().await, net.carnet().await);
    for seed in 0..10 {
        asks(&net, &one.serial, &unknown(seed)).await.refused("NOT_FOUND");
    }
    asks(&net, &one.serial, &unknown(10)).await.refused("TOO_MANY_ATTEMPTS");
    asks(&net, &one.serial.to_lowercase(), &one[0]).await.refused("TOO_MANY_ATTEMPTS");
    asks(&net, &two.serial, &two[0]).await.ok();
    net.minutes_pass(6);
    asks(&net, &one.serial, &one[0]).await.ok();
}
