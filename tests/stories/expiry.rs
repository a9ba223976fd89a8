//! Three dates: the last day of distribution, the last day printed, the last day on which a cheque is still honoured.

use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Network, Wanted, deeds::CLOSE_ORDER},
};

on_both_engines!(a_cheque_is_honoured_until_the_end_of_its_tolerance, what_was_never_used_goes_back);

const SOON: [&str; 3] = ["2025-10-10", "2025-10-20", "2025-10-31"];

async fn a_cheque_is_honoured_until_the_end_of_its_tolerance(engine: Engine) {
    let net = Network::open(engine, "tolerance").await;
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.order(Wanted { dates: SOON, ..Wanted::default() }).await.carnets.remove(0);
    let told = net.hands_over(&carnet, "62447", "OTHER").await.ok();
    assert_eq!(told["validUntil"], "2025-10-20", "what is printed is the end of validity");

    for (place, day) in [(0, "2025-10-20"), (1, "2025-10-21"), (2, "2025-10-31")] {
        net.it_is(day, (23, 59));
        net.redeems(&hesdin, &[&carnet[place]]).await.ok();
    }
    net.it_is("2025-11-01", (0, 0));
    let said = net.redeems(&hesdin, &[&carnet[3]]).await.refused("EXPIRED");
    assert!(said.message.contains("31 octobre 2025"), "{said:?}");
    let seen = net.looks_up(&hesdin.counter, &carnet[3]).await.refused("EXPIRED");
    assert_eq!(seen.message, said.message);
    net.redeems(&hesdin, &[&carnet[0]]).await.refused("ALREADY_REDEEMED");
    net.books_hold().await;
}

async fn what_was_never_used_goes_back(engine: Engine) {
    let net = Network::open(engine, "goes_back").await;
    let hesdin = net.venue("Hesdin").await;
    let run = net.order(Wanted { dates: SOON, carnets: 2, ..Wanted::default() }).await;
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    net.redeems(&hesdin, &[&run.carnets[0][0], &run.carnets[0][1]]).await.ok();
    let closing = json!({ "order": run.order });

    net.it_is("2025-10-31", (23, 59));
    net.asks(&net.cast.operator, CLOSE_ORDER, closing.clone()).await.refused("DATES_INVALID");
    // A whole day passes: no redemption of the last evening is still on its way.
    net.it_is("2025-11-01", (23, 59));
    net.asks(&net.cast.operator, CLOSE_ORDER, closing.clone()).await.refused("DATES_INVALID");
    net.it_is("2025-11-02", (0, 0));
    net.asks(&net.cast.funder, CLOSE_ORDER, closing.clone()).await.refused("FORBIDDEN");
    let closed = net.asks(&net.cast.operator, CLOSE_ORDER, closing.clone()).await.ok();
    assert_eq!(closed["refundableCents"], 18 * 1000);
    net.asks(&net.cast.treasurer, CLOSE_ORDER, closing).await.refused("WRONG_STAGE");
    net.redeems(&hesdin, &[&run.carnets[0][2]]).await.refused("EXPIRED");

    let placed = net.places(&Wanted::default()).await;
    net.asks(&net.cast.operator, CLOSE_ORDER, json!({ "order": placed })).await.refused("WRONG_STAGE");
    let nothing = json!({ "order": net.nothing() });
    net.asks(&net.cast.operator, CLOSE_ORDER, nothing).await.refused("NOT_FOUND");
    net.books_hold().await;
}
