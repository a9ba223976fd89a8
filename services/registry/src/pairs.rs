//! What two persons do together: whether the network has both, and what lacks when it has not.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    access::{
        Action, Actor, Reach, Role,
        policy::{IN_PAIRS, reach},
    },
    ids::PersonId,
};
use store::{Fault, Reply, Store};

use crate::rows::membership as rows;

/// How a deed in two halves stands with the people who are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Whoever begins it, somebody else can end it.
    Open,
    /// What one person begins, nobody else can end; what others begin, that person can.
    Narrow,
    /// Nobody can end what another began.
    Blocked,
}

/// A deed that two persons do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What the one does.
    pub begins: Action,
    /// What the other does.
    pub ends: Action,
    /// How many may begin.
    pub beginners: usize,
    /// How many may end.
    pub enders: usize,
    /// Whether it can be done at all.
    pub standing: Standing,
}

/// Who holds each role, in whatever structure.
type People = BTreeMap<Role, BTreeSet<PersonId>>;

/// Every deed that two persons do, as it stands now; none for who may not see it.
pub async fn pairs(store: &Store, actor: &Actor) -> Reply<Vec<Pair>> {
    if actor.may_anywhere(Action::DeedsInPairs).is_err() {
        return Ok(Vec::new());
    }
    let held = store.read("members.pairs", |conn| Ok(rows::holders(conn, &names())?)).await?;
    let mut people = People::new();
    for (person, role) in held {
        let role = Role::named(&role).ok_or_else(|| Fault::broken("a membership has an unknown role"))?;
        people.entry(role).or_default().insert(person);
    }
    Ok(IN_PAIRS.iter().map(|(begins, ends)| pair(&people, *begins, *ends)).collect())
}

/// The roles that have a part in any of them.
fn names() -> Vec<&'static str> {
    let takes_part = |role: &Role| IN_PAIRS.iter().any(|(begins, ends)| may(*role, *begins) || may(*role, *ends));
    Role::ALL.into_iter().filter(takes_part).map(Role::name).collect()
}

fn may(role: Role, action: Action) -> bool {
    reach(role, action) != Reach::Never
}

fn pair(people: &People, begins: Action, ends: Action) -> Pair {
    let who = |action| -> BTreeSet<PersonId> {
        people.iter().filter(|(role, _)| may(**role, action)).flat_map(|(_, held)| held).copied().collect()
    };
    let (beginners, enders) = (who(begins), who(ends));
    let others = |one: &PersonId| enders.iter().any(|ender| ender != one);
    let standing = match (beginners.iter().any(others), beginners.iter().all(others)) {
        (false, _) => Standing::Blocked,
        (true, false) => Standing::Narrow,
        (true, true) => Standing::Open,
    };
    Pair { begins, ends, beginners: beginners.len(), enders: enders.len(), standing }
}

#[cfg(test)]
mod tests {
    use kernel::chance::Chance;

    use super::*;

    fn standing(held: &[(Role, &[PersonId])]) -> Standing {
        let people: People = held.iter().map(|(role, who)| (*role, who.iter().copied().collect())).collect();
        pair(&people, Action::ApplyForAccreditation, Action::DecideAccreditation).standing
    }

    #[test]
    fn a_deed_wants_somebody_else() {
        let chance = Chance::from_seed(1);
        let [one, two, manager] = [chance.id(), chance.id(), chance.id()];
        assert_eq!(standing(&[]), Standing::Blocked);
        assert_eq!(standing(&[(Role::VenueManager, &[manager])]), Standing::Blocked, "nobody decides");
        assert_eq!(standing(&[(Role::Operator, &[one])]), Standing::Blocked, "alone");
        assert_eq!(
            standing(&[(Role::Operator, &[one]), (Role::VenueManager, &[one])]),
            Standing::Blocked,
            "in two parts"
        );
        assert_eq!(standing(&[(Role::Operator, &[one]), (Role::VenueManager, &[manager])]), Standing::Narrow);
        assert_eq!(standing(&[(Role::Operator, &[one, two])]), Standing::Open);
    }
}
