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
    queries::{CounterCheque, CounterLook, LookOver, LookOverVariables},
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
    /// A refusal after which somebody is welcomed anyway.
    told: Option<Told>,
    reader: &'static str,
}

/// Why a cheque cannot be taken, told so that nobody is sent away.
pub(super) struct Told {
    /// Which cheque; empty when it is a matter of none in particular.
    pub(super) label: String,
    pub(super) refusal: Refusal,
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
    let told = match look(&portal, &member, &place, codes).await? {
        Ok(looked) => match looked.cheques.last() {
            Some(cheque) => cheque.refusal.clone().map(|refusal| Told { label: label(cheque), refusal }),
            None => return Err(Trouble::Broken),
        },
        Err(refusal) => Some(Told { label: String::new(), refusal }),
    };
    match told {
        None => {
            basket.add(code);
            Ok((basket.keep(&portal), see("/guichet")).into_response())
        }
        Some(told) if welcomes(&told.refusal) => {
            // The field is empty again: the next cheque may be scanned at once.
            let form = Form::blank(&portal, &member.visitor);
            page(&portal, &member, &form, &place, &basket, Some(told)).await
        }
        Some(told) => {
            form.refuse("code", &told.refusal);
            page(&portal, &member, &form, &place, &basket, None).await
        }
    }
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

/// Whether somebody is welcomed anyway after this refusal; after a slip of typing one types again.
pub(super) fn welcomes(refusal: &Refusal) -> bool {
    const SLIPS: [&str; 6] =
        ["CODE_MISTYPED", "REPEATED_CHEQUE", "TOO_MANY_CHEQUES", "NO_CHEQUE", "KEY_REUSED", "FORBIDDEN"];
    !SLIPS.contains(&refusal.code.as_str())
}

async fn page(
    portal: &Portal,
    member: &Member,
    form: &Form,
    place: &Place,
    basket: &Basket,
    told: Option<Told>,
) -> Result<Response, Trouble> {
    let (lines, go_on, of_all) = match basket.is_empty() {
        true => (Vec::new(), None, None),
        false => match look(portal, member, place, basket.codes().to_vec()).await? {
            Ok(looked) => (lines(&looked), going_on(&looked), None),
            Err(refusal) => (Vec::new(), None, Some(Told { label: String::new(), refusal })),
        },
    };
    let (wrong, told) = (told.is_some(), told.or(of_all));
    let scan = Scan { form, place, lines, go_on, told, reader: assets::QR_SCANNER };
    let page = Page::of_form(t("counter-title"), form, &scan).with_camera().script("scan.js");
    Ok(if wrong { page.wrong() } else { page }.into_response())
}

fn lines(looked: &CounterLook) -> Vec<Line> {
    let cheques = looked.cheques.iter().zip(1..);
    cheques.map(|(cheque, no)| Line { no, label: label(cheque), refusal: cheque.refusal.clone() }).collect()
}

/// « Chèque 3 du carnet K7QMX-0042 : 10 € »; of a cheque that is not of this network, how its code ends.
fn label(cheque: &CounterCheque) -> String {
    match (&cheque.carnet, cheque.no, cheque.value_cents, &cheque.last_four) {
        (Some(carnet), Some(place), Some(cents), _) => t("counter-line")
            .with("no", place)
            .with("carnet", carnet.as_str())
            .saying("value", format::euros(cents.into()))
            .to_string(),
        (_, _, _, Some(end)) => t("counter-line-unknown").with("end", end.as_str()).to_string(),
        _ => String::new(),
    }
}

fn going_on(looked: &CounterLook) -> Option<String> {
    let all = looked.cheques.iter().all(|cheque| cheque.refusal.is_none());
    let words = t("counter-go-on").with("cheques", looked.accepted);
    all.then(|| words.saying("value", format::euros(looked.value_cents.into())).to_string())
}
