//! Guessing: ten unknown codes within five minutes, and one is asked to wait. Typing errors are nobody's fault.

use kernel::access::Role;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        counter::{mistyped, unknown},
    },
};

on_both_engines!(
    ten_unknown_codes_and_one_slows_down,
    typing_errors_are_not_counted,
    a_colleague_goes_on_and_time_forgives,
    looking_up_counts_like_redeeming,
    a_hundred_in_one_structure_and_all_wait,
);

async fn ten_unknown_codes_and_one_slows_down(engine: Engine) {
    let net = Network::open(engine, "ten_unknown").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for seed in 0..10 {
        net.redeems(&hesdin, &[&unknown(seed)]).await.refused("CODE_UNKNOWN");
    }
    let said = net.redeems(&hesdin, &[&unknown(10)]).await.refused("TOO_MANY_ATTEMPTS");
    assert!(said.next_step.contains("5 minutes"), "{said:?}");
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("TOO_MANY_ATTEMPTS");
    net.looks_up(&hesdin.counter, &carnet[0]).await.refused("TOO_MANY_ATTEMPTS");
}

async fn typing_errors_are_not_counted(engine: Engine) {
    let net = Network::open(engine, "typing_errors").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for _ in 0..15 {
        net.redeems(&hesdin, &[&mistyped(&carnet[0])]).await.refused("CODE_MISTYPED");
        net.redeems(&hesdin, &["BONJOUR"]).await.refused("CODE_MISTYPED");
        net.looks_up(&hesdin.counter, &mistyped(&carnet[1])).await.refused("CODE_MISTYPED");
    }
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
}

async fn a_colleague_goes_on_and_time_forgives(engine: Engine) {
    let net = Network::open(engine, "time_forgives").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let colleague = net.newcomer(&hesdin, Role::CounterStaff).await;
    for seed in 0..10 {
        net.redeems(&hesdin, &[&unknown(seed)]).await.refused("CODE_UNKNOWN");
    }
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("TOO_MANY_ATTEMPTS");
    net.takes(&colleague, &hesdin, &[&carnet[0]]).await.ok();

    net.minutes_pass(4);
    net.redeems(&hesdin, &[&carnet[1]]).await.refused("TOO_MANY_ATTEMPTS");
    net.minutes_pass(1);
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();
    net.books_hold().await;
}

async fn looking_up_counts_like_redeeming(engine: Engine) {
    let net = Network::open(engine, "looking_counts").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    for seed in 0..5 {
        net.looks_up(&hesdin.counter, &unknown(seed)).await.refused("CODE_UNKNOWN");
        net.redeems(&hesdin, &[&unknown(seed + 5)]).await.refused("CODE_UNKNOWN");
    }
    net.looks_up(&hesdin.counter, &carnet[0]).await.refused("TOO_MANY_ATTEMPTS");
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("TOO_MANY_ATTEMPTS");
}

async fn a_hundred_in_one_structure_and_all_wait(engine: Engine) {
    let net = Network::open(engine, "hundred").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    for person in 0..10 {
        let somebody = net.newcomer(&hesdin, Role::CounterStaff).await;
        for seed in 0..10 {
            net.takes(&somebody, &hesdin, &[&unknown(10 * person + seed)]).await.refused("CODE_UNKNOWN");
        }
    }
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("TOO_MANY_ATTEMPTS");
    net.redeems(&auchy, &[&carnet[0]]).await.ok();
}
