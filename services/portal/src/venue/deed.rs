//! A deed that a form asks of a venue's machine: done, refused, or not heard.

use crate::{ask::Refusal, form::Form, words::t};

/// Whether it was done; otherwise the form says why not. Nothing at all: the venue's machine is away.
pub(super) fn settled(form: &mut Form, field: &str, done: Option<Option<Refusal>>) -> bool {
    match done {
        Some(None) => return true,
        Some(Some(refusal)) => form.refuse(field, &refusal),
        None => form.wrong_all(t("workshops-away-kept")),
    }
    false
}
