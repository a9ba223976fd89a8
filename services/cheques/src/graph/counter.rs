//! The counter in the graph: cheques looked over, the day, a receipt told again, people welcomed anyway, « Mon carnet ».

use async_graphql::{Enum, ID, Result, SimpleObject, connection::Connection};
use registry::graph::{answer::Refusal, page};

use super::{
    objects::{Remaining, remaining},
    paid::PaidService,
};
use crate::{
    carnets::booklet,
    counter::{
        counter_day::{self, Deed, Place},
        counters, look_over, receipt_again, welcome,
    },
};

/// A venue of the caller's structure where cheques may be taken.
#[derive(SimpleObject)]
pub(super) struct Counter {
    venue_id: ID,
    name: String,
    /// Whether it may take cheques now, of one funder at least.
    open: bool,
}
impl From<counters::Counter> for Counter {
    fn from(counter: counters::Counter) -> Self {
        Self { venue_id: counter.venue.to_string().into(), name: counter.name, open: counter.open }
    }
}

/// One of the cheques that were looked over.
#[derive(SimpleObject)]
pub(super) struct CounterCheque {
    /// The last group of its code; null when the code is mistyped.
    last_four: Option<String>,
    /// Its booklet's printed number; null when it is not of this network.
    carnet: Option<String>,
    no: Option<i64>,
    value_cents: Option<i64>,
    /// The last day on which it is honoured.
    until: Option<String>,
    /// Why the venue could not take it now; null when it could.
    refusal: Option<Refusal>,
}
impl From<look_over::One> for CounterCheque {
    fn from(one: look_over::One) -> Self {
        let seen = one.seen.as_ref();
        Self {
            last_four: one.last_four,
            carnet: seen.map(|seen| seen.carnet.clone()),
            no: seen.map(|seen| seen.no),
            value_cents: seen.map(|seen| seen.value.get()),
            until: seen.map(|seen| seen.until.to_string()),
            refusal: one.refusal.as_ref().map(Refusal::from),
        }
    }
}

/// Cheques, looked over: nothing was consumed.
#[derive(SimpleObject)]
pub(super) struct CounterLook {
    /// In the order given.
    cheques: Vec<CounterCheque>,
    /// How many the venue could take now.
    accepted: usize,
    value_cents: i64,
    /// What would remain in each booklet touched.
    remaining: Vec<Remaining>,
    /// Whether only the person whose booklet it is may give one of them: the act must say that they are there.
    personal: bool,
    /// The most cheques that one person may give for one workshop; null: no cap.
    cap_cheques: Option<i64>,
}
impl From<look_over::LookedOver> for CounterLook {
    fn from(looked: look_over::LookedOver) -> Self {
        Self {
            cheques: looked.cheques.into_iter().map(CounterCheque::from).collect(),
            accepted: looked.accepted,
            value_cents: looked.value.get(),
            remaining: remaining(looked.remaining),
            personal: looked.personal,
            cap_cheques: looked.cap,
        }
    }
}

/// Answer of `lookOver`.
#[derive(SimpleObject)]
pub(super) struct LookOverPayload {
    pub(super) look: Option<CounterLook>,
    pub(super) refusal: Option<Refusal>,
}

/// A receipt, told again.
#[derive(SimpleObject)]
pub(super) struct ReceiptSeen {
    id: ID,
    venue_id: ID,
    venue_name: String,
    at: String,
    /// Who took the cheques.
    by: ID,
    cheques: usize,
    value_cents: i64,
    /// Whether the whole act was undone.
    voided: bool,
    /// How many of its cheques were: by the venue all, by the network some or all.
    undone: usize,
    /// Whether the act can still be undone.
    voidable: bool,
    /// What remained in each booklet just after the act.
    remaining: Vec<Remaining>,
    /// What they paid for, when it was declared.
    service: Option<PaidService>,
}
impl From<receipt_again::ReceiptSeen> for ReceiptSeen {
    fn from(seen: receipt_again::ReceiptSeen) -> Self {
        let receipt = seen.receipt;
        Self {
            id: receipt.id.to_string().into(),
            venue_id: receipt.venue.to_string().into(),
            venue_name: seen.venue_name,
            at: receipt.at.iso_seconds(),
            by: seen.by.to_string().into(),
            cheques: receipt.cheques,
            value_cents: receipt.value.get(),
            voided: seen.voided,
            undone: seen.undone,
            voidable: seen.voidable,
            remaining: remaining(receipt.remaining),
            service: receipt.service.map(PaidService::from),
        }
    }
}

/// How somebody was welcomed without a cheque.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "welcome::Kind")]
pub(super) enum WelcomeKind {
    /// Free of charge.
    Free,
    /// With a cheque that could not be taken: the network looks into it afterwards.
    ToRegularise,
}

/// People welcomed without a cheque.
#[derive(SimpleObject)]
pub(super) struct Welcome {
    id: ID,
    at: String,
    kind: WelcomeKind,
    /// The code of the refusal that led to it.
    reason_code: Option<String>,
    people: i64,
}
impl From<welcome::Welcome> for Welcome {
    fn from(one: welcome::Welcome) -> Self {
        Self {
            id: one.id.to_string().into(),
            at: one.at.iso_seconds(),
            kind: one.kind.into(),
            reason_code: one.reason,
            people: one.people,
        }
    }
}

/// One thing done at a counter: an act, or a welcome.
#[derive(SimpleObject)]
pub(super) struct CounterEntry {
    /// The receipt's identifier, or the welcome's.
    id: ID,
    at: String,
    /// Who did it.
    by: ID,
    /// As they are called; null when it is not known.
    by_name: Option<String>,
    /// Cheques taken that stand, or all those of an act that was undone whole; zero for a welcome.
    cheques: i64,
    value_cents: i64,
    voided: bool,
    /// Cheques of the act that were undone.
    undone: i64,
    /// Whether the act can still be undone.
    voidable: bool,
    /// How people were welcomed; null for an act.
    welcome: Option<WelcomeKind>,
    /// The code of the refusal that led to the welcome.
    reason_code: Option<String>,
    /// People welcomed; zero for an act.
    people: i64,
}
impl From<counter_day::Entry> for CounterEntry {
    fn from(entry: counter_day::Entry) -> Self {
        let bare = Self {
            id: entry.id.to_string().into(),
            at: entry.at.iso_seconds(),
            by: entry.by.to_string().into(),
            by_name: entry.by_name,
            cheques: 0,
            value_cents: 0,
            voided: false,
            undone: 0,
            voidable: false,
            welcome: None,
            reason_code: None,
            people: 0,
        };
        match entry.deed {
            Deed::Redeemed { cheques, value, voided, undone, voidable } => {
                Self { cheques, value_cents: value.get(), voided, undone, voidable, ..bare }
            }
            Deed::Welcomed { kind, reason, people } => {
                Self { welcome: Some(kind.into()), reason_code: reason, people, ..bare }
            }
        }
    }
}

/// A day of a counter.
#[derive(SimpleObject)]
pub(super) struct CounterDay {
    venue_id: ID,
    venue_name: String,
    day: String,
    /// Acts that stand.
    acts: i64,
    /// Cheques in them.
    cheques: i64,
    value_cents: i64,
    /// People welcomed without a cheque.
    welcomed: i64,
    /// What was done, newest first.
    entries: Connection<String, CounterEntry>,
}

/// A day with one page of its entries, of which one more than wanted was read.
pub(super) fn day(seen: counter_day::CounterDay, most: usize, goes_on: bool) -> CounterDay {
    let edge = |entry: counter_day::Entry| (format!("{}.{}", entry.at.0, entry.id), CounterEntry::from(entry));
    let entries = page::listed(seen.entries.into_iter().map(edge), most, goes_on);
    CounterDay {
        venue_id: seen.venue.to_string().into(),
        venue_name: seen.name,
        day: seen.day.to_string(),
        acts: seen.acts,
        cheques: seen.cheques,
        value_cents: seen.value.get(),
        welcomed: seen.welcomed,
        entries,
    }
}

/// Where a page of the day goes on.
pub(super) fn place(cursor: &str) -> Result<Place> {
    page::moment(cursor)
}

/// Whether the cheques of a booklet can be used.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "booklet::State")]
pub(super) enum BookletState {
    /// Today.
    Usable,
    /// Not yet: ask where the booklet was given.
    NotYet,
    /// No more.
    Ended,
    /// It was told lost or stolen, or another one replaces it.
    Blocked,
}

/// What remains in a booklet. Never where nor when cheques were used.
#[derive(SimpleObject)]
pub(super) struct Booklet {
    carnet: String,
    cheques: i64,
    value_cents: i64,
    /// The last day on which the cheques are honoured.
    until: String,
    state: BookletState,
}
impl From<booklet::Booklet> for Booklet {
    fn from(seen: booklet::Booklet) -> Self {
        Self {
            carnet: seen.carnet,
            cheques: seen.cheques,
            value_cents: seen.value.get(),
            until: seen.until.to_string(),
            state: seen.state.into(),
        }
    }
}

/// Answer of `booklet`.
#[derive(SimpleObject)]
pub(super) struct BookletPayload {
    pub(super) booklet: Option<Booklet>,
    pub(super) refusal: Option<Refusal>,
}
