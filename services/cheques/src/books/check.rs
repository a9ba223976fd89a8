//! Checking the books: every invariant recomputed from rows, at one instant, never from a cached total.

use kernel::{
    access::{Action, Actor},
    clock::At,
    words,
};
use serde::{Deserialize, Serialize};
use store::{Fault, Reply, Store, conn::AnyConn, head};

use crate::{
    account::{ASSETS, PROMISES},
    books::{
        daily_root,
        tampering::{self, Change},
    },
    desk::Desk,
    ledger,
    orders::check_documents,
    rows::{self, ledger::Line, sums},
};

/// What a recomputation found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When the books were looked at.
    pub at: At,
    /// Each invariant, in the order of the list.
    pub findings: Vec<Finding>,
}

/// One invariant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its short name: `I1` to `I10` are those of the design.
    pub name: String,
    /// What must be true, in French, for the operator and the treasurer.
    pub says: String,
    /// How many things were looked at.
    pub counted: i64,
    /// How many of them are wrong.
    pub wrong: i64,
    /// What to think and to do about it, in French; empty when nothing is wrong.
    #[serde(default)]
    pub advice: String,
}

impl Report {
    /// Whether every invariant holds.
    pub fn holds(&self) -> bool {
        self.findings.iter().all(|finding| finding.wrong == 0)
    }
}

/// Looks at the books and keeps the report. Refusal: `FORBIDDEN`.
pub async fn check_network(desk: &Desk, actor: &Actor) -> Reply<Report> {
    actor.may_anywhere(Action::CheckNetwork)?;
    run(&desk.store).await
}

/// The last report kept, if the caller may see it.
pub async fn last_check(desk: &Desk, actor: &Actor) -> Reply<Option<Report>> {
    if actor.may_anywhere(Action::NetworkCheck).is_err() {
        return Ok(None);
    }
    last(&desk.store).await
}

/// The last report kept, for whoever is on the centre's own machine.
pub async fn last(store: &Store) -> Reply<Option<Report>> {
    store
        .read("networkCheck", |conn| {
            let kept = rows::checks::last(conn)?;
            let read = |text: String| serde_json::from_str(&text);
            Ok(kept.map(read).transpose().map_err(|error| Fault::because("a report cannot be read", error))?)
        })
        .await
}

/// Looks at the books at one instant, and keeps the report: what the command line and the demo end on.
pub async fn run(store: &Store) -> Reply<Report> {
    let at = store.now();
    let report = store.read_still("check", move |conn| Ok(Report { at, findings: findings(conn, at)? })).await?;
    let (text, holds) = (serde_json::to_string(&report), report.holds());
    let text = text.map_err(|error| Fault::because("a report cannot be written", error))?;
    store.transact("check.keep", move |tx| Ok(rows::checks::keep(tx, holds, &text)?)).await?;
    Ok(report)
}

// The invariant of the design, its name in `words/findings.ftl`, and what counts it.
const TALLIES: [(&str, &str, &str); 27] = [
    ("I1", "redeemed-once", sums::REDEEMED_ONCE),
    ("I1", "paid-once", sums::PAID_ONCE),
    ("I3", "redemptions-posted", sums::REDEMPTIONS_POSTED),
    ("I3", "voids-posted", sums::VOIDS_POSTED),
    ("I3", "reversals-posted", sums::REVERSALS_POSTED),
    ("I4", "no-stray-line", sums::NO_STRAY_LINE),
    ("I4", "receipts-kept", sums::RECEIPTS_KEPT),
    ("I5", "stages-true", sums::STAGES_TRUE),
    ("I5", "issued-counted", sums::ISSUED_COUNTED),
    ("I5", "funds-true", sums::FUNDS_TRUE),
    ("I5", "held-true", sums::HELD_TRUE),
    ("I5", "refunds-true", sums::REFUNDS_TRUE),
    ("carnets", "stocks-true", sums::STOCKS_TRUE),
    ("carnets", "replacements-true", sums::REPLACEMENTS_TRUE),
    ("carnets", "kept-used", sums::KEPT_USED),
    ("I6", "lines-true", sums::LINES_TRUE),
    ("I6", "none-forgotten", sums::NONE_FORGOTTEN),
    ("I6", "holds-true", sums::HOLDS_TRUE),
    ("I6", "payments-true", sums::PAYMENTS_TRUE),
    ("I6", "shares-true", sums::SHARES_TRUE),
    ("I6", "carried-true", sums::CARRIED_TRUE),
    ("I6", "bounced-true", sums::BOUNCED_TRUE),
    ("I6", "cleared-true", sums::CLEARED_TRUE),
    ("I6", "paid-true", sums::PAID_TRUE),
    ("I10", "no-negative", sums::NO_NEGATIVE),
    ("I7", "none-untold", sums::NONE_UNTOLD),
    ("actes", "none-parked", sums::NONE_PARKED),
];

fn findings(conn: &mut AnyConn, at: At) -> Result<Vec<Finding>, Fault> {
    let mut findings = Vec::with_capacity(TALLIES.len() + 5);
    for (name, sentence, statement) in TALLIES {
        let tally = sums::tally(conn, statement)?;
        findings.push(finding(name, sentence, tally.counted, tally.wrong));
    }
    findings.insert(2, bank_holds_promises(conn)?);
    let kept = rows::cheque_holds::overbooked(conn, at)?;
    findings.push(finding("carnets", "kept-true", kept.counted, kept.wrong));
    let (counted, wrong) = check_documents::tally(conn)?;
    findings.push(finding("pièces", "documents-true", counted, wrong));
    findings.push(chain_whole(conn)?);
    let (counted, wrong) = daily_root::wrongly_signed(conn)?;
    findings.push(finding("I7", "roots-true", counted, wrong));
    Ok(findings)
}

fn finding(name: &str, sentence: &str, counted: i64, wrong: i64) -> Finding {
    let advice = if wrong == 0 { String::new() } else { words::finding_wrong(sentence) };
    Finding { name: name.to_owned(), says: words::finding(sentence), counted, wrong, advice }
}

/// I2: what the bank holds, with what venues owe back, is the sum of what was promised.
fn bank_holds_promises(conn: &mut AnyConn) -> Result<Finding, Fault> {
    let balances = sums::balances(conn)?;
    let promised: i64 = balances.iter().filter(|one| PROMISES.contains(&one.kind.as_str())).map(|one| one.cents).sum();
    let behind: i64 = balances.iter().filter(|one| ASSETS.contains(&one.kind.as_str())).map(|one| -one.cents).sum();
    let known = |kind: &str| ASSETS.contains(&kind) || PROMISES.contains(&kind);
    let strange = balances.iter().filter(|one| !known(&one.kind)).count();
    let wrong = i64::from(behind != promised) + i64::try_from(strange).unwrap_or(i64::MAX);
    let counted = i64::try_from(balances.len()).unwrap_or(i64::MAX);
    Ok(finding("I2", "bank-holds-promises", counted, wrong))
}

/// Whether the ledger still bears a line of that number and that hash: an end that was cut off whole, with all that
/// spoke of it, is seen only against something kept outside these books.
pub async fn still_bears(store: &Store, ledger_no: i64, hash: [u8; 32]) -> Reply<bool> {
    if ledger_no == 0 {
        return Ok(true);
    }
    store.read("check.anchor", move |conn| Ok(bears(conn, ledger_no, &hash)?)).await
}

/// The same, for whoever looks at the books already; above line 0.
pub fn bears(conn: &mut AnyConn, ledger_no: i64, hash: &[u8; 32]) -> Result<bool, Fault> {
    let line = rows::ledger::after(conn, ledger_no - 1, 1)?.pop();
    Ok(line.is_some_and(|line| line.ledger_no == ledger_no && line.hash == *hash))
}

const LINES_AT_ONCE: i64 = 5000;
/// More broken lines than these are counted and not named.
const MOST_NAMED: usize = 12;

/// I7: the ledger is numbered without gap, each line continues the chain, and the head is its last line.
pub fn chain_whole(conn: &mut AnyConn) -> Result<Finding, Fault> {
    let head = head::read(conn)?;
    let (mut no, mut hash, mut wrong) = (0_i64, [0; 32], 0_i64);
    let mut named: Vec<(i64, Change)> = Vec::new();
    loop {
        let lines = rows::ledger::after(conn, no, LINES_AT_ONCE)?;
        if lines.is_empty() {
            break;
        }
        for (place, line) in lines.iter().enumerate() {
            let is_next = line.ledger_no == no + 1;
            let whole = is_next && line.hash == ledger::chain(&hash, line);
            wrong += i64::from(!whole);
            if !whole && named.len() < MOST_NAMED {
                let broken = match is_next {
                    false => (no + 1, Change::Gone),
                    true => (line.ledger_no, broken(conn, &hash, line, lines.get(place + 1), &head.ledger_hash)?),
                };
                named.push(broken);
            }
            (no, hash) = (line.ledger_no, line.hash);
        }
    }
    wrong += i64::from(head.ledger_no != no || head.ledger_hash != hash);
    if head.ledger_no > no && named.len() < MOST_NAMED {
        named.push((no + 1, Change::Gone));
    }
    let mut finding = finding("I7", "chain-whole", no, wrong);
    finding.advice = advised(finding.advice, &named);
    Ok(finding)
}

/// What was done to a line; the one after it is asked for when it lies in the next page.
fn broken(
    conn: &mut AnyConn,
    previous: &[u8; 32],
    line: &Line,
    next: Option<&Line>,
    head: &[u8; 32],
) -> Result<Change, Fault> {
    let later = match next {
        Some(_) => None,
        None => rows::ledger::after(conn, line.ledger_no, 1)?.pop(),
    };
    tampering::of(conn, previous, line, next.or(later.as_ref()), head)
}

/// The advice, with the lines that were found and what was done to them.
fn advised(advice: String, named: &[(i64, Change)]) -> String {
    // After a line whose hash was rewritten, the next one cannot continue the chain either: it was not touched.
    let after_hash = |place: usize| {
        place > 0
            && named
                .get(place - 1)
                .zip(named.get(place))
                .is_some_and(|(one, other)| one.1 == Change::Hash && other.0 == one.0 + 1)
    };
    let told = named.iter().enumerate().filter(|(place, _)| !after_hash(*place));
    let told: Vec<String> = told.map(|(_, (no, change))| format!("Ligne {no} : {}.", change.in_french())).collect();
    if told.is_empty() { advice } else { format!("{advice} {}", told.join(" ")) }
}
