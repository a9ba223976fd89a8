//! What is left when the story ends, for whoever wants to go on by hand.

use serde_json::{Value, json};

use super::story::{carnets::Carnets, counter::Spent};

/// Booklets that can still be used, for whoever wants to try.
pub(super) struct ToTry<'c> {
    /// Handed over: number, and the codes that are left.
    live: Vec<(&'c str, &'c [String])>,
    /// Never handed over: number, and codes.
    stock: Vec<(&'c str, &'c [String])>,
}

impl<'c> ToTry<'c> {
    /// What the story leaves.
    pub(super) fn of(carnets: &'c Carnets, spent: &Spent) -> Self {
        let booklets = &carnets.main.booklets;
        let handed = booklets.iter().zip(&spent.used).take(carnets.handed).skip(3);
        let live = handed.map(|(booklet, used)| (booklet.serial.as_str(), &booklet.codes[*used..])).collect();
        // The first one plays in the story.
        let kept = booklets.iter().skip(carnets.handed + 1).take(12);
        let stock = kept.map(|booklet| (booklet.serial.as_str(), booklet.codes.as_slice())).collect();
        Self { live, stock }
    }

    /// A few codes, of as many booklets.
    pub(super) fn codes(&self) -> Vec<&str> {
        self.live.iter().take(3).filter_map(|(_, codes)| Some(codes.first()?.as_str())).collect()
    }

    /// Both as JSON: the live ones, then the stock.
    pub(super) fn document(&self) -> (Value, Value) {
        let live = self.live.iter().map(|(serial, codes)| json!({ "serial": serial, "codes": codes })).collect();
        let of_stock =
            |(serial, codes): &(&str, &[String])| json!({ "serial": serial, "code": codes.first(), "codes": codes });
        let stock = self.stock.iter().map(of_stock).collect();
        (live, stock)
    }
}
