//! Who sees what: the structure that keeps somebody knows them; one that serves them knows a first name and how to reach them; nobody
//! else knows that they are there.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    clock::Day,
    ids::{LearnerRef, StructureId},
};
use store::{Fault, conn::AnyConn};

use super::{consent, find, kept::Learner, purpose::Purpose};
use crate::rows::{
    learners,
    served::{self, Cause},
};

/// What a structure sees of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// It keeps them: everything.
    Keeper,
    /// It serves them: a first name and a letter; how to reach them until that day.
    Serves {
        /// The last day.
        until: Day,
    },
    /// Not even that they are there.
    None,
}

impl Sight {
    /// Whether what the person shares is seen on that day: by whoever keeps them, and until its last day by whoever serves them.
    pub(crate) fn is_open(self, today: Day) -> bool {
        match self {
            Self::Keeper => true,
            Self::Serves { until } => today <= until,
            Self::None => false,
        }
    }
}

/// What the caller's structure sees of somebody, whatever row names them.
pub(crate) fn sight(conn: &mut AnyConn, actor: &Actor, id: LearnerRef) -> Result<Sight, Fault> {
    Ok(seen_as(conn, actor, id)?.map_or(Sight::None, |(_, sight)| sight))
}

/// The row under which somebody is read, with what the caller's structure sees of them; none when that is nothing.
pub(crate) fn seen_as(conn: &mut AnyConn, actor: &Actor, id: LearnerRef) -> Result<Option<(Learner, Sight)>, Fault> {
    let roots = find::roots(conn, &[id])?;
    Ok(of_many(conn, actor, roots)?.pop())
}

/// Those of whom the caller's structure sees something, each with what it sees.
pub(crate) fn of_many(conn: &mut AnyConn, actor: &Actor, roots: Vec<Learner>) -> Result<Vec<(Learner, Sight)>, Fault> {
    let Some(mine) = actor.organisation().filter(|_| actor.reach(Action::Learner) > Reach::Never) else {
        return Ok(Vec::new());
    };
    let served = served_until(conn, &roots, mine)?;
    let sight = |root: &Learner| match served.get(&root.id) {
        _ if root.keeper == mine => Sight::Keeper,
        Some(until) => Sight::Serves { until: *until },
        None => Sight::None,
    };
    let seen = roots.into_iter().map(|root| (sight(&root), root));
    Ok(seen.filter(|(sight, _)| *sight != Sight::None).map(|(sight, root)| (root, sight)).collect())
}

/// Until when a structure serves each of these, also under a row that leads to theirs; whom somebody sent, while they agree to that.
fn served_until(
    conn: &mut AnyConn,
    roots: &[Learner],
    structure: StructureId,
) -> Result<HashMap<LearnerRef, Day>, Fault> {
    let ids: Vec<LearnerRef> = roots.iter().map(|one| one.id).collect();
    let leading: HashMap<LearnerRef, LearnerRef> = learners::leading_to(conn, &ids)?.into_iter().collect();
    let all: Vec<LearnerRef> = ids.iter().chain(leading.keys()).copied().collect();
    let root_of = |id: LearnerRef| leading.get(&id).copied().unwrap_or(id);
    let found = served::until(conn, &all, structure)?;
    let sent = found.iter().filter(|one| one.cause == Cause::Referral);
    let sent: BTreeSet<LearnerRef> = sent.map(|one| root_of(one.learner)).collect();
    let agreeing = consent::agreeing(conn, &Vec::from_iter(sent), Purpose::Referral)?;
    let mut latest: HashMap<LearnerRef, Day> = HashMap::new();
    for one in found {
        let root = root_of(one.learner);
        if one.cause == Cause::Card || agreeing.contains(&root) {
            latest.entry(root).and_modify(|day| *day = (*day).max(one.until)).or_insert(one.until);
        }
    }
    Ok(latest)
}
