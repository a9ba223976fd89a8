//! The rounds of referrals: deadlines end, and whoever has to know is written to. No letter names the person.

use std::{collections::BTreeSet, time::Duration};

use kernel::{
    access::Role,
    clock::At,
    ids::StructureId,
    words::{self, Written, day_and_hour},
};
use learners::referrals::{
    news::Whom,
    rounds::{self, ByMail},
};
use registry::identity::{addressees, lodge::Lodge, mail::Mail};
use store::{Fault, Reply, Tx, conn::AnyConn};
use tokio::time::{MissedTickBehavior, interval_at};

/// Who sends and receives people.
const RECEIVE: [Role; 3] = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];
/// How often a centre looks whether somebody has to be told.
const LOOKS_EVERY: Duration = Duration::from_secs(300);
/// A letter that could not be sent for that long says nothing any more.
const OF_USE_MS: i64 = 7 * 24 * 3_600_000;

/// Who makes the rounds.
#[derive(Clone, Debug)]
pub struct ReferralLetters {
    lodge: Lodge,
}

impl ReferralLetters {
    /// For the centre of that lodge.
    pub const fn new(lodge: Lodge) -> Self {
        Self { lodge }
    }

    /// One round; answers how many letters were written.
    pub async fn look(&self) -> Reply<usize> {
        let store = self.lodge.store();
        while store.transact("referrals.go_on", |tx| Ok(rounds::go_on(tx)?)).await? > 0 {}
        while store.transact("referrals.remind", |tx| Ok(rounds::remind_to_tell(tx)?)).await? > 0 {}
        let (mut letters, mut after) = (0, None);
        loop {
            let due = store.read("referrals.mails", move |conn| Ok(rounds::by_mail(conn, after)?)).await?;
            let Some(last) = due.last() else { return Ok(letters) };
            after = Some(last.place());
            let structures = Vec::from_iter(due.iter().map(|mail| mail.structure).collect::<BTreeSet<StructureId>>());
            let people =
                move |conn: &mut AnyConn| -> Reply<_> { Ok(addressees::by_structure(conn, &RECEIVE, &structures)?) };
            let people = store.read("referrals.people", people).await?;
            for mail in due {
                // A structure of which nobody has an address is not told: its news waits until somebody has one, and whoever sent the
                // person reads that it waits.
                let Some(to) = people.get(&mail.structure).cloned() else { continue };
                let lodge = self.lodge.clone();
                letters += store.transact("referrals.tell", move |tx| Ok(tell(tx, &lodge, &mail, to.clone())?)).await?;
            }
        }
    }

    /// Looks every five minutes, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(trouble) = self.look().await {
                tracing::warn!(cause = ?trouble, "referrals were not looked at; they will be");
            }
        }
    }
}

/// What has to be told: its letters and the memory that it was told, in one transaction.
fn tell(tx: &mut Tx<'_>, lodge: &Lodge, mail: &ByMail, to: Vec<Mail>) -> Result<usize, Fault> {
    if !rounds::written(tx, mail)? {
        return Ok(0);
    }
    let until = At(tx.now().0).plus_ms(OF_USE_MS);
    let count = to.len();
    for address in to {
        let Written { subject, body } = letter(lodge, mail);
        addressees::write(tx, lodge, address, (subject, body), until)?;
    }
    Ok(count)
}

fn letter(lodge: &Lodge, mail: &ByMail) -> Written {
    let side = if mail.news.whom == Whom::Receiver { "receiver" } else { "sender" };
    let facts = [
        ("fact", mail.news.what.name().into()),
        ("side", side.into()),
        ("stage", mail.stage.name().into()),
        ("when", mail.moment.map_or_else(|| "none".to_owned(), day_and_hour).into()),
        ("url", format!("{}/orientations/{}", lodge.public_url(), mail.news.referral).into()),
    ];
    words::letter("referral", &facts)
}
