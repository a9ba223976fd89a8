//! Who may open these pages, and whose stock they show.

use kernel::access::Role;

use crate::{trouble::Trouble, visitor::Member};

/// Whoever may be told that a booklet was lost.
pub(super) fn told_of_losses(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::CounterStaff, Role::VenueManager, Role::Prescriber, Role::Operator])
}

/// Whoever holds a stock, or deals with all of them.
pub(super) fn keeps_a_stock(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::VenueManager, Role::Prescriber, Role::Operator])
}

/// Whose stock is meant: all of them for the operator, one's own for everybody else.
pub(super) fn whose(member: &Member) -> Result<Option<cynic::Id>, Trouble> {
    match member.is(Role::Operator) {
        true => Ok(None),
        false => Ok(Some(cynic::Id::new(member.organisation()?))),
    }
}
