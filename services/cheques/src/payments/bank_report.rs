//! Reading what the bank said: files and their entries, payments that bounced.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::{At, Day},
    ids::{BankStatementId, FileId, OrderId, SettlementId, StructureId},
};
use registry::account::masked;
use store::{Reply, conn::AnyConn};

use super::import_bank::{self, Imported};
use crate::{
    desk::Desk,
    rows::{
        bank_lists::{self as rows, Bounced, EntryListed, StatementRow},
        orders,
    },
};

/// A statement, a notification or an answer, in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementSeen {
    /// Its identifier.
    pub id: BankStatementId,
    /// statement, notification or answer.
    pub kind: String,
    /// The bank's own number.
    pub number: String,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub until: Day,
    /// The balance before, where one is told.
    pub opening: Option<Cents>,
    /// The balance after.
    pub closing: Option<Cents>,
    /// The file that brought it.
    pub file: FileId,
    /// When.
    pub imported_at: At,
}

impl From<StatementRow> for StatementSeen {
    fn from(row: StatementRow) -> Self {
        Self {
            id: row.id.0,
            kind: row.kind,
            number: row.number,
            from: Day::from_number(row.from_day),
            until: Day::from_number(row.to_day),
            opening: row.opening.map(Cents::new),
            closing: row.closing.map(Cents::new),
            file: row.file.0,
            imported_at: At(row.imported_at),
        }
    }
}

/// An entry, with what it was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySeen {
    /// The statement that told it, and its places: of the statement in the file, of the entry in the statement.
    pub statement: BankStatementId,
    /// The place of the statement in its file.
    pub place: i64,
    /// The place of the entry.
    pub no: i64,
    /// The bank's reference; may be empty.
    pub reference: String,
    /// Above zero: money that came.
    pub amount: Cents,
    /// When it was booked.
    pub booked: Day,
    /// The reference that followed the money; may be empty.
    pub end_to_end: String,
    /// What was written with it.
    pub remittance: String,
    /// Who paid, or was paid.
    pub party: String,
    /// Why it was rejected or came back.
    pub reason: Option<String>,
    /// paid, rejected, returned, accepted, known, proposed, funds or unmatched.
    pub ending: String,
    /// Why nothing was found.
    pub why: Option<String>,
    /// The run that it is about.
    pub settlement: Option<SettlementId>,
    /// The structure that was to be paid, and its name.
    pub structure: Option<(StructureId, String)>,
    /// The order whose funds it is, or seems to be, and its label.
    pub order: Option<(OrderId, String)>,
}

/// A file, with a page of its entries; one more than asked when others follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSeen {
    /// What became of it.
    pub imported: Imported,
    /// What it holds.
    pub statements: Vec<StatementSeen>,
    /// Entries, in its order.
    pub entries: Vec<EntrySeen>,
}

/// A payment that was rejected or came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BouncedSeen {
    /// Its run.
    pub settlement: SettlementId,
    /// The run's number.
    pub no: i64,
    /// To whom it went, and the name.
    pub structure: (StructureId, String),
    /// The holder of the account.
    pub holder: String,
    /// The account, masked.
    pub iban: String,
    /// How much.
    pub amount: Cents,
    /// Its reference.
    pub reference: String,
    /// rejected or returned.
    pub stage: String,
    /// When.
    pub at: Option<At>,
    /// Why.
    pub reason: Option<String>,
    /// How often this money was sent.
    pub attempt: i64,
}

/// What was brought, newest first, before a place in the list; one more than `first` when others follow.
pub async fn bank_files(
    desk: &Desk,
    actor: &Actor,
    first: i64,
    before: Option<(i64, BankStatementId)>,
) -> Reply<Vec<StatementSeen>> {
    if actor.may_anywhere(Action::BankFiles).is_err() {
        return Ok(Vec::new());
    }
    let look = move |conn: &mut AnyConn| {
        Ok(rows::page(conn, before, first + 1)?.into_iter().map(StatementSeen::from).collect())
    };
    desk.store.read("bankFiles", look).await
}

/// A file and its entries after a place (statement, entry), if the caller may see it; only those that wait for somebody when
/// asked so.
pub async fn bank_file(
    desk: &Desk,
    actor: &Actor,
    file: FileId,
    first: i64,
    after: (i64, i64),
    waiting: bool,
) -> Reply<Option<FileSeen>> {
    if actor.may_anywhere(Action::BankFile).is_err() {
        return Ok(None);
    }
    let look = move |conn: &mut AnyConn| {
        let statements = rows::of_file(conn, file)?;
        if statements.is_empty() {
            return Ok(None);
        }
        let imported = import_bank::told(conn, file)?;
        let entries = rows::entries(conn, file, after, first + 1, waiting)?;
        let structures: Vec<StructureId> = entries.iter().filter_map(|one| one.structure.map(|it| it.0)).collect();
        let names = registry::structure::names(conn, &structures)?;
        let ids: Vec<OrderId> = entries.iter().filter_map(|one| one.order.map(|it| it.0)).collect();
        let labels = orders::of_ids(conn, &ids)?.into_iter().map(|order| (order.id, order.label)).collect();
        let entries = entries.into_iter().map(|one| seen(one, &names, &labels)).collect();
        Ok(Some(FileSeen { imported, statements: statements.into_iter().map(StatementSeen::from).collect(), entries }))
    };
    desk.store.read("bankFile", look).await
}

fn seen(row: EntryListed, names: &HashMap<StructureId, String>, labels: &HashMap<OrderId, String>) -> EntrySeen {
    EntrySeen {
        statement: row.statement.0,
        place: row.place,
        no: row.no,
        reference: row.reference,
        amount: Cents::new(row.amount),
        booked: Day::from_number(row.booked),
        end_to_end: row.end_to_end,
        remittance: row.remittance,
        party: row.party,
        reason: row.reason,
        ending: row.ending,
        why: row.why,
        settlement: row.settlement.map(|it| it.0),
        structure: row.structure.map(|it| (it.0, names.get(&it.0).cloned().unwrap_or_default())),
        order: row.order.map(|it| (it.0, labels.get(&it.0).cloned().unwrap_or_default())),
    }
}

/// Payments that were rejected or came back, newest first, before an instant; one more than `first` when others follow.
pub async fn returned_payments(desk: &Desk, actor: &Actor, first: i64, before: Option<At>) -> Reply<Vec<BouncedSeen>> {
    if actor.may_anywhere(Action::ReturnedPayments).is_err() {
        return Ok(Vec::new());
    }
    let look = move |conn: &mut AnyConn| {
        let rows = rows::bounced(conn, before.unwrap_or(At(i64::MAX)), first + 1)?;
        let structures: Vec<StructureId> = rows.iter().map(|row| row.structure.0).collect();
        let names = registry::structure::names(conn, &structures)?;
        Ok(rows.into_iter().map(|row| bounced(row, &names)).collect())
    };
    desk.store.read("returnedPayments", look).await
}

fn bounced(row: Bounced, names: &HashMap<StructureId, String>) -> BouncedSeen {
    let name = names.get(&row.structure.0).cloned().unwrap_or_default();
    BouncedSeen {
        settlement: row.settlement.0,
        no: row.no,
        structure: (row.structure.0, name),
        holder: row.holder,
        iban: masked(&row.iban),
        amount: Cents::new(row.amount),
        reference: row.reference,
        stage: row.stage,
        at: row.ended_at.map(At),
        reason: row.reason,
        attempt: row.attempt,
    }
}
