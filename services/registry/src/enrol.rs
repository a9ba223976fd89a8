//! Enrolling a member, and dismissing one. Whoever may not give a role may not take it either.

use kernel::{
    access::{Action, Actor, Reach, Role},
    ids::{MembershipId, PersonId, StructureId},
    refusal::Refusal,
};
use serde::Serialize;
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    ids::Ref,
};

use crate::{
    door,
    identity::person::{self, Named},
    membership::Membership,
    refusal::Refused,
    rows::{
        invitation,
        membership::{self as rows, MembershipRow},
    },
    structure,
};

/// Who becomes what, where.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Enrolment {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub structure: StructureId,
    /// As what.
    pub role: Role,
}

/// Gives a person a role in a structure; one that the person holds already is answered as it is.
///
/// Refusals: `FORBIDDEN` (also for a role beyond what the caller may give), `NOT_FOUND` for a structure that does not exist.
pub async fn enrol_member(store: &Store, actor: &Actor, key: &str, enrolment: Enrolment) -> Reply<Membership> {
    actor.may(Action::EnrolMember, enrolment.structure)?;
    may_give(actor, enrolment.role)?;
    let key = ActKey::of(actor, Action::EnrolMember, key)?;
    store.once(key, ContentHash::of(&enrolment)?, move |tx| enrol(tx, enrolment)).await
}

/// The same for somebody whose name and address the caller has seen: who may enrol anywhere vouches for them.
///
/// Refusals: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (`email`) for an address that is somebody else's, or a second one.
pub async fn enrol_named(
    store: &Store,
    actor: &Actor,
    key: &str,
    enrolment: Enrolment,
    named: Named,
) -> Reply<Membership> {
    actor.may_anywhere(Action::EnrolMember)?;
    let key = ActKey::of(actor, Action::EnrolMember, key)?;
    let content = ContentHash::of(&(enrolment, &named))?;
    let work = move |tx: &mut Tx<'_>| {
        let membership = enrol(tx, enrolment)?;
        person::name(tx, enrolment.person, &named)?;
        Ok(membership)
    };
    store.once(key, content, work).await
}

/// Whoever answers for one place gives the roles of a place; the roles of the network are given by who may everywhere.
pub(crate) fn may_give(actor: &Actor, role: Role) -> Result<(), Refusal> {
    let of_a_place = matches!(role, Role::CounterStaff | Role::VenueManager);
    if of_a_place || actor.reach(Action::EnrolMember) == Reach::Any { Ok(()) } else { Err(Refused::Forbidden.into()) }
}

fn enrol(tx: &mut Tx<'_>, enrolment: Enrolment) -> Reply<Membership> {
    let Enrolment { person, structure, role } = enrolment;
    if !structure::exists(tx.conn, structure)? {
        return Err(Refused::NotFound.into());
    }
    if let Some(held) = rows::going_on(tx.conn, person, structure, role.name())? {
        return Ok(Membership::of(&held)?);
    }
    let row = MembershipRow {
        id: Ref(tx.chance().id()),
        person: Ref(person),
        structure: Ref(structure),
        role: role.name().to_owned(),
        since: tx.now().0,
        until: None,
    };
    rows::insert(tx, &row)?;
    person::gains(tx, person)?;
    Ok(Membership::of(&row)?)
}

/// Ends a role, and what is still offered to that person there. Refusals: `FORBIDDEN`, `NOT_FOUND`, `LAST_ADMINISTRATOR`,
/// `WRONG_STAGE` when it had ended.
pub async fn dismiss_member(store: &Store, actor: &Actor, key: &str, membership: MembershipId) -> Reply<Membership> {
    let held = store.read("membership.owner", move |conn| Ok(rows::read(conn, membership)?)).await?;
    door::may(actor, Action::DismissMember, held.as_ref().map(|row| row.structure.0))?;
    if let Some(row) = held {
        may_give(actor, Membership::of(&row)?.role)?;
    }
    let key = ActKey::of(actor, Action::DismissMember, key)?;
    store.once(key, ContentHash::of(&membership)?, move |tx| dismiss(tx, membership)).await
}

fn dismiss(tx: &mut Tx<'_>, membership: MembershipId) -> Reply<Membership> {
    let held = rows::read(tx.conn, membership)?.filter(|row| row.until.is_none());
    if let Some(row) = held.filter(|row| row.role == Role::Administrator.name()) {
        another_administrator(tx, row.person.0)?;
    }
    if !rows::end(tx, membership)? {
        return Err(Refused::Stage("ended").into());
    }
    let row = rows::read(tx.conn, membership)?.ok_or_else(|| Fault::broken("a membership is gone"))?;
    invitation::cancel_waiting(tx, row.structure.0, row.person.0)?;
    person::raise_stamp(tx, row.person.0)?;
    Ok(Membership::of(&row)?)
}

/// Whether somebody else could still let people in; otherwise `LAST_ADMINISTRATOR`. Whoever else ends such a role at the same
/// moment waits: the last two do not both see the other one stay.
pub(crate) fn another_administrator(tx: &mut Tx<'_>, person: PersonId) -> Reply<()> {
    rows::lock(tx, Role::Administrator.name())?;
    match rows::others_with(tx.conn, Role::Administrator.name(), person)? {
        0 => Err(Refused::LastAdministrator.into()),
        _ => Ok(()),
    }
}
