//! Registering a structure.

use kernel::{
    access::{Action, Actor},
    ids::StructureId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    ids::Ref,
};

use crate::{
    rows::structure::{self as rows, StructureRow},
    structure::{DeclaredStructure, StructureKind},
};

/// A structure as somebody wrote it down.
#[derive(Clone, Debug)]
pub struct WrittenStructure {
    /// Its name.
    pub name: String,
    /// What it is to the network.
    pub kind: StructureKind,
    /// Its SIRET; none, empty or fourteen zeros: unknown.
    pub siret: Option<String>,
    /// Its RNA number, if any.
    pub rna: Option<String>,
}

/// A structure as it was registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StructureFacts {
    /// Its identifier.
    pub id: StructureId,
    /// Its name.
    pub name: String,
    /// What it is to the network.
    pub kind: StructureKind,
    /// Its SIRET, when known.
    pub siret: Option<String>,
    /// Its RNA number, when it has one.
    pub rna: Option<String>,
}

/// Registers a structure. Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `SIRET_INVALID`, `RNA_INVALID`.
pub async fn register_structure(
    store: &Store,
    actor: &Actor,
    key: &str,
    written: &WrittenStructure,
) -> Reply<StructureFacts> {
    actor.may_anywhere(Action::RegisterStructure)?;
    let declared = parse(written)?;
    let key = ActKey::of(actor, Action::RegisterStructure, key)?;
    let content = ContentHash::of(&declared)?;
    store
        .once(key, content, move |tx| {
            let id = tx.chance().id();
            Ok(insert(tx, id, &declared)?)
        })
        .await
}

/// Checks what was written.
pub(crate) fn parse(written: &WrittenStructure) -> Reply<DeclaredStructure> {
    let (siret, rna) = (written.siret.as_deref(), written.rna.as_deref());
    Ok(DeclaredStructure::parse(&written.name, written.kind, siret, rna)?)
}

/// Writes a structure under that identifier.
pub(crate) fn insert(tx: &mut Tx<'_>, id: StructureId, declared: &DeclaredStructure) -> Result<StructureFacts, Fault> {
    let DeclaredStructure { name, kind, siret, rna } = declared.clone();
    let row = StructureRow {
        id: Ref(id),
        name: name.clone(),
        kind: kind.name().to_owned(),
        siret: siret.clone(),
        rna: rna.clone(),
    };
    rows::insert(tx, &row)?;
    Ok(StructureFacts { id, name, kind, siret, rna })
}
