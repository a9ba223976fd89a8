//! `/cles`: the keys of the network, by name and age; nothing that is secret.

use askama::Template;
use axum::extract::State;
use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    format,
    page::Page,
    parts::{Cell, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Keys {
    network_keys: Vec<NetworkKey>,
}

#[derive(cynic::QueryFragment)]
struct NetworkKey {
    kid: String,
    kind: String,
    since: Option<String>,
    serves: bool,
}

#[derive(Template)]
#[template(path = "administrator/keys.html")]
struct Show {
    table: Table,
}

/// Every key, with its part and its age.
pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Administrator])?;
    let keys = portal.ask(&member.visitor, Keys::build(())).await?.network_keys;
    Ok(Page::new(t("keys-title"), &Show { table: table(keys) }).wide())
}

fn table(keys: Vec<NetworkKey>) -> Table {
    let heads = [t("keys-what"), t("keys-name"), t("keys-since"), t("keys-state")];
    let mut table = Table::new(t("keys-caption"), heads);
    for key in keys {
        let state = if key.serves { t("keys-serves") } else { t("keys-former") };
        table.row([
            Cell::text(part(&key.kind)),
            Cell::text(key.kid),
            Cell::text(key.since.map(|at| format::stamp(&at)).unwrap_or_default()),
            Cell::text(state),
        ]);
    }
    table
}

fn part(kind: &str) -> String {
    let name = match kind {
        "token" => "keys-token",
        "paper" => "keys-paper",
        "pepper" => "keys-pepper",
        "files" => "keys-files",
        _ => "keys-visits",
    };
    t(name).to_string()
}
