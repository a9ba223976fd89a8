//! The last contact: the day from which two years are counted.

use kernel::ids::LearnerRef;
use store::{Fault, Tx};

use super::find;
use crate::rows::learners;

/// Writes that the network had to do with somebody today.
pub(crate) fn touch(tx: &mut Tx<'_>, id: LearnerRef) -> Result<(), Fault> {
    let today = tx.now().day();
    match find::resolve(tx.conn, id)? {
        Some(root) => learners::touch(tx, root.id, today),
        None => Ok(()),
    }
}
