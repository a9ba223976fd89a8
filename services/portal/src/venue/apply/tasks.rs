//! The tasks of an application, and which of them are done.

use askama::Template;
use axum::extract::State;

use super::{
    super::own,
    draft::{self, Draft},
};
use crate::{page::Page, portal::Portal, trouble::Trouble, visitor::Member, words::t};

#[derive(Template)]
#[template(path = "venue/apply/tasks.html")]
struct Tasks {
    structure: String,
    tasks: Vec<Task>,
    ready: bool,
}

/// One task: its sentence, its page, what is known.
struct Task {
    label: &'static str,
    path: &'static str,
    done: bool,
    known: String,
}

fn tasks(draft: &Draft) -> Vec<Task> {
    let task = |label, path, known: Option<String>| Task {
        label,
        path,
        done: known.is_some(),
        known: known.unwrap_or_default(),
    };
    let answered = |count: usize| t("task-grid-known").with("count", count).to_string();
    let pieces = |count: usize| t("task-pieces-known").with("count", count).to_string();
    vec![
        task("task-place", "/lieu/demande/lieu", draft.place.as_ref().map(|place| place.name().to_owned())),
        task("task-account", "/lieu/demande/compte", draft.account.as_ref().map(|account| account.masked())),
        task("task-grid", "/lieu/demande/grille", draft.grid.as_ref().map(|grid| answered(grid.replies()))),
        task("task-pieces", "/lieu/demande/pieces", Some(draft.pieces.len()).filter(|count| *count > 0).map(pieces)),
    ]
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let draft = draft::read(&portal, &member).await?;
    let structure = member.session().organisation.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let ready = draft.place.is_some() && draft.account.is_some();
    Ok(Page::new(t("apply-title"), &Tasks { structure, tasks: tasks(&draft), ready }))
}
