//! The page of one step of a request: what it does, its fields, and one button.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role;

use super::queries::{
    self, AsideVars, Give, GiveVars, PostCarnet, PostVars, RECEIVE, RequestStage, SetAside, Whole, Withdraw,
    WithdrawVars,
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::{Facts, Select},
    portal::Portal,
    prescriber::attest::{self, Asks},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// A step that somebody may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Give,
    SetAside,
    Post,
    Withdraw,
}

impl Step {
    pub(super) const ALL: [Self; 4] = [Self::Give, Self::SetAside, Self::Post, Self::Withdraw];

    /// As its address names it.
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Give => "remettre",
            Self::SetAside => "mettre-de-cote",
            Self::Post => "envoyer",
            Self::Withdraw => "retirer",
        }
    }

    /// As its sentences name it: what the post has is not given, it has arrived or come back.
    pub(super) const fn word(self, stage: RequestStage) -> &'static str {
        match (self, stage) {
            (Self::Give, RequestStage::Posted) => "arrived",
            (Self::SetAside, RequestStage::Posted) => "back",
            (Self::Give, _) => "give",
            (Self::SetAside, _) => "aside",
            (Self::Post, _) => "post",
            (Self::Withdraw, _) => "withdraw",
        }
    }

    /// At which stages it may be taken.
    pub(super) const fn fits(self, stage: RequestStage) -> bool {
        use RequestStage::{Accepted, Posted, SetAside, Waiting};
        match self {
            Self::Give | Self::SetAside => matches!(stage, Accepted | SetAside | Posted),
            Self::Post => matches!(stage, Accepted | SetAside),
            Self::Withdraw => matches!(stage, Waiting | Accepted | SetAside),
        }
    }

    /// Whether it is for who gives booklets.
    pub(super) const fn gives(self) -> bool {
        !matches!(self, Self::Withdraw)
    }

    fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    fn opens(self, member: &Member) -> Result<(), Trouble> {
        if self.gives() { member.must_be_one_of(&[Role::Prescriber]) } else { member.must_be_one_of(&RECEIVE) }
    }

    /// Whether the number of the booklet is asked: not when it is known already.
    fn asks_carnet(self, one: &Whole) -> bool {
        match self {
            Self::Give => one.carnet.is_none(),
            Self::SetAside | Self::Post => true,
            Self::Withdraw => false,
        }
    }

    /// What is attested with it. Of a letter it is before it leaves, and that it goes to the person themself needs no answer.
    fn asks(self, one: &Whole) -> Asks {
        let asks = Asks::of(one.second_carnet, one.personal);
        match self {
            Self::Give if matches!(one.stage, RequestStage::Accepted | RequestStage::SetAside) => asks,
            Self::Post => Asks { taken_by: false, ..asks },
            Self::Give | Self::SetAside | Self::Withdraw => Asks::default(),
        }
    }
}

#[derive(Template)]
#[template(path = "requests/step.html")]
struct Shown<'a> {
    form: &'a Form,
    word: &'static str,
    path: String,
    back: String,
    facts: Facts,
    carnet: bool,
    attested: attest::Fields<'a>,
    place: Option<Select>,
    tracking: bool,
    no_address: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, slug)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let step = Step::of(&slug).ok_or(Trouble::Absent)?;
    step.opens(&member)?;
    let one = queries::one(&portal, &member, &id).await?;
    // What is kept is what will leave, unless something else is typed.
    let typed = match &one.carnet {
        Some(carnet) => Typed::default().with("carnet", carnet.clone()),
        None => Typed::default(),
    };
    Ok(page(step, &one, &Form::filled(&portal, &member.visitor, typed)))
}

pub(super) async fn act(
    State(portal): State<Portal>,
    member: Member,
    Path((id, slug)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let step = Step::of(&slug).ok_or(Trouble::Absent)?;
    step.opens(&member)?;
    let one = queries::one(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if step.asks_carnet(&one) && form.typed().get("carnet").is_empty() {
        form.wrong("carnet", t("request-carnet-missing"));
    }
    if step == Step::Post && form.typed().get("suivi").is_empty() {
        form.wrong("suivi", t("request-tracking-missing"));
    }
    attest::judge(&mut form, step.asks(&one));
    if form.is_wrong() {
        return Ok(page(step, &one, &form).into_response());
    }
    let Some(refusal) = ask(&portal, &member, step, &one, &form).await? else {
        let path = format!("/demandes/{id}");
        return Ok(see(&if step == Step::SetAside { format!("{path}/fiche") } else { path }).into_response());
    };
    let beside = field(step, &one, form.typed(), &refusal);
    form.refuse(beside, &refusal);
    Ok(page(step, &one, &form).into_response())
}

/// Beside which field a refusal is told: of what is attested; most others are about the booklet.
fn field(step: Step, one: &Whole, typed: &Typed, refusal: &Refusal) -> &'static str {
    let (asks, asks_carnet) = (step.asks(one), step.asks_carnet(one));
    let tells_number = asks.former && typed.get("avant") == "carnet";
    match refusal.code.as_str() {
        "KEY_REUSED" | "WRONG_STAGE" | "FORBIDDEN" => "",
        "HOLDER_ONLY" if asks.taken_by => "vient",
        "ATTESTATION_MISSING" | "SECOND_CARNET" if asks.former => "avant",
        "DATES_INVALID" if asks.former => "ancienjour",
        // Of two numbers, nobody knows which one is not found.
        "NOT_FOUND" if tells_number && asks_carnet => "",
        "NOT_FOUND" if tells_number => "ancien",
        "INPUT_INVALID" if step == Step::Post => "suivi",
        _ if asks_carnet => "carnet",
        _ => "",
    }
}

async fn ask(
    portal: &Portal,
    member: &Member,
    step: Step,
    one: &Whole,
    form: &Form,
) -> Result<Option<Refusal>, Trouble> {
    let (key, id, visitor) = (form.key(), one.id.inner(), &member.visitor);
    let carnet = form.typed().get("carnet").to_owned();
    let attested = attest::input(form.typed());
    Ok(match step {
        Step::Give => {
            // What was typed, so that the same form sent twice is the same act: by then the number is known.
            let carnet = Some(carnet).filter(|carnet| !carnet.is_empty());
            let vars = GiveVars { key: key.into(), id: id.into(), carnet, attested };
            portal.ask(visitor, Give::build(vars)).await?.hand_over_request.refusal
        }
        Step::SetAside => {
            let place = form.typed().some("lieu").map(Into::into);
            let vars = AsideVars { key: key.into(), id: id.into(), carnet, place };
            portal.ask(visitor, SetAside::build(vars)).await?.set_carnet_aside.refusal
        }
        Step::Post => {
            let tracking = form.typed().get("suivi").to_owned();
            let vars = PostVars { key: key.into(), id: id.into(), carnet, tracking, attested };
            portal.ask(visitor, PostCarnet::build(vars)).await?.post_carnet.refusal
        }
        Step::Withdraw => {
            let vars = WithdrawVars { key: key.into(), id: id.into() };
            portal.ask(visitor, Withdraw::build(vars)).await?.withdraw_request.refusal
        }
    })
}

fn page(step: Step, one: &Whole, form: &Form) -> Page {
    let back = format!("/demandes/{}", one.id.inner());
    let word = step.word(one.stage);
    let name = one.person.as_ref().map(|person| person.name.clone());
    let shown = Shown {
        form,
        word,
        path: format!("{back}/etapes/{}", step.slug()),
        facts: Facts::default()
            .fact(t("request-reference"), &one.reference)
            .fact(t("request-person"), name.unwrap_or_else(|| t("request-forgotten").to_string()))
            .known(t("prescriber-carnet-head"), one.carnet.as_ref()),
        back,
        carnet: step.asks_carnet(one),
        attested: attest::Fields::of(form, step.asks(one)),
        place: (step == Step::SetAside).then(|| places(one, form)),
        tracking: step == Step::Post,
        no_address: step == Step::Post && !one.has_address(),
    };
    Page::of_form(t("request-step").with("step", word), form, &shown)
}

/// Where a booklet may be kept: a venue of the structure, or the structure itself.
fn places(one: &Whole, form: &Form) -> Select {
    let select = form.select("lieu", t("request-place-ask")).hint(t("request-place-hint"));
    let select = select.choice("", t("request-place-own"));
    one.places.iter().fold(select, |select, place| select.choice(place.venue_id.inner(), &place.name))
}
