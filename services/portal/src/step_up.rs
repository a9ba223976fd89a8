//! An act that wants a fresh proof of who acts: the person proves it, then comes back to the same page.

use axum::response::Redirect;

use crate::{ask::Refusal, page::see};

/// The refusal that asks for it.
const NEEDED: &str = "STEP_UP_NEEDED";

/// Where to go first, when that is what the refusal asks; afterwards the person is back at `path`.
pub(crate) fn first(refusal: &Refusal, path: &str) -> Option<Redirect> {
    let back: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    (refusal.code == NEEDED).then(|| see(&format!("/compte/preuve?suite={back}")))
}
