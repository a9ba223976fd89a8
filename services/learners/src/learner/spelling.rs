//! Telephones, addresses and languages as they are typed.

use crate::refusal::{Refusal, written};

/// A telephone number as people write it: 1 to 30 characters, four digits at least.
pub(super) fn phone(text: &str, field: &'static str) -> Result<String, Refusal> {
    let phone = written(text, 30, field)?;
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_odd = |c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+.-/()".contains(c));
    match digits >= 4 && !phone.contains(is_odd) {
        true => Ok(phone),
        false => Err(Refusal::Invalid { field }),
    }
}

/// A mail address: something, a sign, a place with a dot.
pub(super) fn mail(text: &str) -> Result<String, Refusal> {
    let mail = written(text, 254, "mail")?;
    let is_mail = mail.split_once('@').is_some_and(|(before, after)| {
        !before.is_empty() && after.contains('.') && !after.starts_with('.') && !after.contains('@')
    });
    match is_mail && !mail.contains(char::is_whitespace) {
        true => Ok(mail),
        false => Err(Refusal::Invalid { field: "mail" }),
    }
}

/// A language by its two or three letters: `fr`.
pub(super) fn language(text: &str) -> Result<String, Refusal> {
    let language = text.trim().to_ascii_lowercase();
    match (2..=3).contains(&language.len()) && language.bytes().all(|c| c.is_ascii_lowercase()) {
        true => Ok(language),
        false => Err(Refusal::Invalid { field: "language" }),
    }
}
