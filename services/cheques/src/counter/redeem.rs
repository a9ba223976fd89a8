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
    counter::{
        batch::Asked,
        receipt::Receipt,
        service::{Bearer, Service},
    },
    desk::Desk,
    refusal::{Refusal, of_one},
};

/// What is asked: some cheques, at a venue.
#[derive(Clone, Debug)]
pub struct Presented {
    /// Where.
    pub venue: VenueId,
    /// The codes as typed or scanned, 1 to 10.
    pub codes: Vec<String>,
    /// What they pay for, when the venue says so.
    pub service: Option<Service>,
    /// Who gives them, when it is said.
    pub presented_by: Option<Bearer>,
}

impl Presented {
    /// These cheques, and nothing said of what they pay for.
    pub const fn bare(venue: VenueId, codes: Vec<String>) -> Self {
        Self { venue, codes, service: None, presented_by: None }
    }
}

/// One act at the counter, from the door to the receipt: all its cheques, or none.
///
/// Refusals, in this order: `NO_CHEQUE`, `TOO_MANY_CHEQUES`, `CODE_MISTYPED`, `REPEATED_CHEQUE`, `FORBIDDEN`, `INPUT_INVALID` (what
/// is declared of the workshop), `KEY_REUSED`,
/// `TOO_MANY_ATTEMPTS`, `VENUE_SUSPENDED`, `VENUE_NOT_ACCREDITED`, then cheque by cheque `CODE_UNKNOWN`, `ALREADY_REDEEMED`,
/// `BLOCKED`, `HELD`, `NOT_ACTIVE`, `NOT_HANDED_OVER`, `EXPIRED`, `VENUE_NOT_ACCREDITED` (for that funder), and of the whole act
/// `HOLDER_ONLY`, `NOT_PAYABLE_BY_CHEQUE`, `PRICE_OVER_CAP`, `PRICE_NOT_COVERED`.
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
    let service = presented.service.map(Service::checked).transpose()?;
    let asked = Asked {
        key: ActKey::of(actor, Action::RedeemCheques, key)?,
        content: content(presented.venue, &codes, service.as_ref(), presented.presented_by)?,
        venue: presented.venue,
        person,
        organisation,
        anywhere: reach == Reach::Any,
        service,
        presented_by: presented.presented_by,
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
fn content(
    venue: VenueId,
    codes: &[Code],
    service: Option<&Service>,
    presented_by: Option<Bearer>,
) -> Result<ContentHash, Fault> {
    let codes: BTreeSet<String> = codes.iter().map(Code::symbols).collect();
    match (service, presented_by) {
        // As it was before services were declared: what was kept then is still answered.
        (None, None) => ContentHash::of(&(venue, codes)),
        told => ContentHash::of(&(venue, codes, told)),
    }
}
