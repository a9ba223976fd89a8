//! `/reseau/structures/nouvelle`: one more structure in the register.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{door, structures::KINDS};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    schema,
    structures::StructureKind,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct New {
    key: cynic::Id,
    input: StructureInput,
}

#[derive(cynic::InputObject)]
struct StructureInput {
    name: String,
    kind: StructureKind,
    siret: Option<String>,
    rna: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "New")]
struct RegisterStructure {
    #[arguments(key: $key, input: $input)]
    register_structure: StructurePayload,
}

#[derive(cynic::QueryFragment)]
struct StructurePayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "operator/structure_new.html")]
struct Show {
    form: Form,
}

impl Show {
    fn kinds(&self) -> Radios {
        let radios = self.form.radios("genre", t("structures-kind"));
        KINDS.iter().fold(radios, |radios, (_, name, label)| radios.choice(name, t(label)))
    }
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    door::registrar(&member)?;
    Ok(page(Form::blank(&portal, &member.visitor)))
}

fn page(form: Form) -> Page {
    Page::of_form(t("structures-new"), &form.clone(), &Show { form })
}

pub(super) async fn register(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    door::registrar(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let typed = form.typed().clone();
    let name = typed.get("nom").to_owned();
    if name.is_empty() || name.chars().count() > 120 {
        form.wrong("nom", t("structures-wrong-name"));
    }
    let kind = KINDS.iter().find(|(_, name, _)| *name == typed.get("genre")).map(|(kind, _, _)| *kind);
    if kind.is_none() {
        form.wrong("genre", t("structures-wrong-kind"));
    }
    let Some(kind) = kind.filter(|_| !form.is_wrong()) else { return Ok(page(form).into_response()) };
    let said = |name: &str| typed.some(name).map(str::to_owned);
    let input = StructureInput { name, kind, siret: said("siret"), rna: said("rna") };
    let new = New { key: form.key().into(), input };
    match portal.ask(&member.visitor, RegisterStructure::build(new)).await?.register_structure.refusal {
        None => Ok(see("/reseau/structures?fait=oui").into_response()),
        Some(refusal) => {
            let field = match refusal.code.as_str() {
                "SIRET_INVALID" => "siret",
                "RNA_INVALID" => "rna",
                _ => "",
            };
            form.refuse(field, &refusal);
            Ok(page(form).into_response())
        }
    }
}
