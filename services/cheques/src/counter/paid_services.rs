//! What cheques paid for, over a month: taken for sessions, without one, or without a word; and what the operator should look at.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::{At, Day},
    ids::VenueId,
};
use store::{Reply, conn::AnyConn};

use crate::{
    desk::Desk,
    rows::{
        odd_uses::{self as rows, Odd},
        sittings::{self, Sitting},
    },
};

/// A month of services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidServices {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Cheques taken for a session.
    pub with_session: i64,
    /// Cheques taken for a workshop without a session.
    pub walk_in: i64,
    /// Cheques of which nobody said what they paid for.
    pub unsaid: i64,
    /// What people paid in money besides, at the venues: told, never handled here.
    pub remainder: Cents,
    /// What to look at, latest first.
    pub to_look_at: Vec<ToLookAt>,
    /// Uses of booklets to look at, latest first.
    pub odd_uses: Vec<OddUse>,
}

/// A session, or an act without one, that is not as its price and its seats would have it. Nothing was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToLookAt {
    /// Where.
    pub venue: VenueId,
    /// The venue's name.
    pub venue_name: String,
    /// The session; none: an act without one.
    pub session: Option<String>,
    /// The act, where there is no session.
    pub receipt: Option<String>,
    /// What was declared.
    pub title: String,
    /// The day, the last one when there were several.
    pub day: Day,
    /// Seats, when the venue told them.
    pub seats: Option<i64>,
    /// The highest price that was declared, for one person.
    pub price_cheques: i64,
    /// People who were paid for.
    pub people: i64,
    /// Cheques taken that stand.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// Why it is to be looked at.
    pub because: Vec<Because>,
}

/// Why something is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// More people, or more cheques, than the seats hold.
    MoreThanSeats,
    /// More cheques than the price of those who came.
    MoreThanPrice,
    /// One session, several prices.
    SeveralPrices,
}

/// A booklet that was used as people seldom do, at one venue. Nothing is proven by it, and nothing was refused for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddUse {
    /// Where.
    pub venue: VenueId,
    /// The venue's name.
    pub venue_name: String,
    /// The booklet's printed number.
    pub carnet: String,
    /// How many of its cheques.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// When the last of them was presented.
    pub at: At,
    /// Why it is to be looked at.
    pub why: OddWhy,
}

/// Why the use of a booklet is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddWhy {
    /// All of its cheques were taken within a minute.
    WholeAtOnce,
    /// All of its cheques were taken within a day of its hand-over.
    WholeSameDay,
    /// Its cheques were presented, and refused, before it was anybody's.
    BeforeHandOver,
}

/// A month looks back so many days.
const DAYS: i64 = 31;
/// Who has more to look at than this looks at a shorter time first.
const MOST: i64 = 500;

/// The 31 days up to that one, today unless told. Nothing for who may not look into acts.
pub async fn paid_services(desk: &Desk, actor: &Actor, until: Option<Day>) -> Reply<Option<PaidServices>> {
    if actor.may_anywhere(Action::PaidServices).is_err() {
        return Ok(None);
    }
    let until = until.unwrap_or_else(|| desk.store.now().day());
    let from = until.plus_days(1 - DAYS);
    desk.store
        .read_still("paid-services", move |conn| {
            let counted = sittings::counted(conn, from, until)?;
            let remainder = Cents::new(sittings::remainders(conn, from, until)?);
            let found = sittings::to_look_at(conn, from, until, MOST)?;
            let to_look_at = looked(conn, found)?;
            let odd_uses = odd_uses(conn, from, until)?;
            let sittings::Counted { with_session, walk_in, unsaid } = counted;
            Ok(Some(PaidServices { from, until, with_session, walk_in, unsaid, remainder, to_look_at, odd_uses }))
        })
        .await
}

fn looked(conn: &mut AnyConn, found: Vec<Sitting>) -> Result<Vec<ToLookAt>, store::Fault> {
    let venues: Vec<VenueId> = found.iter().map(Sitting::venue).collect();
    let names = registry::venue::names(conn, &venues)?;
    let looked = |one: Sitting| {
        let (sits, paid) = (one.sat > 0, one.paid());
        ToLookAt {
            venue: one.venue(),
            venue_name: names.get(&one.venue()).cloned().unwrap_or_default(),
            because: because(&one),
            session: sits.then(|| paid.clone()),
            receipt: (!sits).then_some(paid),
            title: one.title,
            day: Day::from_number(one.day),
            seats: one.seats,
            price_cheques: one.price,
            people: one.people,
            cheques: one.cheques,
            value: Cents::new(one.cents),
        }
    };
    Ok(found.into_iter().map(looked).collect())
}

fn odd_uses(conn: &mut AnyConn, from: Day, until: Day) -> Result<Vec<OddUse>, store::Fault> {
    let whole = rows::whole_at_once(conn, from, until, MOST)?.into_iter().map(|one| (one, OddWhy::WholeAtOnce));
    let day = rows::whole_in_a_day(conn, from, until, MOST)?.into_iter().map(|one| (one, OddWhy::WholeSameDay));
    let early = rows::early(conn, from, until, MOST)?.into_iter().map(|one| (one, OddWhy::BeforeHandOver));
    let mut found: Vec<(Odd, OddWhy)> = whole.chain(day).chain(early).collect();
    // Stable: those of one instant stay in the order in which they were read.
    found.sort_by_key(|(one, _)| std::cmp::Reverse(one.at));
    let venues: Vec<VenueId> = found.iter().map(|(one, _)| one.venue()).collect();
    let names = registry::venue::names(conn, &venues)?;
    let told = |(one, why): (Odd, OddWhy)| OddUse {
        venue: one.venue(),
        venue_name: names.get(&one.venue()).cloned().unwrap_or_default(),
        carnet: one.serial().to_string(),
        cheques: one.cheques,
        value: Cents::new(one.cents),
        at: At(one.at),
        why,
    };
    Ok(found.into_iter().map(told).collect())
}

fn because(one: &Sitting) -> Vec<Because> {
    let crowded = one.seats.is_some_and(|seats| one.people > seats || one.cheques > seats.saturating_mul(one.price));
    let reasons = [
        (crowded, Because::MoreThanSeats),
        (one.cheques > one.due, Because::MoreThanPrice),
        (one.least_price < one.price, Because::SeveralPrices),
    ];
    reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
}
