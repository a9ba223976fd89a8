//! Referrals as they are read: by whoever sent, whole; by whoever receives, a first name and how to reach the person while they agree,
//! and why they are sent while they agree to that too; by nobody else.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    clock::{At, Day},
    ids::{LearnerRef, ReferralId, StructureId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn, personal::Personal};

use super::{
    link::Link,
    linked,
    news::{News, Whom},
    referral::Referral,
    step,
    written::Partner,
};
use crate::{
    desk::Desk,
    learner::{
        find,
        seen::{self as learners, Needs, Reached},
        sight,
        who::Who,
    },
    rows::{self, people, referral_links, referral_news, referrals::Side},
};

/// A referral in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The referral.
    pub referral: Referral,
    /// Who sends.
    pub sender_name: String,
    /// The venue that receives; none: a partner outside.
    pub venue_name: Option<String>,
    /// « Amina B. », for a structure that keeps or serves them.
    pub short: Option<String>,
    /// Whether the person has still to be told something.
    pub is_to_tell: bool,
}

/// A referral on its own page.
#[derive(Clone, PartialEq, Eq)]
pub struct Seen {
    /// The same as in a list.
    pub listed: Listed,
    /// Whether the caller's structure sent it.
    pub is_sender: bool,
    /// Whether it receives.
    pub is_receiver: bool,
    /// Under which row the caller's structure knows the person.
    pub learner: Option<LearnerRef>,
    /// How the person is reached.
    pub reached: Option<Reached>,
    /// What helps them take part.
    pub needs: Option<Needs>,
    /// Why they are sent.
    pub reason: Option<String>,
    /// What whoever received answered in words.
    pub note: Option<String>,
    /// The partner outside, for whoever sent.
    pub partner: Option<Partner>,
    /// What was told to whom, for whoever sent.
    pub news: Vec<News>,
    /// The secret addresses, without their secrets, for whoever sent.
    pub links: Vec<Link>,
}

/// Nothing that says who.
impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seen({})", self.listed.referral.id)
    }
}

/// Which list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tray {
    /// What the caller's structure received.
    Received,
    /// What it sent.
    Sent,
}

/// Where a page goes on.
pub type Place = (At, ReferralId);

/// The referrals of the caller's structure, newest first; one more than `first` when others follow.
pub async fn referrals(
    desk: &Desk,
    actor: &Actor,
    wanted: Tray,
    first: i64,
    before: Option<Place>,
) -> Reply<Vec<Listed>> {
    let Some(mine) = actor.organisation().filter(|_| actor.reach(Action::Referrals) > Reach::Never) else {
        return Ok(Vec::new());
    };
    let side = match wanted {
        Tray::Received => Side::Receiver,
        Tray::Sent => Side::Sender,
    };
    let (actor, personal) = (actor.clone(), desk.personal());
    desk.store
        .read_still("referrals", move |conn| {
            let found = rows::referrals::page(conn, mine, side, before, first + 1)?;
            Ok(listed(conn, &actor, &personal, found)?)
        })
        .await
}

/// A referral, for whoever sent it or receives; none for anybody else.
pub async fn referral(desk: &Desk, actor: &Actor, id: ReferralId) -> Reply<Option<Seen>> {
    let (actor, personal, today) = (actor.clone(), desk.personal(), desk.store.now().day());
    desk.store
        .read_still("referral", move |conn| {
            let Some(one) = rows::referrals::find(conn, id)? else { return Ok(None) };
            let may = |structure: StructureId| actor.may(Action::Referral, structure).is_ok();
            let sides = (may(one.sender), one.to.is_some_and(|(_, receiver)| may(receiver)));
            if sides == (false, false) {
                return Ok(None);
            }
            Ok(Some(seen(conn, &actor, &personal, one, sides, today)?))
        })
        .await
}

fn seen(
    conn: &mut AnyConn,
    actor: &Actor,
    personal: &Personal,
    one: Referral,
    (is_sender, is_receiver): (bool, bool),
    today: Day,
) -> Result<Seen, Fault> {
    let about = about(conn, actor, personal, &one, is_receiver, today)?;
    let words = step::written(conn, personal, one.id)?;
    let reason = match (is_sender, one.learner) {
        (true, _) => words.reason,
        (false, Some(learner)) if one.is_live() && is_reached(about.as_ref()) => {
            linked::reason(conn, personal, learner, one.id)?
        }
        (false, _) => None,
    };
    let id = one.id;
    let mut listed =
        listed(conn, actor, personal, vec![one])?.pop().ok_or_else(|| Fault::broken("a referral is gone"))?;
    let (learner, short, reached, needs) = match about {
        Some(About { learner, short, reached, needs }) => (learner, Some(short), reached, needs),
        None => (None, None, None, None),
    };
    listed.short = short;
    let of_sender = |news: News| is_sender.then_some(news);
    Ok(Seen {
        listed,
        is_sender,
        is_receiver,
        learner,
        reached,
        needs,
        reason,
        note: words.note,
        partner: words.partner.filter(|_| is_sender),
        news: referral_news::of(conn, &[id])?.into_iter().filter_map(of_sender).collect(),
        links: if is_sender { referral_links::of(conn, id)? } else { Vec::new() },
    })
}

/// What is read of the person.
struct About {
    learner: Option<LearnerRef>,
    short: String,
    reached: Option<Reached>,
    needs: Option<Needs>,
}

/// Whether more is read than a first name: what the person shares is read for as long as they are reached.
fn is_reached(about: Option<&About>) -> bool {
    about.is_some_and(|about| about.reached.is_some())
}

/// By what the caller's structure sees of them anyway; while somebody has to answer, whoever receives reads who comes if they agree.
fn about(
    conn: &mut AnyConn,
    actor: &Actor,
    personal: &Personal,
    one: &Referral,
    is_receiver: bool,
    today: Day,
) -> Result<Option<About>, Fault> {
    let Some(learner) = one.learner else { return Ok(None) };
    if let Some((root, sight)) = sight::seen_as(conn, actor, learner)? {
        let Some((_, sealed)) = people::sealed(conn, &[root.id])?.pop() else { return Ok(None) };
        let who = Who::open(personal, root.id, &sealed)?;
        let is_reached = sight.is_open(today);
        let needs = Needs { language: who.language.clone(), access: who.access.clone() };
        return Ok(Some(About {
            learner: Some(root.id),
            short: who.short(),
            reached: is_reached.then(|| learners::reached(&who)),
            needs: is_reached.then_some(needs),
        }));
    }
    if !is_receiver || !one.is_open() {
        return Ok(None);
    }
    let told = linked::person(conn, personal, learner)?;
    Ok(told.map(|(short, reached, needs)| About { learner: None, short, reached: Some(reached), needs: Some(needs) }))
}

/// A few statements for all, however many there are.
fn listed(conn: &mut AnyConn, actor: &Actor, personal: &Personal, found: Vec<Referral>) -> Result<Vec<Listed>, Fault> {
    let ids: Vec<ReferralId> = found.iter().map(|one| one.id).collect();
    let senders: BTreeSet<StructureId> = found.iter().map(|one| one.sender).collect();
    let venues: BTreeSet<VenueId> = found.iter().filter_map(|one| one.to.map(|(venue, _)| venue)).collect();
    let senders = registry::structure::names(conn, &Vec::from_iter(senders))?;
    let venues = registry::venue::names(conn, &Vec::from_iter(venues))?;
    let waits = |news: &News| news.whom == Whom::Person && news.told_at.is_none();
    let to_tell: BTreeSet<ReferralId> =
        referral_news::of(conn, &ids)?.into_iter().filter(waits).map(|news| news.referral).collect();
    let shorts = shorts(conn, actor, personal, &found)?;
    let one = |referral: Referral| Listed {
        sender_name: senders.get(&referral.sender).cloned().unwrap_or_default(),
        venue_name: referral.to.and_then(|(venue, _)| venues.get(&venue).cloned()),
        short: referral.learner.and_then(|learner| shorts.get(&learner).cloned()),
        is_to_tell: to_tell.contains(&referral.id) && actor.may(Action::TellReferral, referral.sender).is_ok(),
        referral,
    };
    Ok(found.into_iter().map(one).collect())
}

/// The first names of those whom the caller's structure keeps or serves, under the row that names them here.
fn shorts(
    conn: &mut AnyConn,
    actor: &Actor,
    personal: &Personal,
    found: &[Referral],
) -> Result<HashMap<LearnerRef, String>, Fault> {
    let named: BTreeSet<LearnerRef> = found.iter().filter_map(|one| one.learner).collect();
    if named.is_empty() {
        return Ok(HashMap::new());
    }
    let named = Vec::from_iter(named);
    let roots = find::roots(conn, &named)?;
    let known: Vec<LearnerRef> = sight::of_many(conn, actor, roots)?.into_iter().map(|(root, _)| root.id).collect();
    let mut shorts = HashMap::new();
    for (id, sealed) in people::sealed(conn, &known)? {
        shorts.insert(id, Who::open(personal, id, &sealed)?.short());
    }
    let rows = rows::learners::of_ids(conn, &named)?;
    Ok(rows.iter().filter_map(|one| Some((one.id, shorts.get(&one.root())?.clone()))).collect())
}
