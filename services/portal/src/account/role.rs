//! Roles as the schema names them and as people read them.

use kernel::access;

use crate::{schema, words::t};

/// What a person does in a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, cynic::Enum)]
pub(super) enum Role {
    CounterStaff,
    VenueManager,
    Prescriber,
    Operator,
    Treasurer,
    Funder,
    Analyst,
    Administrator,
}

impl Role {
    pub(super) const ALL: [Self; 8] = [
        Self::CounterStaff,
        Self::VenueManager,
        Self::Prescriber,
        Self::Operator,
        Self::Treasurer,
        Self::Funder,
        Self::Analyst,
        Self::Administrator,
    ];
    /// What whoever answers for one place may give.
    pub(super) const OF_A_PLACE: [Self; 2] = [Self::CounterStaff, Self::VenueManager];

    pub(super) const fn kernel(self) -> access::Role {
        match self {
            Self::CounterStaff => access::Role::CounterStaff,
            Self::VenueManager => access::Role::VenueManager,
            Self::Prescriber => access::Role::Prescriber,
            Self::Operator => access::Role::Operator,
            Self::Treasurer => access::Role::Treasurer,
            Self::Funder => access::Role::Funder,
            Self::Analyst => access::Role::Analyst,
            Self::Administrator => access::Role::Administrator,
        }
    }

    /// As forms bear it: `counter-staff`.
    pub(super) const fn name(self) -> &'static str {
        self.kernel().name()
    }

    /// The role of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// As people read it.
    pub(super) fn label(self) -> String {
        let name = match self {
            Self::CounterStaff => "role-counter-staff",
            Self::VenueManager => "role-venue-manager",
            Self::Prescriber => "role-prescriber",
            Self::Operator => "role-operator",
            Self::Treasurer => "role-treasurer",
            Self::Funder => "role-funder",
            Self::Analyst => "role-analyst",
            Self::Administrator => "role-administrator",
        };
        t(name).to_string()
    }
}

/// Several, as a sentence lists them.
pub(super) fn labels(roles: &[Role]) -> String {
    roles.iter().map(|role| role.label()).collect::<Vec<_>>().join(", ")
}
