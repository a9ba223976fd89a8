//! Leaving: the visit ends, and its tokens with it.

use store::{Reply, Tx};

use super::{
    lodge::Lodge,
    refresh,
    visit::{self, Ending},
};

/// Ends the visit of a refresh token, whichever of its tokens it is. One that is none, or whose visit has ended, is answered
/// alike: whoever leaves is told that they have left.
pub async fn end_access(lodge: &Lodge, refresh: &str) -> Reply<()> {
    let Some(presented) = refresh::read(lodge.secrets(), refresh) else { return Ok(()) };
    let leave = move |tx: &mut Tx<'_>| Ok(visit::end(tx, presented.visit, Ending::Left)?);
    lodge.store().transact("identity.end", leave).await
}
