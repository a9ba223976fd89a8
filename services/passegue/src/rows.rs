//! The one statement of the wiring: on PostgreSQL, the schema of the hosted venues beside the centre's own.

use store::{Fault, Store, Trouble, beside};

/// Makes the schema when it is absent; answers its name: `hosted`, or that of the centre's schema followed by `_hosted`.
pub(crate) async fn hosted_schema(store: &Store) -> Result<String, Fault> {
    let made = store.transact("hosted.schema", |tx| Ok(beside::make(tx.conn)?));
    made.await.map_err(|trouble| match trouble {
        Trouble::Broken(fault) => fault,
        Trouble::Refused(refusal) => Fault::broken(refusal.code),
    })
}
