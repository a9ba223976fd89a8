//! `/reseau/structures`: the register of structures, searched by words of the name or digits of the numbers.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use kernel::access::Role;
use serde::Deserialize;

use super::door;
use crate::{
    form::{Form, Typed},
    page::Page,
    parts::{Back, Cell, Field, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Wanted {
    search: Option<String>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct Register {
    #[arguments(search: $search, first: 50, after: $after)]
    structures: RegisteredStructureConnection,
}

#[derive(cynic::QueryFragment)]
struct RegisteredStructureConnection {
    nodes: Vec<RegisteredStructure>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct PageInfo {
    end_cursor: Option<String>,
    has_next_page: bool,
}

#[derive(cynic::QueryFragment)]
struct RegisteredStructure {
    id: cynic::Id,
    name: String,
    kind: StructureKind,
    siret: Option<String>,
    rna: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum StructureKind {
    VenueHolder,
    Prescriber,
    Funder,
    Operator,
    Intercommunality,
}

/// Each kind: its name in forms, its sentence.
pub(super) const KINDS: [(StructureKind, &str, &str); 5] = [
    (StructureKind::VenueHolder, "porteur", "kind-venue-holder"),
    (StructureKind::Prescriber, "prescripteur", "kind-prescriber"),
    (StructureKind::Funder, "commanditaire", "kind-funder"),
    (StructureKind::Operator, "reseau", "kind-operator"),
    (StructureKind::Intercommunality, "intercommunalite", "kind-intercommunality"),
];

/// What is looked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    mot: String,
    apres: Option<String>,
    #[serde(default)]
    fait: String,
}

#[derive(Template)]
#[template(path = "operator/structures.html")]
struct Structures {
    table: Table,
    pager: Pager,
    form: Form,
    done: bool,
    back: Back,
}

/// Whoever enrols anywhere goes on to the people of a structure.
fn named(member: &Member, id: &cynic::Id, name: String) -> Cell {
    match member.is(Role::Administrator) {
        true => Cell::link(format!("/membres?structure={}", id.inner()), name),
        false => Cell::text(name),
    }
}

fn back(member: &Member) -> Back {
    match member.is(Role::Operator) {
        true => Back::to("/reseau", t("network-back")),
        false => Back::to("/aujourdhui", t("nav-today")),
    }
}

impl Structures {
    fn search(&self) -> Field {
        self.form.text("mot", t("structures-search")).hint(t("structures-search-hint")).kind("search")
    }
}

pub(super) async fn list(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    door::registrar(&member)?;
    let search = Some(asked.mot.clone()).filter(|word| !word.trim().is_empty());
    let wanted = Wanted { search, after: asked.apres.clone() };
    let found = portal.ask(&member.visitor, Register::build(wanted)).await?.structures;
    let heads = ["network-structure", "structures-kind", "structures-siret", "structures-rna"].map(t);
    let mut table = Table::new(t("network-structures"), heads);
    for one in found.nodes {
        let kind = KINDS.iter().find(|(kind, _, _)| *kind == one.kind).map_or("", |(_, _, label)| label);
        let known = |number: Option<String>| number.unwrap_or_else(|| t("structures-unknown").to_string());
        table.row([
            named(&member, &one.id, one.name),
            Cell::text(t(kind)),
            Cell::text(known(one.siret)),
            Cell::text(known(one.rna)),
        ]);
    }
    let end = found.page_info.end_cursor.filter(|_| found.page_info.has_next_page);
    let word: String = form_urlencoded::byte_serialize(asked.mot.as_bytes()).collect();
    let pager = Pager::new(&format!("/reseau/structures?mot={word}"), asked.apres.as_deref(), end.as_deref());
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("mot", asked.mot));
    let shown = Structures { table, pager, form, done: !asked.fait.is_empty(), back: back(&member) };
    Ok(Page::new(t("network-structures"), &shown).wide())
}
