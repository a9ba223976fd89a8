//! Signing in: the six digits, or the link's secret, open a visit, once.
//!
//! Reading the link's page uses nothing up: machines that look into mails open links before people do.

use kernel::{
    access::Action,
    ids::{PersonId, SignInId, VisitId},
    refusal::Refusal,
};
use store::{
    Fault, Reply, Tx,
    act::{self, ActKey},
};

use super::{
    access::{self, Access},
    ask_sign_in::{code_hash, link_hash},
    bucket::{self, Bucket, Rate, What},
    lodge::Lodge,
    visit::{self, Visit},
};
use crate::{
    refusal::Refused,
    rows::visit::{self as rows, SignInRow},
};

/// Wrong codes that one mail survives.
const TRIES: i64 = 5;
/// Ten wrong codes for one address, then one more every six minutes, however many mails are asked for: of a million codes,
/// whoever guesses day and night tries 240 a day. The link goes on working.
const WRONG_CODES: Rate = Rate::of(10, 360_000);
/// For so long the same proof given again is answered the same: a double click, a lost answer.
const AGAIN_MS: i64 = 30_000;

/// What is given to sign in.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// The six digits, as they were typed.
    Code(String),
    /// The secret of the link.
    Link(String),
}

/// Neither.
impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proof")
    }
}

/// Opens a visit for whoever was written to.
///
/// Refusals, in this order: `SIGN_IN_USED` once half a minute has passed since either served, `SIGN_IN_EXPIRED` (also for a wish
/// that does not exist, or whose codes were tried five times), `TOO_MANY_ATTEMPTS`, `SIGN_IN_WRONG_CODE` (a wrong link is
/// `SIGN_IN_EXPIRED`; either is `SIGN_IN_USED` in the half minute after the right one).
pub async fn sign_in(lodge: &Lodge, id: SignInId, proof: Proof) -> Reply<Access> {
    let (lodge, store) = (lodge.clone(), lodge.store().clone());
    // A wrong code is to be counted, and a refusal would undo that: it comes out as a value.
    store.transact("identity.sign_in", move |tx| judged(tx, &lodge, id, &proof)).await?.map_err(Into::into)
}

fn judged(tx: &mut Tx<'_>, lodge: &Lodge, id: SignInId, proof: &Proof) -> Reply<Result<Access, Refusal>> {
    let Some(wish) = rows::read_wish(tx.conn, id)? else { return Ok(Err(Refused::SignInExpired.into())) };
    match judge(tx, lodge, &wish, proof)? {
        Verdict::Opens(person) => open(tx, lodge, (id, proof), person).map(Ok),
        Verdict::Opened(visit) => Ok(answered_again(tx, lodge, visit)?),
        Verdict::Refused(refused) => Ok(Err(refused.into())),
    }
}

enum Verdict {
    Opens(PersonId),
    Opened(VisitId),
    Refused(Refused),
}

fn judge(tx: &mut Tx<'_>, lodge: &Lodge, wish: &SignInRow, proof: &Proof) -> Reply<Verdict> {
    let now = tx.now().0;
    if wish.used_at.is_some_and(|used_at| now.saturating_sub(used_at) > AGAIN_MS) {
        return Ok(Verdict::Refused(Refused::SignInUsed));
    }
    if wish.used_at.is_none() && now >= wish.until_at {
        return Ok(Verdict::Refused(Refused::SignInExpired));
    }
    let right = leads_to(wish).filter(|_| is_right(lodge, wish, proof));
    match proof {
        Proof::Link(_) => Ok(right.unwrap_or_else(|| wrong(wish, 0))),
        Proof::Code(_) => by_code(tx, lodge, wish, right),
    }
}

/// What the right proof leads to: a visit, or the one that it has just opened.
fn leads_to(wish: &SignInRow) -> Option<Verdict> {
    let opened = wish.visit.map(|visit| Verdict::Opened(visit.0));
    opened.or_else(|| wish.person.map(|person| Verdict::Opens(person.0)))
}

/// The same statements whether somebody has that address or not; and tries count after one has served as well.
fn by_code(tx: &mut Tx<'_>, lodge: &Lodge, wish: &SignInRow, right: Option<Verdict>) -> Reply<Verdict> {
    if wish.tries >= TRIES {
        return Ok(Verdict::Refused(Refused::SignInExpired));
    }
    let tried =
        bucket::ask(tx, What::Code, vec![Bucket::of(lodge.secrets(), "wrong codes", &wish.account, WRONG_CODES)])?;
    if let Some(right) = right {
        return Ok(right);
    }
    tried.keep(tx)?;
    rows::tried(tx, wish.id.0)?;
    Ok(wrong(wish, TRIES - wish.tries - 1))
}

fn wrong(wish: &SignInRow, left: i64) -> Verdict {
    Verdict::Refused(match left {
        _ if wish.used_at.is_some() => Refused::SignInUsed,
        0 => Refused::SignInExpired,
        left => Refused::WrongCode(left),
    })
}

/// The time that these comparisons take tells of hashes that nobody can make without the key. Once one of the two has served,
/// the other's hash is gone: it is right no more.
fn is_right(lodge: &Lodge, wish: &SignInRow, proof: &Proof) -> bool {
    match proof {
        Proof::Code(typed) => {
            let digits: String = typed.chars().filter(char::is_ascii_digit).take(7).collect();
            wish.code_hash == code_hash(lodge, wish.id.0, &digits)
        }
        Proof::Link(secret) => wish.link_hash == link_hash(lodge, wish.id.0, secret.trim()),
    }
}

fn open(tx: &mut Tx<'_>, lodge: &Lodge, (id, proof): (SignInId, &Proof), person: PersonId) -> Reply<Access> {
    let visit = visit::open(tx, person, None, false)?;
    let used = match proof {
        Proof::Code(_) => rows::used(tx, id, visit.id, rows::Other::Link)?,
        Proof::Link(_) => rows::used(tx, id, visit.id, rows::Other::Code)?,
    };
    if !used {
        return Err(Fault::crossed("the code served meanwhile").into());
    }
    let access = access::of_visit(tx, lodge, &visit)?;
    tell(tx, id, &visit, &access)?;
    Ok(access)
}

fn answered_again(tx: &mut Tx<'_>, lodge: &Lodge, id: VisitId) -> Result<Result<Access, Refusal>, Fault> {
    match visit::find(tx.conn, id)?.filter(|visit| visit.goes_on(tx.now()) && visit.generation == 1) {
        Some(visit) => access::of_visit(tx, lodge, &visit).map(Ok),
        None => Ok(Err(Refused::SignInUsed.into())),
    }
}

/// For the trail.
fn tell(tx: &mut Tx<'_>, id: SignInId, visit: &Visit, access: &Access) -> Reply<()> {
    let organisation = access.me.organisation.unwrap_or_else(|| visit.person.recast());
    let key = ActKey::new(organisation, Action::SignIn.field(), &id.to_string())?;
    Ok(act::note(tx, &key.by(visit.person))?)
}
