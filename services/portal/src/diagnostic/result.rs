//! `/bilans/{id}`: the result, for the person, in large type. It bears no name and no level: it may lie on a table.

use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::{
    places::{self, Places},
    queries::{self, Diagnostic, DiagnosticWay, RECEIVE},
};
use crate::{format, page::Page, portal::Portal, trouble::Trouble, visitor::Member, words::t};

/// Around which commune places are sought.
#[derive(Deserialize)]
pub(super) struct Around {
    commune: Option<String>,
}

#[derive(Template)]
#[template(path = "diagnostic/result.html")]
struct Shown {
    one: Diagnostic,
    path: String,
    day: String,
    since: Option<String>,
    is_done_for_them: bool,
    typed: String,
    places: Places,
    phone: Option<format::Phone>,
    /// Where a workshop is sought for the person.
    next: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(around): Query<Around>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let is_done_for_them = one.way == DiagnosticWay::DoForThem;
    let typed = around.commune.unwrap_or_default();
    let places = match is_done_for_them {
        true => places::around(&portal, &member, &typed).await?,
        false => Places::default(),
    };
    let shown = Shown {
        path: format!("/bilans/{}", one.id.inner()),
        day: format::day(&one.made_on),
        since: one.progress.as_ref().filter(|told| !told.learnt.is_empty()).map(|told| format::day(&told.since)),
        is_done_for_them,
        typed,
        places,
        phone: portal.site().phone.as_deref().map(format::Phone::new),
        next: match &one.learner_id {
            Some(learner) => format!("/propositions?personne={}", learner.inner()),
            None => "/propositions".to_owned(),
        },
        one,
    };
    Ok(Page::new(t("diagnostic-result-title"), &shown))
}
