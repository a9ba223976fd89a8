//! Acts that wait together: the writer is held still while they queue.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    sync::mpsc,
    task::Poll,
};

use store::{Reply, Store};
use tokio::{sync::oneshot, task::JoinHandle};

/// A writer held still inside an open transaction, until it is let go.
pub(crate) struct Held {
    release: mpsc::Sender<()>,
    done: JoinHandle<Reply<()>>,
}

/// Holds the writer of a store; answers once it stands still.
pub(crate) async fn hold(store: &Store) -> Held {
    let (started, starting) = oneshot::channel();
    let (release, waiting) = mpsc::channel();
    let (store, mut started) = (store.clone(), Some(started));
    let work = async move {
        let holding = store.transact("test.hold", move |_| {
            let _ = started.take().map(|started| started.send(()));
            waiting.recv().expect("whoever holds lets go");
            Ok(())
        });
        holding.await
    };
    let done = tokio::spawn(work);
    starting.await.expect("the writer starts");
    Held { release, done }
}

impl Held {
    pub(crate) async fn let_go(self) {
        self.release.send(()).expect("the writer waits");
        self.done.await.expect("no panic").expect("an empty transaction");
    }
}

/// Asks all of these in this order, so that they wait together; answers in the same order.
pub(crate) async fn together<T, F: Future<Output = T>>(store: &Store, asks: impl IntoIterator<Item = F>) -> Vec<T> {
    let held = hold(store).await;
    let mut asks: Vec<Pin<Box<F>>> = asks.into_iter().map(Box::pin).collect();
    // Whoever is refused at the door has its answer already.
    let early: Vec<Option<T>> = poll_fn(|context| {
        let once = |ask: &mut Pin<Box<F>>| match ask.as_mut().poll(context) {
            Poll::Ready(answer) => Some(answer),
            Poll::Pending => None,
        };
        Poll::Ready(asks.iter_mut().map(once).collect())
    })
    .await;
    held.let_go().await;
    let mut answers = Vec::with_capacity(asks.len());
    for (ask, early) in asks.into_iter().zip(early) {
        answers.push(match early {
            Some(answer) => answer,
            None => ask.await,
        });
    }
    answers
}
