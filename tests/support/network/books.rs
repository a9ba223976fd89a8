//! The books: a month's end, and the check that ends every story of money.

use serde_json::{Value, json};

use super::{
    Network, Place,
    answer::{Answer, text},
    cast::Person,
    deeds::{APPROVE, CHECK, CONFIRM, EXPORT, PREPARE, SETTLEMENT, STATEMENT},
};

impl Network {
    /// The treasurer gathers what is owed; the run's identifier.
    pub(crate) async fn prepares(&self) -> String {
        text(&self.asks(&self.cast.treasurer, PREPARE, json!({})).await.ok()["settlementId"])
    }

    /// The second treasurer approves a run, to be paid tomorrow.
    pub(crate) async fn approves(&self, run: &str) -> Answer {
        self.asks(&self.cast.second_treasurer, APPROVE, json!({ "settlement": run })).await
    }

    /// The treasurer asks for the bank file.
    pub(crate) async fn exports(&self, run: &str) -> Answer {
        self.asks(&self.cast.treasurer, EXPORT, json!({ "settlement": run })).await
    }

    /// The treasurer has seen the bank pay.
    pub(crate) async fn confirms(&self, run: &str) -> Answer {
        self.asks(&self.cast.treasurer, CONFIRM, json!({ "settlement": run, "reference": "RELEVE 2025-10" })).await
    }

    /// A run as somebody sees it.
    pub(crate) async fn settlement(&self, who: &Person, run: &str) -> Value {
        self.asks(who, SETTLEMENT, json!({ "settlement": run })).await.shown()
    }

    /// The statement of a venue as somebody sees it.
    pub(crate) async fn statement(&self, who: &Person, place: &Place, run: &str) -> Value {
        self.asks(who, STATEMENT, json!({ "venue": place.id, "settlement": run })).await.shown()
    }

    /// Every invariant holds, recomputed from rows.
    pub(crate) async fn books_hold(&self) {
        let check = self.asks(&self.cast.operator, CHECK, json!({})).await.ok();
        assert_eq!(check["holds"], true, "{check}");
    }
}
