//! Inviting somebody by mail: roles are offered, and theirs once they take them.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Role},
    clock::At,
    ids::{InvitationId, MembershipId, PersonId, StructureId},
    words,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    conn::AnyConn,
    ids::Ref,
};

use crate::{
    door,
    enrol::may_give,
    identity::{
        letter::{self, Letter},
        lodge::Lodge,
        me::{self, Belonging},
        person::{self, Named},
    },
    refusal::Refused,
    rows::{
        invitation::{self as rows, InvitationRow},
        membership::{self, MembershipRow},
    },
    structure,
};

const DAYS: i64 = 14;

/// Who is invited, where, as what.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Where.
    pub structure: StructureId,
    /// As they are called, as somebody wrote it.
    pub name: String,
    /// Where they are written to.
    pub mail: String,
    /// As what, one role or several.
    pub roles: BTreeSet<Role>,
}

/// An invitation, without name or address: the act that keeps it is kept for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its identifier.
    pub id: InvitationId,
    /// Where.
    pub structure: StructureId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub roles: BTreeSet<Role>,
    /// When.
    pub invited_at: At,
    /// First instant at which it can be taken no more.
    pub until: At,
    /// Where it stands.
    pub stage: Stage,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Waits for whoever was invited.
    Pending,
    /// The roles were taken.
    Accepted,
    /// They were not.
    Declined,
    /// They are offered no more.
    Cancelled,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Pending, Self::Accepted, Self::Declined, Self::Cancelled];

    const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Invitation {
    pub(crate) fn of(row: &InvitationRow) -> Result<Self, Fault> {
        let unknown = || Fault::broken("an invitation has an unknown role or stage");
        let roles = row.roles.split(' ').map(Role::named).collect::<Option<_>>().ok_or_else(unknown)?;
        let stage = Stage::ALL.into_iter().find(|stage| stage.name() == row.stage).ok_or_else(unknown)?;
        Ok(Self {
            id: row.id.0,
            structure: row.structure_id.0,
            person: row.person_id.0,
            roles,
            invited_at: At(row.invited_at),
            until: At(row.until),
            stage,
        })
    }
}

/// Offers roles to somebody, who is written to; one that waits for the same person in the same structure is offered no more.
///
/// Refusals, in this order: `FORBIDDEN` (also for a role beyond what the caller may give), `INPUT_INVALID` (`roles`, `name`,
/// `email`, key), `NOT_FOUND` for a structure that does not exist.
pub async fn invite_member(lodge: &Lodge, actor: &Actor, key: &str, offer: &Offer) -> Reply<Invitation> {
    actor.may(Action::InviteMember, offer.structure)?;
    let (by, _) = actor.known()?;
    for role in &offer.roles {
        may_give(actor, *role)?;
    }
    if offer.roles.is_empty() {
        return Err(Refused::Input("roles").into());
    }
    let named = Named::parse(&offer.name, &offer.mail)?;
    let key = ActKey::of(actor, Action::InviteMember, key)?;
    // The act is kept for ever: it knows the address by its keyed hash alone.
    let whose = lodge.secrets().mac("invited", &[named.mail().as_str().as_bytes(), named.name().as_bytes()]);
    let content = ContentHash::of(&(offer.structure, &offer.roles, whose))?;
    let (here, structure, roles) = (lodge.clone(), offer.structure, offer.roles.clone());
    lodge.store().once(key, content, move |tx| invite(tx, &here, by, structure, &named, &roles)).await
}

fn invite(
    tx: &mut Tx<'_>,
    lodge: &Lodge,
    by: PersonId,
    structure: StructureId,
    named: &Named,
    roles: &BTreeSet<Role>,
) -> Reply<Invitation> {
    let place = structure::names(tx.conn, &[structure])?.remove(&structure).ok_or(Refused::NotFound)?;
    let person = known_or_new(tx, named)?;
    rows::cancel_waiting(tx, structure, person)?;
    let (id, now) = (tx.chance().id(), tx.now());
    let row = InvitationRow {
        id: Ref(id),
        structure_id: Ref(structure),
        person_id: Ref(person),
        roles: roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(" "),
        invited_by: Ref(by),
        invited_at: now.0,
        until: now.day().plus_days(DAYS + 1).at(0, 0).0,
        stage: Stage::Pending.name().to_owned(),
        decided_at: None,
        name: named.name().to_owned(),
    };
    rows::insert(tx, &row)?;
    let told = told(lodge, named, &place);
    letter::write(tx, lodge.secrets(), &told, At(row.until), letter::Fate::Post)?;
    Ok(Invitation::of(&row)?)
}

fn known_or_new(tx: &mut Tx<'_>, named: &Named) -> Result<PersonId, Fault> {
    if let Some(known) = person::of_mail(tx.conn, named.mail())? {
        return Ok(known.id);
    }
    let id = tx.chance().id();
    person::create(tx, id, Some(named), 0)?;
    Ok(id)
}

fn told(lodge: &Lodge, named: &Named, place: &str) -> Letter {
    let facts = [("place", place.into()), ("url", lodge.public_url().into()), ("days", DAYS.into())];
    Letter::of(named.mail().clone(), words::letter("invitation", &facts))
}

/// What is done with an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The one who was invited takes the roles.
    Accept,
    /// The one who was invited does not.
    Decline,
}

/// Takes the roles, or does not. Refusals, in this order: `NOT_FOUND` (absent, or somebody else's), `INPUT_INVALID` (key),
/// `INVITATION_ENDED` (also for roles that whoever invited may not give any more).
pub async fn answer_invitation(
    lodge: &Lodge,
    actor: &Actor,
    key: &str,
    id: InvitationId,
    answer: Answer,
) -> Reply<Invitation> {
    let (person, _) = actor.known().map_err(|_| Refused::NotFound)?;
    let (action, stage) = match answer {
        Answer::Accept => (Action::AcceptInvitation, Stage::Accepted),
        Answer::Decline => (Action::DeclineInvitation, Stage::Declined),
    };
    let offered = lodge.store().read("invitation.own", move |conn| Ok(rows::read(conn, id)?)).await?;
    let row = offered.filter(|row| row.person_id.0 == person).ok_or(Refused::NotFound)?;
    // An act of the structure that invites: whoever accepts acts for it the moment after, perhaps under the same key.
    let key = ActKey::new(row.structure_id.0, action.field(), key)?.by(person);
    lodge
        .store()
        .once(key, ContentHash::of(&(person, id))?, move |tx| {
            let closed = Invitation { stage, ..Invitation::of(&row)? };
            let offered = answer == Answer::Decline || still_offered(tx.conn, row.invited_by.0, &closed)?;
            if row.until <= tx.now().0 || !offered || !rows::close(tx, id, stage.name())? {
                return Err(Refused::InvitationEnded.into());
            }
            if answer == Answer::Accept {
                enter(tx, &closed)?;
            }
            Ok(closed)
        })
        .await
}

/// An offer ends with the right to make it: whoever invited must still hold that, wherever they belong.
fn still_offered(conn: &mut AnyConn, by: PersonId, offer: &Invitation) -> Result<bool, Fault> {
    let gives = |one: Belonging| {
        let actor = Actor::member(by, one.structure, one.roles);
        let invites = actor.may(Action::InviteMember, offer.structure).is_ok();
        invites && offer.roles.iter().all(|role| may_give(&actor, *role).is_ok())
    };
    Ok(me::belongings(conn, by)?.into_iter().any(gives))
}

fn enter(tx: &mut Tx<'_>, invitation: &Invitation) -> Result<(), Fault> {
    for role in &invitation.roles {
        if membership::going_on(tx.conn, invitation.person, invitation.structure, role.name())?.is_none() {
            let id: MembershipId = tx.chance().id();
            let row = MembershipRow {
                id: Ref(id),
                person: Ref(invitation.person),
                structure: Ref(invitation.structure),
                role: role.name().to_owned(),
                since: tx.now().0,
                until: None,
            };
            membership::insert(tx, &row)?;
        }
    }
    person::gains(tx, invitation.person)
}

/// Offers the roles no more. Refusals: `FORBIDDEN`, `NOT_FOUND`, `INPUT_INVALID` (key), `INVITATION_ENDED`.
pub async fn cancel_invitation(lodge: &Lodge, actor: &Actor, key: &str, id: InvitationId) -> Reply<Invitation> {
    let found = lodge.store().read("invitation.owner", move |conn| Ok(rows::read(conn, id)?)).await?;
    door::may(actor, Action::CancelInvitation, found.map(|row| row.structure_id.0))?;
    let key = ActKey::of(actor, Action::CancelInvitation, key)?;
    lodge
        .store()
        .once(key, ContentHash::of(&id)?, move |tx| {
            if !rows::close(tx, id, Stage::Cancelled.name())? {
                return Err(Refused::InvitationEnded.into());
            }
            let row = rows::read(tx.conn, id)?.ok_or_else(|| Fault::broken("an invitation is gone"))?;
            Ok(Invitation::of(&row)?)
        })
        .await
}

/// Where a page of invitations goes on: after this instant and identifier.
pub type Cursor = (i64, InvitationId);

/// The names that were typed by whoever invited. What the network knows of an address is not theirs to read before it is accepted.
pub(crate) fn names(conn: &mut AnyConn, ids: &[InvitationId]) -> Result<HashMap<InvitationId, String>, Fault> {
    rows::names(conn, ids)
}

/// The invitations of a structure that wait and can still be taken, newest first, `most` at most; none for who may not see them.
pub async fn invitations(
    store: &Store,
    actor: &Actor,
    structure: StructureId,
    after: Option<Cursor>,
    most: i64,
) -> Reply<Vec<Invitation>> {
    if actor.may(Action::Invitations, structure).is_err() {
        return Ok(Vec::new());
    }
    let (now, after) = (store.now(), after.unwrap_or((i64::MAX, InvitationId::from_bytes([0; 16]))));
    let look = move |conn: &mut AnyConn| Ok(rows::of_structure(conn, structure, now, after, most)?);
    let found = store.read("invitations", look).await?;
    Ok(found.iter().map(Invitation::of).collect::<Result<_, _>>()?)
}

/// The invitations that wait for the caller.
pub async fn own_invitations(store: &Store, person: PersonId) -> Reply<Vec<Invitation>> {
    let now = store.now().0;
    let found = store.read("invitations.own", move |conn| Ok(rows::of_person(conn, person, now)?)).await?;
    Ok(found.iter().map(Invitation::of).collect::<Result<_, _>>()?)
}
