//! « Encaisser »: one field for typing, for a scanner that types, and for the camera. Each cheque read joins the list.

use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;

use super::{
    basket::Basket,
    place::{Place, Seat, seat},
    queries::{CounterLook, LookOver, LookOverVariables},
};
use crate::{
    ask::Refusal,
    assets,
    form::{Form, Typed},
    format,
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/scan.html")]
struct Scan<'a> {
    form: &'a Form,
    place: &'a Place,
    lines: Vec<Line>,
    /// « Continuer avec 2 chèques : 20 € », when all of them can be taken.
    go_on: Option<String>,
    /// The refusal after which somebody is welcomed anyway.
    welcome: Option<String>,
    reader: &'static str,
}

/// One cheque of the list.
struct Line {
    no: usize,
    label: String,
    refusal: Option<Refusal>,
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
    page(&portal, &member, &Form::blank(&portal, &member.visitor), &place, &basket, None).await
}

/// One more cheque: looked at together with those that lie there already.
pub(super) async fn add(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let mut basket = Basket::read(&portal, &member, &headers);
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let code = form.typed().get("code").to_owned();
    if code.is_empty() {
        form.wrong("code", t("counter-code-missing"));
    }
    if form.is_wrong() {
        return page(&portal, &member, &form, &place, &basket, None).await;
    }
    let codes = basket.codes().iter().cloned().chain([code.clone()]).collect();
    match look(&portal, &member, &place, codes).await? {
        Ok(looked) => match looked.cheques.into_iter().last().and_then(|cheque| cheque.refusal) {
            None => {
                basket.add(code);
                Ok((basket.keep(&portal), see("/guichet")).into_response())
            }
            Some(refusal) => refused(&portal, &member, form, &place, &basket, &refusal).await,
        },
        Err(refusal) => refused(&portal, &member, form, &place, &basket, &refusal).await,
    }
}

async fn refused(
    portal: &Portal,
    member: &Member,
    mut form: Form,
    place: &Place,
    basket: &Basket,
    refusal: &Refusal,
) -> Result<Response, Trouble> {
    form.refuse("code", refusal);
    page(portal, member, &form, place, basket, welcomes(refusal)).await
}

/// Takes a cheque off the list.
pub(super) async fn remove(State(portal): State<Portal>, member: Member, headers: HeaderMap, typed: Typed) -> Response {
    let mut basket = Basket::read(&portal, &member, &headers);
    basket.remove(typed.get("no").parse().unwrap_or_default());
    (basket.keep(&portal), see("/guichet")).into_response()
}

/// Takes them all off.
pub(super) async fn clear(State(portal): State<Portal>, _member: Member) -> Response {
    (Basket::cleared(&portal), see("/guichet")).into_response()
}

/// What the network says of these codes, or why it says nothing.
pub(super) async fn look(
    portal: &Portal,
    member: &Member,
    place: &Place,
    codes: Vec<String>,
) -> Result<Result<CounterLook, Refusal>, Trouble> {
    let variables = LookOverVariables { venue: cynic::Id::new(place.id.clone()), codes };
    let told = portal.ask(&member.visitor, LookOver::build(variables)).await?.look_over;
    match (told.look, told.refusal) {
        (Some(look), _) => Ok(Ok(look)),
        (None, Some(refusal)) => Ok(Err(refusal)),
        (None, None) => Err(Trouble::Broken),
    }
}

/// The code of a refusal after which somebody is welcomed anyway; a slip of typing is none.
pub(super) fn welcomes(refusal: &Refusal) -> Option<String> {
    const SLIPS: [&str; 6] =
        ["CODE_MISTYPED", "REPEATED_CHEQUE", "TOO_MANY_CHEQUES", "NO_CHEQUE", "KEY_REUSED", "FORBIDDEN"];
    (!SLIPS.contains(&refusal.code.as_str())).then(|| refusal.code.clone())
}

async fn page(
    portal: &Portal,
    member: &Member,
    form: &Form,
    place: &Place,
    basket: &Basket,
    welcome: Option<String>,
) -> Result<Response, Trouble> {
    let (lines, go_on, of_all) = match basket.is_empty() {
        true => (Vec::new(), None, None),
        false => match look(portal, member, place, basket.codes().to_vec()).await? {
            Ok(looked) => (lines(&looked), going_on(&looked), None),
            Err(refusal) => {
                let welcome = welcomes(&refusal);
                (vec![Line { no: 1, label: String::new(), refusal: Some(refusal) }], None, welcome)
            }
        },
    };
    let welcome = welcome.or(of_all);
    let reader = assets::QR_SCANNER;
    let scan = Scan { form, place, lines, go_on, welcome, reader };
    Ok(Page::of_form(t("counter-title"), form, &scan).with_camera().script("scan.js").into_response())
}

fn lines(looked: &CounterLook) -> Vec<Line> {
    let cheques = looked.cheques.iter().zip(1..);
    cheques
        .map(|(cheque, no)| {
            let label = match (&cheque.carnet, cheque.no, cheque.value_cents) {
                (Some(carnet), Some(place), Some(cents)) => t("counter-line")
                    .with("no", place)
                    .with("carnet", carnet.as_str())
                    .saying("value", format::euros(cents.into()))
                    .to_string(),
                _ => t("counter-line-unknown").with("end", cheque.last_four.clone().unwrap_or_default()).to_string(),
            };
            Line { no, label, refusal: cheque.refusal.clone() }
        })
        .collect()
}

fn going_on(looked: &CounterLook) -> Option<String> {
    let all = looked.cheques.iter().all(|cheque| cheque.refusal.is_none());
    let words = t("counter-go-on").with("cheques", looked.accepted);
    all.then(|| words.saying("value", format::euros(looked.value_cents.into())).to_string())
}
