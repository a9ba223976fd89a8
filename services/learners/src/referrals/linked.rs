//! What a partner outside the network reads under a secret address, and answers there. Without the secret there is nothing.

use kernel::{
    access::Action,
    clock::{At, Day},
    ids::{LearnerRef, ReferralId},
};
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
    conn::AnyConn,
    head,
    personal::Personal,
};

use super::{
    answer::{self, Answer},
    link,
    moved::Moved,
    referral::{Referral, Slot, Stage},
    step, written,
};
use crate::{
    desk::Desk,
    learner::{
        consent, find,
        purpose::Purpose,
        seen::{self, Needs, Reached},
        who::Who,
    },
    refusal::Refusal,
    rows::{people, referral_links, referrals as rows},
};

/// What a partner reads.
#[derive(Clone, PartialEq, Eq)]
pub struct Linked {
    /// How far it has come.
    pub stage: Stage,
    /// Who sends.
    pub sender_name: String,
    /// « Amina B. », how they are reached and what they need, while they agree and somebody has to answer, or they are expected.
    pub person: Option<(String, Reached, Needs)>,
    /// Why they are sent, while they agree to that.
    pub reason: Option<String>,
    /// What they want to learn.
    pub theme: Option<String>,
    /// When they are expected, as things stand.
    pub slot: Option<Slot>,
    /// The last day to answer.
    pub due_by: Day,
    /// The first instant at which the address leads nowhere.
    pub until: At,
}

/// Nothing that says who.
impl std::fmt::Debug for Linked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Linked({})", self.stage.name())
    }
}

/// What that secret leads to; nothing for another one, for one that was closed, and once the answer is overdue.
pub async fn linked_referral(desk: &Desk, secret: &str) -> Reply<Option<Linked>> {
    let (personal, now) = (desk.personal(), desk.store.now());
    let Ok(hash) = link::hash(&personal, secret) else { return Ok(None) };
    desk.store
        .read_still("referral.linked", move |conn| {
            let Some((one, until)) = open(conn, &hash, now)? else { return Ok(None) };
            Ok(Some(linked(conn, &personal, one, until)?))
        })
        .await
}

fn open(conn: &mut AnyConn, hash: &[u8; 32], now: At) -> Result<Option<(Referral, At)>, Fault> {
    let Some(link) = referral_links::of_secret(conn, hash)?.filter(|link| link.is_open(now)) else { return Ok(None) };
    Ok(rows::find(conn, link.referral)?.map(|one| (one, link.until)))
}

fn linked(conn: &mut AnyConn, personal: &Personal, one: Referral, until: At) -> Result<Linked, Fault> {
    let names = registry::structure::names(conn, &[one.sender])?;
    let learner = one.learner.filter(|_| one.is_live());
    let (person, reason) = match learner {
        Some(learner) => (person(conn, personal, learner)?, reason(conn, personal, learner, one.id)?),
        None => (None, None),
    };
    Ok(Linked {
        stage: one.stage,
        sender_name: names.get(&one.sender).cloned().unwrap_or_default(),
        person,
        reason,
        slot: one.agreed(),
        theme: one.theme,
        due_by: one.due_by,
        until,
    })
}

/// Who comes and how they are reached, while they agree that another place is told.
pub(super) fn person(
    conn: &mut AnyConn,
    personal: &Personal,
    learner: LearnerRef,
) -> Result<Option<(String, Reached, Needs)>, Fault> {
    if !consent::stands(conn, learner, Purpose::Referral)? {
        return Ok(None);
    }
    let Some(root) = find::resolve(conn, learner)? else { return Ok(None) };
    let Some((_, sealed)) = people::sealed(conn, &[root.id])?.pop() else { return Ok(None) };
    let who = Who::open(personal, root.id, &sealed)?;
    let needs = Needs { language: who.language.clone(), access: who.access.clone() };
    Ok(Some((who.short(), seen::reached(&who), needs)))
}

/// Why they are sent, while they agree that it is read, and that they are sent at all.
pub(super) fn reason(
    conn: &mut AnyConn,
    personal: &Personal,
    learner: LearnerRef,
    id: ReferralId,
) -> Result<Option<String>, Fault> {
    let sent = consent::stands(conn, learner, Purpose::Referral)?;
    match sent && consent::stands(conn, learner, Purpose::ShareReason)? {
        true => Ok(step::written(conn, personal, id)?.reason),
        false => Ok(None),
    }
}

/// Answers under a secret address, in the name of the partner.
///
/// Refusals, in this order: `INPUT_INVALID` (`reasons`, `note`), `NOT_FOUND` (no such address, or no more), `INPUT_INVALID` (key),
/// and what answering a venue's referral may be refused for: a partner has no session, and says the moment.
pub async fn answer_linked_referral(
    desk: &Desk,
    key: &str,
    secret: &str,
    answer: Answer,
    note: Option<String>,
) -> Reply<Moved> {
    let (answer, note, personal) = (answer.tidy()?, written::note(note)?, desk.personal());
    let hash = link::hash(&personal, secret).map_err(|_| Refusal::NotFound)?;
    let now = desk.store.now();
    let leads = desk.store.read("referral.link", move |conn| Ok(open(conn, &hash, now)?)).await?;
    let (one, _) = leads.ok_or(Refusal::NotFound)?;
    // An act of the structure that sent: the partner is nobody of the network.
    let act = ActKey::new(one.sender, Action::AnswerLinkedReferral.field(), key)?;
    let content = ContentHash::of(&(hash, &answer, answer::mark(&personal, note.as_deref())))?;
    desk.store
        .once(act, content, move |tx| {
            head::announce(tx, &[])?;
            let now = tx.now();
            let (from, _) = open(tx.conn, &hash, now)?.ok_or(Refusal::NotFound)?;
            answer::give(tx, &personal, &from, &answer, note.as_deref())
        })
        .await
}
