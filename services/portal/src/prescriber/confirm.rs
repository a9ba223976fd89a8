//! « Vérifiez »: the booklet, the public, the commune; then it is handed over.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    attest,
    carnet::facts,
    commune, publics,
    queries::{Commune, HandOverCarnet, HandOverInput, HandOverVariables, Public},
    stock::carnet,
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Facts, Hidden},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "prescriber/confirm.html")]
struct Shown<'a> {
    form: &'a Form,
    back: String,
    facts: Facts,
    hidden: Vec<Hidden>,
}

/// What is about to be done.
struct Wanted {
    serial: String,
    public: Public,
    home: Commune,
    /// What is attested, field by field.
    attested: Typed,
}

impl Wanted {
    /// Of what an address or a form bears; a page that nobody was sent to is none.
    async fn read(portal: &Portal, member: &Member, field: impl Fn(&str) -> Option<String>) -> Result<Self, Trouble> {
        let (Some(serial), Some(public), Some(code)) =
            (field("carnet"), field("public").as_deref().and_then(publics::of_value), field("commune"))
        else {
            return Err(Trouble::Absent);
        };
        let home = commune::of_code(portal, &member.visitor, &code).await?.ok_or(Trouble::Absent)?;
        let told = attest::FIELDS.into_iter().filter_map(|name| Some((name, field(name)?)));
        let attested = told.fold(Typed::default(), |typed, (name, value)| typed.with(name, value));
        Ok(Self { serial, public, home, attested })
    }

    /// The page where it is changed, as it was filled in.
    fn back(&self) -> String {
        let mut address = form_urlencoded::Serializer::new(String::new());
        address.append_pair("public", publics::value(self.public)).append_pair("commune", &self.home.name);
        address.append_pair("vu", "oui").extend_pairs(self.attested.pairs());
        format!("/remise/carnet/{}?{}", self.serial, address.finish())
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let wanted = Wanted::read(&portal, &member, |name| asked.get(name).cloned()).await?;
    page(&portal, &member, Form::blank(&portal, &member.visitor), &wanted).await
}

pub(super) async fn hand_over(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let wanted = Wanted::read(&portal, &member, |name| form.typed().some(name).map(str::to_owned)).await?;
    if form.is_wrong() {
        return page(&portal, &member, form, &wanted).await;
    }
    let input = HandOverInput {
        prescriber_id: cynic::Id::new(member.organisation()?),
        carnet: wanted.serial.clone(),
        home_commune: wanted.home.code.inner().to_owned(),
        public: wanted.public,
        // Kept in the form, so that the same form sent after midnight is still the same act.
        eligibility_seen_on: form.typed().some("vu").map(str::to_owned),
        attested: attest::input(&wanted.attested),
    };
    let variables = HandOverVariables { key: cynic::Id::new(form.key()), input };
    let told = portal.ask(&member.visitor, HandOverCarnet::build(variables)).await?.hand_over_carnet;
    match (told.hand_over, told.refusal) {
        (Some(done), _) => {
            let to = format!("/remise/rappel/{}?commune={}", done.carnet, wanted.home.code.inner());
            Ok(see(&to).into_response())
        }
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            page(&portal, &member, form, &wanted).await
        }
        (None, None) => Err(Trouble::Broken),
    }
}

async fn page(portal: &Portal, member: &Member, mut form: Form, wanted: &Wanted) -> Result<Response, Trouble> {
    let told = carnet(portal, member, &wanted.serial).await?;
    let seen = told.carnet.ok_or(Trouble::Absent)?;
    if let Some(refusal) = told.refusal.filter(|_| !form.is_wrong()) {
        form.refuse("", &refusal);
    }
    let today = portal.clock().now().day();
    let back = wanted.back();
    let facts = facts(&seen)
        .changed(t("prescriber-public"), t(publics::word(wanted.public)), back.clone())
        .changed(t("prescriber-home"), &wanted.home.name, back.clone())
        .fact(t("prescriber-eligibility"), t("prescriber-seen-on").saying("day", kernel::words::long_day(today)));
    let facts = attest::facts(facts, &wanted.attested, &back);
    let mut hidden = vec![
        Hidden::new("carnet", &seen.carnet),
        Hidden::new("public", publics::value(wanted.public)),
        Hidden::new("commune", wanted.home.code.inner()),
        Hidden::new("vu", form.typed().some("vu").map_or_else(|| today.to_string(), str::to_owned)),
    ];
    hidden.extend(wanted.attested.pairs().map(|(name, value)| Hidden::new(name, value)));
    let shown = Shown { form: &form, back, facts, hidden };
    Ok(Page::of_form(t("prescriber-confirm-title"), &form, &shown).into_response())
}
