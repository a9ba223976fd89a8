//! Letters: which lines of an account answer each other, so that what is due is followed to the transfer that pays it.
//!
//! A group is lettered only when it is whole within the lines that are told, and sums to nothing: a redemption and its
//! undoing, the redemptions of a run and what left the venue's due for them, a run's transfers and their payment. What a run
//! did not pay, or the bank sent back, is lettered with the later runs that pay it.

use std::collections::HashMap;

use kernel::{
    clock::{At, Day},
    ids::{Id, SettlementId},
};
use store::{Fault, conn::AnyConn};

use super::pieces::Cheques;
use crate::{
    account::{DUE, IN_TRANSIT, Owner},
    rows::{
        self,
        accounting::{Left, Taken},
        ledger::Line,
    },
};

/// A letter, and the day from which the lines answer each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) code: String,
    pub(crate) day: Day,
}

/// The groups of the runs that are whole.
pub(crate) struct Lettering {
    /// By run and venue: the run that paid the last of it, and when.
    dues: Dues,
    transits: HashMap<Id<Owner>, (i64, At)>,
    runs: HashMap<SettlementId, i64>,
    first: i64,
    last: i64,
}

impl Lettering {
    /// For the lines from one to another, both told.
    pub(crate) fn of(conn: &mut AnyConn, first: i64, last: i64) -> Result<Self, Fault> {
        let transits = rows::accounting::transits_cleared(conn, last)?;
        let transits = transits.iter().filter(|one| one.first >= first);
        Ok(Self {
            dues: dues(&rows::accounting::dues_left(conn, last)?, &rows::accounting::dues_taken(conn, last)?, first),
            transits: transits.map(|one| (one.owner(), (one.run_no, one.at()))).collect(),
            runs: HashMap::new(),
            first,
            last,
        })
    }

    /// The letter of one side of a line, if it has one.
    pub(crate) fn letter(
        &mut self,
        conn: &mut AnyConn,
        line: &Line,
        (kind, owner): (&str, Id<Owner>),
        cheques: &Cheques,
    ) -> Result<Option<Letter>, Fault> {
        match kind {
            DUE => self.due(conn, line, owner, cheques),
            IN_TRANSIT => {
                Ok(self.transits.get(&owner).map(|(no, at)| Letter { code: format!("V{no:06}"), day: at.day() }))
            }
            _ => Ok(None),
        }
    }

    fn due(
        &mut self,
        conn: &mut AnyConn,
        line: &Line,
        venue: Id<Owner>,
        cheques: &Cheques,
    ) -> Result<Option<Letter>, Fault> {
        let told = |no: i64| (self.first..=self.last).contains(&no);
        let undone = |from: i64, by: i64, at: At| {
            (told(from) && told(by)).then(|| Letter { code: format!("A{from}"), day: at.day() })
        };
        if let Some(from) = line.corrects {
            return Ok(undone(from, line.ledger_no, line.at));
        }
        let run = match cheques.of(line) {
            Some(cheque) => match cheque.undone {
                // Same day by rule; a later correction is dated by its own line, which bears the same letter.
                Some(by) => return self.undone(conn, line.ledger_no, by),
                None => cheque.run_no,
            },
            None => self.run(conn, line.subject.recast())?,
        };
        let Some(no) = run else { return Ok(None) };
        Ok(self.dues.get(&(no, venue)).map(|(no, at)| Letter { code: format!("R{no:06}"), day: at.day() }))
    }

    fn undone(&self, conn: &mut AnyConn, from: i64, by: i64) -> Result<Option<Letter>, Fault> {
        if by > self.last || from < self.first {
            return Ok(None);
        }
        let line = rows::ledger::after(conn, by - 1, 1)?.pop();
        Ok(line.map(|line| Letter { code: format!("A{from}"), day: line.at.day() }))
    }

    fn run(&mut self, conn: &mut AnyConn, id: SettlementId) -> Result<Option<i64>, Fault> {
        if let Some(no) = self.runs.get(&id) {
            return Ok(Some(*no));
        }
        let found = rows::settlements::find(conn, id)?.map(|run| run.no);
        if let Some(no) = found {
            self.runs.insert(id, no);
        }
        Ok(found)
    }
}

type Dues = HashMap<(i64, Id<Owner>), (i64, At)>;

/// The runs whose lines answer each other at a venue: each with those whose money it took, when nothing is left of all of them
/// and their first line is told.
fn dues(left: &[Left], taken: &[Taken], first: i64) -> Dues {
    let last = linked(taken);
    let payer = |one: &Left| {
        let own = (one.run_no, one.venue());
        (last.get(&own).copied().unwrap_or(one.run_no), one.venue())
    };
    let mut groups: HashMap<(i64, Id<Owner>), (i64, i64, At)> = HashMap::new();
    for one in left {
        let (cents, line, at) = groups.entry(payer(one)).or_insert((0, one.first, one.at()));
        (*cents, *line, *at) = (*cents + one.cents, one.first.min(*line), one.at().max(*at));
    }
    let answered = |one: &Left| {
        let group = payer(one);
        let (_, _, at) = groups.get(&group).filter(|(cents, line, _)| *cents == 0 && *line >= first)?;
        Some(((one.run_no, one.venue()), (group.0, *at)))
    };
    left.iter().filter_map(answered).collect()
}

/// By run and venue: the last of all the runs that are linked by what one left and another took.
///
/// A run may leave twice: the rest of a first payment, and that payment when the bank does not pay it.
fn linked(taken: &[Taken]) -> HashMap<(i64, Id<Owner>), i64> {
    let mut last: HashMap<(i64, Id<Owner>), i64> = HashMap::new();
    loop {
        let mut changed = false;
        // From the latest back, a chain is followed to its end in one turn.
        for one in taken.iter().rev() {
            let (from, to) = ((one.run_no, one.venue()), (one.later_no, one.venue()));
            let known = |end: (i64, Id<Owner>)| last.get(&end).copied().unwrap_or(end.0);
            let no = known(from).max(known(to));
            for end in [from, to] {
                changed |= last.insert(end, no) != Some(no);
            }
        }
        if !changed {
            return last;
        }
    }
}
