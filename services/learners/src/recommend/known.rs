//! What the caller's structure may use of somebody to look for a session: no more than what it reads of them.

use std::collections::BTreeMap;

use kernel::{access::Actor, clock::Day, ids::LearnerRef};
use store::{Fault, conn::AnyConn, personal::Personal};

use crate::{
    diagnostic::{
        seen,
        skill::{Area, Level},
    },
    learner::{
        needs::{Access, Transport},
        sight::{self, Sight},
        who::Who,
    },
    rows::people,
};

/// What is known of somebody. Nobody is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The commune where they live and its year, for the structure that keeps them.
    pub(super) home: Option<(String, i32)>,
    /// How they come, for the same.
    pub(super) transport: Option<Transport>,
    /// What they need, for as long as they are reached.
    pub(super) access: Vec<Access>,
    /// The language in which they are at ease, for as long.
    pub(super) language: Option<String>,
    /// The levels of the last diagnostic that may be read: one's own, or another's while the person agrees.
    pub(super) levels: BTreeMap<Area, Level>,
    /// The same in one word.
    pub(super) overall: Option<Level>,
}

/// What is known of somebody; none for who does not know them.
pub(super) fn of(
    conn: &mut AnyConn,
    actor: &Actor,
    personal: &Personal,
    id: LearnerRef,
    today: Day,
) -> Result<Option<Known>, Fault> {
    let Some((root, sight)) = sight::seen_as(conn, actor, id)? else { return Ok(None) };
    let Some((_, sealed)) = people::sealed(conn, &[root.id])?.pop() else { return Ok(None) };
    let who = Who::open(personal, root.id, &sealed)?;
    let (is_kept, is_reached) = (sight == Sight::Keeper, sight.is_open(today));
    let last = seen::of_person(conn, actor, root.id, today)?.into_iter().next().map(|made| made.outcome);
    let (levels, overall) = last.map(|outcome| (outcome.levels, outcome.overall)).unzip();
    Ok(Some(Known {
        home: root.home.filter(|_| is_kept),
        transport: who.transport.filter(|_| is_kept),
        access: if is_reached { who.access } else { Vec::new() },
        language: is_reached.then_some(who.language),
        levels: levels.unwrap_or_default(),
        overall,
    }))
}
