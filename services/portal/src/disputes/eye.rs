//! Who looks at a dispute: the venue that opened it, or the network that answers.

use kernel::access::Role;

use crate::{trouble::Trouble, visitor::Member};

/// On which side somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Eye {
    Venue,
    Network,
}

impl Eye {
    pub(super) fn opens(self, member: &Member) -> Result<(), Trouble> {
        match self {
            Self::Venue => member.must_be_one_of(&[Role::VenueManager]),
            Self::Network => member.must_be_one_of(&[Role::Operator]),
        }
    }

    pub(super) const fn list(self) -> &'static str {
        match self {
            Self::Venue => "/lieu/contestations",
            Self::Network => "/reseau/contestations",
        }
    }

    pub(super) fn path(self, id: &str) -> String {
        format!("{}/{id}", self.list())
    }
}
