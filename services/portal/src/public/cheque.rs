//! What a plain phone camera finds on a cheque. It says what the cheque is; it looks nothing up and redeems nothing.

use askama::Template;

use crate::{page::Page, words::t};

#[derive(Template)]
#[template(path = "public/cheque.html")]
struct Cheque;

/// The code in the address is not looked at: whoever photographs a cheque learns nothing of it.
pub(super) async fn show() -> Page {
    Page::new(t("cheque-title"), &Cheque)
}
