//! What is done on the centre's own machine, without a token: whoever may read the keys and the database is the administrator.

use kernel::{
    access::{Actor, Role},
    ids::{PersonId, StructureId},
};
use registry::{
    enrol::{Enrolment, enrol_member},
    identity::person::{self, Named},
    membership::{self, Membership},
    register::{WrittenStructure, register_structure},
    structure::StructureKind,
};
use store::{Reply, Store};

/// The person and the structure of acts done on the machine itself: nobody's.
const HERE: [u8; 16] = [0; 16];
/// A network is founded once.
const KEY: &str = "found";
const AT_ONCE: i64 = 100;

/// The administrator of the machine itself.
pub fn machine_administrator() -> Actor {
    Actor::member(PersonId::from_bytes(HERE), StructureId::from_bytes(HERE), [Role::Administrator])
}

/// Founds a network: its own structure under that name, and a first administrator.
///
/// Once more under the same name answers the same, or gives the role anew when nobody holds it any more; under another name it
/// is refused as `KEY_REUSED`.
pub async fn found(store: &Store, name: &str) -> Reply<(PersonId, StructureId)> {
    let structure = head(store, name).await?;
    Ok((administrator(store, structure, store.chance().id()).await?, structure))
}

/// The same, for an administrator with a name and an address: theirs from now on if they had none.
///
/// Refused as `KEY_REUSED` under another name, as `INPUT_INVALID` when the administrator has another address.
pub async fn found_by(store: &Store, name: &str, founder: Named) -> Reply<(PersonId, StructureId)> {
    let structure = head(store, name).await?;
    let mail = founder.mail().clone();
    let known = store.read("found.known", move |conn| Ok(person::of_mail(conn, &mail)?)).await?;
    let founding = known.map_or_else(|| store.chance().id(), |person| person.id);
    let administrator = administrator(store, structure, founding).await?;
    person::write_down(store, administrator, founder).await?;
    Ok((administrator, structure))
}

/// The structure that carries the network.
async fn head(store: &Store, name: &str) -> Reply<StructureId> {
    let written = WrittenStructure { name: name.to_owned(), kind: StructureKind::Operator, siret: None, rna: None };
    Ok(register_structure(store, &machine_administrator(), KEY, &written).await?.id)
}

/// Who administers it: whoever has done so longest, else this person from now on.
async fn administrator(store: &Store, structure: StructureId, person: PersonId) -> Reply<PersonId> {
    if let Some(first) = members(store, structure).await?.into_iter().find(|held| held.role == Role::Administrator) {
        return Ok(first.person);
    }
    // A key for each time: two who found at once give the role once, and one that has ended can be given anew.
    let key = match membership::times_given(store, structure, Role::Administrator).await? {
        0 => KEY.to_owned(),
        before => format!("{KEY}-{before}"),
    };
    let enrolment = Enrolment { person, structure, role: Role::Administrator };
    Ok(enrol_member(store, &machine_administrator(), &key, enrolment).await?.person)
}

/// Every role that goes on in a structure.
pub async fn members(store: &Store, structure: StructureId) -> Reply<Vec<Membership>> {
    let here = machine_administrator();
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let some = membership::members(store, &here, structure, after, AT_ONCE).await?;
        after = some.last().map(|held| (held.since.0, held.id));
        all.extend(some);
        if after.is_none() {
            return Ok(all);
        }
    }
}
