//! Answers to a file of ours: which payments the bank took, and which it will not execute.

use kernel::{cents::Cents, clock::Day};

use super::{
    unreadable::{MOST_ENTRIES, Unreadable, day},
    walk::Reader,
};
use crate::payments::bank_news::{Entry, Kind, News, Statement, Word};

/// Reads pain.002.001.03.
#[derive(Default)]
pub(super) struct Answer {
    number: String,
    told_on: Option<Day>,
    message: String,
    /// What is said of the whole file, of a block of it, and of one payment.
    whole: Said,
    block: Said,
    one: Said,
    entries: Vec<Entry>,
}

/// A status, and why.
#[derive(Default)]
struct Said {
    status: String,
    reason: Option<String>,
    end_to_end: String,
    reference: String,
    payments: usize,
}

const WHOLE: &str = "/CstmrPmtStsRpt/OrgnlGrpInfAndSts";
const BLOCK: &str = "/CstmrPmtStsRpt/OrgnlPmtInfAndSts";

impl Answer {
    fn add(&mut self, said: &Said, end_to_end: &str) -> Result<(), Unreadable> {
        let word = match said.status.as_str() {
            "RJCT" | "CANC" => Word::Rejected,
            // PART: the payments of the block say what became of them.
            "" | "PART" => return Ok(()),
            _ => Word::Accepted,
        };
        if self.entries.len() >= MOST_ENTRIES {
            return Err(Unreadable::Size);
        }
        self.entries.push(Entry {
            word,
            reference: said.reference.clone(),
            amount: Cents::ZERO,
            booked: self.told_on,
            end_to_end: end_to_end.to_owned(),
            message: self.message.clone(),
            reason: said.reason.clone(),
            ..Entry::default()
        });
        Ok(())
    }

    fn end_one(&mut self) -> Result<(), Unreadable> {
        let mut said = std::mem::take(&mut self.one);
        self.block.payments += 1;
        // What is said of the block holds for a payment of which nothing else is said.
        if said.status.is_empty() {
            said.status.clone_from(&self.block.status);
        }
        said.reason = said.reason.or_else(|| self.block.reason.clone());
        let end_to_end = std::mem::take(&mut said.end_to_end);
        if end_to_end.is_empty() {
            return Err(Unreadable::Form);
        }
        self.add(&said, &end_to_end)
    }

    /// A block that names no payment speaks for all of them.
    fn end_block(&mut self) -> Result<(), Unreadable> {
        let said = std::mem::take(&mut self.block);
        self.whole.payments += said.payments;
        if said.payments == 0 && !said.status.is_empty() {
            self.whole.payments += 1;
            self.add(&said, "")?;
        }
        Ok(())
    }
}

impl Reader for Answer {
    fn text(&mut self, path: &str, text: &str, _: Option<&str>) -> Result<(), Unreadable> {
        if let Some(path) = path.strip_prefix("/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts") {
            self.one.hear(path, text);
        } else if let Some(path) = path.strip_prefix(BLOCK) {
            self.block.hear(path, text);
        } else if let Some(path) = path.strip_prefix(WHOLE) {
            if path == "/OrgnlMsgId" {
                text.clone_into(&mut self.message);
            }
            self.whole.hear(path, text);
        } else {
            match path {
                "/CstmrPmtStsRpt/GrpHdr/MsgId" => text.clone_into(&mut self.number),
                "/CstmrPmtStsRpt/GrpHdr/CreDtTm" => self.told_on = Some(day(text)?),
                _ => {}
            }
        }
        Ok(())
    }

    fn close(&mut self, path: &str) -> Result<(), Unreadable> {
        match path {
            "/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts" => self.end_one(),
            BLOCK => self.end_block(),
            _ => Ok(()),
        }
    }

    fn end(mut self: Box<Self>) -> Result<News, Unreadable> {
        let told_on = self.told_on.ok_or(Unreadable::Form)?;
        if self.message.is_empty() {
            return Err(Unreadable::Form);
        }
        if self.whole.payments == 0 {
            let said = std::mem::take(&mut self.whole);
            self.add(&said, "")?;
        }
        let (from, until) = (Some(told_on), Some(told_on));
        let statement = Statement { number: self.number, from, until, entries: self.entries, ..Statement::default() };
        Ok(News { kind: Kind::Answer, statements: vec![statement] })
    }
}

impl Said {
    fn hear(&mut self, path: &str, text: &str) {
        match path {
            "/GrpSts" | "/PmtInfSts" | "/TxSts" => text.clone_into(&mut self.status),
            "/StsRsnInf/Rsn/Cd" | "/StsRsnInf/Rsn/Prtry" if self.reason.is_none() => {
                self.reason = Some(text.chars().take(35).collect());
            }
            "/OrgnlEndToEndId" => text.clone_into(&mut self.end_to_end),
            "/AcctSvcrRef" => text.clone_into(&mut self.reference),
            _ => {}
        }
    }
}
