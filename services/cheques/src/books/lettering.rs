//! Letters: which lines of an account answer each other, so that what is due is followed to the transfer that pays it.
//!
//! A group is lettered only when it is whole within the lines that are told, and sums to nothing: a redemption and its
//! undoing, the redemptions of a run and what left the venue's due for them, a run's transfers and their payment.

use std::collections::HashMap;

use kernel::{
    clock::{At, Day},
    ids::{Id, SettlementId},
};
use store::{Fault, conn::AnyConn};

use super::pieces::Cheques;
use crate::{
    account::{DUE, IN_TRANSIT, Owner},
    rows::{self, accounting::Cleared, ledger::Line},
};

/// A letter, and the day from which the lines answer each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) code: String,
    pub(crate) day: Day,
}

/// The groups of the runs that are whole.
pub(crate) struct Lettering {
    dues: HashMap<(i64, Id<Owner>), At>,
    transits: HashMap<Id<Owner>, (i64, At)>,
    runs: HashMap<SettlementId, i64>,
    first: i64,
    last: i64,
}

impl Lettering {
    /// For the lines from one to another, both told.
    pub(crate) fn of(conn: &mut AnyConn, first: i64, last: i64) -> Result<Self, Fault> {
        let whole = |cleared: &Cleared| cleared.first >= first;
        let dues = rows::accounting::dues_cleared(conn, last)?;
        let transits = rows::accounting::transits_cleared(conn, last)?;
        Ok(Self {
            dues: dues.iter().filter(|one| whole(one)).map(|one| ((one.run_no, one.owner()), one.at())).collect(),
            transits: transits
                .iter()
                .filter(|one| whole(one))
                .map(|one| (one.owner(), (one.run_no, one.at())))
                .collect(),
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
        Ok(self.dues.get(&(no, venue)).map(|at| Letter { code: format!("R{no:06}"), day: at.day() }))
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
