//! Finding what each entry of the bank is about: a payment of ours by the reference that follows the money, a whole run, the
//! funds of an order, something told before, or nothing known. Judged in memory, over what was read once for the whole file.

use std::collections::HashMap;

use kernel::{
    cents::Cents,
    clock::Day,
    ids::{BankAccountId, OrderId, SettlementId, StructureId},
};

use super::bank_news::{About, Ending, Entry, Kind, PaymentStage, Why, Word};

/// A payment as the books know it, and as the file leaves it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) settlement: SettlementId,
    pub(crate) structure: StructureId,
    pub(crate) attempt: i64,
    /// The account that it was sent to.
    pub(crate) account: BankAccountId,
    /// The reference that follows the money.
    pub(crate) reference: String,
    /// The message of its run.
    pub(crate) message: String,
    pub(crate) amount: Cents,
    /// Whether the bank has its file.
    pub(crate) sent: bool,
    /// Before the file.
    pub(crate) was: PaymentStage,
    /// After it.
    pub(crate) stage: PaymentStage,
    /// Why it was rejected or came back.
    pub(crate) reason: Option<String>,
    /// Whether a statement has told its debit, and its return: once each.
    pub(crate) debited: bool,
    pub(crate) credited: bool,
}

/// An order for which funds may come.
#[derive(Clone, Debug)]
pub(crate) struct Awaiting {
    pub(crate) order: OrderId,
    pub(crate) label: String,
    /// Whether all of its funds are there.
    pub(crate) complete: bool,
}

/// What tells a movement apart where no payment of ours does: its amount, its day, and the bank's reference or its words.
pub(crate) type Print = (i64, i64, String);

/// What was read of the books, once for the whole file.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) payments: Vec<Known>,
    pub(crate) orders: Vec<Awaiting>,
    /// Movements that news of another kind told before, and how often.
    pub(crate) told: HashMap<Print, usize>,
    by_reference: HashMap<String, usize>,
    by_message: HashMap<String, Vec<usize>>,
}

/// What an entry was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) ending: Ending,
    pub(crate) about: Option<About>,
}

/// The print of an entry.
pub(crate) fn print(amount: Cents, booked: Day, reference: &str, end_to_end: &str, remittance: &str) -> Print {
    let words = [reference, end_to_end, remittance].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    (amount.get(), booked.number(), words.to_owned())
}

/// The message of ours that a bank names by its `MsgId`, or by its one block's `PmtInfId`.
pub(crate) fn message_of(named: &str) -> &str {
    named.strip_suffix("-1").unwrap_or(named)
}

/// Words of an entry that may be the label of an order.
pub(crate) fn labels_in(entry: &Entry) -> impl Iterator<Item = String> + '_ {
    let words = [entry.remittance.as_str(), entry.end_to_end.as_str()];
    let tokens = words.into_iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric()));
    let five = tokens.filter(|token| token.len() == crate::order::LABEL_SYMBOLS);
    five.map(|token| token.to_ascii_uppercase().replace('O', "0").replace(['I', 'L'], "1"))
}

impl Books {
    pub(crate) fn new(payments: Vec<Known>, orders: Vec<Awaiting>, told: HashMap<Print, usize>) -> Self {
        let mut books = Self { payments, orders, told, ..Self::default() };
        for (place, payment) in books.payments.iter().enumerate() {
            books.by_reference.insert(payment.reference.clone(), place);
            books.by_message.entry(payment.message.clone()).or_default().push(place);
        }
        books
    }

    /// What each entry is, in the order of the file; payments are left as the file leaves them.
    pub(crate) fn find(&mut self, kind: Kind, entries: &[Entry]) -> Vec<Found> {
        entries.iter().map(|entry| self.one(kind, entry)).collect()
    }

    fn one(&mut self, kind: Kind, entry: &Entry) -> Found {
        if let Some(place) = self.by_reference.get(&entry.end_to_end).copied() {
            let ending = match entry.word {
                Word::Booked if entry.amount < Cents::ZERO => self.debited(kind, place, entry),
                Word::Booked => self.came_back(kind, place, entry),
                Word::Rejected => self.rejected(place, entry.reason.as_deref()),
                Word::Accepted => self.accepted(place),
            };
            let payment = &self.payments[place];
            let about = About { settlement: payment.settlement, payment: Some((payment.structure, payment.attempt)) };
            return Found { ending, about: Some(about) };
        }
        let whole = self.by_message.get(message_of(&entry.message)).cloned();
        match whole.filter(|_| entry.end_to_end.is_empty() && entry.amount <= Cents::ZERO) {
            Some(places) => self.whole_run(kind, &places, entry),
            None => Found { ending: self.stranger(entry), about: None },
        }
    }

    /// The bank took the amount of a payment.
    fn debited(&mut self, kind: Kind, place: usize, entry: &Entry) -> Ending {
        let payment = &mut self.payments[place];
        if !payment.sent {
            return Ending::Unmatched(Why::Stage);
        }
        if Cents::ZERO.minus(entry.amount) != Ok(payment.amount) {
            return Ending::Unmatched(Why::Amount);
        }
        if kind == Kind::Statement && std::mem::replace(&mut payment.debited, true) {
            return Ending::Unmatched(Why::Twice);
        }
        match payment.stage {
            PaymentStage::Open => {
                payment.stage = PaymentStage::Paid;
                Ending::Paid
            }
            PaymentStage::Paid | PaymentStage::Rejected | PaymentStage::Returned => Ending::Known,
        }
    }

    /// The amount of a payment came back, maybe before its debit was told.
    fn came_back(&mut self, kind: Kind, place: usize, entry: &Entry) -> Ending {
        let payment = &mut self.payments[place];
        if !payment.sent {
            return Ending::Unmatched(Why::Stage);
        }
        if entry.amount != payment.amount {
            return Ending::Unmatched(Why::Amount);
        }
        if kind == Kind::Statement && std::mem::replace(&mut payment.credited, true) {
            return Ending::Unmatched(Why::Twice);
        }
        match payment.stage {
            PaymentStage::Open | PaymentStage::Paid => {
                payment.stage = PaymentStage::Returned;
                payment.reason.clone_from(&entry.reason);
                Ending::Returned
            }
            PaymentStage::Rejected | PaymentStage::Returned => Ending::Known,
        }
    }

    fn rejected(&mut self, place: usize, reason: Option<&str>) -> Ending {
        let payment = &mut self.payments[place];
        match payment.stage {
            _ if !payment.sent => Ending::Unmatched(Why::Stage),
            PaymentStage::Open => {
                payment.stage = PaymentStage::Rejected;
                payment.reason = reason.map(str::to_owned);
                Ending::Rejected
            }
            // The money is gone: it is due again when it has come back.
            PaymentStage::Paid => Ending::Unmatched(Why::Stage),
            PaymentStage::Rejected | PaymentStage::Returned => Ending::Known,
        }
    }

    fn accepted(&self, place: usize) -> Ending {
        let payment = &self.payments[place];
        match payment.stage {
            _ if !payment.sent => Ending::Unmatched(Why::Stage),
            PaymentStage::Open => Ending::Accepted,
            PaymentStage::Paid | PaymentStage::Rejected | PaymentStage::Returned => Ending::Known,
        }
    }

    /// One word for a whole run: taken in one amount, rejected, or accepted.
    fn whole_run(&mut self, kind: Kind, places: &[usize], entry: &Entry) -> Found {
        let about = places.first().map(|place| About { settlement: self.payments[*place].settlement, payment: None });
        let open: Vec<usize> = self.at(places, PaymentStage::Open);
        let sent = places.iter().all(|place| self.payments[*place].sent);
        let ending = match entry.word {
            _ if !sent => Ending::Unmatched(Why::Stage),
            Word::Booked => self.taken_at_once(kind, places, &open, entry),
            Word::Rejected | Word::Accepted if open.is_empty() => Ending::Known,
            Word::Rejected => {
                for place in open {
                    self.rejected(place, entry.reason.as_deref());
                }
                Ending::Rejected
            }
            Word::Accepted => Ending::Accepted,
        };
        Found { ending, about }
    }

    /// The bank took all payments of a run in one amount: those that are open, those it did not reject, or all, the rejected ones
    /// coming back apart. A statement tells the debit of a payment once, alone or with others: once more is a second debit.
    fn taken_at_once(&mut self, kind: Kind, places: &[usize], open: &[usize], entry: &Entry) -> Ending {
        let taken = Cents::ZERO.minus(entry.amount).unwrap_or_default();
        let kept: Vec<usize> =
            places.iter().copied().filter(|place| self.payments[*place].stage != PaymentStage::Rejected).collect();
        let told = [open, kept.as_slice(), places].into_iter().find(|some| taken == self.sum(some));
        let Some(told) = told else { return Ending::Unmatched(Why::Amount) };
        if kind == Kind::Statement && !told.is_empty() {
            // One that was told before is enough: the bank took it twice, whatever else is in this amount.
            if told.iter().any(|place| self.payments[*place].debited) {
                return Ending::Unmatched(Why::Twice);
            }
            for place in told {
                self.payments[*place].debited = true;
            }
        }
        if open.is_empty() {
            return Ending::Known;
        }
        for place in open {
            self.payments[*place].stage = PaymentStage::Paid;
        }
        Ending::Paid
    }

    fn at(&self, places: &[usize], stage: PaymentStage) -> Vec<usize> {
        places.iter().copied().filter(|place| self.payments[*place].stage == stage).collect()
    }

    fn sum(&self, places: &[usize]) -> Cents {
        Cents::total(places.iter().map(|place| self.payments[*place].amount)).unwrap_or_default()
    }

    /// A movement that is no payment of ours.
    fn stranger(&mut self, entry: &Entry) -> Ending {
        let booked = entry.booked.unwrap_or_else(|| Day::from_number(0));
        let print = print(entry.amount, booked, &entry.reference, &entry.end_to_end, &entry.remittance);
        if let Some(left) = self.told.get_mut(&print).filter(|left| **left > 0) {
            *left -= 1;
            return Ending::Known;
        }
        if entry.amount > Cents::ZERO {
            let mut named: Vec<&Awaiting> =
                labels_in(entry).filter_map(|label| self.orders.iter().find(|order| order.label == label)).collect();
            named.dedup_by_key(|order| order.order);
            if let [order] = named.as_slice() {
                return if order.complete { Ending::Unmatched(Why::Overdue) } else { Ending::Proposed(order.order) };
            }
        }
        Ending::Unmatched(match entry {
            Entry { charge: true, .. } => Why::Charge,
            Entry { end_to_end, .. } if end_to_end.starts_with("PASSEGUE-") => Why::UnknownReference,
            Entry { word: Word::Rejected | Word::Accepted, .. } => Why::UnknownReference,
            _ => Why::NoReference,
        })
    }
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;

    fn known(no: u8, cents: i64, stage: PaymentStage) -> Known {
        Known {
            settlement: Id::from_bytes([1; 16]),
            structure: Id::from_bytes([no; 16]),
            attempt: 1,
            account: Id::from_bytes([5; 16]),
            reference: format!("PASSEGUE-000001-{no}"),
            message: "PASSEGUE-000001".to_owned(),
            amount: Cents::new(cents),
            sent: true,
            was: stage,
            stage,
            reason: None,
            debited: false,
            credited: false,
        }
    }

    fn moved(no: u8, cents: i64) -> Entry {
        let end_to_end = format!("PASSEGUE-000001-{no}");
        Entry { end_to_end, amount: Cents::new(cents), booked: Some(Day::from_number(20_000)), ..Entry::default() }
    }

    fn said(word: Word, no: u8) -> Entry {
        Entry { word, reason: Some("AC04".to_owned()), ..moved(no, 0) }
    }

    fn books() -> Books {
        let payments = vec![known(1, 1000, PaymentStage::Open), known(2, 500, PaymentStage::Open)];
        let order =
            |label: &str, complete| Awaiting { order: Id::from_bytes([9; 16]), label: label.to_owned(), complete };
        Books::new(payments, vec![order("K7QMX", false), order("Z9T0X", true)], HashMap::new())
    }

    /// What each entry of a statement, a notification (`N`) or an answer (`A`) is found to be, in order.
    fn told(books: &mut Books, kind: Kind, entries: &[Entry]) -> Vec<&'static str> {
        let said = |found: &Found| found.ending.why().map_or_else(|| found.ending.name(), Why::name);
        books.find(kind, entries).iter().map(said).collect()
    }

    #[test]
    fn a_payment_is_paid_once_rejected_once_returned_once() {
        let (statement, notification, answer) = (Kind::Statement, Kind::Notification, Kind::Answer);
        let mut all = books();
        assert_eq!(
            told(&mut all, answer, &[said(Word::Accepted, 1), said(Word::Rejected, 2)]),
            ["accepted", "rejected"]
        );
        assert_eq!(told(&mut all, answer, &[said(Word::Rejected, 2)]), ["known"]);
        assert_eq!(told(&mut all, notification, &[moved(1, -1000)]), ["paid"]);
        assert_eq!(told(&mut all, statement, &[moved(1, -1000), moved(1, -1000)]), ["known", "twice"]);
        assert_eq!(told(&mut all, answer, &[said(Word::Rejected, 1)]), ["stage"]);
        assert_eq!(told(&mut all, notification, &[moved(1, 1000)]), ["returned"]);
        assert_eq!(told(&mut all, statement, &[moved(1, 1000), moved(1, 1000)]), ["known", "twice"]);
        let stages: Vec<_> = all.payments.iter().map(|one| one.stage).collect();
        assert_eq!(stages, [PaymentStage::Returned, PaymentStage::Rejected]);
    }

    #[test]
    fn a_return_may_be_told_before_its_debit() {
        let mut all = books();
        assert_eq!(told(&mut all, Kind::Statement, &[moved(1, 1000), moved(1, -1000)]), ["returned", "known"]);
    }

    #[test]
    fn other_amounts_and_payments_that_were_not_sent_are_left() {
        let mut all = books();
        assert_eq!(told(&mut all, Kind::Statement, &[moved(1, -999), moved(1, 999)]), ["amount", "amount"]);
        all.payments[0].sent = false;
        let entries = [moved(1, -1000), moved(1, 1000), said(Word::Rejected, 1), said(Word::Accepted, 1)];
        assert_eq!(told(&mut all, Kind::Notification, &entries), ["stage"; 4]);
        assert!(all.payments.iter().all(|one| one.stage == PaymentStage::Open));
    }

    #[test]
    fn a_run_may_be_taken_in_one_amount() {
        let batch = |cents: i64| {
            let message = "PASSEGUE-000001-1".to_owned();
            Entry { end_to_end: String::new(), message, ..moved(1, cents) }
        };
        let mut all = books();
        assert_eq!(
            told(&mut all, Kind::Statement, &[batch(-1400), batch(-1500), batch(-1500)]),
            ["amount", "paid", "twice"]
        );
        // Told by a notification first, then by a statement, then by another one.
        let mut all = books();
        assert_eq!(told(&mut all, Kind::Notification, &[batch(-1500), batch(-1500)]), ["paid", "known"]);
        assert_eq!(told(&mut all, Kind::Statement, &[batch(-1500), batch(-1500)]), ["known", "twice"]);
        assert_eq!(told(&mut all, Kind::Statement, &[moved(1, -1000)]), ["twice"], "alone after all of them");
        let mut one_by_one = books();
        let entries = [moved(1, -1000), moved(2, -500), batch(-1500)];
        assert_eq!(told(&mut one_by_one, Kind::Statement, &entries), ["paid", "paid", "twice"]);
        let mut partly = books();
        assert_eq!(told(&mut partly, Kind::Statement, &[moved(1, -1000), batch(-1500)]), ["paid", "twice"]);
        let mut some = books();
        assert_eq!(told(&mut some, Kind::Answer, &[said(Word::Rejected, 2)]), ["rejected"]);
        assert_eq!(told(&mut some, Kind::Notification, &[batch(-1000)]), ["paid"]);
        assert_eq!(told(&mut some, Kind::Statement, &[batch(-1000), batch(-1000)]), ["known", "twice"]);
        let mut one_rejected = books();
        assert_eq!(told(&mut one_rejected, Kind::Answer, &[said(Word::Rejected, 2)]), ["rejected"]);
        assert_eq!(told(&mut one_rejected, Kind::Statement, &[batch(-1500), moved(2, 500)]), ["paid", "known"]);
        let refused = Entry { word: Word::Rejected, ..batch(0) };
        let mut none = books();
        assert_eq!(told(&mut none, Kind::Answer, &[refused.clone(), refused]), ["rejected", "known"]);
        assert!(none.payments.iter().all(|one| one.stage == PaymentStage::Rejected));
    }

    #[test]
    fn funds_are_proposed_to_the_order_that_they_name() {
        let mut all = books();
        let funds =
            |words: &str, cents| Entry { end_to_end: String::new(), remittance: words.to_owned(), ..moved(1, cents) };
        let entries = [
            funds("Commande k7qmx mandat 12", 100),
            funds("Commande Z9TOX", 100),
            funds("rien de connu", 100),
            Entry { charge: true, ..funds("frais", -100) },
            moved(7, -100),
            funds("Commande K7QMX", -100),
        ];
        let found = told(&mut all, Kind::Statement, &entries);
        assert_eq!(found, ["proposed", "overdue", "no-reference", "charge", "unknown-reference", "no-reference"]);
        let seen = print(Cents::new(100), Day::from_number(20_000), "", "", "Commande k7qmx mandat 12");
        let mut later = books();
        later.told.insert(seen, 1);
        assert_eq!(told(&mut later, Kind::Statement, &[entries[0].clone(), entries[0].clone()]), ["known", "proposed"]);
    }
}
