//! Membership: a role that a person holds in a structure. The registry knows people by identifier alone.

use kernel::{
    access::{Action, Actor, Role},
    clock::At,
    ids::{MembershipId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{Fault, Reply, Store};

use crate::rows::membership::{self as rows, MembershipRow};

/// A role of a person in a structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Its identifier.
    pub id: MembershipId,
    /// Who.
    pub person: PersonId,
    /// Where.
    pub structure: StructureId,
    /// As what.
    pub role: Role,
    /// Since when.
    pub since: At,
    /// Until when, once it has ended.
    pub until: Option<At>,
}

impl Membership {
    pub(crate) fn of(row: &MembershipRow) -> Result<Self, Fault> {
        let role = Role::named(&row.role).ok_or_else(|| Fault::broken("a membership has an unknown role"))?;
        let (since, until) = (At(row.since), row.until.map(At));
        Ok(Self { id: row.id.0, person: row.person.0, structure: row.structure.0, role, since, until })
    }
}

/// How often a role was given in a structure, whether it goes on or not.
pub async fn times_given(store: &Store, structure: StructureId, role: Role) -> Reply<i64> {
    store.read("members.given", move |conn| Ok(rows::times_given(conn, structure, role.name())?)).await
}

/// Where a page of roles goes on: after this instant and identifier.
pub type Cursor = (i64, MembershipId);

/// The roles that go on in a structure, longest held first, `most` at most; none for who may not see them.
pub async fn members(
    store: &Store,
    actor: &Actor,
    structure: StructureId,
    after: Option<Cursor>,
    most: i64,
) -> Reply<Vec<Membership>> {
    if actor.may(Action::Members, structure).is_err() {
        return Ok(Vec::new());
    }
    let after = after.unwrap_or((i64::MIN, MembershipId::from_bytes([0; 16])));
    let look = move |conn: &mut _| Ok(rows::of_structure(conn, structure, after, most)?);
    let found = store.read("members", look).await?;
    Ok(found.iter().map(Membership::of).collect::<Result<_, _>>()?)
}
