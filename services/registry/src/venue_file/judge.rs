//! The verdict on one row: what it says, cleaned; what keeps it out; what is to be looked at.

use super::{
    columns::{
        vocabulary,
        written::{Field, Written},
    },
    contacts::{contact, phone},
    date, hours,
    notes::{Notes, cut},
    pivot,
    place::ListedPlace,
    text,
    verdict::{Problem, ReadRow},
    whereabouts::{ground, outline, point, postal},
};
use crate::territory::Successors;

const LONGEST_NAME: usize = 250;
const LONGEST_ADDRESS: usize = 250;
const LONGEST_COMMUNE: usize = 100;
const LONGEST_ID: usize = 200;
const LONGEST_SHORT: usize = 250;
const LONGEST_SUMMARY: usize = 280;
const LONGEST_DETAIL: usize = 20_000;
const SHOWN_NAME: usize = 80;

/// The verdict on a row in the terms of the standard.
pub(super) fn judge(line: usize, written: &Written, territory: &Successors) -> ReadRow {
    let mut notes = Notes::default();
    let place = place(written, territory, &mut notes);
    let refusals = refusals(&place);
    let outcome = if refusals.is_empty() { Ok(place) } else { Err(refusals) };
    ReadRow { line, name: shown(written.text(Field::Name)), outcome, warnings: notes.take() }
}

/// The verdict on a row that cannot be read at all.
pub(super) fn refuse(line: usize, shown_as: &str, problem: Problem) -> ReadRow {
    ReadRow { line, name: shown(shown_as), outcome: Err(vec![problem]), warnings: Vec::new() }
}

fn shown(name: &str) -> String {
    cut(name.trim(), SHOWN_NAME)
}

fn place(written: &Written, territory: &Successors, notes: &mut Notes) -> ListedPlace {
    let mut place = ListedPlace { name: name(written, notes), id: id(written, notes), ..ListedPlace::default() };
    locate(&mut place, written, territory, notes);
    let pacific = ["987", "988"].iter().any(|head| place.postcode.starts_with(head) || insee_starts(&place, head));
    place.pivot = pivot::read(written.text(Field::Pivot), pacific, notes);
    place.phone = phone::read(written.text(Field::Phone), &place.postcode, notes);
    place.mails = contact::mails(written.text(Field::Mails), notes);
    place.websites = contact::pages(written.text(Field::Websites), "site_web", notes);
    place.access_form = contact::first_page(written.text(Field::AccessForm), "fiche_acces_libre", notes);
    place.booking = contact::first_page(written.text(Field::Booking), "prise_rdv", notes);
    place.source = short(written.text(Field::Source), "source", notes);
    place.parent = short(written.text(Field::Parent), "structure_parente", notes);
    place.updated_on = date::read(written.text(Field::UpdatedOn), notes);
    for (list, values) in &written.lists {
        vocabulary::sort(*list, &cleaned(values, list.field(), notes), &mut place, notes);
    }
    vocabulary::sort_other_labels(&cleaned(&written.other_labels, "autres_formations_labels", notes), &mut place);
    describe(&mut place, written, notes);
    place
}

fn insee_starts(place: &ListedPlace, head: &str) -> bool {
    place.insee.as_ref().is_some_and(|code| code.starts_with(head))
}

fn cleaned(values: &[String], field: &'static str, notes: &mut Notes) -> Vec<String> {
    values.iter().map(|value| text::line(value, field, notes)).collect()
}

fn name(written: &Written, notes: &mut Notes) -> String {
    let name = text::line(written.text(Field::Name), "nom", notes);
    if name.starts_with(['=', '+', '-', '@']) {
        let says = "Le nom commence comme une formule de tableur : il est gardé comme un texte. Vérifiez-le.";
        notes.warn("NAME_FORMULA", "nom", says);
    }
    name
}

fn id(written: &Written, notes: &mut Notes) -> Option<String> {
    let id = text::line(written.text(Field::Id), "id", notes);
    if id.chars().count() > LONGEST_ID {
        notes.warn("ID_TOO_LONG", "id", format!("L'identifiant dépasse {LONGEST_ID} signes : il est laissé de côté."));
        return None;
    }
    Some(id).filter(|id| !id.is_empty())
}

fn short(raw: &str, field: &'static str, notes: &mut Notes) -> Option<String> {
    let text = text::line(raw, field, notes);
    if text.chars().count() > LONGEST_SHORT {
        notes.warn("TEXT_CUT", field, format!("Le texte dépasse {LONGEST_SHORT} signes : il est coupé."));
    }
    Some(text.chars().take(LONGEST_SHORT).collect::<String>()).filter(|text| !text.is_empty())
}

// Where it is: address, commune, postcode, point; each may help the other.
fn locate(place: &mut ListedPlace, written: &Written, territory: &Successors, notes: &mut Notes) {
    place.postcode = postal::postcode(written.text(Field::Postcode), notes);
    place.insee = postal::insee(written.text(Field::Insee), territory, notes);
    place.commune = postal::commune(&text::line(written.text(Field::Commune), "commune", notes));
    place.address = text::line(written.text(Field::Address), "adresse", notes);
    place.complement = text::line(written.text(Field::Complement), "complement_adresse", notes);
    complete(place, notes);
    place.address = postal::without_tail(std::mem::take(&mut place.address), &place.postcode, &place.commune);
    postal::ask_postcode(&place.postcode, notes);
    place.point = point::read(written.text(Field::Latitude), written.text(Field::Longitude), notes);
    if let Some(point) = place.point {
        ground::check(point, place.insee.as_deref(), &place.commune, &place.postcode, notes);
    }
}

fn complete(place: &mut ListedPlace, notes: &mut Notes) {
    let lacking = place.commune.is_empty() || place.postcode.is_empty();
    if let Some(tail) = postal::tail(&place.address).filter(|_| lacking) {
        if place.postcode.is_empty() {
            place.postcode = tail.postcode;
        }
        if place.commune.is_empty() {
            place.commune = tail.commune;
        }
        place.address = tail.street;
    }
    if place.address.is_empty() && !place.complement.is_empty() {
        notes.warn(
            "ADDRESS_FROM_COMPLEMENT",
            "adresse",
            "L'adresse était vide : le complément d'adresse en tient lieu.",
        );
        place.address = std::mem::take(&mut place.complement);
    }
    if let Some(city) = postal::city_of(&place.postcode).filter(|_| place.commune.is_empty()) {
        notes.warn(
            "COMMUNE_FROM_POSTCODE",
            "commune",
            format!("La commune manquait : {city}, d'après le code postal."),
        );
        place.commune = city.to_owned();
    }
    if let (true, Some(code)) = (place.commune.is_empty(), &place.insee) {
        let named = outline::all().iter().find(|outline| outline.code == *code);
        place.commune = named.map(|outline| outline.name.clone()).unwrap_or_default();
    }
}

// Hours and texts: what has no place of its own goes to the longer text.
fn describe(place: &mut ListedPlace, written: &Written, notes: &mut Notes) {
    let read = hours::read(&clean_hours(written, notes), notes);
    place.hours = read.osm;
    place.summary = text::line(written.text(Field::Summary), "presentation_resume", notes);
    place.detail = text::block(written.text(Field::Detail), "presentation_detail", notes);
    if place.summary.chars().count() > LONGEST_SUMMARY {
        let says = format!("Le résumé dépasse {LONGEST_SUMMARY} signes : il rejoint la présentation détaillée.");
        notes.warn("SUMMARY_LONG", "presentation_resume", says);
        place.detail = paragraphs([std::mem::take(&mut place.summary), std::mem::take(&mut place.detail)]);
    }
    if let Some(words) = read.words {
        place.detail = paragraphs([std::mem::take(&mut place.detail), format!("Horaires : {words}")]);
    }
    if place.detail.chars().count() > LONGEST_DETAIL {
        let says = format!("La présentation dépasse {LONGEST_DETAIL} signes : elle est coupée.");
        notes.warn("TEXT_CUT", "presentation_detail", says);
        place.detail = place.detail.chars().take(LONGEST_DETAIL).collect();
    }
}

fn clean_hours(written: &Written, notes: &mut Notes) -> hours::WrittenHours {
    let mut clean = |raw: &str| text::block(raw, "horaires", notes);
    let raw = &written.hours;
    hours::WrittenHours {
        osm: clean(&raw.osm),
        days: raw.days.iter().map(|(day, cell)| (*day, clean(cell))).collect(),
        week: clean(&raw.week),
        weeks: clean(&raw.weeks),
    }
}

fn paragraphs(texts: [String; 2]) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

// All that keeps it out, so that it can be put right at once.
fn refusals(place: &ListedPlace) -> Vec<Problem> {
    let refusal = |code, field, says: String| Problem { code, field, says };
    let mut found = Vec::new();
    if !place.name.chars().any(char::is_alphanumeric) {
        found.push(refusal("NAME_MISSING", "nom", "Le nom du lieu manque : ajoutez-le.".to_owned()));
    }
    if place.name.chars().count() > LONGEST_NAME {
        let says = format!("Le nom dépasse {LONGEST_NAME} signes : raccourcissez-le.");
        found.push(refusal("NAME_TOO_LONG", "nom", says));
    }
    if place.commune.is_empty() && place.insee.is_none() {
        found.push(refusal(
            "COMMUNE_MISSING",
            "commune",
            "La commune manque : ajoutez son nom ou son code INSEE.".to_owned(),
        ));
    }
    if place.commune.chars().count() > LONGEST_COMMUNE {
        let says = format!("Le nom de la commune dépasse {LONGEST_COMMUNE} signes : corrigez-le.");
        found.push(refusal("COMMUNE_TOO_LONG", "commune", says));
    }
    if !place.address.chars().any(char::is_alphanumeric) {
        found.push(refusal(
            "ADDRESS_MISSING",
            "adresse",
            "L'adresse manque : ajoutez la rue ou le lieu-dit.".to_owned(),
        ));
    }
    if place.address.chars().count() > LONGEST_ADDRESS {
        let says =
            format!("L'adresse dépasse {LONGEST_ADDRESS} signes : raccourcissez-la, ou servez-vous du complément.");
        found.push(refusal("ADDRESS_TOO_LONG", "adresse", says));
    }
    found
}
