//! Who asks, of which database, about what.

use async_graphql::{Context, Result};
use kernel::ids::Id;
use store::Store;

pub(super) use super::answer::caller as actor;
use crate::identity::lodge::Lodge;

/// The database that is asked.
pub(super) fn store<'c>(ctx: &Context<'c>) -> Result<&'c Store> {
    ctx.data::<Store>()
}

/// What signing in needs.
pub(super) fn lodge<'c>(ctx: &Context<'c>) -> Result<&'c Lodge> {
    ctx.data::<Lodge>()
}

/// The identifier written there. What is not one becomes the identifier of nothing: it leads where an absent one leads.
pub(super) fn id<K>(text: &str) -> Id<K> {
    text.parse().unwrap_or(Id::from_bytes([0; 16]))
}
