//! Statements and notifications: what moved on an account. Only what is booked counts; what is announced is passed over.

use kernel::cents::Cents;

use super::{
    amount::{cents, signed},
    unreadable::{MOST_ENTRIES, Unreadable, day},
    walk::Reader,
};
use crate::payments::bank_news::{Entry, Kind, News, Statement, Word};

/// Reads camt.053 and camt.054, in both forms.
pub(super) struct Account {
    news: News,
    statement: Statement,
    balance: Balance,
    gathered: Gathered,
    part: Part,
    entries: usize,
}

#[derive(Default)]
struct Balance {
    kind: String,
    amount: Option<Cents>,
    side: String,
}

/// An `Ntry`: one movement of the account, for one payment or for several.
#[derive(Default)]
struct Gathered {
    entry: Entry,
    amount: Option<Cents>,
    side: String,
    status: String,
    batch: String,
    parts: Vec<Part>,
    charge: bool,
}

/// A `TxDtls`: one payment of a movement.
#[derive(Default)]
struct Part {
    entry: Entry,
    amount: Option<Cents>,
    /// What is told of the amount when the payment itself bears none.
    told: Option<Cents>,
    side: Option<String>,
}

impl Account {
    pub(super) fn new(kind: Kind) -> Self {
        let news = News { kind, statements: Vec::new() };
        let (statement, balance) = (Statement::default(), Balance::default());
        Self { news, statement, balance, gathered: Gathered::default(), part: Part::default(), entries: 0 }
    }

    fn end_balance(&mut self) -> Result<(), Unreadable> {
        let balance = std::mem::take(&mut self.balance);
        let amount = signed(balance.amount.ok_or(Unreadable::Form)?, &balance.side)?;
        match balance.kind.as_str() {
            "OPBD" => self.statement.opening = Some(amount),
            // The balance of the last closing is the opening one, where that is not told.
            "PRCD" => self.statement.opening = self.statement.opening.or(Some(amount)),
            "CLBD" => self.statement.closing = Some(amount),
            _ => {}
        }
        Ok(())
    }

    fn end_movement(&mut self) -> Result<(), Unreadable> {
        let movement = std::mem::take(&mut self.gathered);
        if movement.status != "BOOK" {
            return Ok(());
        }
        let entries = movement.entries()?;
        self.entries += entries.len();
        if self.entries > MOST_ENTRIES {
            return Err(Unreadable::Size);
        }
        self.statement.entries.extend(entries);
        Ok(())
    }

    fn end_statement(&mut self) -> Result<(), Unreadable> {
        let mut statement = std::mem::take(&mut self.statement);
        if statement.iban.is_empty() {
            return Err(Unreadable::Form);
        }
        let moved = Cents::total(statement.entries.iter().map(|entry| entry.amount)).map_err(|_| Unreadable::Form)?;
        if let (Some(opening), Some(closing)) = (statement.opening, statement.closing)
            && opening.plus(moved) != Ok(closing)
        {
            return Err(Unreadable::Sums);
        }
        let days = || statement.entries.iter().filter_map(|entry| entry.booked);
        statement.from = statement.from.or_else(|| days().min());
        statement.until = statement.until.or_else(|| days().max());
        self.news.statements.push(statement);
        Ok(())
    }

    /// What is told below an `Ntry`.
    fn movement(&mut self, path: &str, text: &str) -> Result<(), Unreadable> {
        let movement = &mut self.gathered;
        match path {
            "/Amt" => movement.amount = Some(cents(text)?),
            "/CdtDbtInd" => text.clone_into(&mut movement.side),
            "/Sts" | "/Sts/Cd" => text.clone_into(&mut movement.status),
            "/BookgDt/Dt" | "/BookgDt/DtTm" => movement.entry.booked = Some(day(text)?),
            "/ValDt/Dt" | "/ValDt/DtTm" => movement.entry.value_day = Some(day(text)?),
            "/AcctSvcrRef" => movement.entry.reference = short(text, 70),
            "/NtryRef" if movement.entry.reference.is_empty() => movement.entry.reference = short(text, 70),
            "/AddtlNtryInf" => movement.entry.remittance = short(text, 140),
            "/NtryDtls/Btch/MsgId" => text.clone_into(&mut movement.batch),
            "/NtryDtls/Btch/PmtInfId" if movement.batch.is_empty() => text.clone_into(&mut movement.batch),
            // Families of the bank's own movements: charges, interest, commission.
            "/BkTxCd/Domn/Fmly/SubFmlyCd" => movement.charge |= matches!(text, "CHRG" | "INTR" | "COMM" | "FEES"),
            _ => {
                if let Some(inner) = path.strip_prefix("/NtryDtls/TxDtls") {
                    self.part.hear(inner, text)?;
                }
            }
        }
        Ok(())
    }
}

impl Part {
    /// What is told below a `TxDtls`.
    fn hear(&mut self, path: &str, text: &str) -> Result<(), Unreadable> {
        let entry = &mut self.entry;
        match path {
            "/Amt" => self.amount = Some(cents(text)?),
            "/CdtDbtInd" => self.side = Some(text.to_owned()),
            "/AmtDtls/TxAmt/Amt" => self.told = Some(cents(text)?),
            "/AmtDtls/InstdAmt/Amt" => self.told = self.told.or(Some(cents(text)?)),
            "/Refs/EndToEndId" if text != "NOTPROVIDED" => entry.end_to_end = short(text, 35),
            "/Refs/AcctSvcrRef" => entry.reference = short(text, 70),
            "/Refs/MsgId" => entry.message = short(text, 35),
            "/Refs/PmtInfId" if entry.message.is_empty() => entry.message = short(text, 35),
            "/RmtInf/Ustrd" | "/RmtInf/Strd/CdtrRefInf/Ref" => add(&mut entry.remittance, text),
            "/RltdPties/Dbtr/Nm" | "/RltdPties/Dbtr/Pty/Nm" | "/RltdPties/Cdtr/Nm" | "/RltdPties/Cdtr/Pty/Nm" => {
                add(&mut entry.party, text);
            }
            "/RtrInf/Rsn/Cd" | "/RtrInf/Rsn/Prtry" => entry.reason = Some(short(text, 35)),
            "/AddtlTxInf" if entry.remittance.is_empty() => entry.remittance = short(text, 140),
            _ => {}
        }
        Ok(())
    }
}

impl Gathered {
    /// One entry for each payment; and one for what they do not explain, so that the sum is that of the movement.
    fn entries(mut self) -> Result<Vec<Entry>, Unreadable> {
        let amount = signed(self.amount.ok_or(Unreadable::Form)?, &self.side)?;
        if self.entry.booked.is_none() {
            return Err(Unreadable::Form);
        }
        (self.entry.amount, self.entry.charge, self.entry.word) = (amount, self.charge, Word::Booked);
        self.entry.message = std::mem::take(&mut self.batch);
        let parts = std::mem::take(&mut self.parts);
        if let [_] = parts.as_slice() {
            return Ok(parts.into_iter().map(|part| self.part(part, amount)).collect());
        }
        let told: Option<Vec<Cents>> = parts.iter().map(|part| self.amount_of(part)).collect();
        // Payments without amounts say nothing that counts: the movement stands for all.
        let Some(told) = told.filter(|told| !told.is_empty()) else { return Ok(vec![self.entry]) };
        let explained = Cents::total(told.iter().copied()).map_err(|_| Unreadable::Form)?;
        let rest = amount.minus(explained).map_err(|_| Unreadable::Form)?;
        let mut entries: Vec<Entry> =
            parts.into_iter().zip(told).map(|(part, amount)| self.part(part, amount)).collect();
        if rest != Cents::ZERO {
            entries.push(Entry { amount: rest, message: String::new(), ..self.entry });
        }
        Ok(entries)
    }

    fn amount_of(&self, part: &Part) -> Option<Cents> {
        signed(part.amount.or(part.told)?, part.side.as_deref().unwrap_or(&self.side)).ok()
    }

    fn part(&self, part: Part, amount: Cents) -> Entry {
        let own = part.entry;
        let or = |own: String, all: &String| if own.is_empty() { all.clone() } else { own };
        Entry {
            amount,
            reference: or(own.reference, &self.entry.reference),
            message: or(own.message, &self.entry.message),
            remittance: or(own.remittance, &self.entry.remittance),
            booked: self.entry.booked,
            value_day: self.entry.value_day,
            charge: self.charge,
            ..own
        }
    }
}

impl Reader for Account {
    fn text(&mut self, path: &str, text: &str, currency: Option<&str>) -> Result<(), Unreadable> {
        let Some(path) = inside(path) else { return Ok(()) };
        if counts(path) && currency.is_some_and(|currency| currency != "EUR") {
            return Err(Unreadable::Currency);
        }
        match path {
            "/Id" => self.statement.number = short(text, 35),
            "/Acct/Id/IBAN" => self.statement.iban = short(text, 34),
            "/FrToDt/FrDtTm" => self.statement.from = Some(day(text)?),
            "/FrToDt/ToDtTm" => self.statement.until = Some(day(text)?),
            "/Bal/Tp/CdOrPrtry/Cd" => text.clone_into(&mut self.balance.kind),
            "/Bal/Amt" => self.balance.amount = Some(cents(text)?),
            "/Bal/CdtDbtInd" => text.clone_into(&mut self.balance.side),
            "/Bal/Dt/Dt" | "/Bal/Dt/DtTm" => self.balance_day(day(text)?),
            _ => {
                if let Some(inner) = path.strip_prefix("/Ntry") {
                    self.movement(inner, text)?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, path: &str) -> Result<(), Unreadable> {
        match inside(path) {
            Some("") => self.end_statement(),
            Some("/Bal") => self.end_balance(),
            Some("/Ntry") => self.end_movement(),
            Some("/Ntry/NtryDtls/TxDtls") => {
                let part = std::mem::take(&mut self.part);
                self.gathered.parts.push(part);
                if self.gathered.parts.len() > MOST_ENTRIES { Err(Unreadable::Size) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    fn end(self: Box<Self>) -> Result<News, Unreadable> {
        Ok(self.news)
    }
}

impl Account {
    fn balance_day(&mut self, told: kernel::clock::Day) {
        match self.balance.kind.as_str() {
            "OPBD" => self.statement.from = self.statement.from.or(Some(told)),
            "CLBD" => self.statement.until = Some(self.statement.until.map_or(told, |until| until.max(told))),
            _ => {}
        }
    }
}

/// The path below a statement or a notification.
fn inside(path: &str) -> Option<&str> {
    let inside =
        path.strip_prefix("/BkToCstmrStmt/Stmt").or_else(|| path.strip_prefix("/BkToCstmrDbtCdtNtfctn/Ntfctn"));
    inside.filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The amounts that are counted; others may be in the currency of a far country.
fn counts(path: &str) -> bool {
    matches!(path, "/Bal/Amt" | "/Ntry/Amt" | "/Ntry/NtryDtls/TxDtls/Amt" | "/Ntry/NtryDtls/TxDtls/AmtDtls/TxAmt/Amt")
}

/// The beginning of a text, as long as a column wants it.
fn short(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn add(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
    *text = short(text, 140);
}
