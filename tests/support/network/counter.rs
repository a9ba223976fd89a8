//! The counter: cheques are looked at, taken, given back.

use diesel::{
    RunQueryDsl, sql_query,
    sql_types::{BigInt, Text},
};
use kernel::{chance::Chance, code::Code};
use serde_json::{Value, json};

use super::{
    Carnet, Network, Place,
    answer::Answer,
    cast::Person,
    deeds::{ACTS, CHEQUE, COUNTER_DAY, HOLD, LOOK_OVER, REDEEM, RELEASE, REVERSE, VOID, WELCOME},
};

impl Network {
    /// The counter of a venue takes cheques.
    pub(crate) async fn redeems(&self, place: &Place, codes: &[&str]) -> Answer {
        self.asks(&place.counter, REDEEM, json!({ "venue": place.id, "codes": codes })).await
    }

    /// The same under a key of the story's own.
    pub(crate) async fn redeems_under(&self, key: &str, place: &Place, codes: &[&str]) -> Answer {
        self.asks(&place.counter, REDEEM, json!({ "key": key, "venue": place.id, "codes": codes })).await
    }

    /// Somebody in particular takes cheques at a venue.
    pub(crate) async fn takes(&self, who: &Person, place: &Place, codes: &[&str]) -> Answer {
        self.asks(who, REDEEM, json!({ "venue": place.id, "codes": codes })).await
    }

    /// The counter of a venue undoes an act.
    pub(crate) async fn voids(&self, place: &Place, receipt: &str) -> Answer {
        self.asks(&place.counter, VOID, json!({ "receipt": receipt, "reason": "Erreur de saisie" })).await
    }

    /// An act, as the operator finds it by its receipt.
    pub(crate) async fn act(&self, receipt: &str) -> Value {
        let mut found = self.asks(&self.cast.operator, ACTS, json!({ "written": receipt })).await.nodes();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    /// The operator reverses cheques of an act, by their numbers in their booklets; none: all that can be.
    pub(crate) async fn reverses(&self, receipt: &str, cheques: &[i64]) -> Answer {
        let lines = self.lines(receipt, cheques).await;
        let asked = json!({ "receipt": receipt, "lines": lines, "reason": "Chèque contesté par la personne" });
        self.asks(&self.cast.operator, REVERSE, asked).await
    }

    /// The operator holds them back.
    pub(crate) async fn holds(&self, receipt: &str, cheques: &[i64]) -> Answer {
        let lines = self.lines(receipt, cheques).await;
        let asked = json!({ "receipt": receipt, "lines": lines, "reason": "Feuille de présence à voir" });
        self.asks(&self.cast.operator, HOLD, asked).await
    }

    /// The operator releases them.
    pub(crate) async fn releases(&self, receipt: &str, cheques: &[i64]) -> Answer {
        let lines = self.lines(receipt, cheques).await;
        let asked = json!({ "receipt": receipt, "lines": lines, "reason": "Feuille de présence vue" });
        self.asks(&self.cast.operator, RELEASE, asked).await
    }

    /// The lines of the ledger of some cheques of an act.
    async fn lines(&self, receipt: &str, cheques: &[i64]) -> Vec<Value> {
        if cheques.is_empty() {
            return Vec::new();
        }
        let act = self.act(receipt).await;
        let lines = act["lines"].as_array().expect("lines").iter();
        lines.filter(|line| cheques.iter().any(|no| line["chequeNo"] == *no)).map(|line| line["line"].clone()).collect()
    }

    /// Somebody looks a cheque up.
    pub(crate) async fn looks_up(&self, who: &Person, code: &str) -> Answer {
        self.asks(who, CHEQUE, json!({ "code": code })).await
    }

    /// The counter of a venue looks some cheques over.
    pub(crate) async fn looks_over(&self, place: &Place, codes: &[&str]) -> Answer {
        self.asks(&place.counter, LOOK_OVER, json!({ "venue": place.id, "codes": codes })).await
    }

    /// The counter of a venue welcomes people without a cheque.
    pub(crate) async fn welcomes(&self, place: &Place, kind: &str, people: i64) -> Answer {
        let input = json!({ "venueId": place.id, "kind": kind, "people": people });
        self.asks(&place.counter, WELCOME, json!({ "input": input })).await
    }

    /// The day of a venue, as its counter sees it.
    pub(crate) async fn day_of(&self, place: &Place) -> Value {
        self.asks(&place.counter, COUNTER_DAY, json!({ "venue": place.id, "first": 100 })).await.shown()
    }

    /// Puts a cheque into a stage that no verb of this issue reaches, straight into its row.
    pub(crate) async fn marks(&self, carnet: &Carnet, no: i64, stage: &'static str) {
        const MARK: &str = "update cheque set stage = $1 where no = $2 and carnet_id = (select carnet.id from carnet \
            join funding_order on funding_order.id = carnet.order_id where funding_order.label = $3 and carnet.no = $4)";
        let (label, number) = carnet.serial.split_once('-').expect("a serial");
        let (label, number): (String, i64) = (label.to_owned(), number.parse().expect("a number"));
        let mark = self.centre().store().transact("story.mark", move |tx| {
            let statement = sql_query(MARK)
                .bind::<Text, _>(stage)
                .bind::<BigInt, _>(no)
                .bind::<Text, _>(label.clone())
                .bind::<BigInt, _>(number);
            Ok(store::each!(tx.conn, |conn| statement.execute(conn))?)
        });
        assert_eq!(mark.await.expect("the row is written"), 1);
    }

    /// Runs one statement of the story's own on the books.
    pub(crate) async fn rewrites(&self, statement: &'static str) {
        let done = self
            .centre()
            .store()
            .transact("story.rewrite", move |tx| Ok(store::each!(tx.conn, |conn| sql_query(statement).execute(conn))?));
        assert!(done.await.expect("the statement runs") > 0);
    }
}

/// A well-formed code that no cheque of the network bears.
pub(crate) fn unknown(seed: u64) -> String {
    Code::draw(&Chance::from_seed(1_000_000 + seed)).printed()
}

/// The code with one symbol of its second group typed wrong.
pub(crate) fn mistyped(code: &str) -> String {
    let other = |c| if c == '7' { '8' } else { '7' };
    code.chars().enumerate().map(|(place, c)| if place == 6 { other(c) } else { c }).collect()
}
