//! Set batches: acts of one verb that wait together are judged together, in one transaction.
//!
//! No timer: whatever is queued when the writer is free is the batch. Few clients make small batches and pay one
//! fsync each; many clients share one.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use kernel::refusal::Refusal;
use tokio::sync::oneshot;

use crate::{
    fault::{Fault, Reply, Trouble},
    parked,
    store::Store,
    tx::{Hand, Tx},
};

/// A verb that judges a whole batch of acts.
pub trait SetVerb: Send + Sync + 'static {
    /// One thing asked.
    type Act: Send + Sync + 'static;
    /// What is answered when it is accepted.
    type Receipt: Send + 'static;
    /// The name of its transactions.
    const NAME: &'static str;

    /// How heavy an act is in the batch's limit (its cheques, say).
    fn weight(&self, act: &Self::Act) -> usize;

    /// A name for the act in `parked`, without secrets.
    fn label(&self, act: &Self::Act) -> String;

    /// Judges the acts in order of arrival: exactly one verdict for each. A refusal is a value; a fault aborts the batch.
    fn judge(&self, tx: &mut Tx<'_>, acts: &[&Self::Act]) -> Result<Vec<Verdict<Self::Receipt>>, Fault>;
}

/// What an act of a batch is answered.
pub type Verdict<T> = Result<T, Refusal>;

/// The acts of one verb that wait for the writer; cheap to clone.
pub struct Queue<V: SetVerb>(Arc<Inner<V>>);

impl<V: SetVerb> Clone for Queue<V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

struct Inner<V: SetVerb> {
    store: Store,
    verb: V,
    line: Mutex<Line<V>>,
}

struct Line<V: SetVerb> {
    waiting: VecDeque<Waiting<V>>,
    /// Whether a drain is already among the writer's jobs.
    called: bool,
}

struct Waiting<V: SetVerb> {
    act: V::Act,
    answer: oneshot::Sender<Reply<V::Receipt>>,
}

const MOST_ACTS: usize = 256;
const MOST_WEIGHT: usize = 1024;
// Beyond this the answer would come too late to be of use at a counter.
const LONGEST_LINE: usize = 8192;

impl<V: SetVerb> Queue<V> {
    /// A queue in front of the store's writer.
    pub fn new(store: Store, verb: V) -> Self {
        Self(Arc::new(Inner { store, verb, line: Mutex::new(Line { waiting: VecDeque::new(), called: false }) }))
    }

    /// Joins the batch that is forming; answers after COMMIT.
    pub async fn ask(&self, act: V::Act) -> Reply<V::Receipt> {
        let (answer, waiting) = oneshot::channel();
        self.join(Waiting { act, answer })?;
        self.0.store.told(waiting).await
    }

    fn join(&self, one: Waiting<V>) -> Result<(), Fault> {
        self.0.store.takes_writes()?;
        let mut line = self.line();
        if line.waiting.len() >= LONGEST_LINE {
            return Err(Fault::unavailable("too many acts are waiting"));
        }
        if !line.called {
            self.call_writer()?;
            line.called = true;
        }
        line.waiting.push_back(one);
        Ok(())
    }

    fn call_writer(&self) -> Result<(), Fault> {
        let queue = self.clone();
        self.0.store.post(Box::new(move |hand| queue.drain(hand)))
    }

    fn drain(&self, hand: &mut Hand) {
        let batch = self.next_batch();
        if !batch.is_empty() {
            self.run(hand, batch);
        }
        let mut line = self.line();
        // Called again rather than looped, so that other jobs get their turn.
        line.called = !line.waiting.is_empty() && self.call_writer().is_ok();
        if !line.called {
            for one in line.waiting.drain(..) {
                let _ = one.answer.send(Err(Fault::unavailable("too many writes are waiting").into()));
            }
        }
    }

    fn next_batch(&self) -> Vec<Waiting<V>> {
        let mut line = self.line();
        let (mut batch, mut weight) = (Vec::new(), 0);
        // Whoever was told that nothing can be done now is not served behind their back.
        line.waiting.retain(|one| !one.answer.is_closed());
        while let Some(one) = line.waiting.front() {
            weight += self.0.verb.weight(&one.act);
            if batch.len() == MOST_ACTS || (weight > MOST_WEIGHT && !batch.is_empty()) {
                break;
            }
            batch.extend(line.waiting.pop_front());
        }
        batch
    }

    fn run(&self, hand: &mut Hand, batch: Vec<Waiting<V>>) {
        match self.judge(hand, &batch) {
            Ok(verdicts) => {
                for (one, verdict) in batch.into_iter().zip(verdicts) {
                    let _ = one.answer.send(verdict.map_err(Trouble::Refused));
                }
            }
            Err(Trouble::Broken(fault)) if fault.poison() && batch.len() > 1 => {
                tracing::warn!(tx.name = V::NAME, cause = %fault, "batch failed; its acts are judged one by one");
                for one in batch {
                    self.run(hand, vec![one]);
                }
            }
            Err(trouble) => self.give_up(hand, batch, trouble),
        }
    }

    fn judge(&self, hand: &mut Hand, batch: &[Waiting<V>]) -> Reply<Vec<Verdict<V::Receipt>>> {
        let acts: Vec<&V::Act> = batch.iter().map(|one| &one.act).collect();
        hand.transact(V::NAME, |tx| {
            let verdicts = self.0.verb.judge(tx, &acts)?;
            if verdicts.len() != acts.len() {
                return Err(Fault::broken("a batch was not answered act by act").into());
            }
            Ok(verdicts)
        })
    }

    fn give_up(&self, hand: &mut Hand, batch: Vec<Waiting<V>>, trouble: Trouble) {
        let (poison, news) = match &trouble {
            Trouble::Broken(fault) if fault.poison() => (true, fault.to_string()),
            Trouble::Broken(fault) => (false, fault.to_string()),
            Trouble::Refused(refusal) => (false, refusal.code.to_string()),
        };
        for one in batch {
            if poison {
                parked::park(hand, V::NAME, &self.0.verb.label(&one.act), &news);
            }
            let fault = if poison { Fault::broken(&news) } else { Fault::unavailable(&news) };
            let _ = one.answer.send(Err(fault.into()));
        }
    }

    fn line(&self) -> MutexGuard<'_, Line<V>> {
        self.0.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
