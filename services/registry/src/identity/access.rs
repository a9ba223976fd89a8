//! What a visit lets somebody do now: an access token of ten minutes, and the refresh token for the next one.

use std::collections::BTreeSet;

use kernel::{
    access::{Actor, Role, token::Grant},
    clock::At,
};
use store::{Fault, Tx};

use super::{
    lodge::Lodge,
    me::{self, Belonging, Me},
    person, refresh, second_factor,
    visit::Visit,
};

/// How long an access token lives.
pub const MINUTES: i64 = 10;

/// What somebody carries away from the lodge.
#[derive(Clone)]
pub struct Access {
    /// The access token.
    pub token: String,
    /// The first instant at which it is refused.
    pub until: At,
    /// The refresh token.
    pub refresh: String,
    /// The first instant at which that one is refused.
    pub refresh_until: At,
    /// Whether a second factor is wanted.
    pub second_factor: SecondFactor,
    /// Who they are.
    pub me: Me,
}

/// Nothing that is carried away.
impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Access({:?}, {:?})", self.me.person, self.second_factor)
    }
}

/// Whether a second factor is wanted in a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// No role here wants one, and none was set up.
    NotNeeded,
    /// It was given in this visit.
    Proved,
    /// It is to be given: until then the roles that want one are missing.
    Asked,
    /// It is to be set up first.
    ToSetUp,
}

impl SecondFactor {
    /// What holds, from the roles held where one acts, whether it was given in this visit, and whether it is set up at all.
    fn of(held: &BTreeSet<Role>, proved: bool, set_up: bool) -> Self {
        let wanted = held.iter().any(|role| role.wants_second_factor());
        match (wanted, proved, set_up) {
            (_, true, _) => Self::Proved,
            (false, false, _) => Self::NotNeeded,
            (true, false, true) => Self::Asked,
            (true, false, false) => Self::ToSetUp,
        }
    }
}

/// What that visit lets its person do now, with the rights of now.
pub fn of_visit(tx: &mut Tx<'_>, lodge: &Lodge, visit: &Visit) -> Result<Access, Fault> {
    let person = person::find(tx.conn, visit.person)?.ok_or_else(|| Fault::broken("a visit is nobody's"))?;
    let belongings = me::belongings(tx.conn, person.id)?;
    let set_up = second_factor::is_set_up(tx.conn, lodge.secrets(), person.id)?;
    let now = tx.now();
    let here = acting_for(visit, &belongings);
    let held = here.map(|one| one.roles.clone()).unwrap_or_default();
    let second_factor = SecondFactor::of(&held, visit.proved_at.is_some(), set_up);
    let roles: BTreeSet<Role> =
        held.into_iter().filter(|role| visit.proved_at.is_some() || !role.wants_second_factor()).collect();
    let organisation = here.map(|one| one.structure);
    let actor = Actor::Member {
        person: person.id,
        organisation: organisation.unwrap_or_else(|| person.id.recast()),
        roles: roles.clone(),
        proved: visit.is_proved(now),
        visit: Some(visit.id),
    };
    let token = Grant { actor: &actor, stamp: person.stamp, proved_at: visit.proved_at };
    let token = token.mint(&lodge.signer().key(), tx.chance().bytes(), now, MINUTES);
    let token = token.map_err(|error| Fault::because("a token cannot be made", error))?;
    Ok(Access {
        token,
        until: At(now.seconds() * 1000).plus_ms(MINUTES * 60_000),
        refresh: refresh::token(lodge.secrets(), visit),
        refresh_until: visit.until,
        second_factor,
        me: Me { person, organisation, roles, belongings },
    })
}

/// The structure that was chosen, as long as they belong there; else where they have belonged longest.
fn acting_for<'b>(visit: &Visit, belongings: &'b [Belonging]) -> Option<&'b Belonging> {
    let chosen = belongings.iter().find(|one| Some(one.structure) == visit.structure);
    chosen.or_else(|| belongings.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_factor_is_wanted_by_roles_that_decide() {
        let roles = |roles: &[Role]| roles.iter().copied().collect::<BTreeSet<_>>();
        let (counter, money) = (roles(&[Role::CounterStaff]), roles(&[Role::CounterStaff, Role::Treasurer]));
        let cases = [
            (&counter, false, false, SecondFactor::NotNeeded),
            (&counter, false, true, SecondFactor::NotNeeded),
            (&counter, true, true, SecondFactor::Proved),
            (&money, false, false, SecondFactor::ToSetUp),
            (&money, false, true, SecondFactor::Asked),
            (&money, true, true, SecondFactor::Proved),
        ];
        for (held, proved, set_up, expected) in cases {
            assert_eq!(SecondFactor::of(held, proved, set_up), expected, "{held:?} {proved} {set_up}");
        }
    }
}
