//! Random bookings, presentations and second thoughts over a few booklets: each is answered as a plain count of cheques foretells,
//! and what is kept for a venue is there when it is presented.

use std::collections::BTreeMap;

use cheques::{
    bookings::{
        hold::Why,
        hold_cheques::{HoldCheques, hold_cheques},
        release_cheques::{ReleaseCheques, Which, release_cheques},
    },
    counter::{
        look_up::look_up,
        receipt::Receipt,
        void::{VoidRedemption, void_redemption},
    },
};
use kernel::{
    chance::Chance,
    ids::{BookingId, ReceiptId},
    refusal::Code,
};

use super::{Town, answered};

/// A booklet, as a plain count has it.
struct Booklet {
    serial: String,
    live: Vec<String>,
}

/// What is kept for a booking.
struct Hold {
    booklet: usize,
    venue: usize,
    left: usize,
}

/// An act that can still be undone: where, in which booklet, with which cheques.
type Act = (usize, usize, Vec<String>);

pub(super) struct Bookings<'a> {
    town: &'a Town,
    chance: Chance,
    booklets: Vec<Booklet>,
    /// In the order in which they were asked, which is that of their sessions.
    holds: BTreeMap<usize, (BookingId, Hold)>,
    acts: BTreeMap<ReceiptId, Act>,
    asked: usize,
    refused: usize,
}

const CHEQUES: usize = 10;

impl<'a> Bookings<'a> {
    /// Three booklets of ten in somebody's hand.
    pub(super) async fn new(town: &'a Town, seed: u64) -> Self {
        let codes = town.centre.living(town.funder, (3, 10, 10)).await;
        let mut booklets = Vec::new();
        for live in codes.chunks(CHEQUES) {
            let seen = look_up(&town.centre.desk, &town.venues[0].counter, &live[0]).await.expect("a cheque");
            booklets.push(Booklet { serial: seen.carnet, live: live.to_vec() });
        }
        let (holds, acts) = (BTreeMap::new(), BTreeMap::new());
        Self { town, chance: Chance::from_seed(seed), booklets, holds, acts, asked: 0, refused: 0 }
    }

    /// So many deeds, the books looked at from time to time.
    pub(super) async fn live_through(mut self, deeds: usize) {
        for no in 1..=deeds {
            match self.below(10) {
                0..=2 => self.keep().await,
                3 => self.give_back().await,
                4..=7 => self.present().await,
                _ => self.undo().await,
            }
            if no % 50 == 0 {
                self.town.centre.books_balance().await;
            }
        }
        assert!(self.refused > deeds / 20, "some of it was refused: {}", self.refused);
    }

    fn below(&self, most: usize) -> usize {
        let [one, two] = self.chance.bytes::<2>();
        usize::from(u16::from_be_bytes([one, two])).rem_euclid(most)
    }

    fn kept(&self, booklet: usize) -> usize {
        self.holds.values().filter(|(_, one)| one.booklet == booklet).map(|(_, one)| one.left).sum()
    }

    fn kept_elsewhere(&self, booklet: usize, venue: usize) -> usize {
        let others = self.holds.values().filter(|(_, one)| one.booklet == booklet && one.venue != venue);
        others.map(|(_, one)| one.left).sum()
    }

    async fn keep(&mut self) {
        let (booklet, venue, cheques) = (self.below(self.booklets.len()), self.below(2), 1 + self.below(4));
        let centre = &self.town.centre;
        let booking: BookingId = self.chance.id();
        self.asked += 1;
        let asked = HoldCheques {
            booking,
            carnet: self.booklets[booklet].serial.clone(),
            code: None,
            cheques: i64::try_from(cheques).expect("a few"),
            venue: self.town.venues[venue].id,
            // One session after the other: the next one's cheques are presented first.
            starts_at: centre.now().plus_ms(i64::try_from(self.asked).expect("a few") * 1000),
        };
        let answer = answered(hold_cheques(&centre.desk, &centre.prescriber, &centre.key(), asked).await);
        let free = self.booklets[booklet].live.len() - self.kept(booklet);
        match answer.map(|held| held.free) {
            Ok(left) => {
                assert!(cheques <= free, "{cheques} of {free} were free");
                assert_eq!(usize::try_from(left), Ok(free - cheques));
                self.holds.insert(self.asked, (booking, Hold { booklet, venue, left: cheques }));
            }
            Err(code) => {
                assert_eq!((code, cheques > free), (Code::PriceNotCovered, true), "{cheques} of {free} were free");
                self.refused += 1;
            }
        }
    }

    async fn give_back(&mut self) {
        let Some(no) = self.holds.keys().nth(self.below(self.holds.len().max(1))).copied() else { return };
        let Some((booking, hold)) = self.holds.remove(&no) else { return };
        let centre = &self.town.centre;
        let asked = ReleaseCheques { which: Which::Booking(booking), why: Why::Cancelled };
        let answer = answered(release_cheques(&centre.desk, &centre.prescriber, &centre.key(), asked).await);
        match hold.left {
            0 => assert_eq!(answer.err(), Some(Code::WrongStage), "all were presented"),
            left => assert_eq!(answer.map(|done| usize::try_from(done.cheques)), Ok(Ok(left))),
        }
    }

    async fn present(&mut self) {
        let (booklet, venue) = (self.below(self.booklets.len()), self.below(2));
        let live = self.booklets[booklet].live.len();
        if live == 0 {
            return;
        }
        let count = 1 + self.below(live.min(4));
        // From anywhere in the booklet: no paper is anybody's.
        let from = self.below(live - count + 1);
        let codes: Vec<String> = self.booklets[booklet].live[from..from + count].to_vec();
        let answer = answered(self.town.centre.redeem(&self.town.venues[venue], &codes).await);
        let free = live - self.kept_elsewhere(booklet, venue);
        match answer {
            Ok(receipt) => {
                assert!(count <= free, "{count} of {free} were free there");
                self.presented(&receipt, (venue, booklet, codes));
            }
            Err(code) => {
                assert_eq!((code, count > free), (Code::Held, true), "{count} of {free} were free there");
                self.refused += 1;
            }
        }
    }

    fn presented(&mut self, receipt: &Receipt, (venue, booklet, codes): Act) {
        let mut missing = codes.len();
        self.booklets[booklet].live.retain(|code| !codes.contains(code));
        for (_, hold) in self.holds.values_mut().filter(|(_, one)| one.booklet == booklet && one.venue == venue) {
            let taken = hold.left.min(missing);
            hold.left -= taken;
            missing -= taken;
        }
        self.acts.insert(receipt.id, (venue, booklet, codes));
    }

    async fn undo(&mut self) {
        let Some(receipt) = self.acts.keys().nth(self.below(self.acts.len().max(1))).copied() else { return };
        let Some((venue, booklet, codes)) = self.acts.remove(&receipt) else { return };
        let (centre, venue) = (&self.town.centre, &self.town.venues[venue]);
        let asked = VoidRedemption { receipt, reason: "erreur".to_owned() };
        void_redemption(&centre.desk, &venue.counter, &centre.key(), asked).await.expect("undone the same day");
        self.booklets[booklet].live.extend(codes);
    }
}

/// Two processes over one database: a cheque is never both taken at one venue and kept for another.
pub(super) async fn two_centres_promise_nothing_twice(town: &Town) {
    let (centre, [gare, mairie]) = (&town.centre, &town.venues);
    let other = centre.twin(&centre.place()).await;
    for round in 0..12 {
        let codes = centre.living(town.funder, (1, 2, 10)).await;
        let carnet = look_up(&centre.desk, &gare.counter, &codes[0]).await.expect("a cheque").carnet;
        let keep = |cheques| HoldCheques {
            booking: centre.chance().id(),
            carnet: carnet.clone(),
            code: None,
            cheques,
            venue: mairie.id,
            starts_at: centre.now(),
        };
        // One paper is presented while both are asked to be kept; or both are presented while one is kept.
        let (first, second) = if round % 2 == 0 {
            let key = format!("keep {round}");
            let (taken, kept) = tokio::join!(
                centre.redeem(gare, &codes[..1]),
                hold_cheques(&other.desk, &other.prescriber, &key, keep(2)),
            );
            (answered(taken).err(), answered(kept).err())
        } else {
            hold_cheques(&centre.desk, &centre.prescriber, &format!("keep {round}"), keep(1)).await.expect("kept");
            let (taken, too) = tokio::join!(centre.redeem(gare, &codes[..1]), other.redeem(gare, &codes[1..]));
            (answered(taken).err(), answered(too).err())
        };
        let lost: Vec<Code> = first.into_iter().chain(second).collect();
        assert!(lost == [Code::Held] || lost == [Code::PriceNotCovered], "one of the two, in round {round}: {lost:?}");
    }
    centre.books_balance().await;
}
