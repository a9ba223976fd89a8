//! The second factor of a person: what they have, and whether some digits are theirs now.

use kernel::{access::Actor, clock::At, ids::PersonId};
use store::{Fault, Reply, Tx, act::ActKey, conn::AnyConn};

use super::{
    code_card,
    totp::{self, Secret},
};
use crate::{
    identity::{
        bucket::{self, Bucket, Rate, Tried, What},
        second_factor as held,
        secrets::Secrets,
    },
    rows::second_factor::{self as rows, CardRow},
};

/// What somebody has set up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when codes of an application are asked.
    pub totp_since: Option<At>,
    /// The card that is in use.
    pub card: Option<Card>,
}

/// A card of printed codes, without the codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// When it was printed.
    pub printed_at: At,
    /// How many codes have not served.
    pub left: i64,
    /// The number that is asked next; none when it is used up.
    pub asked: Option<i64>,
}

impl SecondFactor {
    /// Whether a code can be asked at all.
    pub fn is_set_up(&self) -> bool {
        self.totp_since.is_some() || self.card.as_ref().is_some_and(|card| card.asked.is_some())
    }
}

/// What a person has set up, in a constant number of statements.
pub fn of(conn: &mut AnyConn, secrets: &Secrets, person: PersonId) -> Result<SecondFactor, Fault> {
    let totp = held::totp(conn, secrets, person)?;
    let card = held::card(conn, secrets, person)?.map(|card| seen(conn, &card)).transpose()?;
    Ok(SecondFactor { totp_since: totp.map(|(totp, _)| At(totp.since)), card })
}

fn seen(conn: &mut AnyConn, card: &CardRow) -> Result<Card, Fault> {
    let used = i64::try_from(rows::used(conn, card.id)?.len()).unwrap_or(code_card::CODES);
    Ok(Card { printed_at: card.printed_at, left: code_card::CODES - used, asked: card.asked })
}

/// Five wrong codes at once, then one more every ten minutes: 144 a day. Of a million codes three serve at a time, so whoever
/// guesses day and night needs six years.
const TRIES: Rate = Rate::of(5, 10 * 60 * 1000);

/// Asks a try; to be kept when the code was wrong.
pub(super) fn try_once(tx: &mut Tx<'_>, secrets: &Secrets, person: PersonId) -> Reply<Tried> {
    bucket::ask(tx, What::Code, vec![Bucket::of(secrets, "second factor", person.bytes(), TRIES)])
}

/// What was typed, without spaces.
pub(super) fn digits(typed: &str) -> String {
    typed.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Whether these digits are the person's now; they serve at once, and never again.
pub(super) fn serves(tx: &mut Tx<'_>, secrets: &Secrets, person: PersonId, digits: &str) -> Result<bool, Fault> {
    match digits.len() {
        totp::DIGITS => totp_serves(tx, secrets, person, digits),
        code_card::DIGITS => card_serves(tx, secrets, person, digits),
        _ => Ok(false),
    }
}

fn totp_serves(tx: &mut Tx<'_>, secrets: &Secrets, person: PersonId, digits: &str) -> Result<bool, Fault> {
    let Some((totp, clear)) = held::totp(tx.conn, secrets, person)? else { return Ok(false) };
    let secret = Secret::from_bytes(&clear);
    match secret.and_then(|secret| secret.step_of(digits, tx.now(), totp.last_step)) {
        Some(step) => rows::use_totp(tx, person, step),
        None => Ok(false),
    }
}

/// Whether these digits are those that last served the person: the application's, or the card's at that very instant.
pub(super) fn served(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    person: PersonId,
    digits: &str,
    at: At,
) -> Result<bool, Fault> {
    if digits.len() == totp::DIGITS {
        let Some((totp, clear)) = held::totp(tx.conn, secrets, person)? else { return Ok(false) };
        let step = Secret::from_bytes(&clear).and_then(|secret| secret.step_of(digits, tx.now(), totp.last_step - 1));
        return Ok(step == Some(totp.last_step));
    }
    let Some(card) = held::card(tx.conn, secrets, person)? else { return Ok(false) };
    let no = rows::used_at(tx.conn, card.id, at)?;
    Ok(no.is_some_and(|no| code_card::is(secrets, card.id, no, digits)))
}

fn card_serves(tx: &mut Tx<'_>, secrets: &Secrets, person: PersonId, digits: &str) -> Result<bool, Fault> {
    let Some((card, no)) = held::card(tx.conn, secrets, person)?.and_then(|card| Some((card.id, card.asked?))) else {
        return Ok(false);
    };
    if !code_card::is(secrets, card, no, digits) {
        return Ok(false);
    }
    let used = rows::used(tx.conn, card)?;
    let left: Vec<i64> = (1..=code_card::CODES).filter(|other| *other != no && !used.contains(other)).collect();
    let next = code_card::next_asked(&left, tx.chance());
    rows::use_code(tx, card, no, next)?;
    Ok(true)
}

/// Seals what an application shares with us.
pub(super) fn sealed(tx: &Tx<'_>, secrets: &Secrets, purpose: &str, secret: &Secret) -> Result<Vec<u8>, Fault> {
    secrets.seal(purpose, secret.bytes(), tx.chance())
}

/// Opens it again; nothing for another purpose, or under another key of visits.
pub(super) fn opened(secrets: &Secrets, purpose: &str, sealed: &[u8]) -> Option<Secret> {
    Secret::from_bytes(&secrets.open(purpose, sealed)?)
}

/// Keeps in the trail what somebody did that is never asked again under a key.
pub(super) fn note(tx: &mut Tx<'_>, actor: &Actor, action: kernel::access::Action) -> Reply<()> {
    let key = tx.chance().id::<()>().to_string();
    let key = ActKey::of(actor, action, &key)?;
    Ok(store::act::note(tx, &key)?)
}
