//! The account that comes with an accreditation: the first one is paid on, another one opens a dossier.

use kernel::ids::{BankAccountId, PersonId, StructureId};
use store::{Fault, Tx};

use crate::rows::dossier::{self as rows, Cause, NewDossier, NewPeriod};

/// Takes the account of an application that was just accepted.
///
/// The first account of a structure is paid on from now. One that says the same as the present one changes nothing. Any other
/// waits for a decision of its own, unless one waits already; until then the structure is paid as before.
pub fn begin(
    tx: &mut Tx<'_>,
    structure: StructureId,
    account: BankAccountId,
    applied_by: PersonId,
) -> Result<(), Fault> {
    let known = rows::periods(tx.conn, &[structure])?;
    let Some(last) = known.last() else {
        let from = tx.now();
        let period =
            NewPeriod { structure, from, account: Some(account), held_until: None, cause: Cause::Accreditation };
        return rows::insert_period(tx, &period);
    };
    let declared = rows::account(tx.conn, account)?.ok_or_else(|| Fault::broken("an account is gone"))?;
    let same = last
        .account
        .as_ref()
        .is_some_and(|paid| (&paid.iban, &paid.bic, &paid.holder) == (&declared.iban, &declared.bic, &declared.holder));
    if same || rows::open_of(tx.conn, structure)? {
        return Ok(());
    }
    let id = tx.chance().id();
    let document_day = tx.now().day();
    let dossier = NewDossier {
        id,
        structure,
        account,
        document_day,
        file: None,
        public_reference: None,
        proposed_by: applied_by,
    };
    rows::insert(tx, &dossier)
}
