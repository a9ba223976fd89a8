//! Sending: somebody who agrees is sent to a venue of the network, or to a partner outside. The reason stays with whoever writes it,
//! until the person agrees that it is read.

use kernel::{
    access::{Action, Actor},
    ids::{LearnerRef, PersonId, SessionId, StructureId, VenueId},
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
    personal::Personal,
};

use super::{
    moved::Moved,
    news::{What, Whom},
    referral::{DAYS, Referral, Slot, Stage},
    step,
    written::{self, Partner, Written},
};
use crate::{
    desk::Desk,
    learner::{contact, kept::Learner, sight},
    refusal::Refusal,
    rows::referrals as rows,
};

/// What is asked.
#[derive(Clone, Debug)]
pub struct SendReferral {
    /// Who is sent: the caller's structure keeps or serves them.
    pub learner: LearnerRef,
    /// To where.
    pub to: To,
    /// What they want to learn, as workshops name it.
    pub theme: Option<String>,
    /// The session that is meant, of that venue.
    pub session: Option<SessionId>,
    /// Why, in words.
    pub reason: Option<String>,
}

/// To where somebody is sent.
#[derive(Clone, Debug)]
pub enum To {
    /// A venue of the network.
    Venue(VenueId),
    /// A place outside.
    Partner(Partner),
}

const LONGEST_THEME: usize = 32;

/// Sends somebody who agrees to it. Whoever receives has ten days to answer.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`theme`, `reason`, `partner`), `NOT_FOUND` (the person: absent, not known here,
/// or reached no more; the venue), `CONSENT_MISSING`, `WRONG_STAGE` (the venue receives nobody now), `INPUT_INVALID` (`session`).
pub async fn send_referral(desk: &Desk, actor: &Actor, key: &str, asked: SendReferral) -> Reply<Moved> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::SendReferral, organisation)?;
    let asked = tidy(asked)?;
    let personal = desk.personal();
    let act = ActKey::of(actor, Action::SendReferral, key)?;
    let content = ContentHash::of(&asked.mark(&personal)?)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| send(tx, &actor, (organisation, person), &personal, &asked)).await
}

fn tidy(asked: SendReferral) -> Result<SendReferral, Refusal> {
    let theme = asked.theme.map(theme).transpose()?;
    let reason = written::reason(asked.reason)?;
    let to = match asked.to {
        To::Partner(partner) => To::Partner(partner.tidy()?),
        venue @ To::Venue(_) => venue,
    };
    Ok(SendReferral { theme, reason, to, ..asked })
}

/// The name of a theme, as agendas write them. It is no place for words: it is read without any further accord, and stays.
fn theme(name: String) -> Result<String, Refusal> {
    let is_sign = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_';
    match (1..=LONGEST_THEME).contains(&name.len()) && name.bytes().all(is_sign) {
        true => Ok(name),
        false => Err(Refusal::Invalid { field: "theme" }),
    }
}

impl SendReferral {
    /// What stands for all of it where an act is compared with the one before: a plain hash of words is found by trying words.
    fn mark(&self, personal: &Personal) -> Reply<[u8; 32]> {
        #[derive(Serialize)]
        struct Content<'a>(LearnerRef, Option<VenueId>, &'a Option<String>, Option<SessionId>, &'a Written);
        let (venue, written) = (self.venue(), self.written());
        let content = Content(self.learner, venue, &self.theme, self.session, &written);
        let hash = ContentHash::of(&content)?;
        Ok(personal.mark(&[b"referral", &hash.0]))
    }

    fn venue(&self) -> Option<VenueId> {
        match self.to {
            To::Venue(venue) => Some(venue),
            To::Partner(_) => None,
        }
    }

    fn written(&self) -> Written {
        let partner = match &self.to {
            To::Venue(_) => None,
            To::Partner(partner) => Some(partner.clone()),
        };
        Written { reason: self.reason.clone(), note: None, partner }
    }
}

fn send(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (sender, sent_by): (StructureId, PersonId),
    personal: &Personal,
    asked: &SendReferral,
) -> Reply<Moved> {
    // Whoever is forgotten, or says no, in this very moment does it before or after.
    head::announce(tx, &[])?;
    let root = reached(tx, actor, asked.learner)?;
    let to = asked.venue().map(|venue| receiver(tx, venue)).transpose()?;
    step::agrees(tx.conn, root.id)?;
    if let Some((venue, _)) = to {
        receives(tx, venue)?;
    }
    let one = Referral {
        id: tx.chance().id(),
        learner: Some(root.id),
        sender,
        sent_by,
        to,
        theme: asked.theme.clone(),
        slot: slot(tx, to, asked.session)?,
        stage: Stage::Sent,
        sent_at: tx.now(),
        seen_at: None,
        ended_at: None,
        due_by: tx.now().day().plus_days(DAYS),
        is_reminded: false,
        reasons: Vec::new(),
        other: None,
    };
    rows::insert(tx, &one)?;
    step::write(tx, personal, one.id, &asked.written())?;
    step::tell(tx, &one, &[(Whom::Receiver, What::Sent), (Whom::Person, What::Sent)])?;
    contact::touch(tx, root.id)?;
    let moved = Moved { referral: one.id };
    head::announce(tx, &[Event::new("referral.sent", &moved)?])?;
    Ok(moved)
}

/// Whoever reads no more how to reach somebody sends them nowhere: they show their card again.
fn reached(tx: &mut Tx<'_>, actor: &Actor, learner: LearnerRef) -> Reply<Learner> {
    let today = tx.now().day();
    let seen = sight::seen_as(tx.conn, actor, learner)?.filter(|(_, sight)| sight.is_open(today));
    Ok(seen.ok_or(Refusal::NotFound)?.0)
}

fn receiver(tx: &mut Tx<'_>, venue: VenueId) -> Reply<(VenueId, StructureId)> {
    let owner = registry::venue::owner(tx.conn, venue)?.ok_or(Refusal::NotFound)?;
    Ok((venue, owner))
}

/// Nobody is sent to a door that is shut: a venue that is suspended, or has no right any more.
fn receives(tx: &mut Tx<'_>, venue: VenueId) -> Reply<()> {
    let now = tx.now();
    let situations = registry::standing::standings(tx.conn, &[venue])?;
    match situations.get(&venue).is_some_and(|situation| situation.is_accredited(now)) {
        true => Ok(()),
        false => Err(Refusal::WrongStage { stage: "venue-closed" }.into()),
    }
}

fn slot(tx: &mut Tx<'_>, to: Option<(VenueId, StructureId)>, session: Option<SessionId>) -> Reply<Option<Slot>> {
    let now = tx.now();
    match (to, session) {
        (_, None) => Ok(None),
        (Some((venue, _)), Some(session)) => Ok(Some(step::announced(tx.conn, venue, session, now)?)),
        (None, Some(_)) => Err(Refusal::Invalid { field: "session" }.into()),
    }
}
