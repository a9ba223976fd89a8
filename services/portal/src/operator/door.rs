//! Who may open these pages.

use kernel::access::Role;

use crate::{trouble::Trouble, visitor::Member};

/// A page of the operator alone. What may be done, the network judges again.
pub(super) fn operator(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::Operator])
}

/// The register of structures: the operator's, and the administrator's, who invites their people.
pub(super) fn registrar(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::Operator, Role::Administrator])
}
