//! `/reseau/importer`: a list that others publish is looked at, then taken in, with its report.
//!
//! The report is the answer to the form itself: a reload sends the same key, and shows the same report.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::door;
use crate::{
    application,
    ask::Refusal,
    files::{Brought, NotTaken},
    form::Form,
    page::Page,
    parts::{Cell, Checks, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    upload::Upload,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Import {
    key: cynic::Id,
    file: cynic::Id,
    source: String,
    mapping: Option<String>,
    dry_run: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Import")]
struct ImportListings {
    #[arguments(key: $key, fileId: $file, source: $source, mapping: $mapping, dryRun: $dry_run)]
    import_listings: ImportPayload,
}

#[derive(cynic::QueryFragment)]
struct ImportPayload {
    report: Option<ImportReport>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct ImportReport {
    unreadable: Option<String>,
    dry_run: bool,
    rows: i32,
    imported: i32,
    updated: i32,
    unchanged: i32,
    refused: i32,
    refused_rows: Vec<RefusedRow>,
    remarks: Vec<String>,
    sheet: Option<ImportSheet>,
}

#[derive(cynic::QueryFragment)]
struct RefusedRow {
    line: i32,
    name: String,
    reasons: String,
}

#[derive(cynic::QueryFragment)]
struct ImportSheet {
    file_id: cynic::Id,
    ticket: String,
}

#[derive(Template)]
#[template(path = "operator/import.html")]
struct Show {
    form: Form,
}

impl Show {
    fn mode(&self) -> Checks {
        self.form.checks("essai", t("import-mode")).choice("oui", t("import-dry-run"))
    }
}

#[derive(Template)]
#[template(path = "operator/imported.html")]
struct Done {
    report: ImportReport,
    refused: Table,
    sheet: Option<String>,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let usual = crate::form::Typed::default().with("essai", "oui");
    Ok(page(Form::filled(&portal, &member.visitor, usual)))
}

fn page(form: Form) -> Page {
    Page::of_form(t("network-import"), &form.clone(), &Show { form })
}

pub(super) async fn import(State(portal): State<Portal>, member: Member, upload: Upload) -> Result<Response, Trouble> {
    door::operator(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, upload.typed.clone());
    let source = form.typed().get("source").to_owned();
    if source.is_empty() || source.chars().count() > 120 {
        form.wrong("source", t("import-wrong-source"));
    }
    let Some(file) = brought(&portal, &member, &mut form, upload).await? else { return Ok(page(form).into_response()) };
    let import = Import {
        key: form.key().into(),
        file: file.id.into(),
        source,
        mapping: form.typed().some("correspondance").map(str::to_owned),
        dry_run: form.typed().has("essai"),
    };
    let told = portal.ask(&member.visitor, ImportListings::build(import)).await?.import_listings;
    match (told.report, told.refusal) {
        (Some(ImportReport { unreadable: Some(why), .. }), _) => form.wrong("fichier", why),
        (Some(report), _) => return Ok(done(report).into_response()),
        (None, refusal) => form.refuse("fichier", &refusal.ok_or(Trouble::Broken)?),
    }
    Ok(page(form).into_response())
}

async fn brought(
    portal: &Portal,
    member: &Member,
    form: &mut Form,
    upload: Upload,
) -> Result<Option<Brought>, Trouble> {
    let Some(chosen) = upload.file else {
        form.wrong("fichier", t("import-wrong-none"));
        return Ok(None);
    };
    if form.is_wrong() {
        form.wrong("fichier", t("piece-choose-again"));
        return Ok(None);
    }
    match portal.files().bring(chosen, member.visitor.token().unwrap_or_default()).await {
        Ok(brought) => Ok(Some(brought)),
        Err(NotTaken::SignedOut) => Err(Trouble::SignedOut),
        Err(NotTaken::Kind) => {
            form.wrong("fichier", t("import-wrong-kind"));
            Ok(None)
        }
        Err(not_taken) => {
            application::say(form, not_taken);
            Ok(None)
        }
    }
}

fn done(report: ImportReport) -> Page {
    let mut refused = Table::new(t("import-refused-caption"), ["import-line", "import-name", "import-reasons"].map(t));
    for row in &report.refused_rows {
        let name = if row.name.is_empty() { t("import-no-name").to_string() } else { row.name.clone() };
        refused.row([Cell::text(row.line), Cell::text(name), Cell::text(&row.reasons)]);
    }
    let sheet = report.sheet.as_ref().map(|sheet| format!("/files/{}?ticket={}", sheet.file_id.inner(), sheet.ticket));
    Page::new(t("imported-title"), &Done { report, refused, sheet }).wide()
}
