//! Structures and their accounts.

use diesel::{insert_into, prelude::*};
use kernel::ids::{BankAccountId, PersonId, Structure, StructureId};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::tables::{bank_account, structure};

/// A structure as it lies in its table.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct StructureRow {
    pub(crate) id: Ref<Structure>,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) siret: Option<String>,
    pub(crate) rna: Option<String>,
}

pub(crate) fn read(conn: &mut AnyConn, ids: &[StructureId]) -> Result<Vec<StructureRow>, Fault> {
    Ok(structure::table
        .filter(structure::id.eq_any(refs(ids)))
        .select((structure::id, structure::name, structure::kind, structure::siret, structure::rna))
        .load(conn)?)
}

/// Every structure.
pub(crate) fn read_all(conn: &mut AnyConn) -> Result<Vec<StructureRow>, Fault> {
    Ok(structure::table
        .select((structure::id, structure::name, structure::kind, structure::siret, structure::rna))
        .load(conn)?)
}

/// Identifiers and names of the structures of a kind.
pub(crate) fn of_kind(conn: &mut AnyConn, kind: &str) -> Result<Vec<(StructureId, String)>, Fault> {
    let found: Vec<(Ref<Structure>, String)> =
        structure::table.filter(structure::kind.eq(kind)).select((structure::id, structure::name)).load(conn)?;
    Ok(found.into_iter().map(|(id, name)| (id.0, name)).collect())
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &StructureRow) -> Result<(), Fault> {
    let values = (
        structure::id.eq(row.id),
        structure::name.eq(&row.name),
        structure::kind.eq(&row.kind),
        structure::siret.eq(&row.siret),
        structure::rna.eq(&row.rna),
        structure::created_at.eq(tx.now().0),
    );
    insert_into(structure::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// An account as it lies in its table.
pub(crate) struct AccountRow<'a> {
    pub(crate) id: BankAccountId,
    pub(crate) structure: StructureId,
    pub(crate) holder: &'a str,
    pub(crate) iban: &'a str,
    pub(crate) bic: &'a str,
    pub(crate) declared_by: PersonId,
}

pub(crate) fn insert_account(tx: &mut Tx<'_>, row: &AccountRow<'_>) -> Result<(), Fault> {
    let values = (
        bank_account::id.eq(Ref(row.id)),
        bank_account::structure_id.eq(Ref(row.structure)),
        bank_account::holder.eq(row.holder),
        bank_account::iban.eq(row.iban),
        bank_account::bic.eq(row.bic),
        bank_account::declared_by.eq(Ref(row.declared_by)),
        bank_account::declared_at.eq(tx.now().0),
    );
    insert_into(bank_account::table).values(values).execute(tx.conn)?;
    Ok(())
}
