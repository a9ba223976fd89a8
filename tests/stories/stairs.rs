//! The stairs: where several refusals hold, the one that is told is part of the contract.

use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Carnet, Network, Place, Wanted,
        counter::{mistyped, unknown},
        deeds::REDEEM,
    },
};

on_both_engines!(
    the_paper_is_read_before_anybody_is_asked,
    the_venue_is_asked_before_the_cheques,
    each_cheque_descends_its_own_stairs,
    the_first_cheque_at_fault_is_told,
);

/// On the paper: how many, well typed, each once; then who asks.
async fn the_paper_is_read_before_anybody_is_asked(engine: Engine) {
    let net = Network::open(engine, "paper_first").await;
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.carnet().await;
    let stranger = net.stranger("VENUE_HOLDER", kernel::access::Role::CounterStaff).await;
    let (good, bad) = (carnet[0].to_owned(), mistyped(&carnet[1]));
    let table: [(&str, Vec<&str>); 5] = [
        ("NO_CHEQUE", vec![]),
        ("TOO_MANY_CHEQUES", vec![&bad; 11]),
        ("CODE_MISTYPED", vec![&good, &good, &bad]),
        ("REPEATED_CHEQUE", vec![&good, &good]),
        ("FORBIDDEN", vec![&good]),
    ];
    for (code, codes) in &table {
        net.takes(&stranger, &hesdin, codes).await.refused(code);
    }
    let said = net.takes(&hesdin.counter, &hesdin, &[&good, &carnet[1], &good]).await.refused("REPEATED_CHEQUE");
    assert!(said.message.contains("numéro 3"), "{said:?}");
    let said = net.redeems(&hesdin, &[&good, &bad]).await.refused("CODE_MISTYPED");
    assert!(said.message.contains("probablement") && said.message.contains("groupe 2"), "{said:?}");
    assert!(said.next_step.contains("numéro 2"), "{said:?}");
    net.redeems(&hesdin, &[&good, &carnet[1]]).await.ok();
}

/// A used key, then too many attempts, then the venue's standing; cheques come last.
async fn the_venue_is_asked_before_the_cheques(engine: Engine) {
    let net = Network::open(engine, "venue_first").await;
    let (hesdin, never) = (net.venue("Hesdin").await, net.applicant("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems_under("comptoir-1", &hesdin, &[&carnet[0]]).await.ok();
    net.suspends(&hesdin).await.ok();

    net.redeems(&never, &[&unknown(1)]).await.refused("VENUE_NOT_ACCREDITED");
    let said = net.redeems(&hesdin, &[&unknown(2)]).await.refused("VENUE_SUSPENDED");
    assert!(said.message.contains("1er octobre 2025"), "{said:?}");
    net.reinstates(&hesdin).await.ok();
    for seed in 0..10 {
        net.redeems(&hesdin, &[&unknown(seed)]).await.refused("CODE_UNKNOWN");
    }
    net.suspends(&hesdin).await.ok();
    net.redeems(&hesdin, &[&carnet[1]]).await.refused("TOO_MANY_ATTEMPTS");
    net.redeems_under("comptoir-1", &hesdin, &[&carnet[1]]).await.refused("KEY_REUSED");
    net.redeems_under("comptoir-1", &hesdin, &[&carnet[0]]).await.ok();
    net.books_hold().await;
}

/// Used, blocked, held, not funded, not handed over, expired, not for this venue: the first that holds is told.
async fn each_cheque_descends_its_own_stairs(engine: Engine) {
    let net = Network::open(engine, "stairs").await;
    let hesdin = net.venue("Hesdin").await;
    let stranger = net.stranger("FUNDER", kernel::access::Role::Funder).await;
    let for_another = net.venue_for("Auchy", &stranger.organisation()).await;
    let soon = Wanted { dates: ["2025-10-10", "2025-10-15", "2025-10-20"], ..Wanted::default() };
    let order = net.places(&soon).await;
    let carnet = net.issues(&order).await.carnets.remove(0);

    // Every fault at once, mended one after the other; a venue of no right for this funder looks on from the end of the stairs.
    net.it_is("2025-10-21", (9, 0));
    told(&net, [&hesdin, &for_another], &carnet, "NOT_ACTIVE").await;
    for (stage, code) in
        [("redeemed", "ALREADY_REDEEMED"), ("blocked", "BLOCKED"), ("cancelled", "BLOCKED"), ("held", "HELD")]
    {
        net.marks(&carnet, 1, stage).await;
        told(&net, [&hesdin, &for_another], &carnet, code).await;
    }
    net.marks(&carnet, 1, "live").await;
    net.funds(&order, soon.value()).await.ok();
    told(&net, [&hesdin, &for_another], &carnet, "NOT_HANDED_OVER").await;
    net.it_is("2025-10-10", (9, 0));
    net.hands_over(&carnet, "62447", "OTHER").await.ok();
    net.it_is("2025-10-21", (9, 0));
    told(&net, [&hesdin, &for_another], &carnet, "EXPIRED").await;
    net.it_is("2025-10-20", (23, 59));
    net.redeems(&for_another, &[&carnet[0]]).await.refused("VENUE_NOT_ACCREDITED");
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.books_hold().await;
}

async fn told(net: &Network, venues: [&Place; 2], carnet: &Carnet, code: &str) {
    for venue in venues {
        net.redeems(venue, &[&carnet[0]]).await.refused(code);
    }
}

async fn the_first_cheque_at_fault_is_told(engine: Engine) {
    let net = Network::open(engine, "first_at_fault").await;
    let hesdin = net.venue("Hesdin").await;
    let (carnet, stock) = (net.carnet().await, net.order(Wanted::default()).await.carnets.remove(0));
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let (spent, blank, stranger) = (carnet[0].to_owned(), stock[0].to_owned(), unknown(1));
    let table = [
        ([&stranger, &spent, &blank], "CODE_UNKNOWN"),
        ([&spent, &blank, &stranger], "ALREADY_REDEEMED"),
        ([&blank, &stranger, &spent], "NOT_HANDED_OVER"),
    ];
    for (codes, code) in table {
        let asked = json!({ "venue": hesdin.id, "codes": codes });
        let said = net.asks(&hesdin.counter, REDEEM, asked).await.refused(code);
        assert!(format!("{} {}", said.message, said.next_step).contains("numéro 1"), "{said:?}");
    }
}
