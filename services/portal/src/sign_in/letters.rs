//! `/courrier`: the mailbox of the demo, open to all. Nowhere else does this page exist.

use askama::Template;
use axum::extract::State;

use crate::{format, page::Page, portal::Portal, trouble::Trouble, words::t};

#[derive(Template)]
#[template(path = "sign_in/letters.html")]
struct Letters {
    letters: Vec<Shown>,
}

struct Shown {
    at: String,
    to: String,
    subject: String,
    lines: Vec<Line>,
}

/// A line of a letter; an address is a link.
struct Line {
    text: String,
    is_link: bool,
}

pub(super) async fn show(State(portal): State<Portal>) -> Result<Page, Trouble> {
    let kept = portal.letters().ok_or(Trouble::Absent)?;
    let shown = kept.into_iter().map(|letter| Shown {
        at: format::moment(&letter.at.iso_seconds()),
        to: letter.to,
        subject: letter.subject,
        lines: letter.body.lines().map(line).collect(),
    });
    Ok(Page::new(t("letters-title"), &Letters { letters: shown.collect() }))
}

fn line(text: &str) -> Line {
    let is_link = text.starts_with("http://") || text.starts_with("https://");
    Line { text: text.to_owned(), is_link }
}
