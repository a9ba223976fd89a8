//! Where money nearly goes astray: steps interrupted, undone in between, or asked twice.

use cheques::{
    counter::void::{VoidRedemption, void_redemption},
    orders::{
        close::close_expired_order,
        confirm_funds::{ConfirmFunds, confirm_funds},
        issue::issue_carnets,
    },
    payments::{
        export::export_settlement,
        settle::{Approve, Confirm, approve, confirm, prepare},
    },
};
use kernel::{cents::Cents, ids::ReceiptId, refusal::Code};
use store::Reply;

use super::balances;
use crate::support::{
    books::{Centre, Venue, refused},
    engine::{Engine, on_both_engines},
    sql,
};

on_both_engines!(
    every_deed_asked_twice_is_done_once,
    a_run_whose_lines_are_all_undone_is_no_run,
    an_interrupted_preparation_goes_on,
    an_interrupted_issue_goes_on_with_the_same_codes,
    two_centres_prepare_one_run,
    two_centres_issue_one_order,
    two_centres_asked_one_deed_agree,
);

async fn void(centre: &Centre, venue: &Venue, receipt: ReceiptId) -> Reply<Cents> {
    let asked = VoidRedemption { receipt, reason: "erreur".to_owned() };
    Ok(void_redemption(&centre.desk, &venue.counter, &centre.key(), asked).await?.value)
}

/// The same deed twice under one key: one answer, byte for byte, and the ledger as after the first.
macro_rules! twice {
    ($centre:expr, $deed:expr) => {{
        let first = $deed.await.expect("done");
        let lines = sql::count(&$centre.place(), "transfer");
        let second = $deed.await.expect("done before");
        assert_eq!(format!("{first:?}"), format!("{second:?}"));
        assert_eq!(sql::count(&$centre.place(), "transfer"), lines);
        first
    }};
}

async fn every_deed_asked_twice_is_done_once(engine: Engine) {
    let centre = Centre::new(engine, "twice").await;
    let (desk, funder) = (&centre.desk, centre.funder("Département").await);
    let gare = centre.venue("Gare", None).await;
    let order = centre.order_until(funder, (1, 4, 10), centre.now().day()).await;
    let funds = ConfirmFunds { order: order.id, amount: order.value, reference: "mandat".to_owned() };
    twice!(centre, confirm_funds(desk, &centre.treasurer, "fund", funds.clone()));
    let codes = centre.issue(&order).await.concat();
    let issue = issue_carnets(desk, &centre.operator, "issue", order.id).await;
    assert_eq!(refused(issue), Code::WrongStage, "another key is another deed");
    centre.hand_over(&order, 1).await;
    let receipt = twice!(centre, centre.redeem_under("redeem", &gare, &codes[..1]));
    centre.wait_ms(5_000);
    let later = centre.redeem_under("redeem", &gare, &codes[..1]).await.expect("the same for ever");
    assert_eq!(later, receipt);
    assert_eq!(refused(centre.redeem_under("redeem", &gare, &codes[1..2]).await), Code::KeyReused);
    let asked = VoidRedemption { receipt: receipt.id, reason: "erreur".to_owned() };
    twice!(centre, void_redemption(desk, &gare.counter, "void", asked.clone()));
    twice!(centre, centre.redeem_under("again", &gare, &codes[..2]));
    let run = twice!(centre, prepare(desk, &centre.treasurer, "prepare"));
    let asked = Approve { settlement: run.settlement, execution_day: None };
    twice!(centre, approve(desk, &centre.other_treasurer, "approve", asked.clone()));
    twice!(centre, export_settlement(desk, &centre.treasurer, "export", run.settlement));
    let asked = Confirm { settlement: run.settlement, bank_reference: "VIR".to_owned() };
    twice!(centre, confirm(desk, &centre.treasurer, "confirm", asked.clone()));
    centre.wait_days(2);
    twice!(centre, close_expired_order(desk, &centre.operator, "close", order.id));
    assert_eq!(balances(&centre.place()), [2000, 0, 0, 0, 2000]);
    centre.books_balance().await;
}

/// The preparation was interrupted after it had opened its run; then the venue undid everything.
async fn a_run_whose_lines_are_all_undone_is_no_run(engine: Engine) {
    let centre = Centre::new(engine, "emptied").await;
    let funder = centre.funder("Département").await;
    let gare = centre.venue("Gare", None).await;
    let codes = centre.living(funder, (1, 3, 10)).await;
    let receipt = centre.redeem(&gare, &codes[..1]).await.expect("honoured");
    interrupt_a_preparation(&centre);
    void(&centre, &gare, receipt.id).await.expect("not yet in the run");
    let empty = prepare(&centre.desk, &centre.treasurer, &centre.key()).await;
    assert_eq!(refused(empty), Code::NothingToSettle);
    centre.redeem(&gare, &codes[1..3]).await.expect("honoured");
    let run = prepare(&centre.desk, &centre.treasurer, &centre.key()).await.expect("what came later is paid");
    assert_eq!((run.no, run.cheques, run.amount), (1, 2, Cents::new(2000)));
    let asked = Approve { settlement: run.settlement, execution_day: None };
    approve(&centre.desk, &centre.other_treasurer, &centre.key(), asked).await.expect("approved");
    centre.books_balance().await;
}

/// A run that is open up to the ledger's last line, with nothing gathered yet.
fn interrupt_a_preparation(centre: &Centre) {
    let id = match centre.place() {
        store::conn::Place::Sqlite(_) => "x'00000000000000000000000000000001'",
        store::conn::Place::Postgres(_) => "'00000000-0000-0000-0000-000000000001'",
    };
    let by = match centre.place() {
        store::conn::Place::Sqlite(_) => "x'00000000000000000000000000000002'",
        store::conn::Place::Postgres(_) => "'00000000-0000-0000-0000-000000000002'",
    };
    sql::meddle(
        &centre.place(),
        &format!(
            "insert into settlement (id, no, stage, mark_ledger_no, next_ledger_no, prepared_by, prepared_at)
             select {id}, 1, 'preparing', ledger_no, 1, {by}, 0 from head"
        ),
    );
}

async fn an_interrupted_preparation_goes_on(engine: Engine) {
    let centre = Centre::new(engine, "interrupted").await;
    let funder = centre.funder("Département").await;
    let gare = centre.venue("Gare", None).await;
    let codes = centre.living(funder, (1, 3, 10)).await;
    centre.redeem(&gare, &codes[..1]).await.expect("honoured");
    interrupt_a_preparation(&centre);
    centre.redeem(&gare, &codes[1..2]).await.expect("honoured after the mark");
    let run = prepare(&centre.desk, &centre.treasurer, &centre.key()).await.expect("resumed");
    assert_eq!((run.no, run.cheques), (1, 1), "the mark has not moved");
    let next = prepare(&centre.desk, &centre.treasurer, &centre.key()).await.expect("the next run");
    assert_eq!((next.no, next.cheques), (2, 1));
    centre.books_balance().await;
}

async fn an_interrupted_issue_goes_on_with_the_same_codes(engine: Engine) {
    let centre = Centre::new(engine, "interrupted_issue").await;
    let funder = centre.funder("Département").await;
    let order = centre.order(funder, (5, 2, 10)).await;
    let codes = centre.issue(&order).await;
    // As if the machine had stopped after the third booklet.
    sql::meddle(
        &centre.place(),
        "delete from cheque where carnet_id in (select id from carnet where no > 3);
         delete from carnet where no > 3;
         update funding_order set issued_carnets = 3, issued_at = null;
         delete from act where verb = 'issueCarnets'",
    );
    assert_eq!(centre.issue(&order).await, codes, "what the printer holds stays true");
    assert_eq!(sql::count(&centre.place(), "cheque"), 10);
    centre.fund(&order).await;
    centre.hand_over(&order, 5).await;
    let gare = centre.venue("Gare", None).await;
    centre.redeem(&gare, &codes[4]).await.expect("a booklet of the second half");
    centre.books_balance().await;
}

async fn two_centres_prepare_one_run(engine: Engine) {
    let centre = Centre::new(engine, "two_prepare").await;
    let other = centre.twin(&centre.place()).await;
    let funder = centre.funder("Département").await;
    let gare = centre.venue("Gare", None).await;
    let codes = centre.living(funder, (1, 10, 10)).await;
    centre.redeem(&gare, &codes).await.expect("honoured");
    let (first, second) = tokio::join!(
        prepare(&centre.desk, &centre.treasurer, "one"),
        prepare(&other.desk, &other.other_treasurer, "two"),
    );
    let won = [first, second].into_iter().filter(Result::is_ok).count();
    assert_eq!(won, 1, "one run, prepared once");
    assert_eq!(sql::count(&centre.place(), "settlement"), 1);
    assert_eq!(sql::count(&centre.place(), "settlement_line"), 10);
    centre.books_balance().await;
}

/// Whichever run of codes is kept, every code on paper is a cheque.
async fn two_centres_issue_one_order(engine: Engine) {
    let centre = Centre::new(engine, "two_issue").await;
    let other = centre.twin(&centre.place()).await;
    let funder = centre.funder("Département").await;
    let gare = centre.venue("Gare", None).await;
    let order = centre.order(funder, (3, 10, 10)).await;
    centre.fund(&order).await;
    let (first, second) = tokio::join!(
        issue_carnets(&centre.desk, &centre.operator, "one", order.id),
        issue_carnets(&other.desk, &other.operator, "two", order.id),
    );
    let issued: Vec<_> = [first, second].into_iter().filter_map(Result::ok).collect();
    assert_eq!(issued.len(), 1, "one order, issued once");
    assert_eq!(sql::count(&centre.place(), "cheque"), 30);
    let booklets = centre.printed(&issued[0]).await;
    for (codes, no) in booklets.iter().zip(1..) {
        centre.hand_over(&order, no).await;
        centre.redeem(&gare, codes).await.expect("what is printed is honoured");
    }
    centre.books_balance().await;
}

/// The same deed under the same key at the same instant, in two processes: one effect, one receipt.
async fn two_centres_asked_one_deed_agree(engine: Engine) {
    let centre = Centre::new(engine, "two_agree").await;
    let other = centre.twin(&centre.place()).await;
    let funder = centre.funder("Département").await;
    for round in 0..8 {
        let order = centre.order(funder, (1, 10, 10)).await;
        let asked = ConfirmFunds { order: order.id, amount: order.value, reference: format!("mandat {round}") };
        let key = format!("funds-{round}");
        let (first, second) = tokio::join!(
            confirm_funds(&centre.desk, &centre.treasurer, &key, asked.clone()),
            confirm_funds(&other.desk, &centre.treasurer, &key, asked.clone()),
        );
        assert_eq!(first.expect("done"), second.expect("the same receipt"));
    }
    assert_eq!(balances(&centre.place()), [8 * 10_000, 8 * 10_000, 0, 0, 0]);
    centre.books_balance().await;
}
