//! The act: what will be taken is shown once more, then taken. The codes ride with the form, so that sending it twice is the same act.

use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    basket::Basket,
    declare::{self, Declare},
    place::{Place, Seat, seat},
    queries::{CounterLook, Redeem, RedeemVariables, Remaining},
    scan::{Told, look, welcomes},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Facts, Hidden},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/confirm.html")]
struct Confirm<'a> {
    form: &'a Form,
    facts: Facts,
    hidden: Vec<Hidden>,
    /// « Encaisser 2 chèques : 20 € », when all of them can be taken.
    take: Option<String>,
    /// A refusal after which somebody is welcomed anyway.
    told: Option<Told>,
    declare: Declare,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let basket = Basket::read(&portal, &member, &headers);
    let looked = match basket.is_empty() {
        true => return Ok(see("/guichet").into_response()),
        false => look(&portal, &member, &place, basket.codes().to_vec()).await?,
    };
    match looked {
        // Something changed since it was read: the list says what.
        Err(_) => Ok(see("/guichet").into_response()),
        Ok(looked) if looked.cheques.iter().any(|cheque| cheque.refusal.is_some()) => {
            Ok(see("/guichet").into_response())
        }
        Ok(looked) => {
            let typed = Typed::default().with("personnes", "1");
            let form = Form::filled(&portal, &member.visitor, typed);
            let declare = Declare::of(&portal, &member, &place, &looked).await?;
            Ok(page(&form, &place, basket.codes(), Some(&looked), (None, declare)).into_response())
        }
    }
}

pub(super) async fn redeem(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let codes: Vec<String> = form.typed().all("cheque").into_iter().map(str::to_owned).collect();
    let venue = form.typed().some("lieu").unwrap_or(&place.id).to_owned();
    let service = declare::read(&mut form);
    if form.is_wrong() {
        return again(&portal, &member, &form, &place, (&codes, None)).await;
    }
    let variables = RedeemVariables {
        key: cynic::Id::new(form.key()),
        venue: cynic::Id::new(venue),
        codes: codes.clone(),
        service,
        presented_by: declare::bearer(&form),
    };
    let told = portal.ask(&member.visitor, Redeem::build(variables)).await?.redeem_cheques;
    match (told.receipt, told.refusal) {
        (Some(receipt), _) => {
            let to = format!("/guichet/recu/{}", receipt.id.inner());
            Ok((Basket::cleared(&portal), see(&to)).into_response())
        }
        (None, Some(refusal)) if is_said_otherwise(&refusal) => {
            again(&portal, &member, &form, &place, (&codes, Some(Told { label: String::new(), refusal }))).await
        }
        (None, Some(refusal)) if welcomes(&refusal) => {
            let told = Told { label: String::new(), refusal };
            Ok(page(&form, &place, &codes, None, (Some(told), Declare::default())).wrong().into_response())
        }
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            Ok(page(&form, &place, &codes, None, (None, Declare::default())).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// Whether another word on the same page is enough: the price, the people, what is paid in money, who is there.
fn is_said_otherwise(refusal: &Refusal) -> bool {
    const WORDS: [&str; 4] = ["HOLDER_ONLY", "NOT_PAYABLE_BY_CHEQUE", "PRICE_OVER_CAP", "PRICE_NOT_COVERED"];
    WORDS.contains(&refusal.code.as_str())
}

/// The same page, with all that was chosen and what is wrong with it.
async fn again(
    portal: &Portal,
    member: &Member,
    form: &Form,
    place: &Place,
    (codes, told): (&[String], Option<Told>),
) -> Result<Response, Trouble> {
    let looked = look(portal, member, place, codes.to_vec()).await?.ok();
    let declare = match &looked {
        Some(looked) => Declare::of(portal, member, place, looked).await?,
        None => Declare::default(),
    };
    let (wrong, page) = (told.is_some(), page(form, place, codes, looked.as_ref(), (told, declare)));
    Ok(if wrong { page.wrong() } else { page }.into_response())
}

fn page(
    form: &Form,
    place: &Place,
    codes: &[String],
    looked: Option<&CounterLook>,
    (told, declare): (Option<Told>, Declare),
) -> Page {
    let mut hidden = vec![Hidden::new("lieu", &place.id)];
    hidden.extend(codes.iter().map(|code| Hidden::new("cheque", code)));
    let facts = Facts::default().fact(t("counter-fact-venue"), &place.name);
    let facts = looked.map_or(facts.clone(), |looked| sums(facts, looked));
    let take = looked.map(|looked| {
        let words = t("counter-take").with("cheques", looked.accepted);
        words.saying("value", format::euros(looked.value_cents.into())).to_string()
    });
    Page::of_form(t("counter-confirm-title"), form, &Confirm { form, facts, hidden, take, told, declare })
}

fn sums(facts: Facts, looked: &CounterLook) -> Facts {
    let facts = facts
        .fact(t("counter-fact-cheques"), format::count(looked.accepted.into()))
        .fact(t("counter-fact-value"), format::euros(looked.value_cents.into()));
    let facts = facts.known(t("counter-fact-cap"), looked.cap_cheques);
    looked.remaining.iter().fold(facts, |facts, one| {
        facts.fact(t("counter-fact-remaining").with("carnet", one.carnet.as_str()), left(one))
    })
}

/// « 7 chèques, 70 €, jusqu'au 31 octobre 2026 ».
pub(super) fn left(one: &Remaining) -> String {
    match one.cheques {
        0 => t("counter-left-none").to_string(),
        cheques => t("counter-left")
            .with("cheques", cheques)
            .saying("value", format::euros(one.value_cents.into()))
            .saying("until", format::day(&one.until))
            .to_string(),
    }
}
