//! Set batches: what waits together is judged together, within limits, and one bad act does not harm its neighbours.

use std::sync::{Arc, Mutex};

use kernel::refusal::{Code, FaultCode, Refusal};
use store::{
    Fault, Reply, Trouble, Tx, parked,
    queue::{Queue, SetVerb, Verdict},
};

use super::{Shelf, fault, write};
use crate::support::{
    books::refused,
    engine::{Engine, on_both_engines},
    hold::together,
    sql,
};

on_both_engines!(
    what_waits_together_is_judged_together,
    a_batch_has_at_most_256_acts,
    a_batch_has_at_most_1024_of_weight,
    a_poison_act_is_parked_and_its_neighbours_succeed,
    a_clash_is_parked_too,
    an_act_that_panics_is_parked_too,
    a_crossing_judges_the_same_batch_again,
    a_verb_that_forgets_an_answer_is_at_fault,
    whoever_has_gone_away_harms_nobody,
);

#[derive(Clone)]
enum Act {
    Write(i64),
    Refuse,
    /// Breaks a rule of the table.
    Poison,
    Panic,
    Heavy(i64, usize),
}

/// A verb of the test's own; it remembers the size of each batch that it judged.
#[derive(Clone, Default)]
struct Noting {
    batches: Arc<Mutex<Vec<usize>>>,
    /// How many of the first batches cross another transaction.
    crossings: usize,
    forgetful: bool,
}

impl SetVerb for Noting {
    type Act = Act;
    type Receipt = i64;
    const NAME: &'static str = "test.noting";

    fn weight(&self, act: &Act) -> usize {
        if let Act::Heavy(_, weight) = act { *weight } else { 1 }
    }

    fn label(&self, _: &Act) -> String {
        "a note".to_owned()
    }

    fn judge(&self, tx: &mut Tx<'_>, acts: &[&Act]) -> Result<Vec<Verdict<i64>>, Fault> {
        let judged = {
            let mut batches = self.batches.lock().expect("no panic");
            batches.push(acts.len());
            batches.len()
        };
        let mut verdicts: Vec<_> = acts.iter().map(|act| one(tx, act)).collect::<Result<_, _>>()?;
        if judged <= self.crossings {
            return Err(Fault::crossed("planted"));
        }
        if self.forgetful {
            verdicts.pop();
        }
        Ok(verdicts)
    }
}

fn one(tx: &mut Tx<'_>, act: &Act) -> Result<Verdict<i64>, Fault> {
    match act {
        Act::Write(no) | Act::Heavy(no, _) => write(tx, *no).map(|()| Ok(*no)),
        Act::Refuse => Ok(Err(Refusal::of(Code::NotActive))),
        Act::Poison => write(tx, -1).map(|()| Ok(-1)),
        Act::Panic => panic!("planted"),
    }
}

struct Bench {
    shelf: Shelf,
    verb: Noting,
    queue: Queue<Noting>,
}

impl Bench {
    fn new(engine: Engine, name: &str, verb: Noting) -> Self {
        let shelf = Shelf::new(engine, name);
        let queue = Queue::new(shelf.store.clone(), verb.clone());
        Self { shelf, verb, queue }
    }

    async fn together(&self, acts: impl IntoIterator<Item = Act>) -> Vec<Reply<i64>> {
        let asks: Vec<_> = acts.into_iter().map(|act| self.queue.ask(act)).collect();
        together(&self.shelf.store, asks).await
    }

    fn batches(&self) -> Vec<usize> {
        self.verb.batches.lock().expect("no panic").clone()
    }

    async fn parked(&self) -> i64 {
        self.shelf.store.read("test", |conn| Ok(parked::count(conn)?)).await.expect("a count")
    }
}

async fn what_waits_together_is_judged_together(engine: Engine) {
    let bench = Bench::new(engine, "together", Noting::default());
    let replies = bench.together([Act::Write(1), Act::Refuse, Act::Write(2)]).await;
    let told: Vec<Option<i64>> = replies.into_iter().map(|reply| reply.ok()).collect();
    assert_eq!(told, [Some(1), None, Some(2)], "a refusal is one act's own");
    assert_eq!(bench.batches(), [3]);
    assert_eq!(refused(bench.queue.ask(Act::Refuse).await), Code::NotActive);
    assert_eq!(bench.queue.ask(Act::Write(3)).await.expect("a note"), 3);
    assert_eq!(bench.batches(), [3, 1, 1]);
    assert_eq!(bench.shelf.notes(), 3);
}

async fn a_batch_has_at_most_256_acts(engine: Engine) {
    let bench = Bench::new(engine, "most_acts", Noting::default());
    let replies = bench.together((0..600).map(Act::Write)).await;
    assert!(replies.iter().zip(0..).all(|(reply, no)| matches!(reply, Ok(done) if *done == no)));
    assert_eq!(bench.batches(), [256, 256, 88]);
    assert_eq!(bench.shelf.notes(), 600);
}

async fn a_batch_has_at_most_1024_of_weight(engine: Engine) {
    let bench = Bench::new(engine, "most_weight", Noting::default());
    let weights = [512, 512, 1, 1023, 1, 5000, 1024, 300, 300, 300, 300];
    let replies = bench.together(weights.iter().zip(0..).map(|(weight, no)| Act::Heavy(no, *weight))).await;
    assert!(replies.iter().all(Result::is_ok), "also the one that is heavier than a batch");
    assert_eq!(bench.batches(), [2, 2, 1, 1, 1, 3, 1]);
}

async fn a_poison_act_is_parked_and_its_neighbours_succeed(engine: Engine) {
    let bench = Bench::new(engine, "poison", Noting::default());
    let acts = (0..256).map(|no| if no == 77 { Act::Poison } else { Act::Write(no) });
    let replies = bench.together(acts).await;
    for (reply, no) in replies.into_iter().zip(0..) {
        match no {
            77 => assert_eq!(fault(reply), FaultCode::Internal),
            _ => assert_eq!(reply.expect("a neighbour"), no),
        }
    }
    assert_eq!(bench.batches().first(), Some(&256), "first all together");
    assert_eq!(bench.shelf.notes(), 255);
    assert_eq!(bench.parked().await, 1);
    assert_eq!(sql::number(&bench.shelf.place, "select count(*) as number from parked where label = 'a note'"), 1);
    let after = bench.together([Act::Write(1000), Act::Write(1001)]).await;
    assert!(after.iter().all(Result::is_ok), "the next batches work");
    assert_eq!(bench.batches().last(), Some(&2));
    assert_eq!(bench.parked().await, 1);
}

async fn a_clash_is_parked_too(engine: Engine) {
    let bench = Bench::new(engine, "parked_clash", Noting::default());
    let replies = bench.together([Act::Write(1), Act::Write(1), Act::Write(2)]).await;
    let told: Vec<bool> = replies.iter().map(Result::is_ok).collect();
    assert_eq!(told, [true, false, true]);
    assert_eq!(bench.shelf.notes(), 2);
    assert_eq!(bench.parked().await, 1);
}

async fn an_act_that_panics_is_parked_too(engine: Engine) {
    let bench = Bench::new(engine, "parked_panic", Noting::default());
    let replies = bench.together([Act::Write(1), Act::Panic, Act::Write(2)]).await;
    let told: Vec<bool> = replies.iter().map(Result::is_ok).collect();
    assert_eq!(told, [true, false, true]);
    assert_eq!((bench.shelf.notes(), bench.parked().await), (2, 1));
    assert_eq!(bench.queue.ask(Act::Write(3)).await.expect("the writer goes on"), 3);
}

async fn a_crossing_judges_the_same_batch_again(engine: Engine) {
    let bench = Bench::new(engine, "batch_crossing", Noting { crossings: 2, ..Noting::default() });
    let replies = bench.together((0..5).map(Act::Write)).await;
    assert!(replies.iter().all(Result::is_ok));
    assert_eq!(bench.batches(), [5, 5, 5]);
    assert_eq!(bench.shelf.notes(), 5);
    assert_eq!(bench.parked().await, 0);
}

async fn a_verb_that_forgets_an_answer_is_at_fault(engine: Engine) {
    let bench = Bench::new(engine, "forgetful", Noting { forgetful: true, ..Noting::default() });
    for reply in bench.together([Act::Write(1), Act::Write(2)]).await {
        assert!(matches!(reply, Err(Trouble::Broken(_))), "{reply:?}");
    }
    assert_eq!(bench.shelf.notes(), 0, "what cannot be answered is not done");
}

async fn whoever_has_gone_away_harms_nobody(engine: Engine) {
    let bench = Bench::new(engine, "gone", Noting::default());
    let queue = bench.queue.clone();
    let leaves = async move {
        // Joins the line, then its caller goes.
        let mut ask = Box::pin(queue.ask(Act::Write(1)));
        std::future::poll_fn(|context| std::task::Poll::Ready(ask.as_mut().poll(context).is_ready())).await;
        drop(ask);
        Ok(0)
    };
    let stays = bench.queue.clone();
    let asks: Vec<std::pin::Pin<Box<dyn Future<Output = Reply<i64>>>>> =
        vec![Box::pin(leaves), Box::pin(async move { stays.ask(Act::Write(2)).await })];
    let replies = together(&bench.shelf.store, asks).await;
    assert!(replies.iter().all(Result::is_ok));
    assert_eq!(bench.shelf.notes(), 1, "nobody is served behind their back");
}
