//! `/reseau/demandes`: applications, the oldest that waits first.

use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::door;
use crate::{
    application::{self, Application, ApplicationStage},
    format,
    page::Page,
    parts::Pager,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// What is looked for.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    etat: String,
    apres: Option<String>,
}

#[derive(Template)]
#[template(path = "operator/cases.html")]
struct Cases {
    applications: Vec<Application>,
    stage: String,
    pager: Pager,
}

impl Cases {
    fn stages(&self) -> [(&'static str, &'static str); 3] {
        [("", "cases-pending"), ("acceptees", "cases-accepted"), ("refusees", "cases-refused")]
    }

    fn is_here(&self, stage: &str) -> bool {
        self.stage == stage
    }

    fn at(&self, one: &Application) -> String {
        format::stamp(&one.applied_at)
    }
}

pub(super) async fn list(
    State(portal): State<Portal>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let stage = match wanted.etat.as_str() {
        "acceptees" => ApplicationStage::Accepted,
        "refusees" => ApplicationStage::Refused,
        _ => ApplicationStage::Pending,
    };
    let (applications, end) = application::list(&portal, &member, Some(stage), wanted.apres.clone()).await?;
    let path = match stage {
        ApplicationStage::Accepted => "/reseau/demandes?etat=acceptees",
        ApplicationStage::Refused => "/reseau/demandes?etat=refusees",
        ApplicationStage::Pending => "/reseau/demandes",
    };
    let pager = Pager::new(path, wanted.apres.as_deref(), end.as_deref());
    let stage = path.split('=').nth(1).unwrap_or_default().to_owned();
    Ok(Page::new(t("network-applications"), &Cases { applications, stage, pager }).wide())
}
