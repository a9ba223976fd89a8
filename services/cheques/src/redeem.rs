//! Redeeming: venues present cheques; each is honoured once, and the venue is owed its value.

use std::collections::{BTreeSet, HashSet};

use kernel::{
    access::{Action, Actor, Reach},
    code::Code,
    ids::VenueId,
    refusal::{Code as RefusalCode, Refusal as Said},
};
use store::{
    Fault, Reply, Trouble,
    act::{ActKey, ContentHash},
};

use crate::{
    batch::Asked,
    desk::Desk,
    receipt::Receipt,
    refusal::{Refusal, of_one},
};

/// What is asked: some cheques, at a venue.
#[derive(Clone, Debug)]
pub struct Presented {
    /// Where.
    pub venue: VenueId,
    /// The codes as typed or scanned, 1 to 10.
    pub codes: Vec<String>,
}

/// One act at the counter, from the door to the receipt: all its cheques, or none.
///
/// Refusals, in this order: `NO_CHEQUE`, `TOO_MANY_CHEQUES`, `CODE_MISTYPED`, `REPEATED_CHEQUE`, `FORBIDDEN`, `KEY_REUSED`,
/// `TOO_MANY_ATTEMPTS`, `VENUE_SUSPENDED`, `VENUE_NOT_ACCREDITED`, then cheque by cheque `CODE_UNKNOWN`, `ALREADY_REDEEMED`,
/// `BLOCKED`, `HELD`, `NOT_ACTIVE`, `NOT_HANDED_OVER`, `EXPIRED`, `VENUE_NOT_ACCREDITED` (for that funder).
pub async fn redeem(desk: &Desk, actor: &Actor, key: &str, presented: Presented) -> Reply<Receipt> {
    let alone = presented.codes.len() == 1;
    let answer = ask(desk, actor, key, presented).await;
    if alone { answer.map_err(of_one) } else { answer }
}

async fn ask(desk: &Desk, actor: &Actor, key: &str, presented: Presented) -> Reply<Receipt> {
    let codes = on_the_paper(&presented.codes)?;
    let (person, organisation) = actor.known()?;
    let reach = actor.reach(Action::RedeemCheques);
    if reach == Reach::Never {
        return Err(Said::of(RefusalCode::Forbidden).into());
    }
    let asked = Asked {
        key: ActKey::of(actor, Action::RedeemCheques, key)?,
        content: content(presented.venue, &codes)?,
        venue: presented.venue,
        person,
        organisation,
        anywhere: reach == Reach::Any,
        candidates: codes.iter().map(|code| desk.ids_of(code)).collect(),
    };
    desk.redeeming.ask(asked).await
}

/// Reads what is on the papers: how many, well typed, each once.
fn on_the_paper(typed: &[String]) -> Result<Vec<Code>, Trouble> {
    within_ten(typed)?;
    let mut seen = HashSet::new();
    let mut codes = Vec::with_capacity(typed.len());
    for (text, no) in typed.iter().zip(1..) {
        codes.push(Code::parse(text).map_err(|misread| misread.refusal(no))?);
    }
    for (code, no) in codes.iter().zip(1..) {
        if !seen.insert(code) {
            return Err(Refusal::Repeated { no }.into());
        }
    }
    Ok(codes)
}

/// One to ten codes: `NO_CHEQUE`, `TOO_MANY_CHEQUES`.
pub(crate) const fn within_ten(typed: &[String]) -> Result<(), Refusal> {
    match typed.len() {
        0 => Err(Refusal::NoCheque),
        1..=10 => Ok(()),
        _ => Err(Refusal::TooManyCheques),
    }
}

// The codes themselves are hashed with the rest: the memory of acts must not let anybody find one.
fn content(venue: VenueId, codes: &[Code]) -> Result<ContentHash, Fault> {
    let codes: BTreeSet<String> = codes.iter().map(Code::symbols).collect();
    ContentHash::of(&(venue, codes))
}
