//! `/commandes/ORDER/tirage`: the codes of an order leave for the printer. One person asks, another releases, each download
//! is written down; a run that is wrong is cancelled.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use crate::{
    account::proof,
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Vars {
    order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct One {
    #[arguments(id: $order)]
    order: Option<Order>,
    #[arguments(orderId: $order)]
    print_releases: PrintReleaseConnection,
}

#[derive(cynic::QueryFragment)]
struct Order {
    label: String,
    funds_at: Option<String>,
    issued_at: Option<String>,
    print_file_id: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
struct PrintReleaseConnection {
    nodes: Vec<PrintRelease>,
}

#[derive(cynic::QueryFragment)]
struct PrintRelease {
    id: cynic::Id,
    form: PrintForm,
    first: i32,
    last: i32,
    asked_at: String,
    asked_by_me: bool,
    released_at: Option<String>,
    open: bool,
    fetched: i32,
}

impl PrintRelease {
    fn what(&self) -> String {
        match self.form {
            PrintForm::Data => t("print-data").to_string(),
            PrintForm::Pages => {
                let count = self.last - self.first + 1;
                t("print-pages").with("count", count).with("first", self.first).with("last", self.last).to_string()
            }
        }
    }

    fn state(&self) -> String {
        match (&self.released_at, self.asked_by_me, self.open) {
            (None, true, _) => t("print-waits-other").to_string(),
            (None, false, _) => t("print-waits-you").to_string(),
            (Some(at), _, true) => t("print-open").saying("at", format::stamp(at)).to_string(),
            (Some(at), _, false) => t("print-shut").saying("at", format::stamp(at)).to_string(),
        }
    }

    fn asked(&self) -> String {
        format::stamp(&self.asked_at)
    }

    fn is_to_release(&self) -> bool {
        self.released_at.is_none() && !self.asked_by_me
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum PrintForm {
    Data,
    Pages,
}

#[derive(Template)]
#[template(path = "funder/print.html")]
struct Shown<'a> {
    form: &'a Form,
    path: String,
    back: String,
    label: String,
    /// The sealed run, when it is whole.
    run: Option<String>,
    releases: Vec<PrintRelease>,
    /// Whether no cheque of it is active yet.
    cancellable: bool,
    file: Option<(String, String)>,
    done: bool,
}

impl Shown<'_> {
    fn how(&self) -> Radios {
        let radios = self.form.radios("forme", t("print-form"));
        radios.explained("donnees", t("print-data"), t("print-data-hint")).explained(
            "pages",
            t("print-pages-some"),
            t("print-pages-hint"),
        )
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("forme", "donnees"));
    page(&portal, &member, &id, &form, &asked).await
}

async fn page(
    portal: &Portal,
    member: &Member,
    id: &str,
    form: &Form,
    asked: &HashMap<String, String>,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let found = portal.ask(&member.visitor, One::build(Vars { order: id.into() })).await?;
    let order = found.order.ok_or(Trouble::Absent)?;
    let plain = |text: &&String| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let file = asked.get("fichier").filter(plain).cloned().zip(asked.get("ticket").filter(plain).cloned());
    let run = order.print_file_id.filter(|_| order.issued_at.is_some()).map(cynic::Id::into_inner);
    let shown = Shown {
        form,
        path: format!("/commandes/{id}/tirage"),
        back: format!("/commandes/{id}"),
        cancellable: run.is_some() && order.funds_at.is_none(),
        label: order.label,
        run,
        releases: found.print_releases.nodes,
        file,
        done: asked.contains_key("fait"),
    };
    Ok(Page::of_form(t("print-title").with("label", shown.label.clone()), form, &shown).into_response())
}

#[derive(cynic::QueryVariables)]
struct AskVars {
    key: cynic::Id,
    input: PrintReleaseInput,
}

#[derive(cynic::InputObject)]
struct PrintReleaseInput {
    file_id: cynic::Id,
    form: PrintForm,
    first: Option<i32>,
    last: Option<i32>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "AskVars")]
struct Ask {
    #[arguments(key: $key, input: $input)]
    ask_print_release: PrintReleasePayload,
}

#[derive(cynic::QueryFragment)]
struct PrintReleasePayload {
    refusal: Option<Refusal>,
}

/// Somebody asks for the codes.
pub(super) async fn ask(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let pages = form.typed().get("forme") == "pages";
    let number = |form: &Form, field: &str| form.typed().get(field).parse::<i32>().ok();
    let (first, last) = (number(&form, "premier"), number(&form, "dernier"));
    if pages && first.is_none() {
        form.wrong("premier", t("print-first-missing"));
    }
    if form.is_wrong() {
        return page(&portal, &member, &id, &form, &HashMap::new()).await;
    }
    let input = PrintReleaseInput {
        file_id: form.typed().get("fichier").into(),
        form: if pages { PrintForm::Pages } else { PrintForm::Data },
        first: first.filter(|_| pages),
        last: last.filter(|_| pages),
    };
    let act = Ask::build(AskVars { key: form.key().into(), input });
    let refusal = portal.ask(&member.visitor, act).await?.ask_print_release.refusal;
    ended(&portal, &member, &id, form, (refusal, "")).await
}

#[derive(cynic::QueryVariables)]
struct ReleaseVars {
    key: cynic::Id,
    release: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReleaseVars")]
struct ReleaseIt {
    #[arguments(key: $key, releaseId: $release)]
    release_print: PrintReleasePayload,
}

/// Somebody else releases them.
pub(super) async fn release(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return page(&portal, &member, &id, &form, &HashMap::new()).await;
    }
    let vars = ReleaseVars { key: form.key().into(), release: form.typed().get("demande").into() };
    let refusal = portal.ask(&member.visitor, ReleaseIt::build(vars)).await?.release_print.refusal;
    ended(&portal, &member, &id, form, (refusal, "/liberer")).await
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReleaseVars")]
struct OpenIt {
    #[arguments(key: $key, releaseId: $release)]
    open_print: OpenPrintPayload,
}

#[derive(cynic::QueryFragment)]
struct OpenPrintPayload {
    ticket: Option<FileTicket>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct FileTicket {
    ticket: String,
    file: FileInfo,
}

#[derive(cynic::QueryFragment)]
struct FileInfo {
    id: cynic::Id,
}

/// Gives a link to what was released, good once.
pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return page(&portal, &member, &id, &form, &HashMap::new()).await;
    }
    let vars = ReleaseVars { key: form.key().into(), release: form.typed().get("demande").into() };
    let told = portal.ask(&member.visitor, OpenIt::build(vars)).await?.open_print;
    match told.ticket {
        Some(FileTicket { ticket, file }) => {
            let file = file.id.into_inner();
            Ok(see(&format!("/commandes/{id}/tirage?fichier={file}&ticket={ticket}")).into_response())
        }
        None => ended(&portal, &member, &id, form, (told.refusal, "/ouvrir")).await,
    }
}

#[derive(cynic::QueryVariables)]
struct CancelVars {
    key: cynic::Id,
    order: cynic::Id,
    reason: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CancelVars")]
struct Cancel {
    #[arguments(key: $key, orderId: $order, reason: $reason)]
    cancel_print_run: CancelPrintRunPayload,
}

#[derive(cynic::QueryFragment)]
struct CancelPrintRunPayload {
    refusal: Option<Refusal>,
}

/// Withdraws the codes of a run before any cheque is active.
pub(super) async fn cancel(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let reason = form.typed().get("raison").to_owned();
    if reason.is_empty() || reason.chars().count() > 200 {
        form.wrong("raison", t("carnets-reason-missing"));
    }
    if form.is_wrong() {
        return page(&portal, &member, &id, &form, &HashMap::new()).await;
    }
    let vars = CancelVars { key: form.key().into(), order: id.as_str().into(), reason };
    let refusal = portal.ask(&member.visitor, Cancel::build(vars)).await?.cancel_print_run.refusal;
    ended(&portal, &member, &id, form, (refusal, "/annuler")).await
}

async fn ended(
    portal: &Portal,
    member: &Member,
    id: &str,
    mut form: Form,
    (refusal, deed): (Option<Refusal>, &str),
) -> Result<Response, Trouble> {
    let path = format!("/commandes/{id}/tirage");
    match refusal {
        None => Ok(see(&format!("{path}?fait=oui")).into_response()),
        // The same form goes on once the proof is given.
        Some(refusal) if refusal.code == proof::NEEDED => {
            proof::step_up(portal, member, &format!("{path}{deed}"), form.typed()).await
        }
        Some(refusal) => {
            form.refuse("", &refusal);
            page(portal, member, id, &form, &HashMap::new()).await
        }
    }
}
