//! `/reserve/envois/ID`: a parcel. Its slip goes with it; whoever receives it counts it here.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use super::{
    door::{keeps_a_stock, whose},
    queries::{Count, CountVariables, Parcel, Parcels, ParcelsVariables},
    stock::state,
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Notice, Slip},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/parcel.html")]
struct Shown<'a> {
    form: &'a Form,
    action: String,
    slip: Slip,
    done: Option<Notice>,
    counts: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    let done = match asked.get("fait").map(String::as_str) {
        Some("envoye") => Some(Notice::done(t("parcel-sent-done"), t("parcel-sent-done").part("next"))),
        Some("compte") => Some(Notice::done(t("parcel-count-done"), t("parcel-count-done").part("next"))),
        _ => None,
    };
    page(&portal, &member, &id, &form, done).await
}

async fn page(
    portal: &Portal,
    member: &Member,
    id: &str,
    form: &Form,
    done: Option<Notice>,
) -> Result<Response, Trouble> {
    keeps_a_stock(member)?;
    let told = portal.ask(&member.visitor, Parcels::build(ParcelsVariables { structure: whose(member)? })).await?;
    let parcel = told.parcels.nodes.into_iter().find(|one| one.id.inner() == id).ok_or(Trouble::Absent)?;
    let own = member.organisation()? == parcel.to_id.inner() || member.is(Role::Operator);
    let shown = Shown {
        form,
        action: format!("/reserve/envois/{id}"),
        slip: slip(&parcel),
        done,
        counts: own && parcel.counted.is_none(),
    };
    Ok(Page::of_form(t("parcel-title"), form, &shown).into_response())
}

fn slip(parcel: &Parcel) -> Slip {
    let slip = Slip::new(t("parcel-slip"))
        .line(t("parcel-numbers"), format!("{} – {}", parcel.first_carnet, parcel.last_carnet))
        .line(t("reserve-carnets"), format::count(parcel.carnets.into()))
        .line(t("parcel-from"), parcel.from_name.clone().unwrap_or_else(|| t("reserve-nobody").to_string()))
        .line(t("parcel-to"), &parcel.to_name)
        .line(t("parcel-sent"), format::stamp(&parcel.sent_at))
        .line(t("parcel-state"), state(parcel));
    match &parcel.counted_at {
        Some(at) => slip.line(t("parcel-counted-at"), format::stamp(at)),
        None => slip.word(t("parcel-word")),
    }
}

pub(super) async fn count(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    keeps_a_stock(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let counted = form.typed().get("compte").parse::<i32>().ok().filter(|count| *count >= 0);
    if counted.is_none() {
        form.wrong("compte", t("parcel-count-missing"));
    }
    let Some(counted) = counted.filter(|_| !form.is_wrong()) else {
        return page(&portal, &member, &id, &form, None).await;
    };
    let separators = [',', ';', '\n'];
    let missing = form.typed().get("manquants").split(separators).map(str::trim).filter(|one| !one.is_empty());
    let missing = Some(missing.map(str::to_owned).collect());
    let variables = CountVariables { key: form.key().into(), parcel: id.as_str().into(), counted, missing };
    match portal.ask(&member.visitor, Count::build(variables)).await?.count_parcel.refusal {
        None => Ok(see(&format!("/reserve/envois/{id}?fait=compte")).into_response()),
        Some(refusal) => {
            form.refuse("compte", &refusal);
            page(&portal, &member, &id, &form, None).await
        }
    }
}
