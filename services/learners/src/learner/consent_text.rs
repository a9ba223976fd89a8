//! The form of consent: what is shown before somebody says yes or no, version by version. The text is in `data/consents.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::purpose::Purpose;

const TEXT: &str = include_str!("../../data/consents.json");

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap_or_default());

/// One version of the form. A version that somebody answered never changes.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its number, from 1 on.
    pub version: i64,
    /// The day from which it is shown, `2025-01-01`.
    pub since: String,
    /// What stands above it, in French.
    pub lead: String,
    /// What is asked, in order: each purpose once.
    pub purposes: Vec<Asked>,
}

/// What is asked for one purpose.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Which purpose.
    pub purpose: Purpose,
    /// Its title, in French.
    pub title: String,
    /// What the person reads or is told, in French.
    pub text: String,
}

/// The form that is shown now.
pub fn latest() -> Option<&'static Form> {
    FORMS.last()
}

/// The form of that version.
pub fn version(no: i64) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.version == no)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_asks_each_purpose_once() {
        let forms: Vec<Form> = serde_json::from_str(TEXT).unwrap();
        assert!(!forms.is_empty());
        for (no, form) in (1..).zip(&forms) {
            assert_eq!(form.version, no);
            assert!(form.since.parse::<kernel::clock::Day>().is_ok() && !form.lead.is_empty());
            let asked: Vec<Purpose> = form.purposes.iter().map(|one| one.purpose).collect();
            assert_eq!(asked, Purpose::ALL);
            assert!(form.purposes.iter().all(|one| !one.title.is_empty() && !one.text.is_empty()));
        }
        assert_eq!(latest(), version(i64::try_from(forms.len()).unwrap()));
        assert_eq!(version(0), None);
    }
}
