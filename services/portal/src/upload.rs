//! A form that brings a file: its other fields are read as those of any form, its file apart.
//!
//! Sent on after a fresh proof it comes as any other form, without a file: what was brought goes along by its identifier.

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};

use crate::{
    files::{Chosen, LONGEST_FILE},
    form::{Typed, is_form},
    trouble::Trouble,
};

/// The fields of a form, and the file that was chosen; none when none was. Take it as the last argument of a handler, and
/// give its route [`room_for_a_file`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Upload {
    /// The other fields.
    pub(crate) typed: Typed,
    /// The file.
    pub(crate) file: Option<Chosen>,
}

/// The limit of a route that takes a file: the file, the other fields, and what parts them.
pub(crate) fn room_for_a_file() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LONGEST_FILE + 256 * 1024)
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        if is_form(request.headers()) {
            return Ok(Self { typed: Typed::from_request(request, state).await?, file: None });
        }
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| Trouble::Unreadable)?;
        let mut upload = Self::default();
        while let Some(field) = parts.next_field().await.map_err(|error| of(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let kind = field.content_type().unwrap_or("application/octet-stream").to_owned();
            let content: Bytes = field.bytes().await.map_err(|error| of(&error))?;
            match file_name {
                // A browser sends an empty file under an empty name when none was chosen.
                Some(file) if file.is_empty() && content.is_empty() => {}
                Some(file) => upload.file = Some(Chosen { name: last_part(&file), kind: told(&kind, &file), content }),
                None => {
                    let text = String::from_utf8(content.to_vec()).map_err(|_| Trouble::Unreadable)?;
                    upload.typed = upload.typed.with(&name, text.replace("\r\n", "\n"));
                }
            }
        }
        Ok(upload)
    }
}

fn of(error: &MultipartError) -> Trouble {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLong,
        _ => Trouble::Unreadable,
    }
}

/// Old browsers send the whole path.
fn last_part(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim_start_matches('.').to_owned()
}

/// Machines without a spreadsheet call a CSV by other names, or by none.
fn told(kind: &str, name: &str) -> String {
    let (lower, kind) = (name.to_lowercase(), kind.split(';').next().unwrap_or_default().trim());
    let vague = matches!(kind, "application/vnd.ms-excel" | "application/octet-stream" | "text/plain" | "");
    let known = match kind {
        "image/jpg" | "image/pjpeg" => "image/jpeg",
        _ if vague && lower.ends_with(".csv") => "text/csv",
        _ if vague && lower.ends_with(".json") => "application/json",
        _ if vague && lower.ends_with(".xml") => "application/xml",
        _ if vague && lower.ends_with(".pdf") => "application/pdf",
        _ => kind,
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_kinds_are_put_right() {
        assert_eq!(last_part("C:\\fakepath\\rib.pdf"), "rib.pdf");
        assert_eq!(last_part("../../.htaccess"), "htaccess");
        assert_eq!(told("application/vnd.ms-excel", "lieux.CSV"), "text/csv");
        assert_eq!(told("image/jpg", "a.jpg"), "image/jpeg");
        assert_eq!(told("application/x-msdownload", "a.exe"), "application/x-msdownload");
    }
}
