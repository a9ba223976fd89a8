//! Answering: whoever receives expects the person and says when, does not and says why, or proposes another moment. A word that was given
//! can be taken back until that moment, with the reason.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{ReferralId, SessionId},
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head,
    personal::Personal,
};

use super::{
    moved::Moved,
    news::{What, Whom},
    referral::{DAYS, Reason, Referral, Slot, Stage},
    step, written,
};
use crate::{desk::Desk, refusal::Refusal};

/// What is answered.
#[derive(Clone, Debug, Serialize)]
pub enum Answer {
    /// The person is expected: at the moment that was asked, and at this one where none was.
    Accept(Option<Moment>),
    /// They are not, for these reasons: one at least.
    Refuse(Vec<Reason>),
    /// Another moment suits better, for these reasons if any.
    Propose(Vec<Reason>, Moment),
}

/// A moment.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum Moment {
    /// A session that the venue has announced.
    Session(SessionId),
    /// An appointment.
    At(At),
}

/// Answers what the caller's structure received. A note in words is read by whoever sent.
///
/// Whoever expects somebody can still refuse, for a reason, or propose another moment, until the one that was agreed.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`reasons`, `note`), `NOT_FOUND`, `WRONG_STAGE` (it was answered, or has ended;
/// the moment that was agreed has come), `INPUT_INVALID` (`reasons`: taking back without one; `moment`: accepting without one where none
/// was asked, or with another than was asked; `session`), `DATES_INVALID` (the moment has passed, or is too far ahead), `WRONG_STAGE` (the
/// person was forgotten), `CONSENT_MISSING` (accepting).
pub async fn answer_referral(
    desk: &Desk,
    actor: &Actor,
    key: &str,
    (referral, answer): (ReferralId, Answer),
    note: Option<String>,
) -> Reply<Moved> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::AnswerReferral, organisation)?;
    let (answer, note, personal) = (answer.tidy()?, written::note(note)?, desk.personal());
    let act = ActKey::of(actor, Action::AnswerReferral, key)?;
    let content = ContentHash::of(&(referral, &answer, mark(&personal, note.as_deref())))?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            head::announce(tx, &[])?;
            let from = step::received(tx.conn, &actor, Action::AnswerReferral, referral)?;
            give(tx, &personal, &from, &answer, note.as_deref())
        })
        .await
}

/// What stands for a note where an act is compared with the one before.
pub(super) fn mark(personal: &Personal, note: Option<&str>) -> Option<[u8; 32]> {
    note.map(|note| personal.mark(&[b"referral note", note.as_bytes()]))
}

/// The answer itself, whoever gives it: a venue of the network, or a partner by its secret address.
pub(super) fn give(
    tx: &mut Tx<'_>,
    personal: &Personal,
    from: &Referral,
    answer: &Answer,
    note: Option<&str>,
) -> Reply<Moved> {
    let is_recalled = from.is_ahead(tx.now()) && !matches!(answer, Answer::Accept(_));
    if !is_recalled && !matches!(from.stage, Stage::Sent | Stage::Seen) {
        return Err(Refusal::WrongStage { stage: from.stage.name() }.into());
    }
    let told = |what: What| [(Whom::Sender, what), (Whom::Person, what)];
    let moved = match answer {
        Answer::Accept(moment) => {
            let other = expected(tx, from, *moment)?;
            step::expect(tx, from, other, &told(What::Accepted))?
        }
        Answer::Refuse(reasons) => {
            let to = Referral { stage: Stage::Refused, ended_at: Some(tx.now()), ..put_off(tx, from, reasons) };
            step::turn(tx, from, &to, &told(if is_recalled { What::Recalled } else { What::Refused }))?
        }
        Answer::Propose(reasons, _) if is_recalled && reasons.is_empty() => {
            return Err(Refusal::Invalid { field: "reasons" }.into());
        }
        Answer::Propose(reasons, moment) => {
            let slot = slot(tx, from, *moment)?;
            let due_by = tx.now().day().plus_days(DAYS);
            let proposed = Referral { stage: Stage::Proposed, other: Some(slot), ..put_off(tx, from, reasons) };
            let to = Referral { due_by, is_reminded: false, ended_at: None, ..proposed };
            step::turn(tx, from, &to, &told(What::Proposed))?
        }
    };
    if is_recalled {
        step::expect_no_more(tx, from)?;
    }
    if let Some(note) = note {
        let before = step::written(tx.conn, personal, from.id)?;
        step::write(tx, personal, from.id, &written::Written { note: Some(note.to_owned()), ..before })?;
    }
    Ok(moved)
}

fn put_off(tx: &Tx<'_>, from: &Referral, reasons: &[Reason]) -> Referral {
    Referral { seen_at: from.seen_at.or(Some(tx.now())), reasons: reasons.to_vec(), ..from.clone() }
}

/// When the person is expected where nothing was asked; nothing where a moment was: a yes is to that one, and another is proposed.
fn expected(tx: &mut Tx<'_>, from: &Referral, moment: Option<Moment>) -> Reply<Option<Slot>> {
    match (from.slot, moment) {
        (None, Some(moment)) => Ok(Some(slot(tx, from, moment)?)),
        (Some(asked), Some(moment)) if asked.is_at(moment) => Ok(None),
        (Some(_), None) => Ok(None),
        (None, None) | (Some(_), Some(_)) => Err(Refusal::Invalid { field: "moment" }.into()),
    }
}

fn slot(tx: &mut Tx<'_>, from: &Referral, moment: Moment) -> Reply<Slot> {
    let now = tx.now();
    match (moment, from.to) {
        (Moment::At(at), _) => Ok(step::appointment(at, now)?),
        (Moment::Session(session), Some((venue, _))) => step::announced(tx.conn, venue, session, now),
        (Moment::Session(_), None) => Err(Refusal::Invalid { field: "session" }.into()),
    }
}

impl Slot {
    /// Whether that moment is this one.
    fn is_at(&self, moment: Moment) -> bool {
        match moment {
            Moment::Session(session) => self.session == Some(session),
            Moment::At(at) => self.starts_at == at,
        }
    }
}

impl Answer {
    /// The same with each reason once. Refusals: `INPUT_INVALID` (`reasons`: none where one is needed).
    pub(super) fn tidy(self) -> Result<Self, Refusal> {
        let once = |mut reasons: Vec<Reason>| {
            reasons.sort_unstable();
            reasons.dedup();
            reasons
        };
        match self {
            Self::Accept(moment) => Ok(Self::Accept(moment)),
            Self::Refuse(reasons) if reasons.is_empty() => Err(Refusal::Invalid { field: "reasons" }),
            Self::Refuse(reasons) => Ok(Self::Refuse(once(reasons))),
            Self::Propose(reasons, moment) => Ok(Self::Propose(once(reasons), moment)),
        }
    }
}
