//! Who may be the same person: found by marks, told as a warning. Nothing is decided here.

use kernel::access::{Action, Actor, Reach};
use store::{Fault, Reply, conn::AnyConn, personal::Personal};

use super::{
    attempts, find,
    kept::Learner,
    marks,
    seen::{self, Seen},
    sight,
    who::Who,
};
use crate::{desk::Desk, rows::people};

/// More than these are not shown: whoever asks writes a name more exactly.
const MOST: i64 = 20;

/// Those who may be the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// Those whom the caller's structure keeps or serves.
    pub known: Vec<Seen>,
    /// Whether there are others in the network: their card leads to them, nothing else does. How many is told to nobody.
    pub elsewhere: bool,
}

/// Those who may be the person of that name and year of birth, for who records people; nobody else is told anything.
///
/// Refusals: `INPUT_INVALID` (who it is), `TOO_MANY_ATTEMPTS`.
pub async fn similar_learners(desk: &Desk, actor: &Actor, who: Who) -> Reply<Option<Similar>> {
    if actor.reach(Action::SimilarLearners) == Reach::Never {
        return Ok(None);
    }
    let who = who.tidy(desk.store.now().day())?;
    // Every question is counted before it is answered: that nobody is known is an answer too.
    attempts::remember(desk, actor.known()?).await?;
    let (actor, personal, now) = (actor.clone(), desk.personal(), desk.store.now());
    desk.store
        .read_still("similar-learners", move |conn| {
            let found = alike(conn, &personal, &who)?;
            let all = found.len();
            let known = sight::of_many(conn, &actor, found)?;
            let elsewhere = all > known.len();
            Ok(Some(Similar { known: seen::listed(conn, &personal, known, now)?, elsewhere }))
        })
        .await
}

/// The rows under which those are read who may be that person.
pub(super) fn alike(conn: &mut AnyConn, personal: &Personal, who: &Who) -> Result<Vec<Learner>, Fault> {
    let found = people::marked(conn, &marks::sought(personal, who), MOST)?;
    find::roots(conn, &found)
}
