//! The caller: somebody acting for a structure under some roles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    policy::{self, Action, Reach},
    role::Role,
};
use crate::{
    ids::{PersonId, StructureId, VisitId},
    refusal::{Code, Refusal},
};

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// Nobody in particular: sees what is public.
    Anonymous,
    /// A person of a structure, under roles.
    Member {
        /// The person.
        person: PersonId,
        /// The structure acted for.
        organisation: StructureId,
        /// The roles held there.
        roles: BTreeSet<Role>,
        /// Whether a second factor was given less than five minutes ago.
        #[serde(default)]
        proved: bool,
        /// The visit in which they act; none for tokens that a machine made by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visit: Option<VisitId>,
    },
}

/// Where a request comes from, as far as it is known: a client's address. Never logged, and kept only as a keyed hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Whence(pub String);

/// Nothing of it.
impl std::fmt::Debug for Whence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Whence")
    }
}

impl Actor {
    /// A member with these roles, proved, in no visit: the machine's own word.
    pub fn member(person: PersonId, organisation: StructureId, roles: impl IntoIterator<Item = Role>) -> Self {
        Self::Member { person, organisation, roles: roles.into_iter().collect(), proved: true, visit: None }
    }

    /// The same, whose second factor was not given, or too long ago.
    pub fn unproved(mut self) -> Self {
        if let Self::Member { proved, .. } = &mut self {
            *proved = false;
        }
        self
    }

    /// The same, in that visit.
    pub fn in_visit(mut self, id: VisitId) -> Self {
        if let Self::Member { visit, .. } = &mut self {
            *visit = Some(id);
        }
        self
    }

    /// Whether a second factor was given less than five minutes ago.
    pub const fn is_proved(&self) -> bool {
        matches!(self, Self::Member { proved: true, .. })
    }

    /// The visit in which they act.
    pub const fn visit(&self) -> Option<VisitId> {
        match self {
            Self::Anonymous => None,
            Self::Member { visit, .. } => *visit,
        }
    }

    /// The person and the structure, or `FORBIDDEN` for nobody in particular.
    pub fn known(&self) -> Result<(PersonId, StructureId), Refusal> {
        match self {
            Self::Anonymous => Err(Refusal::of(Code::Forbidden)),
            Self::Member { person, organisation, .. } => Ok((*person, *organisation)),
        }
    }

    /// The structure acted for, if any.
    pub fn organisation(&self) -> Option<StructureId> {
        match self {
            Self::Anonymous => None,
            Self::Member { organisation, .. } => Some(*organisation),
        }
    }

    /// Whether one of the roles is this one.
    pub fn is(&self, role: Role) -> bool {
        match self {
            Self::Anonymous => false,
            Self::Member { roles, .. } => roles.contains(&role),
        }
    }

    /// How far this caller may do it: the widest reach among the roles, deny by default.
    pub fn reach(&self, action: Action) -> Reach {
        let roles = match self {
            Self::Anonymous => return policy::public(action),
            Self::Member { roles, .. } => roles,
        };
        roles.iter().map(|role| policy::reach(*role, action)).fold(policy::public(action), Reach::max)
    }

    /// Asks the right to do it on what belongs to `owner`; otherwise `FORBIDDEN`, or `STEP_UP_NEEDED` where the right is
    /// there and the second factor is not.
    pub fn may(&self, action: Action, owner: StructureId) -> Result<(), Refusal> {
        match self.reach(action) {
            Reach::Any => self.stepped_up(action),
            Reach::Own if self.organisation() == Some(owner) => self.stepped_up(action),
            Reach::Own | Reach::Never => Err(Refusal::of(Code::Forbidden)),
        }
    }

    /// Asks the right to do it wherever in the network; otherwise `FORBIDDEN`, or `STEP_UP_NEEDED` as above.
    pub fn may_anywhere(&self, action: Action) -> Result<(), Refusal> {
        match self.reach(action) {
            Reach::Any => self.stepped_up(action),
            Reach::Own | Reach::Never => Err(Refusal::of(Code::Forbidden)),
        }
    }

    fn stepped_up(&self, action: Action) -> Result<(), Refusal> {
        match policy::STEP_UP.contains(&action) && !self.is_proved() {
            true => Err(Refusal::of(Code::StepUpNeeded)),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    fn member(roles: &[Role]) -> (Actor, StructureId) {
        let chance = Chance::from_seed(1);
        let organisation = chance.id();
        (Actor::member(chance.id(), organisation, roles.iter().copied()), organisation)
    }

    fn another() -> StructureId {
        Chance::from_seed(2).id()
    }

    #[test]
    fn what_is_not_allowed_is_refused() {
        let forbidden = Err(Refusal::of(Code::Forbidden));
        let (nobody, (idle, home)) = (Actor::Anonymous, member(&[]));
        for action in Action::ALL.iter().copied().filter(|action| policy::public(*action) == Reach::Never) {
            for actor in [&nobody, &idle] {
                assert_eq!(actor.may(action, home), forbidden, "{action:?}");
                assert_eq!(actor.may_anywhere(action), forbidden, "{action:?}");
            }
        }
    }

    #[test]
    fn what_is_public_is_open_to_all() {
        for action in [Action::Communes, Action::Commune, Action::Venues, Action::Venue, Action::Sessions] {
            assert_eq!(Actor::Anonymous.may(action, another()), Ok(()));
            assert_eq!(member(&[Role::Analyst]).0.may_anywhere(action), Ok(()));
        }
    }

    #[test]
    fn own_stops_at_the_door_of_the_structure() {
        let (counter, home) = member(&[Role::CounterStaff]);
        assert_eq!(counter.reach(Action::RedeemCheques), Reach::Own);
        assert!(counter.may(Action::RedeemCheques, home).is_ok());
        assert!(counter.may(Action::RedeemCheques, another()).is_err());
        assert!(counter.may_anywhere(Action::RedeemCheques).is_err());
    }

    #[test]
    fn any_goes_everywhere() {
        let (operator, home) = member(&[Role::Operator]);
        for owner in [home, another()] {
            assert!(operator.may(Action::SuspendVenue, owner).is_ok());
        }
        assert!(operator.may_anywhere(Action::SuspendVenue).is_ok());
        assert!(operator.may(Action::RedeemCheques, home).is_err(), "the network does not redeem");
    }

    #[test]
    fn a_right_that_moves_money_out_wants_its_second_factor_now() {
        let (treasurer, home) = member(&[Role::Treasurer]);
        let stale = treasurer.clone().unproved();
        for action in policy::STEP_UP {
            let told = stale.may_anywhere(*action);
            let expected = match treasurer.reach(*action) {
                Reach::Any => Code::StepUpNeeded,
                Reach::Own | Reach::Never => Code::Forbidden,
            };
            assert_eq!(told, Err(Refusal::of(expected)), "{action:?}");
        }
        assert_eq!(stale.may(Action::ApproveSettlement, home), Err(Refusal::of(Code::StepUpNeeded)));
        assert_eq!(stale.may_anywhere(Action::PrepareSettlement), Ok(()));
        assert_eq!(treasurer.may_anywhere(Action::ApproveSettlement), Ok(()));
    }

    #[test]
    fn a_visit_is_told_with_who_acts_in_it() {
        let visit = Chance::from_seed(3).id();
        let (counter, _) = member(&[Role::CounterStaff]);
        assert_eq!((counter.visit(), counter.clone().in_visit(visit).visit()), (None, Some(visit)));
        assert_eq!(Actor::Anonymous.in_visit(visit).visit(), None);
        let told = serde_json::to_value(counter.clone().in_visit(visit)).unwrap();
        assert_eq!(serde_json::from_value::<Actor>(told).unwrap(), counter.clone().in_visit(visit));
        let mut older = serde_json::to_value(&counter).unwrap();
        older["Member"].as_object_mut().unwrap().remove("proved");
        assert_eq!(serde_json::from_value::<Actor>(older).unwrap(), counter.unproved());
    }

    #[test]
    fn of_several_roles_the_widest_counts() {
        let (both, _) = member(&[Role::Funder, Role::Operator]);
        assert_eq!(both.reach(Action::PlaceOrder), Reach::Any);
        assert!(both.is(Role::Funder) && !both.is(Role::Treasurer));
    }

    #[test]
    fn somebody_is_known_and_nobody_is_not() {
        let (actor, home) = member(&[]);
        assert_eq!(actor.known().map(|(_, organisation)| organisation), Ok(home));
        assert_eq!(actor.organisation(), Some(home));
        assert_eq!(Actor::Anonymous.known(), Err(Refusal::of(Code::Forbidden)));
        assert_eq!(Actor::Anonymous.organisation(), None);
    }

    #[test]
    fn roles_are_named_alike_everywhere() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
        assert_eq!(Role::named("root"), None);
    }
}
