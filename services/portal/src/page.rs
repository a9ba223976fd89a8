//! One page: its title, what it says, and under which status. The layer around all pages puts it into the layout.

use std::fmt::Display;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::form::Form;

/// A page, without head, navigation and foot.
#[derive(Clone, Debug)]
pub struct Page {
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) body: String,
    pub(crate) status: StatusCode,
    pub(crate) width: Width,
    pub(crate) camera: bool,
    pub(crate) scripts: Vec<&'static str>,
}

/// How wide the text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// 66 characters: reading and forms.
    Text,
    /// The whole window up to 72 rem: tables and maps.
    Wide,
    /// The page places its own bands.
    Bands,
}

impl Page {
    /// A page. Its template begins with the only `h1`; the title of the window is the same in short.
    pub fn new(title: impl Display, body: &impl Template) -> Self {
        let (body, status) = match body.render() {
            Ok(body) => (body, StatusCode::OK),
            Err(error) => {
                tracing::error!(cause = %error, "a page was not made");
                (String::new(), StatusCode::INTERNAL_SERVER_ERROR)
            }
        };
        let (title, scripts) = (title.to_string(), Vec::new());
        Self { title, description: None, body, status, width: Width::Text, camera: false, scripts }
    }

    /// The same around a form: when something is wrong with it, 422 and « Erreur : » before the title.
    pub fn of_form(title: impl Display, form: &Form, body: &impl Template) -> Self {
        let page = Self::new(title, body);
        match form.is_wrong() {
            true => page.wrong(),
            false => page,
        }
    }

    /// « Erreur : » before the title, and 422.
    pub fn wrong(mut self) -> Self {
        self.title = format!("Erreur\u{A0}: {}", self.title);
        self.status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Under this status.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// For tables and maps: as wide as the window allows.
    pub fn wide(mut self) -> Self {
        self.width = Width::Wide;
        self
    }

    /// The page places its own bands, from edge to edge.
    pub fn bands(mut self) -> Self {
        self.width = Width::Bands;
        self
    }

    /// What search engines say of it.
    pub fn description(mut self, text: impl Display) -> Self {
        self.description = Some(text.to_string());
        self
    }

    /// The one page that may use the camera, and the worker that reads its pictures.
    pub fn with_camera(mut self) -> Self {
        self.camera = true;
        self
    }

    /// A module of `assets/` that makes the page easier; the page works without it.
    pub fn script(mut self, asset: &'static str) -> Self {
        self.scripts.push(asset);
        self
    }
}

/// Where a form that was accepted leads: 303, so that a reload sends nothing again.
pub fn see(path: &str) -> Redirect {
    Redirect::to(path)
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
