//! `/lieu/demandes`: the applications of a structure, and each with its state, its thread and its files.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::own;
use crate::{
    application::{self, Application, ApplicationStage, Case, GridForm, Line, Piece},
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Select,
    portal::Portal,
    trouble::Trouble,
    upload::Upload,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/cases.html")]
struct Cases {
    applications: Vec<Application>,
}

impl Cases {
    fn stage(&self, one: &Application) -> &'static str {
        application::stage(one.stage)
    }

    fn at(&self, one: &Application) -> String {
        format::stamp(&one.applied_at)
    }
}

pub(super) async fn list(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let (mut applications, _) = application::list(&portal, &member, None, None).await?;
    applications.reverse();
    Ok(Page::new(t("cases-title"), &Cases { applications }).wide())
}

#[derive(Template)]
#[template(path = "venue/case.html")]
struct Shown {
    case: Case,
    lines: Vec<Line>,
    form: Form,
    done: String,
}

impl Shown {
    fn path(&self) -> String {
        format!("/lieu/demandes/{}", self.case.application.id.inner())
    }

    fn waits(&self) -> bool {
        self.case.application.stage == ApplicationStage::Pending
    }

    fn stage(&self) -> &'static str {
        application::stage(self.case.application.stage)
    }

    fn last_day(&self) -> String {
        self.case.application.last_day.as_deref().map(format::day).unwrap_or_default()
    }

    fn done(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "envoi" => Some("case-done-sent"),
            "message" => Some("case-done-message"),
            "grille" => Some("case-done-grid"),
            "piece" => Some("case-done-piece"),
            _ => None,
        }
    }
}

/// What a page that follows a change is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    Ok(page(case, Form::blank(&portal, &member.visitor), after.fait))
}

fn page(case: Case, form: Form, done: String) -> Page {
    let lines = case.grid.as_ref().map(|grid| application::lines(grid, &case.answers, &case.evidence));
    let shown = Shown { lines: lines.unwrap_or_default(), form: form.clone(), case, done };
    Page::of_form(t("case-title"), &form, &shown)
}

pub(super) async fn write(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let body = form.typed().get("message").to_owned();
    if body.is_empty() {
        form.wrong("message", t("thread-wrong-empty"));
    }
    if !form.is_wrong() {
        match application::write(&portal, &member, form.key(), &id, &body).await? {
            None => return Ok(see(&format!("/lieu/demandes/{id}?fait=message")).into_response()),
            Some(refusal) => form.refuse("message", &refusal),
        }
    }
    Ok(page(case, form, String::new()).into_response())
}

/// Opens a file: the right to fetch it is asked, then the browser is sent to it.
pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path((id, file)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(see(&format!("/lieu/demandes/{id}")).into_response());
    }
    // Each opening is an act of its own: a link that was followed is spent.
    let fresh = Form::blank(&portal, &member.visitor);
    Ok(see(&application::open(&portal, &member, fresh.key(), &id, &file).await?).into_response())
}

// --- The grid ----------------------------------------------------------------------------------------------------------

#[derive(Template)]
#[template(path = "venue/case_grid.html")]
struct Grid {
    id: String,
    asked: GridForm,
}

impl Grid {
    fn back(&self) -> String {
        format!("/lieu/demandes/{}", self.id)
    }
}

pub(super) async fn show_grid(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    let form = Form::filled(&portal, &member.visitor, application::known(&case.answers));
    grid_page(&portal, &member, id, case, form).await
}

async fn grid_page(portal: &Portal, member: &Member, id: String, case: Case, form: Form) -> Result<Page, Trouble> {
    let grid = match case.grid {
        Some(grid) => grid,
        None => application::latest_grid(portal, member).await?,
    };
    Ok(Page::of_form(t("grid-title"), &form.clone(), &Grid { id, asked: GridForm { grid, form } }))
}

pub(super) async fn save_grid(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let case = application::fetch(&portal, &member, &id).await?;
    let grid = match &case.grid {
        Some(grid) => grid.clone(),
        None => application::latest_grid(&portal, &member).await?,
    };
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let input = application::answered(&grid, form.typed());
        match application::save(&portal, &member, form.key(), &id, input).await? {
            None => return Ok(see(&format!("/lieu/demandes/{id}?fait=grille")).into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(grid_page(&portal, &member, id, case, form).await?.into_response())
}

// --- The files ---------------------------------------------------------------------------------------------------------

#[derive(Template)]
#[template(path = "venue/case_piece.html")]
struct Pieces {
    id: String,
    criteria: Select,
    form: Form,
}

impl Pieces {
    fn back(&self) -> String {
        format!("/lieu/demandes/{}", self.id)
    }
}

pub(super) async fn show_piece(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let grid = grid_of(&portal, &member, &id).await?;
    Ok(piece_page(id, &grid, Form::blank(&portal, &member.visitor)))
}

async fn grid_of(portal: &Portal, member: &Member, id: &str) -> Result<application::Grid, Trouble> {
    match application::fetch(portal, member, id).await?.grid {
        Some(grid) => Ok(grid),
        None => application::latest_grid(portal, member).await,
    }
}

fn piece_page(id: String, grid: &application::Grid, form: Form) -> Page {
    let criteria = Piece::criteria(&form, grid);
    Page::of_form(t("piece-title"), &form.clone(), &Pieces { id, criteria, form })
}

pub(super) async fn add_piece(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    upload: Upload,
) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let grid = grid_of(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, upload.typed.clone());
    if let Some(piece) = application::bring(&portal, &member, &mut form, &grid, upload).await? {
        let attached = (piece.file.as_str(), piece.criterion.as_str());
        match application::attach(&portal, &member, form.key(), &id, attached).await? {
            None => return Ok(see(&format!("/lieu/demandes/{id}?fait=piece")).into_response()),
            Some(refusal) => form.refuse("fichier", &refusal),
        }
    }
    Ok(piece_page(id, &grid, form).into_response())
}
