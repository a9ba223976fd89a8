//! The first task: which venue. One that is known, or a new one in a commune that is typed by hand.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;

use super::{
    super::own::{self, Venue},
    draft::{self, NewPlace},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Named {
    search: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Named")]
struct Found {
    #[arguments(search: $search)]
    places: Vec<Place>,
}

/// A commune that may be meant.
#[derive(Clone, cynic::QueryFragment)]
struct Place {
    code: cynic::Id,
    name: String,
    year: i32,
    postcode: String,
    point: Point,
}

#[derive(Clone, cynic::QueryFragment)]
struct Point {
    lat: f64,
    lon: f64,
}

const NEW: &str = "nouveau";

#[derive(Template)]
#[template(path = "venue/apply/place.html")]
struct Show {
    venues: Vec<Venue>,
    places: Vec<Place>,
    form: Form,
}

impl Show {
    fn which(&self) -> Radios {
        let radios = self.form.radios("lieu", t("place-which"));
        let known = self.venues.iter().fold(radios, |radios, venue| radios.choice(venue.id.inner(), venue.name()));
        known.choice(NEW, t("place-new"))
    }

    fn communes(&self) -> Radios {
        let radios = self.form.radios("code", t("place-communes"));
        let label =
            |place: &Place| t("place-commune-choice").saying("name", &place.name).saying("postcode", &place.postcode);
        self.places.iter().fold(radios, |radios, place| radios.choice(place.code.inner(), label(place)))
    }
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    own::managers(&member)?;
    let typed = match draft::read(&portal, &member).await?.place {
        None => Typed::default(),
        Some(draft::Place::Known { id, .. }) => Typed::default().with("lieu", id),
        Some(draft::Place::New(place)) => Typed::default()
            .with("lieu", NEW)
            .with("nom", place.name)
            .with("adresse", place.address)
            .with("commune", place.commune_name)
            .with("telephone", place.phone),
    };
    page(&portal, &member, Form::filled(&portal, &member.visitor, typed), Vec::new()).await
}

async fn page(portal: &Portal, member: &Member, form: Form, places: Vec<Place>) -> Result<Page, Trouble> {
    let venues = own::all(portal, member).await?;
    Ok(Page::of_form(t("place-title"), &form.clone(), &Show { venues, places, form }))
}

pub(super) async fn save(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    own::managers(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let (place, places) = chosen(&portal, &member, &mut form).await?;
    let Some(place) = place.filter(|_| !form.is_wrong()) else {
        return Ok(page(&portal, &member, form, places).await?.into_response());
    };
    let mut draft = draft::read(&portal, &member).await?;
    draft.place = Some(place);
    match draft::save(&portal, &member, form.key(), &draft).await? {
        None => Ok(see("/lieu/demande").into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&portal, &member, form, Vec::new()).await?.into_response())
        }
    }
}

/// The venue that was chosen, or what is wrong; with the communes among which to choose.
async fn chosen(
    portal: &Portal,
    member: &Member,
    form: &mut Form,
) -> Result<(Option<draft::Place>, Vec<Place>), Trouble> {
    let typed = form.typed().clone();
    let known = own::all(portal, member).await?.into_iter().find(|venue| venue.id.inner() == typed.get("lieu"));
    if let Some(venue) = known {
        let (id, name) = (venue.id.inner().to_owned(), venue.name().to_owned());
        return Ok((Some(draft::Place::Known { id, name }), Vec::new()));
    }
    if typed.get("lieu") != NEW {
        form.wrong("lieu", t("place-wrong-which"));
        return Ok((None, Vec::new()));
    }
    for (field, longest, sentence) in [("nom", 120, "place-wrong-name"), ("adresse", 200, "place-wrong-address")] {
        if typed.get(field).is_empty() || typed.get(field).chars().count() > longest {
            form.wrong(field, t(sentence));
        }
    }
    let places = communes(portal, member, typed.get("commune")).await?;
    let place = match places.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => several.iter().find(|place| place.code.inner() == typed.get("code")).cloned(),
    };
    let Some(place) = place else {
        match places.is_empty() {
            true => form.wrong("commune", t("place-wrong-commune")),
            false => form.wrong("code", t("place-wrong-several")),
        }
        return Ok((None, places));
    };
    let new = NewPlace {
        name: typed.get("nom").to_owned(),
        address: typed.get("adresse").to_owned(),
        commune: place.code.inner().to_owned(),
        commune_name: place.name.clone(),
        year: place.year,
        lat: place.point.lat,
        lon: place.point.lon,
        phone: typed.get("telephone").to_owned(),
    };
    Ok((Some(draft::Place::New(new)), places))
}

async fn communes(portal: &Portal, member: &Member, search: &str) -> Result<Vec<Place>, Trouble> {
    let asked = Found::build(Named { search: search.to_owned() });
    let found = portal.ask(&member.visitor, asked).await?.places;
    // A name typed whole leaves no choice, even where others contain it.
    let whole = found.first().filter(|place| place.name.to_lowercase() == search.to_lowercase()).cloned();
    Ok(whole.map_or(found, |place| vec![place]))
}
