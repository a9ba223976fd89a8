//! What every step of a referral shares: whose it is, whether the person agrees, and who is told.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{LearnerRef, ReferralId, SessionId, StructureId, VenueId},
};
use store::{
    Fault, Reply, Tx,
    conn::AnyConn,
    head::{self, Event},
    personal::Personal,
};

use super::{
    link,
    moved::Moved,
    news::{What, Whom},
    referral::{Referral, Slot, Stage},
    written::Written,
};
use crate::{
    learner::{consent, contact, find, purpose::Purpose},
    refusal::Refusal,
    rows::{
        referral_links, referral_news, referrals as rows,
        served::{self, Cause},
    },
};

/// Farther ahead nobody is expected.
const FARTHEST_MS: i64 = 366 * 24 * 3_600_000;

/// The referral, for whoever sent it. Refusals: `NOT_FOUND`.
pub(super) fn sent(conn: &mut AnyConn, actor: &Actor, action: Action, id: ReferralId) -> Reply<Referral> {
    let one = rows::find(conn, id)?.filter(|one| actor.may(action, one.sender).is_ok());
    Ok(one.ok_or(Refusal::NotFound)?)
}

/// The referral, for whoever receives. Refusals: `NOT_FOUND`.
pub(super) fn received(conn: &mut AnyConn, actor: &Actor, action: Action, id: ReferralId) -> Reply<Referral> {
    let is_theirs = |receiver: StructureId| actor.may(action, receiver).is_ok();
    let one = rows::find(conn, id)?.filter(|one| one.to.is_some_and(|(_, receiver)| is_theirs(receiver)));
    Ok(one.ok_or(Refusal::NotFound)?)
}

/// Refusals: `CONSENT_MISSING` where the person does not agree, or does no more, that another place is told who comes.
pub(super) fn agrees(conn: &mut AnyConn, learner: LearnerRef) -> Reply<()> {
    match consent::stands(conn, learner, Purpose::Referral)? {
        true => Ok(()),
        false => Err(Refusal::ConsentMissing.into()),
    }
}

/// A session as its venue announced it. Refusals: `INPUT_INVALID` (`session`: it is not announced there, or has begun).
pub(super) fn announced(conn: &mut AnyConn, venue: VenueId, session: SessionId, now: At) -> Reply<Slot> {
    let held = registry::agenda::held(conn, venue)?;
    let known = held.and_then(|(document, _)| document.sessions.into_iter().find(|one| one.id == session));
    let known = known.filter(|one| one.starts_at > now).ok_or(Refusal::Invalid { field: "session" })?;
    Ok(Slot { session: Some(session), starts_at: known.starts_at })
}

/// An appointment. Refusals: `DATES_INVALID` (past, or more than a year ahead).
pub(super) fn appointment(at: At, now: At) -> Result<Slot, Refusal> {
    match at > now && at < now.plus_ms(FARTHEST_MS) {
        true => Ok(Slot { session: None, starts_at: at }),
        false => Err(Refusal::Dates),
    }
}

/// The person is expected: whoever receives them knows from now on a first name, and for a time how to reach them.
///
/// Refusals: `WRONG_STAGE` (the person was forgotten), `CONSENT_MISSING`, `DATES_INVALID` (that moment has passed).
pub(super) fn expect(tx: &mut Tx<'_>, from: &Referral, other: Option<Slot>, news: &[(Whom, What)]) -> Reply<Moved> {
    let learner = from.learner.ok_or(Refusal::WrongStage { stage: "forgotten" })?;
    agrees(tx.conn, learner)?;
    let now = tx.now();
    if other.or(from.slot).is_some_and(|slot| slot.starts_at <= now) {
        return Err(Refusal::Dates.into());
    }
    let root = find::resolve(tx.conn, learner)?.ok_or(Refusal::WrongStage { stage: "forgotten" })?;
    let (seen_at, ended_at) = (from.seen_at.or(Some(now)), Some(now));
    let to = Referral { stage: Stage::Accepted, seen_at, ended_at, other, ..from.clone() };
    if let Some((_, receiver)) = to.to.filter(|(_, receiver)| *receiver != root.keeper) {
        // Of the row that the referral names: if the two are two after all, the other one is a stranger there.
        served::serve(tx, learner, (receiver, Cause::Referral), to.reached_until())?;
    }
    contact::touch(tx, root.id)?;
    turn(tx, from, &to, news)
}

/// Whoever expected the person does so no more: they serve them as long as another word that they gave asks for, and otherwise not.
/// Called once the referral has its next stage.
pub(super) fn expect_no_more(tx: &mut Tx<'_>, from: &Referral) -> Result<(), Fault> {
    let Some((learner, (_, receiver))) = from.learner.zip(from.to) else { return Ok(()) };
    let others = rows::of_learners(tx.conn, &[learner])?;
    let is_other = |one: &&Referral| one.stage == Stage::Accepted && one.to.is_some_and(|(_, to)| to == receiver);
    match others.iter().filter(is_other).map(Referral::reached_until).max() {
        Some(until) => served::shorten(tx, learner, (receiver, Cause::Referral), until),
        None => served::end(tx, learner, (receiver, Cause::Referral)),
    }
}

/// Puts the next stage in the place of the one that was read, and writes down who has to be told.
pub(super) fn turn(tx: &mut Tx<'_>, from: &Referral, to: &Referral, news: &[(Whom, What)]) -> Reply<Moved> {
    if !rows::change(tx, from, to)? {
        return Err(Fault::crossed("a referral moved meanwhile").into());
    }
    if to.due_by != from.due_by {
        referral_links::extend(tx, to.id, link::until(to.due_by))?;
    }
    tell(tx, to, news)?;
    let moved = Moved { referral: to.id };
    head::announce(tx, &[Event::new("referral.moved", &(&moved, to.stage))?])?;
    Ok(moved)
}

/// Writes down who has to be told; nobody is told who is not there.
pub(super) fn tell(tx: &mut Tx<'_>, of: &Referral, news: &[(Whom, What)]) -> Result<(), Fault> {
    for (whom, what) in news {
        let is_there = match whom {
            Whom::Receiver => of.to.is_some(),
            Whom::Sender => true,
            Whom::Person => of.learner.is_some(),
        };
        if is_there {
            referral_news::insert(tx, of.id, *whom, *what)?;
        }
    }
    Ok(())
}

/// What is written in a referral; nothing where nothing is, or no more.
pub(crate) fn written(conn: &mut AnyConn, personal: &Personal, id: ReferralId) -> Result<Written, Fault> {
    match rows::words(conn, id)? {
        Some(sealed) => Written::open(personal, id, &sealed),
        None => Ok(Written::default()),
    }
}

/// Keeps what is written in a referral, in the place of what was.
pub(super) fn write(tx: &mut Tx<'_>, personal: &Personal, id: ReferralId, written: &Written) -> Result<(), Fault> {
    if written.is_empty() {
        return Ok(());
    }
    let sealed = written.seal(personal, id, tx)?;
    rows::write(tx, id, &sealed)
}
