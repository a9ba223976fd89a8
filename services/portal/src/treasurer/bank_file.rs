//! `/reglements/banque/{file}`: the report of a file: each entry found, known, or with what to do next.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;
use serde::Deserialize;

use crate::{
    ask::{PageInfo, Refusal},
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Facts, Field, Hidden, Pager},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    apres: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    file: cynic::Id,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Report {
    #[arguments(id: $file)]
    bank_file: Option<BankFile>,
}

#[derive(cynic::QueryFragment)]
#[cynic(variables = "Vars")]
struct BankFile {
    kind: String,
    totals: BankTotals,
    statements: Vec<BankStatement>,
    #[arguments(first: 50, after: $after)]
    entries: BankEntryConnection,
}

#[derive(cynic::QueryFragment)]
struct BankTotals {
    entries: i32,
    paid: i32,
    rejected: i32,
    returned: i32,
    accepted: i32,
    known: i32,
    proposed: i32,
    funds: i32,
    unmatched: i32,
}

#[derive(cynic::QueryFragment)]
struct BankStatement {
    number: String,
    from_day: String,
    until_day: String,
    opening_cents: Option<i32>,
    closing_cents: Option<i32>,
}

#[derive(cynic::QueryFragment)]
struct BankEntryConnection {
    nodes: Vec<BankEntry>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct BankEntry {
    statement_id: cynic::Id,
    no: i32,
    amount_cents: i32,
    booked_on: String,
    end_to_end_id: String,
    remittance: String,
    party: String,
    ending: String,
    reason: Option<String>,
    why: Option<String>,
    next_step: Option<String>,
    settlement_id: Option<cynic::Id>,
    structure_name: Option<String>,
    order_label: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct ConfirmVars {
    key: cynic::Id,
    statement: cynic::Id,
    no: i32,
    reference: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmVars")]
struct Confirm {
    #[arguments(key: $key, statementId: $statement, no: $no, reference: $reference)]
    confirm_incoming_funds: ConfirmFundsPayload,
}

#[derive(cynic::QueryFragment)]
struct ConfirmFundsPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "treasurer/bank_file.html")]
struct Show {
    form: Form,
    path: String,
    after: Option<String>,
    kind: String,
    facts: Facts,
    entries: Vec<Entry>,
    pager: Pager,
    pays: bool,
}

impl Show {
    /// The field of one entry: it keeps what was typed, and the summary's link leads to it.
    fn reference(&self, one: &Entry) -> Field {
        self.form.text(&one.field(), t("funds-reference")).width("moyen").required()
    }

    /// Which entry it is, and where the list went on.
    fn hidden(&self, one: &Entry) -> Vec<Hidden> {
        let after = self.after.iter().map(|after| Hidden::new("apres", after));
        [Hidden::new("releve", &one.statement), Hidden::new("ligne", one.no)].into_iter().chain(after).collect()
    }
}

/// The field of an entry's reference: each entry has its own.
fn field(statement: &str, no: &str) -> String {
    format!("reference-{statement}-{no}")
}

/// An entry as it is told.
struct Entry {
    statement: String,
    no: i32,
    amount: String,
    day: String,
    words: String,
    ending: String,
    sentence: String,
    next: Option<String>,
    run: Option<String>,
}

impl Entry {
    /// Whether it waits to be confirmed.
    fn waits(&self) -> bool {
        self.ending == "proposed"
    }

    fn field(&self) -> String {
        field(&self.statement, &self.no.to_string())
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &file, form, asked.apres, None).await
}

/// An entry is confirmed as the funds of its order.
pub(super) async fn confirm(
    State(portal): State<Portal>,
    member: Member,
    Path(file): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Treasurer])?;
    let form = Form::sent(&portal, &member.visitor, typed);
    let after = form.typed().some("apres").map(str::to_owned);
    if form.is_wrong() {
        return Ok(page(&portal, &member, &file, form, after, None).await?.into_response());
    }
    let (statement, no) = (form.typed().get("releve"), form.typed().get("ligne"));
    let vars = ConfirmVars {
        key: form.key().into(),
        statement: statement.into(),
        no: no.parse().unwrap_or_default(),
        reference: form.typed().get(&field(statement, no)).to_owned(),
    };
    let done = portal.ask(&member.visitor, Confirm::build(vars)).await?.confirm_incoming_funds;
    match done.refusal {
        None => Ok(see(&here(&file, after.as_deref())).into_response()),
        refusal => Ok(page(&portal, &member, &file, form, after, refusal).await?.into_response()),
    }
}

/// This page, where the list went on.
fn here(file: &str, after: Option<&str>) -> String {
    let mut asked = form_urlencoded::Serializer::new(String::new());
    match after.map(|after| asked.append_pair("apres", after).finish()) {
        Some(asked) => format!("/reglements/banque/{file}?{asked}"),
        None => format!("/reglements/banque/{file}"),
    }
}

/// Tells a refusal beside the field of the entry that was meant, where it still waits in the list; otherwise of the whole form.
fn refuse(form: &mut Form, entries: &[Entry], refusal: &Refusal) {
    let meant = field(form.typed().get("releve"), form.typed().get("ligne"));
    let waits = entries.iter().any(|one| one.waits() && one.field() == meant);
    form.refuse(if waits && refusal.code == "INPUT_INVALID" { meant.as_str() } else { "" }, refusal);
}

async fn page(
    portal: &Portal,
    member: &Member,
    file: &str,
    mut form: Form,
    after: Option<String>,
    refusal: Option<Refusal>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let vars = Vars { file: file.into(), after: after.clone() };
    let seen = portal.ask(&member.visitor, Report::build(vars)).await?.bank_file.ok_or(Trouble::Absent)?;
    let path = format!("/reglements/banque/{file}");
    let end = seen.entries.page_info.next();
    let (kind, facts) = (t("bank-kind-name").with("kind", seen.kind.as_str()).to_string(), facts(&seen));
    let entries: Vec<Entry> = seen.entries.nodes.into_iter().map(entry).collect();
    if let Some(refusal) = refusal {
        refuse(&mut form, &entries, &refusal);
    }
    let show = Show {
        form: form.clone(),
        pager: Pager::new(&path, after.as_deref(), end.as_deref()),
        pays: member.is(Role::Treasurer),
        kind,
        facts,
        entries,
        path,
        after,
    };
    Ok(Page::of_form(t("bank-report-title"), &form, &show).wide())
}

fn facts(file: &BankFile) -> Facts {
    let totals = &file.totals;
    let mut facts = Facts::default();
    for one in &file.statements {
        let days =
            t("bank-days").saying("from", format::day(&one.from_day)).saying("until", format::day(&one.until_day));
        facts = facts.fact(t("bank-of-number").with("number", one.number.as_str()), days);
        let balance = |cents: Option<i32>| cents.map(|cents| format::euros(cents.into()));
        facts = facts
            .known(t("bank-opening"), balance(one.opening_cents))
            .known(t("bank-closing"), balance(one.closing_cents));
    }
    let counts = [
        ("bank-entries", totals.entries),
        ("bank-paid", totals.paid),
        ("bank-rejected", totals.rejected),
        ("bank-returned", totals.returned),
        ("bank-accepted", totals.accepted),
        ("bank-known", totals.known),
        ("bank-proposed", totals.proposed),
        ("bank-funds", totals.funds),
        ("bank-unmatched", totals.unmatched),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).fold(facts, |facts, (name, count)| facts.fact(t(name), count))
}

fn entry(one: BankEntry) -> Entry {
    let words = [one.party, one.remittance, one.end_to_end_id];
    let words: Vec<String> = words.into_iter().filter(|text| !text.is_empty()).collect();
    let about = one.structure_name.or(one.order_label).unwrap_or_default();
    let known = if about.is_empty() { "no" } else { "yes" };
    let sentence = match one.why {
        Some(why) => why,
        None => {
            let told = t("bank-ending").with("ending", one.ending.as_str()).with("known", known).saying("about", about);
            [Some(told.to_string()), one.reason].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    Entry {
        statement: one.statement_id.inner().to_owned(),
        no: one.no,
        amount: format::euros(one.amount_cents.into()),
        day: format::day(&one.booked_on),
        words: words.join(" – "),
        ending: one.ending,
        sentence,
        next: one.next_step,
        run: one.settlement_id.map(|run| format!("/reglements/{}", run.inner())),
    }
}
