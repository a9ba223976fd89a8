//! Deciding on a proposed account: somebody else than who proposed it, with what the bank says of its holder.

use kernel::{
    access::{Action, Actor},
    ids::{DossierId, PersonId},
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    dossier::{Dossier, PayeeCheck, Stage},
    look, notice,
    paying::COOLING_MS,
};
use crate::{
    identity::lodge::Lodge,
    refusal::Refused,
    rows::dossier::{self as rows, Cause, Decided, NewPeriod},
    structure::text,
};

/// A decision as somebody wrote it down.
#[derive(Clone, Debug, Default)]
pub struct WrittenDecision {
    /// Whether the structure is to be paid on the account.
    pub accept: bool,
    /// What the bank says of the holder: needed to accept.
    pub payee_check: Option<PayeeCheck>,
    /// The name that the bank gives when it is close.
    pub payee_name: Option<String>,
    /// Why the account is taken although the bank warns; 1 to 500 characters: needed then.
    pub override_reason: Option<String>,
    /// Why it is not taken; 1 to 500 characters: needed to refuse.
    pub reason: Option<String>,
}

/// The same, checked: what the key stands for.
#[derive(Clone, Debug, Serialize)]
enum Decision {
    Approve { check: PayeeCheck, name: Option<String>, why: Option<String> },
    Refuse { reason: String },
}

const LONGEST_REASON: usize = 500;
const LONGEST_NAME: usize = 140;

/// Decides on a dossier, once; the managers of the structure are told by letter.
///
/// Refusals, in this order: `FORBIDDEN`, `STEP_UP_NEEDED`, `INPUT_INVALID` (reason, payeeCheck, payeeName, overrideReason),
/// `NOT_FOUND`, `SAME_PERSON`, `WRONG_STAGE`.
pub async fn decide_bank_account(
    lodge: &Lodge,
    actor: &Actor,
    key: &str,
    dossier: DossierId,
    written: &WrittenDecision,
) -> Reply<Dossier> {
    actor.may_anywhere(Action::DecideBankAccount)?;
    let (person, _) = actor.known()?;
    let decision = check(written)?;
    let mut key = ActKey::of(actor, Action::DecideBankAccount, key)?;
    if let Decision::Refuse { reason: why } | Decision::Approve { why: Some(why), .. } = &decision {
        key = key.because(why);
    }
    let content = ContentHash::of(&(dossier, &decision))?;
    let here = lodge.clone();
    lodge.store().once(key, content, move |tx| decide(tx, &here, person, dossier, &decision)).await
}

fn check(written: &WrittenDecision) -> Reply<Decision> {
    let wrote = |said: &Option<String>| said.clone().filter(|text| !text.trim().is_empty());
    if !written.accept {
        let reason = text(written.reason.as_deref().unwrap_or_default(), LONGEST_REASON, "reason")?;
        return Ok(Decision::Refuse { reason });
    }
    let check = written.payee_check.ok_or(Refused::Input("payeeCheck"))?;
    let name = wrote(&written.payee_name).map(|name| text(&name, LONGEST_NAME, "payeeName")).transpose()?;
    let why = wrote(&written.override_reason).map(|why| text(&why, LONGEST_REASON, "overrideReason")).transpose()?;
    if check == PayeeCheck::CloseMatch && name.is_none() {
        return Err(Refused::Input("payeeName").into());
    }
    if check.warns() && why.is_none() {
        return Err(Refused::Input("overrideReason").into());
    }
    Ok(Decision::Approve { check, name, why })
}

fn decide(tx: &mut Tx<'_>, lodge: &Lodge, person: PersonId, id: DossierId, decision: &Decision) -> Reply<Dossier> {
    let asked = look::one(tx.conn, id)?.ok_or(Refused::NotFound)?;
    if asked.proposed_by == person {
        return Err(Refused::SamePerson.into());
    }
    let decided = match decision {
        Decision::Approve { check, name, why } => Decided {
            stage: Stage::Approved,
            by: person,
            reason: None,
            payee_check: Some(*check),
            payee_name: name.as_deref(),
            override_reason: why.as_deref(),
        },
        Decision::Refuse { reason } => Decided { reason: Some(reason), ..Decided::refused(person) },
    };
    // Counted: another centre on the same database may have decided since we looked.
    if asked.stage != Stage::Open || !rows::decide(tx, id, &decided)? {
        return Err(Refused::Stage(asked.stage.name()).into());
    }
    if decided.stage == Stage::Approved {
        pay_on(tx, id, &asked)?;
    }
    notice::write(tx, lodge, &asked, decided.stage)?;
    let told = serde_json::json!({ "dossier": id, "structure": asked.structure, "stage": decided.stage.name() });
    head::announce(tx, &[Event::new("account.decided", &told)?])?;
    Ok(look::one(tx.conn, id)?.ok_or(Refused::NotFound)?)
}

/// A new period begins; payments wait when money went elsewhere before.
fn pay_on(tx: &mut Tx<'_>, id: DossierId, asked: &Dossier) -> Reply<()> {
    let account = rows::account_of(tx.conn, id)?.ok_or(Refused::NotFound)?;
    let paid_on = crate::account::latest(tx.conn, &[asked.structure])?.remove(&asked.structure);
    let elsewhere = paid_on.is_some_and(|paid| paid.iban != account.iban);
    let known = rows::periods(tx.conn, &[asked.structure])?;
    let from = rows::next_instant(known.last(), tx.now());
    // The same account once more does not shorten the three days of the first time.
    let begun = known.last().and_then(|last| last.held_until).filter(|until| *until > from);
    let period = NewPeriod {
        structure: asked.structure,
        from,
        account: Some(account.id.0),
        held_until: if elsewhere { Some(from.plus_ms(COOLING_MS)) } else { begun },
        cause: Cause::Dossier,
    };
    Ok(rows::insert_period(tx, &period)?)
}
