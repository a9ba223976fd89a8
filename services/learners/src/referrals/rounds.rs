//! Rounds: what is late is told to both sides, then ends, and the person is told too. What writes the mails is elsewhere.

use kernel::{
    clock::At,
    ids::{ReferralId, StructureId},
};
use store::{Fault, Trouble, Tx, conn::AnyConn, head};

use super::{
    news::{News, What, Whom},
    referral::{DAYS, DAYS_MORE, Referral, Stage},
    step,
};
use crate::rows::{referral_links, referral_news, referrals as rows};

/// More than these wait for the next round.
const MOST: i64 = 200;

/// Tells both sides of what is late, and ends what they were told of before; answers how many.
pub fn go_on(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    let today = tx.now().day();
    if rows::due(tx.conn, today, 1)?.is_empty() {
        return Ok(0);
    }
    // Whoever answers in this very moment answers first, and then is not late; or too late.
    head::announce(tx, &[])?;
    let late = rows::due(tx.conn, today, MOST)?;
    for from in &late {
        let done = if from.is_reminded { lapse(tx, from) } else { remind(tx, from) };
        done.map_err(|trouble| match trouble {
            Trouble::Broken(fault) => fault,
            Trouble::Refused(refusal) => Fault::broken(format!("a referral cannot end: {}", refusal.code)),
        })?;
    }
    Ok(late.len())
}

fn remind(tx: &mut Tx<'_>, from: &Referral) -> Result<(), Trouble> {
    let to = Referral { is_reminded: true, due_by: tx.now().day().plus_days(DAYS_MORE), ..from.clone() };
    step::turn(tx, from, &to, &[(Whom::Receiver, What::Late), (Whom::Sender, What::Late)]).map(drop)
}

fn lapse(tx: &mut Tx<'_>, from: &Referral) -> Result<(), Trouble> {
    let to = Referral { stage: Stage::Lapsed, ended_at: Some(tx.now()), ..from.clone() };
    referral_links::close(tx, &[from.id])?;
    let all = [(Whom::Receiver, What::Lapsed), (Whom::Sender, What::Lapsed), (Whom::Person, What::Lapsed)];
    step::turn(tx, from, &to, &all).map(drop)
}

/// Reminds whoever sent somebody who has not been told for ten days; answers how many. Once for all that waits then.
pub fn remind_to_tell(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    let before = tx.now().plus_ms(-DAYS * 24 * 3_600_000);
    if referral_news::untold(tx.conn, before, 1)?.is_empty() {
        return Ok(0);
    }
    // One after the other: whoever writes to the same referral in this very moment takes the next number.
    head::announce(tx, &[])?;
    let waiting = referral_news::untold(tx.conn, before, MOST)?;
    for id in &waiting {
        referral_news::insert(tx, *id, Whom::Sender, What::Untold)?;
    }
    Ok(waiting.len())
}

/// A mail that has to be written, and to whose people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByMail {
    /// What is told.
    pub news: News,
    /// To the people of that structure.
    pub structure: StructureId,
    /// How far the referral has come.
    pub stage: Stage,
    /// The moment that is spoken of: when the person is expected, or what is proposed.
    pub moment: Option<At>,
}

impl ByMail {
    /// Its place among those that wait, oldest first.
    pub const fn place(&self) -> Place {
        (self.news.at, self.news.referral, self.news.no)
    }
}

/// Where a mail stands among those that wait, oldest first.
pub type Place = (At, ReferralId, i64);

/// The mails that have to be written now, after that place, some at a time; none: there are no more. What can be told to nobody
/// goes on waiting, and whatever comes after it is told all the same.
pub fn by_mail(conn: &mut AnyConn, after: Option<Place>) -> Result<Vec<ByMail>, Fault> {
    let news = referral_news::by_mail(conn, after, MOST)?;
    let ids: Vec<_> = news.iter().map(|one| one.referral).collect();
    let referrals = rows::of_ids(conn, &ids)?;
    let mail = |news: News| {
        let of = referrals.iter().find(|one| one.id == news.referral)?;
        let structure = match news.whom {
            Whom::Receiver => of.to?.1,
            Whom::Sender | Whom::Person => of.sender,
        };
        let moment = if of.stage == Stage::Proposed { of.other } else { of.agreed() };
        Some(ByMail { structure, stage: of.stage, moment: moment.map(|slot| slot.starts_at), news })
    };
    Ok(news.into_iter().filter_map(mail).collect())
}

/// Remembers that a mail was written, in the transaction that writes it; answers whether it still had to be.
pub fn written(tx: &mut Tx<'_>, mail: &ByMail) -> Result<bool, Fault> {
    referral_news::tell(tx, (mail.news.referral, mail.news.no), None, None)
}
