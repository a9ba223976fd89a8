//! Tables of deeds: a line says what is done, what is answered, and what lies where afterwards.

use std::{collections::BTreeMap, fmt::Write};

use cheques::{
    counter::void::{VoidRedemption, void_redemption},
    orders::{
        close::close_expired_order,
        confirm_funds::{ConfirmFunds, confirm_funds},
        issue::issue_carnets,
    },
    payments::{
        export::export_settlement,
        settle::{Approve, Confirm, NewAccounts, approve_knowing, confirm, prepare},
    },
};
use kernel::{
    access::Actor,
    cents::Cents,
    ids::{ReceiptId, SettlementId, StructureId},
};
use store::{Reply, Trouble};

use super::{balances, recoverable};
use crate::support::{
    books::{Centre, Ordered, Size, Venue, day},
    engine::Engine,
};

/// What the lines of a table have named so far.
struct Story {
    centre: Centre,
    funder: StructureId,
    venues: BTreeMap<String, Venue>,
    orders: BTreeMap<String, Ordered>,
    codes: BTreeMap<String, Vec<Vec<String>>>,
    receipts: Vec<ReceiptId>,
    runs: Vec<SettlementId>,
}

/// Does what the table says, line by line; fails with the table as it turned out.
pub(super) async fn tell(engine: Engine, name: &str, table: &str) {
    let centre = Centre::new(engine, name).await;
    let funder = centre.funder("Département").await;
    let (venues, orders, codes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut story = Story { centre, funder, venues, orders, codes, receipts: Vec::new(), runs: Vec::new() };
    let (mut expected, mut told) = (String::new(), String::new());
    let mut lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    // The heading says whether the table also tells what venues owe back.
    let wide = lines.next().is_some_and(|heading| heading.contains("recoverable"));
    let columns_after = if wide { 7 } else { 6 };
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!(words.len() > columns_after, "{name}: a deed, an answer and balances: {line}");
        let (deed, columns) = words.split_at(words.len() - columns_after);
        row(&mut expected, deed, columns);
        let answer = story.happen(deed).await;
        let place = story.centre.place();
        let owed_back = wide.then(|| euros(recoverable(&place)));
        let columns = [vec![answer], balances(&place).map(euros).to_vec(), Vec::from_iter(owed_back)].concat();
        row(&mut told, deed, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    }
    assert_eq!(told, expected, "{name} on {engine:?}: as it turned out, then as it is written:\n{told}\n{expected}");
    story.centre.books_balance().await;
}

fn row(table: &mut String, deed: &[&str], columns: &[&str]) {
    let deed = deed.join(" ");
    writeln!(table, "{deed:<29} {}", columns.join("  ")).expect("a String takes any text");
}

fn euros(cents: i64) -> String {
    if cents % 100 == 0 { (cents / 100).to_string() } else { Cents::new(cents).to_string() }
}

impl Story {
    async fn happen(&mut self, deed: &[&str]) -> String {
        let done = match deed {
            ["day", text] => {
                self.centre.clock.jump_to(day(text).at(9, 0));
                return "-".to_owned();
            }
            ["order", name, size] => self.order(name, size, None).await,
            ["order", name, size, last] => self.order(name, size, Some(last)).await,
            ["fund", name, amount] => self.fund(name, amount, &self.centre.key()).await,
            ["fund", name, amount, reference] => self.fund(name, amount, reference).await,
            ["issue", name] => self.issue(name).await,
            ["hand-over", booklet] => self.hand_over(booklet).await,
            ["redeem", venue, cheques @ ..] => self.redeem(venue, cheques).await,
            ["void", venue, receipt] => self.void(venue, receipt).await,
            ["reverse", receipt, cheques @ ..] => self.reverse(receipt, cheques, false).await,
            ["reverse-for-good", receipt, cheques @ ..] => self.reverse(receipt, cheques, true).await,
            ["hold", receipt, cheques @ ..] => self.hold(receipt, cheques).await,
            ["release", receipt, cheques @ ..] => self.release(receipt, cheques).await,
            ["hold-venue", venue] => self.hold_venue(venue, true).await,
            ["release-venue", venue] => self.hold_venue(venue, false).await,
            ["prepare", who] => self.prepare(who).await,
            ["approve", run, who] => self.approve(run, who).await,
            ["export", run] => self.export(run).await,
            ["confirm", run] => self.confirm(run).await,
            ["close", name] => self.close(name).await,
            other => panic!("no such deed: {other:?}"),
        };
        match done {
            Ok(amount) => euros(amount.get()),
            Err(Trouble::Refused(refusal)) => refusal.code.to_string(),
            Err(Trouble::Broken(fault)) => panic!("{deed:?}: {fault}"),
        }
    }

    async fn order(&mut self, name: &str, size: &str, last: Option<&str>) -> Reply<Cents> {
        let last = last.map_or_else(|| self.centre.now().day().plus_days(365), day);
        let order = self.centre.order_until(self.funder, sized(size), last).await;
        let value = order.value;
        self.orders.insert(name.to_owned(), order);
        Ok(value)
    }

    async fn fund(&self, name: &str, amount: &str, reference: &str) -> Reply<Cents> {
        let amount = Cents::new(number(amount) * 100);
        let asked = ConfirmFunds { order: self.orders[name].id, amount, reference: format!("mandat {reference}") };
        Ok(confirm_funds(&self.centre.desk, &self.centre.treasurer, &self.centre.key(), asked).await?.amount)
    }

    async fn issue(&mut self, name: &str) -> Reply<Cents> {
        let order = self.orders[name].clone();
        let centre = &self.centre;
        // The second time it is refused; only the first gives codes.
        if self.codes.contains_key(name) {
            return issue_carnets(&centre.desk, &centre.operator, &centre.key(), order.id).await.map(|_| order.value);
        }
        let codes = self.centre.issue(&order).await;
        self.codes.insert(name.to_owned(), codes);
        Ok(order.value)
    }

    async fn hand_over(&self, booklet: &str) -> Reply<Cents> {
        let (name, no) = booklet.split_once('-').expect("a booklet is an order and a number");
        let no = usize::try_from(number(no)).expect("a place");
        self.centre.try_hand_over(&self.orders[name].label, no).await
    }

    async fn redeem(&mut self, venue: &str, cheques: &[&str]) -> Reply<Cents> {
        let venue = self.venue(venue).await;
        let codes: Vec<String> = cheques.iter().map(|cheque| self.code(cheque)).collect();
        let receipt = self.centre.redeem(&venue, &codes).await?;
        self.receipts.push(receipt.id);
        Ok(receipt.value)
    }

    async fn void(&mut self, venue: &str, receipt: &str) -> Reply<Cents> {
        let venue = self.venue(venue).await;
        let receipt = self.receipt(receipt);
        let asked = VoidRedemption { receipt, reason: "erreur de saisie".to_owned() };
        Ok(void_redemption(&self.centre.desk, &venue.counter, &self.centre.key(), asked).await?.value)
    }

    async fn reverse(&self, receipt: &str, cheques: &[&str], blocked: bool) -> Reply<Cents> {
        Ok(self.centre.reverses(self.receipt(receipt), &numbers(cheques), blocked).await?.value)
    }

    async fn hold(&self, receipt: &str, cheques: &[&str]) -> Reply<Cents> {
        Ok(self.centre.holds(self.receipt(receipt), &numbers(cheques)).await?.value)
    }

    async fn release(&self, receipt: &str, cheques: &[&str]) -> Reply<Cents> {
        Ok(self.centre.releases(self.receipt(receipt), &numbers(cheques)).await?.value)
    }

    async fn hold_venue(&mut self, venue: &str, held: bool) -> Reply<Cents> {
        let venue = self.venue(venue).await.id;
        self.centre.holds_venue(venue, held).await.map(|_| Cents::ZERO)
    }

    fn receipt(&self, receipt: &str) -> ReceiptId {
        self.receipts[place(receipt.trim_start_matches('#'))]
    }

    async fn prepare(&mut self, who: &str) -> Reply<Cents> {
        let run = prepare(&self.centre.desk, self.person(who), &self.centre.key()).await?;
        self.runs.push(run.settlement);
        Ok(run.amount)
    }

    async fn approve(&self, run: &str, who: &str) -> Reply<Cents> {
        let asked = Approve { settlement: self.runs[place(run)], execution_day: None };
        let (desk, key) = (&self.centre.desk, self.centre.key());
        Ok(approve_knowing(desk, self.person(who), &key, asked, NewAccounts::Seen).await?.amount)
    }

    async fn export(&self, run: &str) -> Reply<Cents> {
        let (desk, who) = (&self.centre.desk, self.person("treasurer"));
        Ok(export_settlement(desk, who, &self.centre.key(), self.runs[place(run)]).await?.amount)
    }

    async fn confirm(&self, run: &str) -> Reply<Cents> {
        let asked = Confirm { settlement: self.runs[place(run)], bank_reference: "VIR 42".to_owned() };
        Ok(confirm(&self.centre.desk, self.person("other"), &self.centre.key(), asked).await?.amount)
    }

    async fn close(&self, name: &str) -> Reply<Cents> {
        let (desk, who) = (&self.centre.desk, &self.centre.operator);
        Ok(close_expired_order(desk, who, &self.centre.key(), self.orders[name].id).await?.refundable)
    }

    async fn venue(&mut self, name: &str) -> Venue {
        if !self.venues.contains_key(name) {
            let venue = self.centre.venue(name, None).await;
            self.venues.insert(name.to_owned(), venue);
        }
        self.venues[name].clone()
    }

    /// The code that `A-1/2` names.
    fn code(&self, cheque: &str) -> String {
        let (name, rest) = cheque.split_once('-').expect("an order");
        let (booklet, no) = rest.split_once('/').expect("a booklet and a cheque");
        self.codes[name][place(booklet)][place(no)].clone()
    }

    fn person(&self, who: &str) -> &Actor {
        match who {
            "treasurer" => &self.centre.treasurer,
            "other" => &self.centre.other_treasurer,
            nobody => panic!("nobody is called {nobody}"),
        }
    }
}

fn sized(text: &str) -> Size {
    let parts: Vec<i64> = text.split('x').map(number).collect();
    (parts[0], parts[1], parts[2])
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_else(|_| panic!("not a number: {text}"))
}

/// The places of some cheques in their booklets: `A-1/2` is the second.
fn numbers(cheques: &[&str]) -> Vec<i64> {
    cheques.iter().map(|cheque| number(cheque.rsplit('/').next().expect("a place"))).collect()
}

/// Lines count from one.
fn place(text: &str) -> usize {
    usize::try_from(number(text) - 1).expect("counted from one")
}
