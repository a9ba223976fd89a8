//! Who may be the same person: found by marks, told as a warning. Nothing is decided here.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor, Reach},
    ids::LearnerRef,
};
use store::{Fault, Reply, conn::AnyConn, personal::Personal};

use super::{
    attempts, find,
    kept::Learner,
    marks::{self, Mark},
    seen::{self, Seen},
    sight::{self, Sight},
    who::Who,
};
use crate::{
    desk::Desk,
    rows::{learners, people},
};

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
    let (person, mine) = actor.known()?;
    attempts::remember(desk, (person, mine)).await?;
    let (actor, personal, now) = (actor.clone(), desk.personal(), desk.store.now());
    desk.store
        .read_still("similar-learners", move |conn| {
            let marks = marks::sought(&personal, &who);
            // Sought among those of here alone: others of that name, however many, hide none of them.
            let found = people::marked_of(conn, &marks, mine, MOST)?;
            let found = find::roots(conn, &found)?;
            let known = sight::of_many(conn, &actor, found)?;
            let elsewhere = are_elsewhere(conn, &marks, &known)?;
            Ok(Some(Similar { known: seen::listed(conn, &personal, known, now)?, elsewhere }))
        })
        .await
}

/// Whether anybody else bears these marks.
fn are_elsewhere(conn: &mut AnyConn, marks: &BTreeSet<Mark>, known: &[(Learner, Sight)]) -> Result<bool, Fault> {
    let roots: Vec<LearnerRef> = known.iter().map(|(one, _)| one.id).collect();
    let leading = learners::leading_to(conn, &roots)?;
    let theirs: Vec<LearnerRef> = roots.into_iter().chain(leading.into_iter().map(|(id, _)| id)).collect();
    people::are_others_marked(conn, marks, &theirs)
}

/// The rows under which those are read who may be that person, wherever they are kept; some of them.
pub(super) fn alike(conn: &mut AnyConn, personal: &Personal, who: &Who) -> Result<Vec<Learner>, Fault> {
    let found = people::marked(conn, &marks::sought(personal, who), MOST)?;
    find::roots(conn, &found)
}
