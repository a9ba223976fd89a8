//! Whom a letter of the network goes to: those who hold a role, by the address at which they sign in.

use std::collections::BTreeMap;

use kernel::{access::Role, clock::At, ids::StructureId};
use store::{Fault, Tx, conn::AnyConn};

use super::{
    letter::{self, Fate, Letter},
    lodge::Lodge,
    mail::Mail,
};
use crate::rows::person as rows;

/// Those who hold a role in these structures, each with the structure.
pub fn of_structures(
    conn: &mut AnyConn,
    role: Role,
    structures: &[StructureId],
) -> Result<Vec<(StructureId, Mail)>, Fault> {
    let found = rows::holders(conn, role.name(), structures)?;
    Ok(found.into_iter().map(|(structure, mail)| (structure, Mail::kept(mail))).collect())
}

/// Those who hold one of these roles, by structure, each of them once. One statement a role, however many structures there are.
pub fn by_structure(
    conn: &mut AnyConn,
    roles: &[Role],
    structures: &[StructureId],
) -> Result<BTreeMap<StructureId, Vec<Mail>>, Fault> {
    let mut found: BTreeMap<StructureId, Vec<Mail>> = BTreeMap::new();
    for role in roles {
        for (structure, mail) in of_structures(conn, *role, structures)? {
            let there = found.entry(structure).or_default();
            if !there.iter().any(|one| one.as_str() == mail.as_str()) {
                there.push(mail);
            }
        }
    }
    Ok(found)
}

/// Those who hold a role, wherever.
pub fn of_role(conn: &mut AnyConn, role: Role) -> Result<Vec<Mail>, Fault> {
    Ok(rows::holders_anywhere(conn, role.name())?.into_iter().map(Mail::kept).collect())
}

/// Writes a letter to somebody; after `until` it is of no use any more.
pub fn write(
    tx: &mut Tx<'_>,
    lodge: &Lodge,
    to: Mail,
    (subject, body): (String, String),
    until: At,
) -> Result<(), Fault> {
    letter::write(tx, lodge.secrets(), &Letter { to, subject, body }, until, Fate::Post)
}
