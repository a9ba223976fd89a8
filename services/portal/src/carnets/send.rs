//! `/reserve/envoyer`: booklets go to another stock.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};

use super::{
    door::{keeps_a_stock, whose},
    queries::{DistributionPoint, LotInput, Points, PointsVariables, Send, SendVariables},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::Select,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/send.html")]
struct Shown<'a> {
    form: &'a Form,
    points: Vec<DistributionPoint>,
}

impl Shown<'_> {
    fn to(&self) -> Select {
        to(self.form, &self.points)
    }
}

/// To whom: one of the distribution points.
pub(super) fn to(form: &Form, points: &[DistributionPoint]) -> Select {
    let select = form.select("vers", t("parcel-send-to")).choice("", t("parcel-send-choose"));
    points.iter().fold(select, |select, one| select.choice(one.id.inner(), &one.name))
}

/// Where booklets may be sent, page by page.
pub(super) async fn points(portal: &Portal, member: &Member) -> Result<Vec<DistributionPoint>, Trouble> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let asked = Points::build(PointsVariables { after });
        let found = portal.ask(&member.visitor, asked).await?.distribution_points;
        all.extend(found.nodes);
        after = found.page_info.next();
        if after.is_none() {
            return Ok(all);
        }
    }
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Response, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &form).await
}

async fn page(portal: &Portal, member: &Member, form: &Form) -> Result<Response, Trouble> {
    keeps_a_stock(member)?;
    let points = points(portal, member).await?;
    Ok(Page::of_form(t("parcel-send-title"), form, &Shown { form, points }).into_response())
}

pub(super) async fn send(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    keeps_a_stock(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let to = form.typed().get("vers").to_owned();
    if to.is_empty() {
        form.wrong("vers", t("parcel-send-to-missing"));
    }
    let lot = lot(&mut form);
    if form.is_wrong() {
        return page(&portal, &member, &form).await;
    }
    let variables = SendVariables { key: form.key().into(), from: whose(&member)?, to: to.as_str().into(), lot };
    let told = portal.ask(&member.visitor, Send::build(variables)).await?.send_carnets;
    match (told.sent, told.refusal) {
        (Some(sent), _) => Ok(see(&format!("/reserve/envois/{}?fait=envoye", sent.parcel_id.inner())).into_response()),
        (None, Some(refusal)) => {
            form.refuse("premier", &refusal);
            page(&portal, &member, &form).await
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// Which booklets, as they were typed; says what is missing.
pub(super) fn lot(form: &mut Form) -> LotInput {
    if form.typed().some("premier").is_none() {
        form.wrong("premier", t("lot-first-missing"));
    }
    LotInput { first: form.typed().get("premier").to_owned(), last: form.typed().some("dernier").map(str::to_owned) }
}
