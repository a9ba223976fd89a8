//! Keeping many at once: how a network is filled with people who are known to be others. Nobody is given a card.

use kernel::access::{Action, Actor};
use store::Reply;

use super::{keep::draft, marks, who::Who};
use crate::{
    desk::Desk,
    rows::{learners, people},
};

/// Records people in the name of the caller's structure, all of them or nobody: so many statements, however many they are.
///
/// Refusals: `FORBIDDEN`, `INPUT_INVALID` (who one of them is).
pub async fn keep_many(desk: &Desk, actor: &Actor, people: Vec<Who>) -> Reply<usize> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::KeepLearner, organisation)?;
    let (personal, today) = (desk.personal(), desk.store.now().day());
    let mut all = Vec::with_capacity(people.len());
    for who in people {
        all.push(who.tidy(today)?);
    }
    let keep = desk.store.transact("learner.keep-many", move |tx| {
        let (mut kept, mut sealed, mut marked) = (Vec::new(), Vec::new(), Vec::new());
        for who in &all {
            let one = draft(tx, (organisation, person), None);
            sealed.push((one.id, who.seal(&personal, one.id, tx)?));
            marked.extend(marks::kept(&personal, who).into_iter().map(|mark| (mark, one.id)));
            kept.push(one);
        }
        learners::insert_all(tx, &kept)?;
        people::insert_all(tx, &sealed)?;
        people::mark_all(tx, &marked)?;
        Ok(kept.len())
    });
    keep.await
}
