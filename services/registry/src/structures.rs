//! The register of structures, as the operator reads it: by name, with the numbers that the State gives.

use kernel::{
    access::{Action, Actor, Reach},
    ids::StructureId,
};
use store::{Fault, Reply, Store, conn::AnyConn};

use crate::{register::StructureFacts, rows::structure as rows, structure::StructureKind, territory::folded};

/// Where a structure comes in the list: by name, then by identifier.
pub type Rank = (String, StructureId);

/// The structures that have all these words in their name, or these digits in their numbers, after that one, `most` at
/// most; none for who may not see the register.
pub async fn structures(
    store: &Store,
    actor: &Actor,
    search: String,
    after: Option<Rank>,
    most: usize,
) -> Reply<Vec<(Rank, StructureFacts)>> {
    if actor.reach(Action::Structures) != Reach::Any {
        return Ok(Vec::new());
    }
    store.read("structures", move |conn| Ok(find(conn, &folded(&search), after.as_ref(), most)?)).await
}

fn find(
    conn: &mut AnyConn,
    search: &str,
    after: Option<&Rank>,
    most: usize,
) -> Result<Vec<(Rank, StructureFacts)>, Fault> {
    let mut found = Vec::new();
    for row in rows::read_all(conn)? {
        let rank = (folded(&row.name), row.id.0);
        let numbers = [&row.siret, &row.rna].map(|number| number.as_deref().unwrap_or_default().to_lowercase());
        let is_said = |word: &str| rank.0.contains(word) || numbers.iter().any(|number| number.contains(word));
        if !search.split_whitespace().all(is_said) || after.is_some_and(|after| rank <= *after) {
            continue;
        }
        let kind = StructureKind::named(&row.kind).ok_or_else(|| Fault::broken("a structure has an unknown kind"))?;
        found.push((rank, StructureFacts { id: row.id.0, name: row.name, kind, siret: row.siret, rna: row.rna }));
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.truncate(most);
    Ok(found)
}
