//! Writing places in the national standard v1.0.2 (LaMednum/standard-mediation-num): its 32 columns, in its order.

use std::borrow::Cow;

use serde_json::{Map, Value};
use store::Fault;

use crate::{formula::shielded, listing::PASS_LABEL, venue_file::ListedPlace};

/// The columns of the standard, in its order.
pub const COLUMNS: [&str; 32] = [
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_acces",
    "modalites_accompagnement",
    "fiche_acces_libre",
    "prise_rdv",
];

/// What the standard's schema says of a list of values in a cell.
const BETWEEN: &str = "|";
/// The pivot is obligatory; those who do not know it write this.
const NO_PIVOT: &str = "00000000000000";

/// The places as CSV: UTF-8, commas, a line of names, no cell that a spreadsheet would run.
pub fn csv(places: &[ListedPlace]) -> Result<Vec<u8>, Fault> {
    let failed = |error| Fault::because("a sheet cannot be written", error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(failed)?;
    for place in places {
        writer.write_record(cells(place).iter().map(|cell| shielded(cell).into_owned())).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Fault::because("a sheet cannot be written", error.into_error()))
}

/// The same places as JSON: a list of objects, in which an unknown column is absent and a coordinate is a number.
pub fn json(places: &[ListedPlace]) -> Result<Vec<u8>, Fault> {
    let objects: Vec<Value> = places.iter().map(object).collect();
    let mut text =
        serde_json::to_vec_pretty(&objects).map_err(|error| Fault::because("a list cannot be written", error))?;
    text.push(b'\n');
    Ok(text)
}

fn object(place: &ListedPlace) -> Value {
    let number = |name: &str| match (name, place.point) {
        ("latitude", Some(point)) => Some(Value::from(point.lat)),
        ("longitude", Some(point)) => Some(Value::from(point.lon)),
        _ => None,
    };
    let told = COLUMNS.iter().zip(cells(place)).filter(|(_, cell)| !cell.is_empty());
    let members =
        told.map(|(name, cell)| ((*name).to_owned(), number(name).unwrap_or_else(|| Value::from(cell.into_owned()))));
    Value::Object(Map::from_iter(members))
}

fn cells(place: &ListedPlace) -> [Cow<'_, str>; 32] {
    let degrees = |part: fn(&crate::distance::Point) -> f64| {
        place.point.as_ref().map_or(Cow::Borrowed(""), |point| part(point).to_string().into())
    };
    let day = place.updated_on.map_or(Cow::Borrowed(""), |day| day.to_string().into());
    [
        or_empty(&place.id),
        place.pivot.as_deref().unwrap_or(NO_PIVOT).into(),
        place.name.as_str().into(),
        place.commune.as_str().into(),
        place.postcode.as_str().into(),
        or_empty(&place.insee),
        place.address.as_str().into(),
        place.complement.as_str().into(),
        degrees(|point| point.lat),
        degrees(|point| point.lon),
        joined(&place.kinds),
        or_empty(&place.phone),
        joined(&place.mails),
        joined(&place.websites),
        or_empty(&place.hours),
        place.summary.as_str().into(),
        place.detail.as_str().into(),
        or_empty(&place.source),
        joined(&place.itinerance),
        or_empty(&place.parent),
        day,
        joined(&place.services),
        joined(&place.publics),
        joined(&place.special_care),
        joined(&place.fees),
        joined(&place.programmes),
        joined(&place.labels),
        other_labels(place),
        joined(&place.access_ways),
        joined(&place.support_ways),
        or_empty(&place.access_form),
        or_empty(&place.booking),
    ]
}

fn or_empty(text: &Option<String>) -> Cow<'_, str> {
    text.as_deref().unwrap_or_default().into()
}

fn joined(values: &[String]) -> Cow<'_, str> {
    values.join(BETWEEN).into()
}

/// The label of the Pass comes last, so that the other labels keep their order.
fn other_labels(place: &ListedPlace) -> Cow<'_, str> {
    let pass = place.takes_pass.then_some(PASS_LABEL);
    let all: Vec<&str> = place.other_labels.iter().map(String::as_str).chain(pass).collect();
    all.join(BETWEEN).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distance::Point;

    fn place() -> ListedPlace {
        ListedPlace {
            id: Some("a-1".to_owned()),
            name: "=Atelier, « numérique »".to_owned(),
            phone: Some("+33321000000".to_owned()),
            point: Some(Point { lat: 50.5, lon: -1.0 }),
            services: vec!["Parentalité et éducation avec le numérique".to_owned(), "Autre".to_owned()],
            other_labels: vec!["Ville amie".to_owned()],
            takes_pass: true,
            ..ListedPlace::default()
        }
    }

    #[test]
    fn a_sheet_has_every_column_and_no_formula() {
        let sheet = csv(&[place()]).unwrap();
        let mut reader = ::csv::Reader::from_reader(sheet.as_slice());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let row = reader.records().next().unwrap().unwrap();
        let cell = |name: &str| &row[COLUMNS.iter().position(|column| *column == name).unwrap()];
        assert_eq!(cell("nom"), "'=Atelier, « numérique »");
        assert_eq!((cell("telephone"), cell("latitude"), cell("longitude")), ("+33321000000", "50.5", "-1"));
        assert_eq!(cell("services"), "Parentalité et éducation avec le numérique|Autre");
        assert_eq!(cell("autres_formations_labels"), "Ville amie|Accepte le Pass numérique");
        assert_eq!((cell("pivot"), cell("date_maj")), (NO_PIVOT, ""));
    }

    #[test]
    fn a_list_tells_what_is_known_alone() {
        let told: Value = serde_json::from_slice(&json(&[place()]).unwrap()).unwrap();
        assert_eq!(told[0]["nom"], "=Atelier, « numérique »");
        assert_eq!(told[0]["latitude"], 50.5);
        assert_eq!(told[0].get("commune"), None);
    }
}
