//! Setting a second factor up: an application of codes in two steps, or a printed card in one.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{CodeCardId, PersonId, VisitId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
};

use super::{
    code_card::{self, Printed},
    second_factor as factor,
    square::{self, Square},
    totp::Secret,
};
use crate::{
    identity::{
        access::{self, Access},
        lodge::Lodge,
        person,
        second_factor::purpose,
        visit,
    },
    refusal::Refused,
    rows::{
        device,
        second_factor::{self as rows, Stage, TotpRow},
    },
};

/// How long what was shown waits for its first code.
const WAITS_MS: i64 = 15 * 60 * 1000;
/// How long a card may be shown again to whoever printed it: a page that is loaded anew loses nothing.
const SHOWN_MS: i64 = 10 * 60 * 1000;

/// What is shown once, to be put into an application of codes.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    /// The secret, to be typed: base 32 in groups of four.
    pub secret: String,
    /// The address that holds it, as applications read it.
    pub address: String,
    /// The same as a square for a camera.
    pub square: Square,
    /// First instant at which it is of no use.
    pub until: At,
}

/// Nothing of it.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown")
    }
}

/// Who asks for themselves, in which visit; `VISIT_ENDED` outside any.
pub(super) fn own_visit(actor: &Actor) -> Result<(PersonId, VisitId), Refusal> {
    match (actor.known(), actor.visit()) {
        (Ok((person, _)), Some(visit)) => Ok((person, visit)),
        _ => Err(Refused::VisitEnded.into()),
    }
}

/// The visit is proved from now on: what it lets its person do then.
pub(super) fn proved(tx: &mut Tx<'_>, lodge: &Lodge, id: VisitId) -> Reply<Access> {
    let found = visit::find(tx.conn, id)?.filter(|visit| visit.goes_on(tx.now()));
    let visit = visit::prove(tx, found.ok_or(Refused::VisitEnded)?)?;
    Ok(access::of_visit(tx, lodge, &visit)?)
}

/// Whoever was let in by a short code has not shown enough to set anything up; whoever has a second factor gives it before
/// they change it; who has none may set one up.
fn may_change(tx: &mut Tx<'_>, lodge: &Lodge, actor: &Actor, person: PersonId) -> Reply<()> {
    if device::opened_visit(tx.conn, actor.visit())? {
        return Err(Refused::MailSignIn.into());
    }
    match factor::of(tx.conn, lodge.secrets(), person)?.is_set_up() && !actor.is_proved() {
        true => Err(Refused::StepUp.into()),
        false => Ok(()),
    }
}

/// Shows what an application of codes is given; asked again in the same visit within fifteen minutes, the same.
///
/// Refusals, in this order: `VISIT_ENDED`, `MAIL_SIGN_IN_NEEDED` in a visit that a short code opened, `STEP_UP_NEEDED` for
/// whoever has a second factor already and did not give it just now.
pub async fn set_up_totp(lodge: &Lodge, actor: &Actor) -> Reply<Shown> {
    let (person, visit) = own_visit(actor)?;
    let (here, actor) = (lodge.clone(), actor.clone());
    lodge
        .store()
        .transact("proofs.set_up_totp", move |tx| {
            may_change(tx, &here, &actor, person)?;
            let (secret, since) = waiting_or_new(tx, &here, person, visit)?;
            let mail = person::find(tx.conn, person)?.and_then(|person| person.mail);
            let address = secret.address(mail.as_ref().map_or("compte", |mail| mail.as_str()));
            let square = square::draw(&address)?;
            Ok(Shown { secret: secret.written(), address, square, until: since.plus_ms(WAITS_MS) })
        })
        .await
}

/// The one that waits in this visit, and since when. What was shown in another visit may have been seen by somebody else.
fn waiting(tx: &mut Tx<'_>, lodge: &Lodge, person: PersonId, visit: VisitId) -> Result<Option<(Secret, At)>, Fault> {
    let row = rows::totp(tx.conn, person, Stage::Waiting)?.filter(|row| row.since + WAITS_MS > tx.now().0);
    let opened =
        |row: TotpRow| Some((factor::opened(lodge.secrets(), &waits_for(person, visit), &row.sealed)?, At(row.since)));
    Ok(row.and_then(opened))
}

fn waiting_or_new(tx: &mut Tx<'_>, lodge: &Lodge, person: PersonId, visit: VisitId) -> Result<(Secret, At), Fault> {
    if let Some(waiting) = waiting(tx, lodge, person, visit)? {
        return Ok(waiting);
    }
    let secret = Secret::draw(tx.chance());
    let sealed = factor::sealed(tx, lodge.secrets(), &waits_for(person, visit), &secret)?;
    rows::wait_for_totp(tx, person, &sealed)?;
    Ok((secret, tx.now()))
}

// What waits opens in the visit where it was shown, and in no other.
fn waits_for(person: PersonId, visit: VisitId) -> String {
    format!("totp {person} {visit}")
}

/// Takes the first code of the application: it is asked from then on, and the visit is proved.
///
/// Refusals, in this order: `VISIT_ENDED`, `MAIL_SIGN_IN_NEEDED` and `STEP_UP_NEEDED` as for showing it, `TOO_MANY_ATTEMPTS`,
/// `WRONG_STAGE` when nothing waits in this visit, `SECOND_FACTOR_WRONG`.
pub async fn confirm_totp(lodge: &Lodge, actor: &Actor, code: &str) -> Reply<Access> {
    let (person, visit) = own_visit(actor)?;
    let (here, actor, digits) = (lodge.clone(), actor.clone(), factor::digits(code));
    let confirming = move |tx: &mut Tx<'_>| {
        may_change(tx, &here, &actor, person)?;
        let tried = factor::try_once(tx, here.secrets(), person)?;
        let (secret, _) = waiting(tx, &here, person, visit)?.ok_or(Refused::Stage("expired"))?;
        let Some(step) = secret.step_of(&digits, tx.now(), 0) else {
            tried.keep(tx)?;
            return Ok(Err(Refused::WrongSecondFactor));
        };
        let sealed = factor::sealed(tx, here.secrets(), &purpose(person), &secret)?;
        if !rows::confirm_totp(tx, person, &sealed, step)? {
            return Err(Fault::crossed("a telephone was confirmed meanwhile").into());
        }
        factor::note(tx, &actor, Action::ConfirmTotp)?;
        Ok(Ok(proved(tx, &here, visit)?))
    };
    Ok(lodge.store().transact("proofs.confirm_totp", confirming).await??)
}

/// A card as it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PrintedCard {
    /// When it was made.
    pub printed_at: At,
    /// The codes; none once ten minutes have passed.
    pub codes: Vec<Printed>,
}

/// When, and nothing else.
impl std::fmt::Debug for PrintedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PrintedCard({:?})", self.printed_at)
    }
}

/// What is kept of a printing: never a code.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Made {
    card: CodeCardId,
    at: At,
}

/// Prints a card of codes; the former one ends. Asked again under the same key, the same codes for ten minutes, then none.
///
/// Refusals, in this order: `VISIT_ENDED`, `INPUT_INVALID` (key), `MAIL_SIGN_IN_NEEDED` and `STEP_UP_NEEDED` as for an
/// application of codes.
pub async fn print_code_card(lodge: &Lodge, actor: &Actor, key: &str) -> Reply<PrintedCard> {
    let (person, _) = own_visit(actor)?;
    let key = ActKey::of(actor, Action::PrintCodeCard, key)?;
    let (who, here) = (actor.clone(), lodge.clone());
    let printing = lodge.store().once(key, ContentHash::of(&person)?, move |tx| {
        may_change(tx, &here, &who, person)?;
        let made = Made { card: tx.chance().id(), at: tx.now() };
        let all: Vec<i64> = (1..=code_card::CODES).collect();
        let asked = code_card::next_asked(&all, tx.chance()).ok_or_else(|| Fault::broken("a card has no code"))?;
        rows::print_card(tx, (made.card, here.secrets().mark()), person, asked)?;
        Ok(made)
    });
    let Made { card, at } = printing.await?;
    let shown = lodge.store().now() < at.plus_ms(SHOWN_MS);
    let codes = if shown { code_card::codes(lodge.secrets(), card) } else { Vec::new() };
    Ok(PrintedCard { printed_at: at, codes })
}
