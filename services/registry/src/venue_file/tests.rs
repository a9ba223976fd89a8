//! Whole files, from their bytes to their verdicts. Every row is invented.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

const V1: &str = include_str!("tests/standard-v1.csv");
const V0: &str = include_str!("tests/standard-v0.json");
const ODDITIES: &str = include_str!("tests/oddities.csv");
const FRANCE_SERVICES: &str = include_str!("tests/france-services.csv");
const FRANCE_SERVICES_MAPPING: &str = include_str!("../../../../ops/mappings/france-services.mapping.json");

fn territory() -> Successors {
    Successors::of([("62461", "62447", 2025), ("62549", "62447", 2025), ("62743", "62447", 2025)])
}

fn file(text: impl Into<Vec<u8>>) -> VenueFile {
    read_bytes(text.into(), None, &territory()).unwrap()
}

fn mapped(text: &str, mapping: &str) -> VenueFile {
    read_bytes(text.into(), Some(&Mapping::parse(mapping).unwrap()), &territory()).unwrap()
}

fn warned(row: &ReadRow) -> String {
    row.warnings.iter().map(|problem| problem.code).collect::<Vec<_>>().join(" ")
}

fn refused(row: &ReadRow) -> String {
    let problems = row.outcome.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    problems.iter().map(|problem| problem.code).collect::<Vec<_>>().join(" ")
}

fn places(file: &VenueFile) -> Vec<&ListedPlace> {
    file.rows.iter().filter_map(|row| row.outcome.as_ref().ok()).collect()
}

#[test]
fn the_standard_is_read_whole() {
    let file = file(V1);
    assert_eq!((file.layout, file.rows.len(), file.remarks.len()), (Layout::V1Csv, 2, 0));
    let place = places(&file)[0];
    let lists = [
        (&place.kinds, "TIERS_LIEUX|ASSO"),
        (&place.mails, "contact@gue.example|atelier@gue.example"),
        (&place.websites, "https://gue.example/|https://gue.example/agenda"),
        (&place.itinerance, "Fixe"),
        (&place.services, "Maîtrise des outils numériques du quotidien|Insertion professionnelle via le numérique"),
        (&place.publics, "Jeunes|Femmes"),
        (&place.special_care, "Surdité|Langues étrangères (anglais)"),
        (&place.fees, "Gratuit sous condition"),
        (&place.programmes, "Aidants Connect|Point d'accès numérique CAF"),
        (&place.labels, "Formé à « Mon Espace Santé »|Étapes numériques (La Poste)"),
        (&place.other_labels, "Accepte le Pass numérique"),
        (&place.access_ways, "Se présenter|Ce lieu n'accueille pas de public"),
        (&place.support_ways, "Dans un atelier collectif|À distance"),
    ];
    for (values, expected) in lists {
        assert_eq!(values.join("|"), expected);
    }
    assert_eq!((place.id.as_deref(), place.pivot.as_deref()), (Some("gue-1"), Some("20004403000019")));
    assert_eq!(
        (place.commune.as_str(), place.postcode.as_str(), place.insee.as_deref()),
        ("Hesdin", "62140", Some("62447"))
    );
    assert_eq!(place.hours.as_deref(), Some("Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00"));
    assert_eq!(place.updated_on.map(|day| day.to_string()).as_deref(), Some("2024-04-02"));
    assert_eq!((place.phone.as_deref(), place.takes_pass), (Some("+33321000000"), true));
    assert_eq!(warned(&file.rows[0]), "MAILS_SEVERAL");
}

#[test]
fn encodings_delimiters_and_line_ends_change_nothing() {
    let plain = file(V1).rows;
    let latin: Vec<u8> = V1.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
    assert!(String::from_utf8(latin.clone()).is_err());
    let wide: Vec<u8> = [0xfeff].into_iter().chain(V1.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let variants = [
        latin,
        wide,
        format!("\u{feff}{V1}").into_bytes(),
        V1.replace('\n', "\r\n").into_bytes(),
        V1.replace('\n', "\r").into_bytes(),
    ];
    for bytes in variants {
        assert_eq!(file(bytes).rows, plain);
    }
    for delimiter in [b';', b'\t', b'|'] {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        for record in csv::ReaderBuilder::new().has_headers(false).from_reader(V1.as_bytes()).records() {
            writer.write_record(&record.unwrap()).unwrap();
        }
        assert_eq!(file(writer.into_inner().unwrap()).rows, plain);
    }
    assert_eq!(file(V1.replace('|', ";")).rows, plain, "lists may also be parted by semicolons");
}

#[test]
fn json_of_the_standard_is_the_same() {
    let mut reader = csv::Reader::from_reader(V1.as_bytes());
    let rows: Vec<HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let read = file(serde_json::to_vec(&serde_json::json!({ "results": rows })).unwrap());
    assert_eq!(read.layout, Layout::V1Json);
    let outcomes = |file: &VenueFile| file.rows.iter().map(|row| row.outcome.clone()).collect::<Vec<_>>();
    assert_eq!(outcomes(&read), outcomes(&file(V1)));
}

#[test]
fn the_forerunner_becomes_the_standard() {
    let file = file(V0);
    assert_eq!(file.layout, Layout::V0);
    let place = places(&file)[0];
    assert_eq!(
        place.services.join("|"),
        "Maîtrise des outils numériques du quotidien|Accès internet et matériel informatique"
    );
    assert_eq!(
        (place.publics.join("|"), place.special_care.join("|")),
        ("Seniors".to_owned(), "Illettrisme".to_owned())
    );
    assert_eq!((place.fees.join("|"), place.takes_pass), ("Gratuit|Gratuit sous condition".to_owned(), true));
    assert_eq!(place.support_ways.join("|"), "Accompagnement individuel");
    assert_eq!(
        (place.programmes.join("|"), place.labels.join("|")),
        ("France Services".to_owned(), "Fabriques de Territoire".to_owned())
    );
    assert_eq!((place.pivot.as_deref(), place.other_labels.join("|")), (None, "Cyber-base".to_owned()));
    assert_eq!(place.access_form.as_deref(), Some("https://acceslibre.example/lieu/"));
    assert_eq!(warned(&file.rows[0]), "");
}

#[test]
fn each_oddity_ends_beside_its_row() {
    let file = file(ODDITIES);
    let told: Vec<(usize, String, String)> =
        file.rows.iter().map(|row| (row.line, refused(row), warned(row))).collect();
    let expected = [
        (2, "", "POSTCODE_ZERO POINT_OUTSIDE_COMMUNE PIVOT_MANGLED"),
        (3, "", "POINT_SWAPPED PHONES_SEVERAL MAILS_SEVERAL"),
        (4, "", "POINT_LAMBERT DATE_AMERICAN"),
        (5, "", "INSEE_OLD"),
        (6, "", "NAME_FORMULA HOURS_ODD"),
        (7, "NAME_TOO_LONG", ""),
        (8, "", "TEXT_HTML TEXT_HTML"),
        (9, "CELLS_TOO_MANY", ""),
        (10, "CELLS_TOO_FEW", ""),
        (11, "", "INSEE_OLD"),
        (12, "NAME_MISSING COMMUNE_MISSING ADDRESS_MISSING", "POSTCODE_MISSING DATE_MISSING"),
        (13, "ROW_EMPTY", ""),
    ];
    let expected = expected.map(|(line, refused, warned)| (line, refused.to_owned(), warned.to_owned()));
    assert_eq!(told, expected);
    let places = places(&file);
    assert_eq!((places[0].postcode.as_str(), places[0].pivot.as_ref()), ("07440", None));
    assert_eq!(places[1].point.map(|point| (point.lat, point.lon)), Some((50.3727, 2.0388)));
    assert_eq!(places[4].detail, "Horaires : un lundi sur deux");
    assert_eq!((places[5].name.as_str(), places[5].detail.as_str()), ("Gué & Co", "Ateliers\n\nle mardi"));
}

#[test]
fn france_services_come_through_their_mapping() {
    let file = mapped(FRANCE_SERVICES, FRANCE_SERVICES_MAPPING);
    assert_eq!((file.layout, file.remarks.len()), (Layout::Mapped, 0));
    let place = places(&file)[0];
    assert_eq!(place.hours.as_deref(), Some("Mo,Tu,Th,Fr 09:00-12:00,14:00-16:30; We 09:00-12:00"));
    assert_eq!((place.kinds.join("|"), place.programmes.join("|")), ("RFS".to_owned(), "France Services".to_owned()));
    assert_eq!((place.itinerance.join("|"), place.access_ways.join("|")), ("Fixe".to_owned(), "Téléphoner".to_owned()));
    assert_eq!(place.updated_on.map(|day| day.to_string()).as_deref(), Some("2020-09-01"));
    assert_eq!(place.detail, "Permanence les semaines paires à la mairie, le mardi de 9h à 12h");
    let bus = places(&file)[1];
    assert_eq!((bus.itinerance.join("|"), bus.hours.as_deref()), ("Itinérant".to_owned(), Some("Th 09:00-19:00")));
}

#[test]
fn a_commune_may_stand_at_the_end_of_its_address() {
    let mapping = r#"{"nom": {"colonne": "Structure"}, "commune": {"colonne": ""}, "adresse": {"colonne": "Adresse"}, "prive": {"colonne": "p"}}"#;
    let file = mapped(r#"[{"Structure": "Mairie", "Adresse": "Grand-Place 62140 HESDIN"}]"#, mapping);
    let place = places(&file)[0];
    assert_eq!(
        (place.address.as_str(), place.postcode.as_str(), place.commune.as_str()),
        ("Grand-Place", "62140", "HESDIN")
    );
    let remarks: Vec<&str> = file.remarks.iter().map(|remark| remark.code).collect();
    assert_eq!(remarks, ["KEYS_IGNORED"]);
}

#[test]
fn a_file_without_names_is_one_line() {
    let unreadable = |text: &str, mapping: Option<&str>| {
        let mapping = mapping.map(|text| Mapping::parse(text).unwrap());
        read_bytes(text.into(), mapping.as_ref(), &territory()).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert!(unreadable("titre;ville\na;b", None).contains("titre, ville"));
    assert!(unreadable("titre;ville\na;b", Some(r#"{"nom": "Structure"}"#)).contains("« Structure »"));
    assert!(unreadable("nom;commune\n", None).contains("aucune ligne"));
}

const HEADER: &str = "nom,commune,adresse\n";

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zé ,;|\"\n0-9=<>&/:.-]{0,12}", any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_end_in_rows_or_one_line(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0..4_usize) {
        let start: &[u8] = [b"".as_slice(), HEADER.as_bytes(), b"[{\"nom\":\"", b"\xff\xfe"][head];
        let bytes = [start, &bytes].concat();
        match read_bytes(bytes, None, &territory()) {
            Ok(file) => prop_assert!(!file.rows.is_empty()),
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
    }

    #[test]
    fn every_row_written_is_told(rows in proptest::collection::vec([any_cell(), any_cell(), any_cell()], 1..20)) {
        let mut writer = csv::Writer::from_writer(HEADER.as_bytes().to_vec());
        for row in &rows {
            // A line break beside separators is what an open quotation mark looks like.
            writer.write_record(row.iter().map(|cell| format!("x{}", cell.replace(['\n', '\r'], " ")))).unwrap();
        }
        let told = read_bytes(writer.into_inner().unwrap(), None, &territory()).unwrap();
        prop_assert_eq!(told.rows.len(), rows.len());
        let lines: Vec<usize> = told.rows.iter().map(|row| row.line).collect();
        prop_assert_eq!(lines, (2..rows.len() + 2).collect::<Vec<_>>());
    }

    #[test]
    fn every_element_is_told(cells in proptest::collection::vec((any_cell(), any_cell(), any::<f64>(), any_cell()), 1..12)) {
        let rows: Vec<serde_json::Value> = cells
            .iter()
            .map(|(name, text, number, other)| {
                serde_json::json!({ "nom": name, "adresse": text, "commune": other, "latitude": number, "longitude": text,
                    "telephone": text, "courriels": other, "site_web": text, "horaires": other, "date_maj": text,
                    "pivot": other, "code_postal": number, "code_insee": text, "services": [text, other] })
            })
            .collect();
        let told = read_bytes(serde_json::to_vec(&rows).unwrap(), None, &territory()).unwrap();
        prop_assert_eq!(told.rows.len(), rows.len());
        for place in told.rows.iter().filter_map(|row| row.outcome.as_ref().ok()) {
            prop_assert!(!place.name.chars().any(char::is_control) && place.name == place.name.trim());
            prop_assert!(place.hours.as_ref().is_none_or(|hours| opening_hours_syntax::parse(hours).is_ok()));
        }
    }
}
