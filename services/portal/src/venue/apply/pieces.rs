//! The fourth task: the files that show it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    super::own,
    draft::{self, Draft},
};
use crate::{
    application::{self, Piece},
    form::{Form, Typed},
    page::{Page, see},
    parts::Select,
    portal::Portal,
    trouble::Trouble,
    upload::Upload,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/apply/pieces.html")]
struct Show {
    pieces: Vec<Piece>,
    criteria: Select,
    form: Form,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    page(&portal, &member, Form::blank(&portal, &member.visitor)).await
}

async fn page(portal: &Portal, member: &Member, form: Form) -> Result<Page, Trouble> {
    let Draft { pieces, .. } = draft::read(portal, member).await?;
    let grid = application::latest_grid(portal, member).await?;
    let criteria = Piece::criteria(&form, &grid);
    Ok(Page::of_form(t("piece-title"), &form.clone(), &Show { pieces, criteria, form }))
}

pub(super) async fn add(State(portal): State<Portal>, member: Member, upload: Upload) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let grid = application::latest_grid(&portal, &member).await?;
    let mut form = Form::sent(&portal, &member.visitor, upload.typed.clone());
    if let Some(piece) = application::bring(&portal, &member, &mut form, &grid, upload).await? {
        let mut draft = draft::read(&portal, &member).await?;
        draft.pieces.push(piece);
        match draft::save(&portal, &member, form.key(), &draft).await? {
            None => return Ok(see("/lieu/demande/pieces").into_response()),
            Some(refusal) => form.refuse("fichier", &refusal),
        }
    }
    Ok(page(&portal, &member, form).await?.into_response())
}

pub(super) async fn take_away(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let mut draft = draft::read(&portal, &member).await?;
        draft.pieces.retain(|piece| piece.file != form.typed().get("fichier"));
        match draft::save(&portal, &member, form.key(), &draft).await? {
            None => return Ok(see("/lieu/demande/pieces").into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(&portal, &member, form).await?.into_response())
}
