//! The file of accounting entries (fichier des écritures comptables, article A47 A-1 of the Livre des procédures fiscales):
//! eighteen columns in their order, a tab between, days as AAAAMMJJ, amounts with a comma.
//!
//! Each line of the ledger is one entry of two lines in the only journal, whose numbers are those of the ledger: without a
//! gap, as they were validated. An exercise that begins later is opened by one entry of the journal of opening balances.
//! Written page by page: as much memory for a million lines as for ten.

use std::io::Write;

use kernel::{clock::Day, ids::Id};
use serde::{Deserialize, Serialize};
use store::{Fault, conn::AnyConn};

use super::{
    lettering::{Letter, Lettering},
    parties::{Parties, Party},
    pieces::{self, Cheques, Piece},
    plan,
};
use crate::{
    account::Owner,
    rows::{self, ledger::Line},
};

/// The eighteen names, in their order.
pub const COLUMNS: [&str; 18] = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
];

const JOURNAL: (&str, &str) = ("PN", "Pass numérique");
const OPENING: (&str, &str) = ("AN", "À-nouveaux");
const LINES_AT_ONCE: i64 = 5000;

/// Which days are told, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exercise {
    /// The first day; none: since the ledger's first line.
    pub from: Option<Day>,
    /// The last day.
    pub until: Day,
}

impl Exercise {
    /// The name that the administration wants: SIREN, `FEC`, the last day.
    pub fn file_name(&self, siren: &str) -> String {
        format!("{siren}FEC{}.txt", plain(self.until))
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Entries, opening ones included.
    pub entries: i64,
    /// Lines, without the one of names.
    pub lines: i64,
    /// The sum of the debits, which is that of the credits, in cents.
    pub cents: i64,
}

/// Writes the exercise. The ledger may go on growing meanwhile: what comes later is of a later day.
pub fn write(conn: &mut AnyConn, out: &mut dyn Write, exercise: Exercise) -> Result<Written, Fault> {
    let last = rows::accounting::last_before(conn, exercise.until.plus_days(1).at(0, 0))?;
    let before = match exercise.from {
        Some(day) => rows::accounting::last_before(conn, day.at(0, 0))?.min(last),
        None => 0,
    };
    let lettering = Lettering::of(conn, before + 1, last)?;
    let mut book = Book { out, parties: Parties::default(), lettering, written: Written::default() };
    book.row(&COLUMNS)?;
    if let Some(day) = exercise.from.filter(|_| before > 0) {
        book.open(conn, before, day)?;
    }
    let mut no = before;
    while no < last {
        let mut lines = rows::ledger::after(conn, no, LINES_AT_ONCE)?;
        lines.retain(|line| line.ledger_no <= last);
        let Some(end) = lines.last() else { return Err(Fault::broken("the ledger ends before its last line")) };
        no = end.ledger_no;
        let cheques = Cheques::behind(conn, &lines)?;
        for line in &lines {
            book.entry(conn, line, &cheques)?;
        }
    }
    book.out.flush().map_err(unwritten)?;
    Ok(book.written)
}

struct Book<'w> {
    out: &'w mut dyn Write,
    parties: Parties,
    lettering: Lettering,
    written: Written,
}

/// One side of an entry.
struct Side<'a> {
    kind: &'a str,
    party: &'a Party,
    debit: i64,
    credit: i64,
    letter: Option<&'a Letter>,
}

impl Book<'_> {
    /// What each account holds when the exercise begins, in one entry.
    fn open(&mut self, conn: &mut AnyConn, before: i64, day: Day) -> Result<(), Fault> {
        let mut sums: Vec<(&'static str, Party, i64)> = Vec::new();
        for moved in rows::accounting::moved(conn, before)? {
            let entry = chart(&moved.kind)?;
            let party = self.parties.of(conn, &moved.kind, moved.owner())?;
            match sums.iter_mut().find(|(kind, its, _)| *kind == entry.kind && *its == party) {
                Some((_, _, cents)) => *cents += moved.debit - moved.credit,
                None => sums.push((entry.kind, party, moved.debit - moved.credit)),
            }
        }
        sums.retain(|(_, _, cents)| *cents != 0);
        let piece = Piece { reference: format!("AN{}", day.year()), label: "Solde à l’ouverture".to_owned() };
        for (kind, party, cents) in &sums {
            let side = Side { kind, party, debit: (*cents).max(0), credit: (-*cents).max(0), letter: None };
            self.line(OPENING, 1, day, &piece, &side)?;
        }
        self.written.entries += i64::from(!sums.is_empty());
        Ok(())
    }

    fn entry(&mut self, conn: &mut AnyConn, line: &Line, cheques: &Cheques) -> Result<(), Fault> {
        let (piece, day, cents) = (pieces::of(conn, line, cheques)?, line.at.day(), line.amount.get());
        let sides: [(&str, Id<Owner>, i64, i64); 2] =
            [(&line.debit_kind, line.debit_owner, cents, 0), (&line.credit_kind, line.credit_owner, 0, cents)];
        for (kind, owner, debit, credit) in sides {
            let party = self.parties.of(conn, kind, owner)?;
            let letter = self.lettering.letter(conn, line, (kind, owner), cheques)?;
            let side = Side { kind, party: &party, debit, credit, letter: letter.as_ref() };
            self.line(JOURNAL, line.ledger_no, day, &piece, &side)?;
        }
        self.written.entries += 1;
        Ok(())
    }

    fn line(
        &mut self,
        (code, journal): (&str, &str),
        no: i64,
        day: Day,
        piece: &Piece,
        side: &Side<'_>,
    ) -> Result<(), Fault> {
        let (account, day, no) = (chart(side.kind)?, plain(day), no.to_string());
        let (debit, credit) = (amount(side.debit), amount(side.credit));
        let lettered = side.letter.map(|letter| plain(letter.day)).unwrap_or_default();
        let letter = side.letter.map_or("", |letter| letter.code.as_str());
        self.row(&[
            code,
            journal,
            &no,
            &day,
            account.number,
            account.label,
            &side.party.number,
            &side.party.name,
            &piece.reference,
            &day,
            &piece.label,
            &debit,
            &credit,
            letter,
            &lettered,
            &day,
            "",
            "",
        ])?;
        self.written.lines += 1;
        self.written.cents += side.debit;
        Ok(())
    }

    fn row(&mut self, cells: &[&str; 18]) -> Result<(), Fault> {
        let mut line = String::with_capacity(240);
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                line.push('\t');
            }
            // What people wrote never makes a column or a line of its own.
            line.extend(cell.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
        line.push_str("\r\n");
        self.out.write_all(line.as_bytes()).map_err(unwritten)
    }
}

fn chart(kind: &str) -> Result<&'static plan::Entry, Fault> {
    plan::of(kind).ok_or_else(|| Fault::broken(format!("the ledger has an account of no kind: {kind}")))
}

/// `20251031`.
fn plain(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day_of_month())
}

/// `12,50`.
fn amount(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

fn unwritten(error: std::io::Error) -> Fault {
    Fault::of_file("the file of entries cannot be written", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_one_of_the_administration() {
        let exercise = Exercise { from: None, until: Day::of(2025, 12, 31).unwrap() };
        assert_eq!(exercise.file_name("200044030"), "200044030FEC20251231.txt");
    }

    #[test]
    fn amounts_and_days_are_plain() {
        assert_eq!([0, 5, 1250, 100_000_000].map(amount), ["0,00", "0,05", "12,50", "1000000,00"]);
        assert_eq!(plain(Day::of(2025, 1, 9).unwrap()), "20250109");
    }
}
