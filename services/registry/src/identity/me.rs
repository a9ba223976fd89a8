//! Somebody's own page: who they are, where they belong, what they may be there.

use std::collections::BTreeSet;

use kernel::{
    access::{Actor, Role},
    ids::{PersonId, StructureId},
};
use store::{Fault, Reply, Store, conn::AnyConn};

use super::person::{self, Person};
use crate::{
    membership::Membership,
    rows::{membership as rows, structure},
    structure::StructureKind,
};

/// A structure to which somebody belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// The structure.
    pub structure: StructureId,
    /// Its name.
    pub name: String,
    /// What it is to the network.
    pub kind: StructureKind,
    /// What they are there.
    pub roles: BTreeSet<Role>,
}

/// Somebody, as they read about themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// Who.
    pub person: Person,
    /// The structure acted for; none for who belongs nowhere.
    pub organisation: Option<StructureId>,
    /// The roles that are theirs now, in that structure.
    pub roles: BTreeSet<Role>,
    /// Everywhere they belong, longest first.
    pub belongings: Vec<Belonging>,
}

impl Me {
    /// The structure acted for, as it is among those to which they belong.
    pub fn acting_for(&self) -> Option<&Belonging> {
        self.belongings.iter().find(|one| Some(one.structure) == self.organisation)
    }
}

/// Where somebody belongs, in two statements however many structures.
pub fn belongings(conn: &mut AnyConn, person: PersonId) -> Result<Vec<Belonging>, Fault> {
    let held = rows::of_person(conn, person)?.iter().map(Membership::of).collect::<Result<Vec<_>, _>>()?;
    let mut order: Vec<StructureId> = Vec::new();
    for one in &held {
        if !order.contains(&one.structure) {
            order.push(one.structure);
        }
    }
    let structures = structure::read(conn, &order)?;
    let belonging = |id: &StructureId| {
        let row = structures.iter().find(|row| row.id.0 == *id)?;
        let roles = held.iter().filter(|one| one.structure == *id).map(|one| one.role).collect();
        Some(Belonging { structure: *id, name: row.name.clone(), kind: StructureKind::named(&row.kind)?, roles })
    };
    Ok(order.iter().filter_map(belonging).collect())
}

/// What the caller reads about themselves; nothing for nobody. Who was never written down is known by identifier alone.
pub async fn me(store: &Store, actor: &Actor) -> Reply<Option<Me>> {
    let Actor::Member { person, organisation, roles, .. } = actor.clone() else { return Ok(None) };
    let look = move |conn: &mut AnyConn| {
        let nameless = Person { id: person, name: String::new(), mail: None, stamp: 0 };
        let known = person::find(conn, person)?.unwrap_or(nameless);
        Ok((known, belongings(conn, person)?))
    };
    let (person, belongings) = store.read("me", look).await?;
    let organisation = Some(organisation).filter(|id| id.recast() != person.id);
    Ok(Some(Me { person, organisation, roles, belongings }))
}
