//! The last task: checking the answers, then sending them.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    super::own,
    draft::{self, Account, Draft, Place},
};
use crate::{
    account::proof,
    application::{self, GridAnswersInput},
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::Facts,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Sent {
    key: cynic::Id,
    input: ApplyForAccreditationInput,
}

#[derive(cynic::InputObject)]
struct ApplyForAccreditationInput {
    #[cynic(skip_serializing_if = "Option::is_none")]
    venue_id: Option<cynic::Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    structure_id: Option<cynic::Id>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    venue: Option<VenueInput>,
    account: AccountInput,
    #[cynic(skip_serializing_if = "Option::is_none")]
    grid: Option<GridAnswersInput>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<application::EvidenceInput>>,
}

#[derive(cynic::InputObject)]
struct VenueInput {
    name: String,
    address: String,
    commune: cynic::Id,
    year: i32,
    point: PointInput,
    phone: Option<String>,
}

#[derive(cynic::InputObject)]
struct PointInput {
    lat: f64,
    lon: f64,
}

#[derive(cynic::InputObject)]
struct AccountInput {
    holder: String,
    iban: String,
    bic: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Sent")]
struct Apply {
    #[arguments(key: $key, input: $input)]
    apply_for_accreditation: ApplicationPayload,
}

#[derive(cynic::QueryFragment)]
struct ApplicationPayload {
    application: Option<Made>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Application")]
struct Made {
    id: cynic::Id,
}

#[derive(Template)]
#[template(path = "venue/apply/send.html")]
struct Show {
    facts: Facts,
    answered: usize,
    asked: usize,
    pieces: Vec<application::Piece>,
    ready: bool,
    form: Form,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    page(&portal, &member, Form::blank(&portal, &member.visitor)).await
}

async fn page(portal: &Portal, member: &Member, form: Form) -> Result<Page, Trouble> {
    let draft = draft::read(portal, member).await?;
    let asked = application::latest_grid(portal, member).await?.criteria.len();
    let answered = draft.grid.as_ref().map_or(0, |grid| grid.replies());
    let ready = draft.place.is_some() && draft.account.is_some();
    let facts = facts(member, &draft);
    let show = Show { facts, answered, asked, pieces: draft.pieces, ready, form: form.clone() };
    Ok(Page::of_form(t("send-title"), &form, &show))
}

fn facts(member: &Member, draft: &Draft) -> Facts {
    let structure = member.session().organisation.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let facts = Facts::default().fact(t("send-structure"), structure);
    let facts = match &draft.place {
        None => facts.changed(t("send-place"), t("send-missing"), "/lieu/demande/lieu"),
        Some(place) => facts.changed(t("send-place"), told(place), "/lieu/demande/lieu"),
    };
    match &draft.account {
        None => facts.changed(t("send-account"), t("send-missing"), "/lieu/demande/compte"),
        Some(account) => facts.changed(
            t("send-account"),
            format!("{}, {}", account.holder, account.masked()),
            "/lieu/demande/compte",
        ),
    }
}

fn told(place: &Place) -> String {
    match place {
        Place::Known { name, .. } => name.clone(),
        Place::New(new) => format!("{}, {}, {}", new.name, new.address, new.commune_name),
    }
}

pub(super) async fn send(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &member, form).await?.into_response());
    }
    let draft = draft::read(&portal, &member).await?;
    let Some(input) = input(&portal, &member, draft).await? else {
        // Sent already, by a double click or by a colleague: the list says so.
        return Ok(see("/lieu/demandes").into_response());
    };
    let sent = Sent { key: form.key().into(), input };
    let told = portal.ask(&member.visitor, Apply::build(sent)).await?.apply_for_accreditation;
    match (told.application, told.refusal) {
        (Some(made), _) => Ok(see(&format!("/lieu/demandes/{}?fait=envoi", made.id.inner())).into_response()),
        // Money would go elsewhere than it does.
        (None, Some(refusal)) if refusal.code == proof::NEEDED => {
            proof::step_up(&portal, &member, "/lieu/demande/envoyer", form.typed()).await
        }
        (None, refusal) => {
            form.refuse("", &refusal.ok_or(Trouble::Broken)?);
            Ok(page(&portal, &member, form).await?.into_response())
        }
    }
}

/// What is asked of the network; none while the venue or the account is not said.
async fn input(portal: &Portal, member: &Member, draft: Draft) -> Result<Option<ApplyForAccreditationInput>, Trouble> {
    let (Some(place), Some(Account { holder, iban, bic })) = (draft.place, draft.account) else { return Ok(None) };
    let (venue_id, structure_id, venue) = match place {
        Place::Known { id, .. } => (Some(id.into()), None, None),
        Place::New(new) => (None, Some(cynic::Id::new(member.organisation()?)), Some(venue(new))),
    };
    let grid = match draft.grid {
        Some(answers) => {
            let grid = application::latest_grid(portal, member).await?;
            Some(application::answered(&grid, &answers.typed())).filter(|input| !input.answers.is_empty())
        }
        None => None,
    };
    let piece = |piece: application::Piece| application::EvidenceInput {
        file_id: piece.file.into(),
        criterion: piece.criterion.into(),
    };
    let evidence = Some(draft.pieces.into_iter().map(piece).collect());
    let account = AccountInput { holder, iban, bic };
    Ok(Some(ApplyForAccreditationInput { venue_id, structure_id, venue, account, grid, evidence }))
}

fn venue(new: draft::NewPlace) -> VenueInput {
    VenueInput {
        name: new.name,
        address: new.address,
        commune: new.commune.into(),
        year: new.year,
        point: PointInput { lat: new.lat, lon: new.lon },
        phone: Some(new.phone).filter(|phone| !phone.is_empty()),
    }
}
