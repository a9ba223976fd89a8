//! The laws of money, tried on random deeds: whatever happens, value is conserved and each cheque is honoured once.

mod bank;
mod kept;
mod month;
mod payees;
mod tampering;
mod verbs;
mod wishes;

use std::{collections::BTreeMap, future::Future};

use cheques::counter::receipt::Receipt;
use kernel::{
    code,
    ids::StructureId,
    refusal::{Code, Refusal},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use store::{Reply, Trouble, conn::Place};
use tokio::{runtime::Handle, task::block_in_place};

use crate::support::{
    books::{Centre, Venue, refused},
    engine::{Engine, on_both_engines},
    hold::together,
    sql,
};

on_both_engines!(
    whatever_happens_value_is_conserved,
    an_act_with_one_bad_cheque_changes_nothing,
    each_cheque_is_honoured_once_however_many_ask,
    a_batch_is_judged_as_its_acts_one_by_one,
    ten_thousand_deeds_keep_the_invariants,
    what_is_kept_for_a_booking_is_there_when_it_is_presented,
    two_centres_keep_and_take_no_cheque_twice,
    every_tampering_with_the_ledger_is_found,
);

/// Tries a law on so many random cases: the same ones each time, shrunk when one fails.
fn law<S: Strategy, F: Future<Output = ()>>(cases: u32, strategy: &S, holds: impl Fn(S::Value) -> F)
where
    S::Value: std::fmt::Debug,
{
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 64, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let tried = runner.run(strategy, |case| {
        block_in_place(|| Handle::current().block_on(holds(case)));
        Ok(())
    });
    tried.unwrap_or_else(|failure| panic!("{failure}"));
}

/// A centre with a funder and two venues of different structures.
struct Town {
    centre: Centre,
    funder: StructureId,
    venues: [Venue; 2],
}

impl Town {
    async fn new(engine: Engine, name: &str) -> Self {
        let centre = Centre::new(engine, name).await;
        let funder = centre.funder("Département").await;
        let venues = [centre.venue("Gare", None).await, centre.venue("Mairie", None).await];
        Self { centre, funder, venues }
    }
}

async fn whatever_happens_value_is_conserved(engine: Engine) {
    let town = Town::new(engine, "conserved").await;
    law(24, &prop::collection::vec(month::deed(), 5..25), |deeds| month::live_through(&town, deeds));
    assert!(sql::count(&town.centre.place(), "redemption") > 50, "much was done");
    assert!(sql::count(&town.centre.place(), "redemption_void") > 5);
    assert!(sql::count(&town.centre.place(), "settlement") > 5);
}

async fn ten_thousand_deeds_keep_the_invariants(engine: Engine) {
    let town = Town::new(engine, "verbs").await;
    verbs::Storm::new(&town, 7).rage(10_000).await;
}

async fn what_is_kept_for_a_booking_is_there_when_it_is_presented(engine: Engine) {
    let town = Town::new(engine, "kept").await;
    kept::Bookings::new(&town, 11).await.live_through(400).await;
}

async fn two_centres_keep_and_take_no_cheque_twice(engine: Engine) {
    kept::two_centres_promise_nothing_twice(&Town::new(engine, "kept_twice").await).await;
}

async fn every_tampering_with_the_ledger_is_found(engine: Engine) {
    tampering::every_tampering_is_found(engine).await;
}

/// How an act is spoilt.
#[derive(Clone, Copy, Debug)]
enum Spoilt {
    Spent,
    NotHandedOver,
    NotFunded,
    Unknown,
    Mistyped,
    Repeated,
}

async fn an_act_with_one_bad_cheque_changes_nothing(engine: Engine) {
    let town = Town::new(engine, "all_or_none").await;
    let centre = &town.centre;
    let living = centre.living(town.funder, (2, 10, 10)).await;
    let (fresh, spent) = living.split_at(10);
    centre.redeem(&town.venues[0], spent).await.expect("honoured");
    let (bare, unfunded) = (centre.order(town.funder, (1, 2, 5)).await, centre.order(town.funder, (1, 2, 5)).await);
    centre.fund(&bare).await;
    let (bare, unfunded) = (centre.issue(&bare).await.concat(), centre.issue(&unfunded).await.concat());
    let how = prop::sample::select(vec![
        Spoilt::Spent,
        Spoilt::NotHandedOver,
        Spoilt::NotFunded,
        Spoilt::Unknown,
        Spoilt::Mistyped,
        Spoilt::Repeated,
    ]);
    let strategy = (prop::sample::subsequence(fresh.to_vec(), 1..=9), how, any::<prop::sample::Index>());
    law(48, &strategy, |(good, how, place)| {
        let (bad, expected) = match how {
            Spoilt::Spent => (spent[place.index(10)].clone(), Code::AlreadyRedeemed),
            Spoilt::NotHandedOver => (bare[0].clone(), Code::NotHandedOver),
            Spoilt::NotFunded => (unfunded[1].clone(), Code::NotActive),
            Spoilt::Unknown => (code::Code::draw(centre.chance()).printed(), Code::CodeUnknown),
            Spoilt::Mistyped => (mistyped(&spent[0]), Code::CodeMistyped),
            Spoilt::Repeated => (good[place.index(good.len())].to_lowercase(), Code::RepeatedCheque),
        };
        let mut codes = good;
        codes.insert(place.index(codes.len() + 1), bad);
        let venue = &town.venues[place.index(2)];
        async move {
            let before = imprint(&centre.place());
            assert_eq!(refused(centre.redeem(venue, &codes).await), expected);
            assert_eq!(imprint(&centre.place()), before, "a refused act leaves no trace");
            centre.wait_ms(6 * 60_000); // Nobody is taken for a guesser.
        }
    });
    centre.redeem(&town.venues[1], fresh).await.expect("none of them was harmed");
    centre.books_balance().await;
}

/// Another symbol in the place of the last: the check symbols disagree.
fn mistyped(code: &str) -> String {
    let (rest, last) = code.split_at(code.len() - 1);
    format!("{rest}{}", if last == "7" { "8" } else { "7" })
}

/// Everything that an act may change.
fn imprint(place: &Place) -> Vec<i64> {
    let tables = ["transfer", "redemption", "act", "outbox", "parked"].map(|table| sql::count(place, table));
    let live = sql::number(place, "select count(*) as number from cheque where stage = 'live'");
    let head = sql::number(place, "select ledger_no + position as number from head");
    [tables.as_slice(), &[live, head]].concat()
}

async fn each_cheque_is_honoured_once_however_many_ask(engine: Engine) {
    let town = Town::new(engine, "exactly_once").await;
    let other = town.centre.twin(&town.centre.place()).await;
    // Each act: which centre, which venue, which of five cheques.
    let single = (any::<bool>(), 0..2_usize, 0..5_usize).prop_map(|(twin, venue, no)| (twin, venue, vec![no]));
    let several = (any::<bool>(), 0..2_usize, prop::sample::subsequence((0..5_usize).collect::<Vec<_>>(), 2..=4));
    let (town, other) = (&town, &other);
    law(16, &prop::collection::vec(single, 5..30), |acts| async move {
        let asked: BTreeMap<usize, usize> = acts.iter().map(|(_, _, cheques)| (cheques[0], 0)).collect();
        let honoured = storm(town, other, acts).await;
        assert!(asked.keys().all(|no| honoured.get(no) == Some(&1)), "exactly once: {honoured:?}");
    });
    law(16, &prop::collection::vec(several, 5..20), |acts| async move {
        let honoured = storm(town, other, acts).await;
        assert!(!honoured.is_empty() && honoured.values().all(|times| *times == 1), "at most once: {honoured:?}");
    });
    town.centre.books_balance().await;
}

type Asked = (bool, usize, Vec<usize>);

/// All acts at the same time over two centres; how many times each cheque was honoured.
async fn storm(town: &Town, other: &Centre, acts: Vec<Asked>) -> BTreeMap<usize, usize> {
    let codes = town.centre.living(town.funder, (1, 5, 10)).await;
    let before = sql::count(&town.centre.place(), "redemption");
    let mut asked = Vec::new();
    for (twin, venue, cheques) in &acts {
        let centre = if *twin { other } else { &town.centre };
        let codes: Vec<String> = cheques.iter().map(|no| codes[*no].clone()).collect();
        let venue = &town.venues[*venue];
        asked.push(async move { centre.redeem(venue, &codes).await });
    }
    let mut honoured = BTreeMap::new();
    for (reply, (_, _, cheques)) in all(asked).await.into_iter().zip(&acts) {
        match reply {
            Ok(receipt) => {
                assert_eq!(receipt.cheques, cheques.len());
                cheques.iter().for_each(|no| *honoured.entry(*no).or_default() += 1);
            }
            Err(Trouble::Refused(refusal)) => assert_eq!(refusal.code, Code::AlreadyRedeemed),
            Err(Trouble::Broken(fault)) => panic!("{fault}"),
        }
    }
    let taken = sql::count(&town.centre.place(), "redemption") - before;
    assert_eq!(usize::try_from(taken), Ok(honoured.values().sum()), "each acknowledged one is there, and no other");
    honoured
}

/// Polls all of them in turn until each has answered.
async fn all<T>(asked: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = asked.into_iter().map(Box::pin).collect();
    let mut answers: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (ask, answer) in waiting.iter_mut().zip(&mut answers).filter(|(_, answer)| answer.is_none()) {
            if let std::task::Poll::Ready(ready) = ask.as_mut().poll(context) {
                *answer = Some(ready);
            }
        }
        if answers.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    answers.into_iter().flatten().collect()
}

async fn a_batch_is_judged_as_its_acts_one_by_one(engine: Engine) {
    let (whole, split) = (Town::new(engine, "whole").await, Town::new(engine, "split").await);
    let act = (0..2_usize, prop::collection::vec(0..8_usize, 0..5), 0..6_u8);
    let (whole, split) = (&whole, &split);
    law(24, &prop::collection::vec(act, 2..20), |acts| async move {
        let mut verdicts = Vec::new();
        for (town, in_one) in [(whole, true), (split, false)] {
            town.centre.wait_ms(6 * 60_000);
            let codes = town.centre.living(town.funder, (2, 3, 10)).await;
            verdicts.push(judged(town, &codes, &acts, in_one).await);
        }
        assert_eq!(verdicts[0], verdicts[1]);
    });
    whole.centre.books_balance().await;
    split.centre.books_balance().await;
}

/// What an act is answered, without what is drawn.
type Told = Result<(usize, i64, Vec<(i64, i64)>), Refusal>;

/// Six live cheques and two that nobody knows; the last part of an act is its key, so that some come twice.
async fn judged(town: &Town, codes: &[String], acts: &[(usize, Vec<usize>, u8)], in_one: bool) -> Vec<Told> {
    let mut known = codes.to_vec();
    known.extend([1, 2].map(|seed| code::Code::draw(&kernel::chance::Chance::from_seed(seed)).printed()));
    let round = town.centre.now().0;
    let ask = |(venue, cheques, key): &(usize, Vec<usize>, u8)| {
        let (venue, key) = (town.venues[*venue].clone(), format!("{round}-{key}"));
        let codes: Vec<String> = cheques.iter().map(|no| known[*no].clone()).collect();
        async move { told(town.centre.redeem_under(&key, &venue, &codes).await) }
    };
    if in_one {
        return together(&town.centre.store, acts.iter().map(ask)).await;
    }
    let mut verdicts = Vec::with_capacity(acts.len());
    for act in acts {
        verdicts.push(ask(act).await);
    }
    verdicts
}

fn told(reply: Reply<Receipt>) -> Told {
    match reply {
        Ok(receipt) => {
            let remaining = receipt.remaining.iter().map(|one| (one.cheques, one.value.get())).collect();
            Ok((receipt.cheques, receipt.value.get(), remaining))
        }
        Err(Trouble::Refused(refusal)) => Err(refusal),
        Err(Trouble::Broken(fault)) => panic!("{fault}"),
    }
}

/// A refusal is an answer like another; a fault ends the storm.
fn answered<T>(reply: Reply<T>) -> Result<T, Code> {
    match reply {
        Ok(done) => Ok(done),
        Err(Trouble::Refused(refusal)) => Err(refusal.code),
        Err(Trouble::Broken(fault)) => panic!("{fault}"),
    }
}
