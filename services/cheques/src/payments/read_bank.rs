//! Reading a file of the bank: camt.053, camt.054 (001.02 and 001.08) and pain.002 (001.03), as a stream.
//!
//! A file is read whole or not at all. No instruction of a document type is followed: a file that has one is refused, and so
//! is any entity but the five of XML and numbered characters. Elements that nobody needs are passed over.

mod account;
mod amount;
mod answer;
mod unreadable;
mod walk;

pub use unreadable::{MOST_ENTRIES, Unreadable};

use super::bank_news::{Kind, News};

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<News, Unreadable> {
    let news = walk::through(bytes, start)?;
    let whole = !news.statements.is_empty() && news.statements.iter().all(|one| !one.number.is_empty());
    if whole { Ok(news) } else { Err(Unreadable::Form) }
}

/// Begins to read what the name of the document's kind says that it is.
fn start(namespace: &str) -> Result<Box<dyn walk::Reader>, Unreadable> {
    let kind = namespace.strip_prefix("urn:iso:std:iso:20022:tech:xsd:").unwrap_or_default();
    match kind {
        "camt.053.001.02" | "camt.053.001.08" => Ok(Box::new(account::Account::new(Kind::Statement))),
        "camt.054.001.02" | "camt.054.001.08" => Ok(Box::new(account::Account::new(Kind::Notification))),
        "pain.002.001.03" => Ok(Box::new(answer::Answer::default())),
        _ => Err(Unreadable::Kind),
    }
}

#[cfg(test)]
mod tests;
