//! The third task: the grid of criteria.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    super::own,
    draft::{self, Answers},
};
use crate::{
    application::{self, GridForm},
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/apply/grid.html")]
struct Show {
    asked: GridForm,
}

impl Answers {
    /// The fields that were typed.
    pub(super) fn typed(&self) -> Typed {
        self.fields.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value.as_str()))
    }

    /// How many criteria have an answer.
    pub(super) fn replies(&self) -> usize {
        self.fields.iter().filter(|(name, value)| name.starts_with("critere-") && !value.is_empty()).count()
    }
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let typed = draft::read(&portal, &member).await?.grid.map(|grid| grid.typed()).unwrap_or_default();
    page(&portal, &member, Form::filled(&portal, &member.visitor, typed)).await
}

async fn page(portal: &Portal, member: &Member, form: Form) -> Result<Page, Trouble> {
    let grid = application::latest_grid(portal, member).await?;
    Ok(Page::of_form(t("grid-title"), &form.clone(), &Show { asked: GridForm { grid, form } }))
}

pub(super) async fn save(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let version = application::latest_grid(&portal, &member).await?.version;
        let is_ours = |name: &str| name.starts_with("critere-") || name.starts_with("note-");
        let fields = form.typed().pairs().filter(|(name, _)| is_ours(name));
        let fields = fields.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect();
        let mut draft = draft::read(&portal, &member).await?;
        draft.grid = Some(Answers { version, fields });
        match draft::save(&portal, &member, form.key(), &draft).await? {
            None => return Ok(see("/lieu/demande").into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(&portal, &member, form).await?.into_response())
}
