//! What whoever stands outside asked of the payments, beside what is in the books: once, and no more.

use crate::support::{afar::Ground, sql};

/// What was asked for until now.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    /// Runs prepared.
    pub(crate) runs: i64,
    /// Cheques honoured: each is one line of one run.
    pub(crate) lines: i64,
    /// Files for the bank: one a run.
    pub(crate) files: i64,
    /// Files of the bank.
    pub(crate) news: i64,
    /// Cents that the bank paid.
    pub(crate) paid: i64,
    /// Cents that it did not pay.
    pub(crate) rejected: i64,
    /// Cents that came back.
    pub(crate) returned: i64,
    /// Cents that it holds.
    pub(crate) held: i64,
}

const RUNS: &str = "select count(*) as number from settlement";
const LINES: &str = "select count(*) as number from settlement_line";
const FILES: &str = "select count(*) as number from file where name like 'passegue-%.xml'";
const NEWS: &str = "select count(*) as number from bank_statement";
const PAID: &str =
    "select cast(coalesce(sum(amount_cents), 0) as bigint) as number from transfer where reason = 'payment'";
const REJECTED: &str =
    "select cast(coalesce(sum(amount_cents), 0) as bigint) as number from transfer where reason = 'rejection'";
const RETURNED: &str =
    "select cast(coalesce(sum(amount_cents), 0) as bigint) as number from transfer where reason = 'return'";
/// A line has the key of its redemption, so that one is in no more than one run; this tells those that are in none.
const IN_NO_RUN: &str = "select count(*) as number from redemption r left join settlement_line l
    on l.cheque_id = r.cheque_id and l.round = r.round where l.cheque_id is null";

impl Told {
    /// Nothing is there more often than it was asked for, and the books balance.
    pub(crate) async fn is_there_at_most(&self, ground: &Ground) {
        for (what, statement, told) in self.counts() {
            let found = sql::number(&ground.place(), statement);
            assert!(found <= told, "{what}: {found} where {told} were asked for");
        }
        ground.runs(&["check"]).await.well();
    }

    /// All of it is there, once, and the books balance.
    pub(crate) async fn is_all_there(&self, ground: &Ground) {
        let place = ground.place();
        for (what, statement, told) in self.counts() {
            assert_eq!(sql::number(&place, statement), told, "{what}");
        }
        assert_eq!(sql::number(&place, IN_NO_RUN), 0, "every redemption is in a run");
        ground.runs(&["check"]).await.well();
    }

    const fn counts(&self) -> [(&'static str, &'static str, i64); 7] {
        [
            ("runs", RUNS, self.runs),
            ("lines", LINES, self.lines),
            ("files", FILES, self.files),
            ("news of the bank", NEWS, self.news),
            ("cents paid", PAID, self.paid),
            ("cents rejected", REJECTED, self.rejected),
            ("cents returned", RETURNED, self.returned),
        ]
    }
}
