//! `/preuve`: the second factor, after signing in and again before what moves money out.
//!
//! A form that was refused for want of it is not lost: its fields go with the code, and are sent on once the code was right.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{access::PROVE, query::OwnSecondFactor, show::own};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    session::Change,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

const CODE: &str = "preuve";
const NEXT: &str = "suite";
/// Says that the rest of the form is another one's, to be sent on.
const SENT_ON: &str = "renvoi";

/// The code of the refusal that leads here.
pub(crate) const NEEDED: &str = "STEP_UP_NEEDED";

#[derive(Template)]
#[template(path = "account/proof.html")]
struct Show {
    form: Form,
    next: String,
    kept: Vec<(String, String)>,
    factor: OwnSecondFactor,
}

impl Show {
    fn label(&self) -> String {
        match (self.factor.totp_since.is_some(), self.factor.asked()) {
            (true, Some(no)) => t("proof-either").with("no", no).to_string(),
            (false, Some(no)) => t("proof-card").with("no", no).to_string(),
            _ => t("proof-phone").to_string(),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    suite: String,
}

/// Asks for the code, then leads on.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, form, local(&asked.suite).to_owned(), Vec::new()).await
}

/// The page of a form that wants a second factor first: what was typed in it is kept, and sent on to `path` after the code.
///
/// For a refusal whose code is [`NEEDED`].
pub(crate) async fn step_up(portal: &Portal, member: &Member, path: &str, typed: &Typed) -> Result<Response, Trouble> {
    let kept = typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let kept = kept.chain([(SENT_ON.to_owned(), "oui".to_owned())]).collect();
    page(portal, member, Form::blank(portal, &member.visitor), path.to_owned(), kept).await
}

/// Takes the code. Right, it leads on: to a page, or with the form that waited.
pub(super) async fn prove(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let next = local(typed.get(NEXT)).to_owned();
    let asked = PROVE.ask(&portal, member.visitor.token(), json!({ "code": typed.get(CODE) })).await?;
    match asked {
        // The same form, as it was typed, goes to where it was going.
        Ok(access) if typed.has(SENT_ON) => Ok((Change::Open(access), Redirect::temporary(&next)).into_response()),
        Ok(access) => Ok((Change::Open(access), see(&next)).into_response()),
        Err(refusal) => {
            let kept = typed.pairs().filter(|(name, _)| ![CODE, NEXT].contains(name));
            let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let mut form = Form::blank(&portal, &member.visitor);
            form.refuse(CODE, &refusal);
            page(&portal, &member, form, next, kept).await
        }
    }
}

async fn page(
    portal: &Portal,
    member: &Member,
    form: Form,
    next: String,
    kept: Vec<(String, String)>,
) -> Result<Response, Trouble> {
    let factor = own(portal, member).await?.second_factor;
    if !factor.is_set_up() && kept.is_empty() {
        return Ok(see("/compte").into_response());
    }
    Ok(Page::of_form(t("proof-title"), &form, &Show { form: form.clone(), next, kept, factor }).into_response())
}

/// A path of this site, or the page of the day.
pub(super) fn local(path: &str) -> &str {
    let plain = path.chars().all(|letter| letter.is_ascii_graphic() && letter != '\\');
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/aujourdhui" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leads_nowhere_else() {
        for path in ["/reglements/7?a=b", "/"] {
            assert_eq!(local(path), path);
        }
        for path in
            ["", "//ailleurs.example", "https://ailleurs.example", "/\\ailleurs.example", "/a\r\nb", "javascript:1"]
        {
            assert_eq!(local(path), "/aujourdhui", "{path}");
        }
    }
}
