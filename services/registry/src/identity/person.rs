//! People: those who work with the network, by identifier, name and address. Never a learner.

use kernel::ids::PersonId;
use serde::{Deserialize, Serialize};
use store::{Fault, Reply, Store, Tx, conn::AnyConn, ids::Ref};

use super::mail::Mail;
use crate::{
    refusal::Refused,
    rows::person::{self as rows, PersonRow},
    structure,
};

const LONGEST_NAME: usize = 80;

/// Somebody as the network knows them.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Their identifier.
    pub id: PersonId,
    /// As they are called; empty when nobody told.
    pub name: String,
    /// Where they are written to; none for somebody who cannot sign in.
    pub mail: Option<Mail>,
    /// Rises when their rights change: an access token that bears a lower one is refused.
    pub stamp: i64,
}

impl Person {
    pub(crate) fn of(row: PersonRow) -> Self {
        Self { id: row.id.0, name: row.name, mail: row.mail.map(Mail::kept), stamp: row.stamp }
    }
}

/// Neither name nor address is shown where things are debugged.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({}, stamp {})", self.id, self.stamp)
    }
}

/// Somebody as they are written down by who answers for them.
#[derive(Clone, Serialize, Deserialize)]
pub struct Named {
    name: String,
    mail: Mail,
}

impl Named {
    /// Checks both. Refusals, in this order: `INPUT_INVALID` for `name`, for `email`.
    pub fn parse(name: &str, mail: &str) -> Reply<Self> {
        Ok(Self { name: structure::text(name, LONGEST_NAME, "name")?, mail: Mail::parse(mail)? })
    }

    /// Where they are written to.
    pub const fn mail(&self) -> &Mail {
        &self.mail
    }

    /// As they are called.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Nothing of it.
impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Named")
    }
}

/// Somebody by their identifier.
pub fn find(conn: &mut AnyConn, id: PersonId) -> Result<Option<Person>, Fault> {
    Ok(rows::read(conn, id)?.map(Person::of))
}

/// Somebody by their address.
pub fn of_mail(conn: &mut AnyConn, mail: &Mail) -> Result<Option<Person>, Fault> {
    Ok(rows::of_mail(conn, mail.as_str())?.map(Person::of))
}

/// Several at once, in no order; who is absent is left out.
pub fn of_ids(conn: &mut AnyConn, ids: &[PersonId]) -> Result<Vec<Person>, Fault> {
    Ok(rows::read_many(conn, ids)?.into_iter().map(Person::of).collect())
}

/// Writes somebody new down, with a name and an address or without.
pub fn create(tx: &mut Tx<'_>, id: PersonId, named: Option<&Named>, stamp: i64) -> Result<(), Fault> {
    let row = PersonRow {
        id: Ref(id),
        name: named.map(|named| named.name.clone()).unwrap_or_default(),
        mail: named.map(|named| named.mail.as_str().to_owned()),
        stamp,
        stamp_at: tx.now().0,
    };
    rows::insert(tx, &row)
}

/// Gives a name and an address to somebody who has none. `INPUT_INVALID` (`email`) for an address that is somebody else's, or
/// when they have another already.
pub fn name(tx: &mut Tx<'_>, id: PersonId, named: &Named) -> Reply<()> {
    match of_mail(tx.conn, &named.mail)? {
        Some(holder) if holder.id == id => return Ok(()),
        Some(_) => return Err(Refused::Input("email").into()),
        None => {}
    }
    match find(tx.conn, id)? {
        None => Ok(create(tx, id, Some(named), 0)?),
        Some(person) if person.mail.is_none() => Ok(rows::name(tx, id, &named.name, named.mail.as_str())?),
        Some(_) => Err(Refused::Input("email").into()),
    }
}

/// The same, by the machine's own administrator.
pub async fn write_down(store: &Store, id: PersonId, named: Named) -> Reply<()> {
    store.transact("identity.name", move |tx| name(tx, id, &named)).await
}

/// Their rights have changed: access tokens made before are refused within a second or two. Who was not written down is.
pub fn raise_stamp(tx: &mut Tx<'_>, id: PersonId) -> Result<(), Fault> {
    if rows::raise_stamp(tx, id)? { Ok(()) } else { create(tx, id, None, 1) }
}

/// Their first right, or one more: a token made before somebody was known bears the stamp they begin with.
pub fn gains(tx: &mut Tx<'_>, id: PersonId) -> Result<(), Fault> {
    if rows::raise_stamp(tx, id)? { Ok(()) } else { create(tx, id, None, 0) }
}
