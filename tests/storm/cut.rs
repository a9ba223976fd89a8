//! The wire to the database is cut under a centre that serves: counters do not notice, and whoever watches is told.

use std::time::Duration;

use serde_json::json;
use store::conn::Place;
use tokio::time::{interval, timeout};

use super::scale::{bound, count, figures};
use crate::support::{
    afar::{Afar, Client, Ground, word},
    engine::Engine,
    network::{answer::text, deeds::REDEEM},
    program::{Program, command},
    proxy::Proxy,
    sql,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_answer_lost_at_commit_gives_one_receipt_at_the_counter() {
    let ground = Ground::ready(Engine::Postgres, "cut").await;
    let (proxy, centre) = behind_a_wire(&ground).await;
    let afar = Afar::found(&ground, centre.url()).await;
    let venue = afar.venue("Hesdin").await;
    let cuts = count(5, 1000);
    let codes = afar.cheques(i64::try_from(cuts).expect("a count") / 25 + 1, 50).await;
    for cut in 0..cuts {
        let asked = json!({ "key": format!("cut-{cut}"), "venue": venue.id, "codes": codes[2 * cut..2 * cut + 2] });
        proxy.lose_the_answer_to_the_next_commit();
        let receipt = afar.client.does(&venue.counter, REDEEM, asked.clone()).await;
        assert_eq!(proxy.cuts(), cut + 1, "the answer to its commit was lost");
        let again = afar.client.does(&venue.counter, REDEEM, asked).await;
        assert_eq!(again, receipt, "the same receipt, word for word");
        assert!(!text(&receipt["id"]).is_empty());
    }
    let (cheques, receipts) = ("redemption", "select count(distinct receipt_id) as number from redemption");
    assert_eq!(sql::count(&ground.place(), cheques), i64::try_from(2 * cuts).expect("a count"));
    assert_eq!(sql::number(&ground.place(), receipts), i64::try_from(cuts).expect("a count"));
    ground.runs(&["check"]).await.well();
    figures("lost commits", format!("{cuts} answers to COMMIT lost, one receipt each; {}", bound(cuts)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_centre_without_its_database_lives_and_is_not_ready() {
    let ground = Ground::ready(Engine::Postgres, "away").await;
    let (proxy, centre) = behind_a_wire(&ground).await;
    let client = Client::new(centre.url());
    becomes(&client, 200).await;
    proxy.close();
    becomes(&client, 503).await;
    assert_eq!(client.get("/health/live").await.status(), 200, "it lives all the same");
    proxy.reopen();
    becomes(&client, 200).await;
}

/// A centre that reaches its database through a proxy.
async fn behind_a_wire(ground: &Ground) -> (Proxy, Program) {
    let (proxy, through) = Proxy::before(&ground.place());
    let Place::Postgres(url) = through else { panic!("a wire leads to a server") };
    let data = ground.data();
    let words = ["serve", "--listen", "127.0.0.1:0", "--data", word(&data), "--database-url", &url];
    (proxy, Program::of(command(&words), &ground.log()).await)
}

/// Asks whether it is ready until the answer has that status.
async fn becomes(client: &Client, status: u16) {
    let mut ticks = interval(Duration::from_millis(100));
    let asking = async {
        while client.get("/health/ready").await.status() != status {
            ticks.tick().await;
        }
    };
    timeout(Duration::from_secs(30), asking).await.unwrap_or_else(|_| panic!("{status} within half a minute"));
}
