//! `/reseau/structures`: the register of structures, searched by words of the name or digits of the numbers.

use askama::Template;
use axum::extract::{Query, State};
use kernel::access::Role;
use serde::Deserialize;

use super::door;
use crate::{
    form::{Form, Typed},
    page::Page,
    parts::{Back, Cell, Field, Pager, Table},
    portal::Portal,
    structures::{self, Sought, StructureKind},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Each kind: its name in forms, its sentence.
pub(super) const KINDS: [(StructureKind, &str, &str); 5] = [
    (StructureKind::VenueHolder, "porteur", "kind-venue-holder"),
    (StructureKind::Prescriber, "prescripteur", "kind-prescriber"),
    (StructureKind::Funder, "commanditaire", "kind-funder"),
    (StructureKind::Operator, "reseau", "kind-operator"),
    (StructureKind::Intercommunality, "intercommunalite", "kind-intercommunality"),
];

/// Lines of a page.
const A_PAGE: i32 = 50;

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
    let sought = Sought { search, after: asked.apres.clone() };
    let (found, end) = structures::page(&portal, &member, sought, A_PAGE).await?;
    let heads = ["network-structure", "structures-kind", "structures-siret", "structures-rna"].map(t);
    let mut table = Table::new(t("network-structures"), heads);
    for one in found {
        let kind = KINDS.iter().find(|(kind, _, _)| *kind == one.kind).map_or("", |(_, _, label)| label);
        let known = |number: Option<String>| number.unwrap_or_else(|| t("structures-unknown").to_string());
        table.row([
            named(&member, &one.id, one.name),
            Cell::text(t(kind)),
            Cell::text(known(one.siret)),
            Cell::text(known(one.rna)),
        ]);
    }
    let word: String = form_urlencoded::byte_serialize(asked.mot.as_bytes()).collect();
    let pager = Pager::new(&format!("/reseau/structures?mot={word}"), asked.apres.as_deref(), end.as_deref());
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("mot", asked.mot));
    let shown = Structures { table, pager, form, done: !asked.fait.is_empty(), back: back(&member) };
    Ok(Page::new(t("network-structures"), &shown).wide())
}
