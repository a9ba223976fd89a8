//! What everybody may read: each month the proof of the funds, how long venues waited, and the totals since the beginning.
//!
//! Published once, by the centre itself, when a month has ended; never changed after. Numbers about so few people that
//! somebody could be recognised are left out.

use kernel::{
    cents::Cents,
    clock::{At, Day},
    small_cells::FEWEST,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
    head::{self, Event},
};

use super::{
    delays::{self, Delays},
    fund_proof::{self, Proof, Verdict},
};
use crate::{desk::Desk, rows};

/// A month as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Month {
    /// Its first day.
    pub month: Day,
    /// When it was published.
    pub published_at: At,
    /// What the proof of the funds said then.
    pub proof: Published,
    /// How long venues waited for what the bank paid in that month; none when too few cheques were paid.
    pub delays: Option<Delays>,
    /// Totals since the beginning; none while too few booklets are in somebody's hand.
    pub totals: Option<Totals>,
}

/// The part of a proof that everybody may read: sums, and no reference of anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Published {
    /// What it said.
    pub verdict: Verdict,
    /// What lacked.
    pub missing: Cents,
    /// What was promised.
    pub promised: Cents,
    /// What the ledger says the bank held.
    pub ledger_bank: Cents,
    /// The bank's closing balance.
    pub closing: Option<Cents>,
    /// On which day.
    pub closing_day: Option<Day>,
    /// The last line of the ledger.
    pub ledger_no: i64,
}

/// Totals since the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Money received from funders.
    pub funded: Cents,
    /// Cheques used.
    pub used: Cents,
    /// Paid to venues.
    pub paid: Cents,
    /// Venues paid.
    pub venues: i64,
}

/// Publishes the month before this one unless it is published, or unless nothing had happened yet; answers whether it was
/// published now.
pub async fn publish_due(desk: &Desk) -> Reply<bool> {
    let today = desk.store.now().day();
    let this_month = today.plus_days(1 - i64::from(today.day_of_month()));
    let before = this_month.plus_days(-1);
    let month = before.plus_days(1 - i64::from(before.day_of_month()));
    let due = move |conn: &mut store::conn::AnyConn| {
        let begun = rows::proofs::first_at(conn)?.is_some_and(|at| at < this_month.at(0, 0));
        Ok(begun && !rows::proofs::is_published(conn, month)?)
    };
    if !desk.store.read("publication.due", due).await? {
        return Ok(false);
    }
    let proof = fund_proof::now(desk).await?;
    let (from, until) = (month.at(0, 0), this_month.at(0, 0));
    let (delays, totals) = desk
        .store
        .read_still("publication", move |conn| {
            let waited = rows::proofs::waited(conn, from, until)?;
            Ok((delays::of(&waited), rows::proofs::totals(conn)?))
        })
        .await?;
    let said = Month {
        month,
        published_at: proof.at,
        proof: of(&proof),
        delays: delays.filter(|delays| delays.cheques >= FEWEST),
        totals: (totals.carnets >= FEWEST).then_some(Totals {
            funded: Cents::new(totals.funded_cents),
            used: Cents::new(totals.used_cents),
            paid: Cents::new(totals.paid_cents),
            venues: totals.venues,
        }),
    };
    keep(desk, said).await
}

async fn keep(desk: &Desk, said: Month) -> Reply<bool> {
    let text = serde_json::to_string(&said).map_err(|error| Fault::because("a month cannot be written", error))?;
    desk.store
        .transact("publication.keep", move |tx| {
            // Several centres on one database look at the same hour: one of them publishes.
            if rows::proofs::is_published(tx.conn, said.month)? {
                return Ok(false);
            }
            rows::proofs::publish(tx, said.month, &text)?;
            head::announce(tx, &[Event::new("month.published", &(said.month, said.proof.verdict))?])?;
            Ok(true)
        })
        .await
}

/// What was published, newest month first, before a month; one more than `first` when others follow. Open to all.
pub async fn published(desk: &Desk, first: i64, before: Option<Day>) -> Reply<Vec<Month>> {
    desk.store
        .read("transparency", move |conn| {
            let found = rows::proofs::publications(conn, before, first + 1)?;
            let read = |(_, _, text): &(i64, i64, String)| serde_json::from_str(text);
            let months = found.iter().map(read).collect::<Result<_, _>>();
            Ok(months.map_err(|error| Fault::because("what was published cannot be read", error))?)
        })
        .await
}

fn of(proof: &Proof) -> Published {
    Published {
        verdict: proof.verdict,
        missing: proof.missing,
        promised: proof.promised,
        ledger_bank: proof.ledger_bank,
        closing: proof.statement.as_ref().map(|seen| seen.closing),
        closing_day: proof.statement.as_ref().map(|seen| seen.day),
        ledger_no: proof.ledger_no,
    }
}
