//! A new life: books that come back from a backup tell every agenda again, under an epoch higher than any before.

use store::{Reply, Store};

use crate::rows;

/// Begins it; how many agendas will be told again as soon as the house is open.
///
/// Without it a generation that the centre has already seen, of before the restore, would be taken for the newer one.
pub async fn begin(store: &Store) -> Reply<usize> {
    store.transact("node.newLife", |tx| Ok(rows::renew(tx)?)).await
}
