//! `/membres/fin` and `/membres/preuve`: ending somebody's role, or their second factor, after a confirmation.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role as Held;
use serde::Deserialize;

use super::{
    invite::back,
    members::structure,
    proof,
    query::{self, DismissMember, EndSecondFactor, OfStructure, One, People},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::Page,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "account/dismiss.html")]
struct Show {
    form: Form,
    with: String,
    held: query::Member,
    /// Whether it is the second factor that ends, and not the role.
    of_factor: bool,
}

impl Show {
    fn name(&self) -> String {
        let named = self.held.name.clone().filter(|name| !name.is_empty());
        named.unwrap_or_else(|| t("members-nameless").to_string())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    role: String,
    personne: String,
    structure: String,
}

/// Which role ends, and what that means.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Held::VenueManager, Held::Administrator])?;
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, form, &asked).await
}

/// Whose second factor ends, and what that means.
pub(super) async fn show_factor(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Held::Administrator])?;
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, form, &asked).await
}

async fn page(portal: &Portal, member: &Member, form: Form, asked: &Asked) -> Result<Page, Trouble> {
    let of_factor = asked.role.is_empty();
    let is_it = |one: &query::Member| match of_factor {
        true => one.person_id.inner() == asked.personne,
        false => one.id.inner() == asked.role,
    };
    let id = structure(member, Some(&asked.structure))?;
    let held = first(portal, member, &id, is_it).await?;
    let title = if of_factor { t("factor-title") } else { t("dismiss-title") };
    let show = Show { form: form.clone(), with: asked.structure.clone(), held, of_factor };
    Ok(Page::of_form(title, &form, &show))
}

/// The first that is it, on whichever page of the list.
async fn first(
    portal: &Portal,
    member: &Member,
    id: &str,
    is_it: impl Fn(&query::Member) -> bool,
) -> Result<query::Member, Trouble> {
    let mut after = None;
    loop {
        let page = People::build(OfStructure { id: id.into(), after });
        let page = portal.ask(&member.visitor, page).await?.members;
        if let Some(found) = page.nodes.into_iter().find(&is_it) {
            return Ok(found);
        }
        after = Some(page.page_info.next().ok_or(Trouble::Absent)?);
    }
}

/// Ends the role.
pub(super) async fn dismiss(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let asked = Asked { role: typed.get("role").to_owned(), ..Asked::of(&typed) };
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &member, form, &asked).await?.into_response());
    }
    let act = DismissMember::build(One { key: form.key().into(), id: asked.role.as_str().into() });
    let refusal = portal.ask(&member.visitor, act).await?.dismiss_member.refusal;
    ended(&portal, &member, form, &asked, refusal).await
}

/// Ends the second factor, once one's own was given.
pub(super) async fn end_factor(
    State(portal): State<Portal>,
    member: Member,
    typed: Typed,
) -> Result<Response, Trouble> {
    let asked = Asked::of(&typed);
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &member, form, &asked).await?.into_response());
    }
    let act = EndSecondFactor::build(One { key: form.key().into(), id: asked.personne.as_str().into() });
    let refusal = portal.ask(&member.visitor, act).await?.end_second_factor.refusal;
    ended(&portal, &member, form, &asked, refusal).await
}

async fn ended(
    portal: &Portal,
    member: &Member,
    mut form: Form,
    asked: &Asked,
    refusal: Option<Refusal>,
) -> Result<Response, Trouble> {
    match refusal {
        None => Ok(back(&asked.structure)),
        Some(refusal) if refusal.code == proof::NEEDED => {
            proof::step_up(portal, member, "/membres/preuve", form.typed()).await
        }
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(portal, member, form, asked).await?.into_response())
        }
    }
}

impl Asked {
    fn of(typed: &Typed) -> Self {
        let (personne, structure) = (typed.get("personne").to_owned(), typed.get("structure").to_owned());
        Self { role: String::new(), personne, structure }
    }
}
