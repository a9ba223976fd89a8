//! Opening the machine of a counter with one's short code: no mail is waited for.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    access::OPEN,
    device::{locked, own},
    proof::local,
};
use crate::{
    form::{Form, Typed},
    page::see,
    portal::Portal,
    session::Change,
    trouble::Trouble,
    visit::device as cookie,
    visitor::Visitor,
    words::t,
};

/// Takes the short code; right, it leads on to where one was.
pub(super) async fn open(
    State(portal): State<Portal>,
    visitor: Visitor,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Trouble> {
    let (Some(borne), Some(device)) = (cookie::borne(&portal, &headers), own(&portal, &visitor, &headers).await?)
    else {
        return Err(Trouble::SignedOut);
    };
    let (person, next) = (typed.get("personne").to_owned(), local(typed.get("suite")).to_owned());
    // Who it is stays chosen; the code is typed anew.
    let mut form = Form::filled(&portal, &visitor, Typed::default().with("personne", person.as_str()));
    if person.is_empty() {
        form.wrong("personne", t("device-nobody"));
        return Ok(locked(form, device, &next));
    }
    let variables = json!({ "device": borne, "person": person, "pin": typed.get("code") });
    match OPEN.ask(&portal, None, variables).await? {
        Ok(access) => Ok((Change::Open(access), see(&next)).into_response()),
        Err(refusal) => {
            form.refuse("code", &refusal);
            Ok(locked(form, device, &next))
        }
    }
}
