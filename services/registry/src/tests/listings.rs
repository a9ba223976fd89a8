//! Listed places: a file comes in, comes in again, changes, and goes out.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use store::head;

use super::{Bench, day, graph::ask};
use crate::{
    finder::{self, Wanted},
    import_listings::{Ending, Mode, RowReport, import_listings},
    publish_listings::publish_listings,
    rows,
    venue_file::{ListedPlace, Problem, ReadRow},
};

fn place(id: &str, name: &str) -> ListedPlace {
    ListedPlace {
        id: Some(id).filter(|id| !id.is_empty()).map(str::to_owned),
        name: name.to_owned(),
        commune: "Hesdin".to_owned(),
        postcode: "62140".to_owned(),
        address: "1 place d'Armes".to_owned(),
        source: Some("Annuaire".to_owned()),
        updated_on: Some(day("2024-05-02")),
        ..ListedPlace::default()
    }
}

fn row(line: usize, place: ListedPlace) -> ReadRow {
    ReadRow { line, name: place.name.clone(), outcome: Ok(place), warnings: Vec::new() }
}

fn refused(line: usize) -> ReadRow {
    let problem = Problem { code: "NAME_MISSING", field: "nom", says: "Il manque le nom.".to_owned() };
    ReadRow { line, name: String::new(), outcome: Err(vec![problem]), warnings: Vec::new() }
}

async fn import(bench: &Bench, rows: Vec<ReadRow>, mode: Mode) -> Vec<RowReport> {
    import_listings(&bench.store, rows, "fichier", mode).await.unwrap()
}

fn endings(reports: &[RowReport]) -> Vec<&'static str> {
    let told = |report: &RowReport| match report.ending {
        Ending::Imported => "imported",
        Ending::Updated => "updated",
        Ending::Unchanged => "unchanged",
        Ending::Refused(_) => "refused",
    };
    reports.iter().map(told).collect()
}

async fn told(bench: &Bench) -> Vec<(String, Value)> {
    let told = bench.look(|conn| head::told_after(conn, 0, 1000)).await.into_iter();
    told.filter(|told| told.topic == "venues.imported")
        .map(|told| (told.topic, serde_json::from_str(&told.body).unwrap()))
        .collect()
}

async fn found(bench: &Bench, commune: Option<(&str, i32)>) -> Vec<String> {
    let wanted = Wanted { commune: commune.map(|(code, year)| (code.to_owned(), year)), ..Wanted::default() };
    let found = bench.look(move |conn| finder::find(conn, &wanted, None, 100)).await;
    found.into_iter().map(|found| found.place.name).collect()
}

#[tokio::test]
async fn a_file_comes_in_and_once_more_changes_nothing() {
    let bench = Bench::new().await;
    let file = || vec![row(2, place("1", "Médiathèque")), refused(3), row(4, place("", "Mairie"))];
    let first = import(&bench, file(), Mode::Write).await;
    assert_eq!(endings(&first), ["imported", "refused", "imported"]);
    assert_eq!(first.iter().map(|report| report.line).collect::<Vec<_>>(), [2, 3, 4]);
    bench.clock.jump_to(bench.now().plus_ms(60_000));
    assert_eq!(endings(&import(&bench, file(), Mode::Write).await), ["unchanged", "refused", "unchanged"]);
    assert_eq!(told(&bench).await, [("venues.imported".to_owned(), json!({ "rows": 3, "imported": 2, "updated": 0 }))]);

    let changed = ListedPlace { phone: Some("+33321000000".to_owned()), ..place("1", "Médiathèque") };
    let looked = import(&bench, vec![row(2, changed.clone())], Mode::Look).await;
    let written = import(&bench, vec![row(2, changed)], Mode::Write).await;
    assert_eq!((endings(&written), &written), (vec!["updated"], &looked));
    assert_eq!(told(&bench).await[1].1, json!({ "rows": 1, "imported": 0, "updated": 1 }));
    assert_eq!(found(&bench, None).await, ["Mairie", "Médiathèque"]);
}

#[tokio::test]
async fn of_two_rows_with_one_key_the_first_counts() {
    let bench = Bench::new().await;
    let other = ListedPlace { address: "2 rue Neuve".to_owned(), ..place("1", "Médiathèque") };
    let file = vec![
        row(2, place("1", "Médiathèque")),
        row(3, place("1", "Médiathèque")),
        row(4, other),
        row(5, place("", "Mairie")),
        row(6, place("", "MAIRIE")),
    ];
    let reports = import(&bench, file, Mode::Write).await;
    assert_eq!(endings(&reports), ["imported", "unchanged", "refused", "imported", "refused"]);
    assert_eq!(reports[1].warnings[0].code, "ROW_REPEATED");
    assert!(reports[1].warnings[0].says.contains("ligne 2"), "{:?}", reports[1]);
    let Ending::Refused(reasons) = &reports[4].ending else { panic!("{:?}", reports[4]) };
    assert!(reasons[0].code == "DUPLICATE_KEY" && reasons[0].says.contains("ligne 5"), "{reasons:?}");
}

#[tokio::test]
async fn communes_are_those_of_the_year_that_is_meant() {
    let bench = Bench::new().await;
    let at = |id: &str, insee: Option<&str>, commune: &str, postcode: &str| {
        let (insee, commune, postcode) = (insee.map(str::to_owned), commune.to_owned(), postcode.to_owned());
        ListedPlace { insee, commune, postcode, ..place(id, id) }
    };
    let file = [
        at("huby", Some("62461"), "Huby-Saint-Leu", "62140"),
        at("forêt", Some("62447"), "Hesdin-la-Forêt", "62140"),
        at("hesdin", None, "HESDIN", "62140"),
        at("loin", Some("62041"), "Arras", "62000"),
        at("voisine", None, "Vieil-Hesdin", "62770"),
        at("inconnue", None, "Nulle-Part", "62140"),
    ];
    let rows = file.into_iter().zip(2..).map(|(place, line)| row(line, place)).collect();
    assert!(import(&bench, rows, Mode::Write).await.iter().all(|report| report.ending == Ending::Imported));
    assert_eq!(found(&bench, Some(("62461", 2024))).await, ["huby"]);
    assert_eq!(found(&bench, Some(("62447", 2025))).await, ["forêt", "hesdin", "huby"]);
    assert_eq!(found(&bench, Some(("62461", 2025))).await, ["forêt", "hesdin", "huby"]);
    assert_eq!(found(&bench, Some(("62850", 2025))).await, ["voisine"]);
    assert_eq!(found(&bench, Some(("62041", 2025))).await, Vec::<String>::new());
    assert_eq!(found(&bench, Some(("62447", 2030))).await, Vec::<String>::new());
    assert_eq!(found(&bench, None).await.len(), 6);
}

#[tokio::test]
async fn what_is_published_comes_back_unchanged() {
    let bench = Bench::new().await;
    let dated = ListedPlace { takes_pass: true, ..place("1", "Médiathèque") };
    let undated = ListedPlace { updated_on: None, ..place("2", "Mairie") };
    import(&bench, vec![row(2, dated), row(3, undated.clone())], Mode::Write).await;
    let venue = bench.accredited("CoopNum", "62447", 50.373, 2.037).await;
    bench.clock.jump_to(bench.now().plus_ms(40 * 86_400_000));

    let published = publish_listings(&bench.store).await.unwrap();
    let days: Vec<String> = published.listed.iter().map(|place| place.updated_on.unwrap().to_string()).collect();
    assert_eq!(days, ["2024-05-02", "2025-03-03"], "a place without a date bears the day on which we heard of it");
    let ours = &published.ours[0];
    assert_eq!((ours.id.clone(), ours.takes_pass), (Some(venue.to_string()), true));
    assert_eq!((ours.postcode.as_str(), ours.phone.as_deref()), ("62140", Some("+33321860000")));

    let all = [published.listed, published.ours].concat();
    let again = all.into_iter().zip(2..).map(|(place, line)| row(line, place)).collect();
    let reports = import(&bench, again, Mode::Write).await;
    assert_eq!(endings(&reports), ["unchanged"; 3]);
    assert_eq!(reports[2].warnings[0].code, "OUR_OWN_VENUE");
    assert_eq!(told(&bench).await.len(), 1);
    // A day that its source gives is news.
    let dated = ListedPlace { updated_on: Some(day("2025-03-04")), ..undated };
    assert_eq!(endings(&import(&bench, vec![row(2, dated)], Mode::Write).await), ["updated"]);
}

#[tokio::test]
async fn statements_do_not_grow_with_rows() {
    let bench = Bench::new().await;
    let mut counts = Vec::new();
    for (from, most) in [(0, 2), (10, 450)] {
        let rows: Vec<ReadRow> = (from..from + most).map(|no| row(no, place(&no.to_string(), "Lieu"))).collect();
        let counted = bench.store.transact("test", |tx| Ok(rows::counting(tx.conn))).await.unwrap();
        import(&bench, rows, Mode::Write).await;
        counts.push(counted.load(Ordering::SeqCst));
    }
    assert!(counts[0] > 0 && counts[0] == counts[1], "{counts:?}");
}

const LISTED: &str = "query($search: String, $commune: ID, $year: Int, $first: Int, $after: String) {
    listedPlaces(search: $search, commune: $commune, year: $year, first: $first, after: $after) {
        edges { node { name takesPass source updatedOn communeName commune { code name year } } }
        pageInfo { hasNextPage endCursor } } }";

#[tokio::test]
async fn listed_places_are_found_page_by_page() {
    let bench = Bench::new().await;
    let names = ["Médiathèque d'Auchy", "Mairie", "Médiathèque de Saint-Rémy", "Maison du numérique", "MEDIATHEQUE"];
    let file = names.iter().zip(2..).map(|(name, line)| row(line, place(&line.to_string(), name))).collect();
    import(&bench, file, Mode::Write).await;
    let asked = async |asked: Value| {
        ask(&bench, &kernel::access::Actor::Anonymous, LISTED, asked).await["listedPlaces"].clone()
    };
    let names = |page: &Value| -> Vec<String> {
        let edges = page["edges"].as_array().unwrap().iter();
        edges.map(|edge| edge["node"]["name"].as_str().unwrap().to_owned()).collect()
    };
    let first = asked(json!({ "search": "mediatheque", "first": 2 })).await;
    assert_eq!(names(&first), ["MEDIATHEQUE", "Médiathèque d'Auchy"]);
    let cursor = &first["pageInfo"]["endCursor"];
    let second = asked(json!({ "search": "mediatheque", "first": 2, "after": cursor })).await;
    assert_eq!(names(&second), ["Médiathèque de Saint-Rémy"]);
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
    assert_eq!(names(&asked(json!({ "search": "St-Rémy médiathèque" })).await), ["Médiathèque de Saint-Rémy"]);
    assert_eq!(names(&asked(json!({ "search": "100%" })).await), Vec::<String>::new());
    assert_eq!(names(&asked(json!({ "commune": "62447", "search": " " })).await).len(), 5);
    assert_eq!(names(&asked(json!({ "commune": "62050", "year": 2025 })).await), Vec::<String>::new());
    let node = &asked(json!({ "search": "Mairie" })).await["edges"][0]["node"];
    let commune = json!({ "code": "62447", "name": "Hesdin", "year": 2024 });
    assert_eq!((&node["commune"], &node["updatedOn"]), (&commune, &json!("2024-05-02")));
}
