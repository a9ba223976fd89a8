//! A wire that breaks: the same batch is replayed, and what was done is not done again.

use std::time::{Duration, Instant};

use diesel::{RunQueryDsl, sql_query};
use kernel::{
    ids::ReceiptId,
    refusal::{Code, FaultCode},
};
use store::{Reply, Store, Trouble, act::ContentHash, conn::Place};
use tokio::time::{interval, timeout};

use super::{NOTE, fault, key, write};
use crate::support::{
    books::{Centre, Venue, first_day, open, refused},
    engine::{Engine, Fresh},
    hold::together,
    proxy::Proxy,
    sql,
};

/// A store that reaches its database through a wire.
struct Wired {
    proxy: Proxy,
    store: Store,
    place: Place,
    _database: Fresh,
}

impl Wired {
    fn new(name: &str) -> Self {
        let database = Engine::Postgres.fresh(name);
        let place = database.place();
        let (proxy, through) = Proxy::before(&place);
        let clock = kernel::clock::Clock::by_hand(first_day().at(9, 0));
        let store = open(&through, &clock, &kernel::chance::Chance::from_seed(1)).expect("reached through the wire");
        sql::meddle(&place, NOTE);
        Self { proxy, store, place, _database: database }
    }

    async fn act(&self, name: &str, no: i64) -> Reply<ReceiptId> {
        let content = ContentHash::of(&no).expect("a number can be written");
        self.store
            .once(key(1, name), content, move |tx| {
                write(tx, no)?;
                Ok(tx.chance().id())
            })
            .await
    }

    fn notes(&self) -> i64 {
        sql::count(&self.place, "note")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_lost_at_commit_is_asked_again() {
    let wired = Wired::new("lost_commit");
    wired.act("before", 1).await.expect("a whole wire");
    wired.proxy.lose_the_answer_to_the_next_commit();
    let receipt = wired.act("k", 2).await.expect("replayed over a new connection");
    assert_eq!(wired.proxy.cuts(), 1, "the answer was lost");
    assert_eq!(wired.act("k", 2).await.expect("the same"), receipt);
    assert_eq!(refused(wired.act("k", 3).await), Code::KeyReused);
    assert_eq!(wired.notes(), 2, "one effect each");
    assert!(wired.store.is_up());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_ends_inside_the_work_is_replaced() {
    let wired = Wired::new("lost_inside");
    let mut runs = 0;
    let done = wired.store.transact("test", move |tx| {
        runs += 1;
        write(tx, 1)?;
        if runs == 1 {
            sql_query("select pg_terminate_backend(pg_backend_pid())").execute(tx.conn)?;
        }
        Ok(runs)
    });
    assert_eq!(done.await.expect("the second time"), 2);
    assert_eq!(wired.notes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_absent_database_is_told_and_comes_back() {
    let wired = Wired::new("absent");
    wired.act("before", 1).await.expect("a whole wire");
    wired.proxy.close();
    let asked = Instant::now();
    assert_eq!(fault(wired.act("k", 2).await), FaultCode::Unavailable);
    assert!(asked.elapsed() < Duration::from_secs(1), "told after {:?}", asked.elapsed());
    assert!(!wired.store.is_up());
    let looked = wired.store.read("test", |conn| Ok(store::parked::count(conn)?)).await;
    assert_eq!(fault(looked), FaultCode::Unavailable);
    wired.proxy.reopen();
    once_back(async || wired.act("k", 2).await).await;
    assert!(wired.store.is_up());
    assert_eq!(wired.notes(), 2);
    assert_eq!(wired.store.read("test", |conn| Ok(store::parked::count(conn)?)).await.expect("readers too"), 0);
}

/// Asks again until the database is heard again; it does not take long.
async fn once_back<T: std::fmt::Debug>(mut ask: impl AsyncFnMut() -> Reply<T>) -> T {
    let mut ticks = interval(Duration::from_millis(20));
    let asking = async {
        loop {
            ticks.tick().await;
            match ask().await {
                Err(Trouble::Broken(fault)) if fault.code() == FaultCode::Unavailable => {}
                other => return other.expect("by itself"),
            }
        }
    };
    timeout(Duration::from_secs(5), asking).await.expect("the database is heard again")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_falls_silent_is_told_within_a_second() {
    let wired = Wired::new("silent");
    wired.act("before", 1).await.expect("a whole wire");
    wired.proxy.freeze();
    let asked = Instant::now();
    let (write, read, look) =
        tokio::join!(wired.act("k", 2), wired.store.read("test", |conn| Ok(store::parked::count(conn)?)), async {
            wired.store.read_still("test", |conn| Ok(store::parked::count(conn)?)).await
        });
    assert_eq!((fault(write), fault(read), fault(look)), [FaultCode::Unavailable; 3].into());
    assert!(asked.elapsed() < Duration::from_secs(1), "told after {:?}", asked.elapsed());
    let asked = Instant::now();
    assert_eq!(fault(wired.act("l", 3).await), FaultCode::Unavailable);
    assert!(asked.elapsed() < Duration::from_millis(100), "from then on at once: {:?}", asked.elapsed());
    assert!(!wired.store.is_up());
    wired.proxy.thaw();
    let receipt = once_back(async || wired.act("k", 2).await).await;
    assert_eq!(wired.act("k", 2).await.expect("the same"), receipt, "whichever time it was done");
    once_back(async || wired.act("l", 3).await).await;
    assert_eq!(wired.notes(), 3, "one effect each");
}

/// A centre with a venue and ten live cheques, reached through a wire.
struct Counter {
    proxy: Proxy,
    centre: Centre,
    venue: Venue,
    codes: Vec<String>,
    place: Place,
    _database: Fresh,
}

impl Counter {
    async fn new(name: &str) -> Self {
        let database = Engine::Postgres.fresh(name);
        let place = database.place();
        let (proxy, through) = Proxy::before(&place);
        let centre = Centre::through(&through).await;
        let funder = centre.funder("Département").await;
        let venue = centre.venue("Gare", None).await;
        let codes = centre.living(funder, (1, 10, 10)).await;
        Self { proxy, centre, venue, codes, place, _database: database }
    }

    async fn redeemed(&self, count: i64) {
        assert_eq!(sql::count(&self.place, "redemption"), count);
        assert_eq!(
            sql::number(&self.place, "select count(*) as number from transfer where reason = 'redemption'"),
            count
        );
        self.centre.books_balance().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_at_the_counter_survives_a_cut_at_commit() {
    let counter = Counter::new("redeem_cut").await;
    counter.proxy.lose_the_answer_to_the_next_commit();
    let receipt = counter.centre.redeem_under("k", &counter.venue, &counter.codes[..3]).await.expect("a receipt");
    assert_eq!(counter.proxy.cuts(), 1);
    assert_eq!((receipt.cheques, receipt.remaining[0].cheques), (3, 7));
    let again = counter.centre.redeem_under("k", &counter.venue, &counter.codes[..3]).await;
    assert_eq!(again.expect("the same receipt"), receipt);
    let elsewhere = counter.centre.redeem(&counter.venue, &counter.codes[..1]).await;
    assert_eq!(refused(elsewhere), Code::AlreadyRedeemed);
    counter.redeemed(3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_at_the_counter_survives_a_cut_at_commit() {
    let counter = Counter::new("batch_cut").await;
    let (centre, venue, codes) = (&counter.centre, &counter.venue, &counter.codes);
    // The transaction that holds the writer commits first; the batch is next.
    counter.proxy.lose_the_answer_to_commit(1);
    let acts: Vec<Vec<String>> = vec![codes[..2].to_vec(), codes[1..4].to_vec(), codes[4..9].to_vec()];
    let asks = acts.iter().zip(["a", "b", "c"]).map(|(codes, key)| centre.redeem_under(key, venue, codes));
    let mut replies = together(&centre.store, asks).await.into_iter();
    assert_eq!(counter.proxy.cuts(), 1);
    let first = replies.next().expect("an answer").expect("a receipt");
    assert_eq!(refused(replies.next().expect("an answer")), Code::AlreadyRedeemed, "it shares a cheque with the first");
    let third = replies.next().expect("an answer").expect("a receipt");
    assert_eq!((first.cheques, third.cheques), (2, 5));
    assert_eq!(centre.redeem_under("a", venue, &acts[0]).await.expect("the same"), first);
    assert_eq!(centre.redeem_under("c", venue, &acts[2]).await.expect("the same"), third);
    counter.redeemed(7).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_refused_for_want_of_a_database_is_done_when_asked_again() {
    let counter = Counter::new("redeem_absent").await;
    counter.proxy.close();
    let away = counter.centre.redeem_under("k", &counter.venue, &counter.codes[..2]).await;
    assert_eq!(fault(away), FaultCode::Unavailable);
    counter.proxy.reopen();
    let again = async || counter.centre.redeem_under("k", &counter.venue, &counter.codes[..2]).await;
    assert_eq!(once_back(again).await.cheques, 2);
    counter.redeemed(2).await;
}
