//! The form of consent, as anybody may read it before they say yes or no.

use async_graphql::{Enum, Object, SimpleObject};

use crate::learner::{consent_text, purpose};

/// What somebody may agree to, each apart.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "purpose::Purpose")]
pub(super) enum ConsentPurpose {
    /// Another venue may be told who comes, and how to reach them.
    Referral,
    /// It may be told why.
    ShareReason,
    /// It may read what they can do already.
    ShareDiagnostic,
    /// They may be reminded of what they booked.
    Reminders,
}

/// One version of the form of consent.
#[derive(SimpleObject)]
pub(super) struct ConsentForm {
    version: i64,
    /// The day from which it is shown.
    since: &'static str,
    /// What stands above it, in French.
    lead: &'static str,
    /// What is asked, in order.
    purposes: Vec<ConsentText>,
}
impl From<&'static consent_text::Form> for ConsentForm {
    fn from(form: &'static consent_text::Form) -> Self {
        Self {
            version: form.version,
            since: &form.since,
            lead: &form.lead,
            purposes: form.purposes.iter().map(ConsentText::from).collect(),
        }
    }
}

/// What is asked for one purpose, in French.
#[derive(SimpleObject)]
pub(super) struct ConsentText {
    purpose: ConsentPurpose,
    title: &'static str,
    text: &'static str,
}
impl From<&'static consent_text::Asked> for ConsentText {
    fn from(asked: &'static consent_text::Asked) -> Self {
        Self { purpose: asked.purpose.into(), title: &asked.title, text: &asked.text }
    }
}

/// The part of the root of queries that shows the form of consent.
#[derive(Default)]
pub(super) struct ConsentTextQuery;

#[Object]
impl ConsentTextQuery {
    /// The form of consent: that version, or the one that is shown now; null if there is none.
    async fn consent_form(&self, version: Option<i64>) -> Option<ConsentForm> {
        version.map_or_else(consent_text::latest, consent_text::version).map(ConsentForm::from)
    }
}
