//! What people type for a commune, and what they are offered.

use super::Bench;
use crate::places::{Place, search};

async fn found(bench: &Bench, typed: &str, year: i32) -> Vec<Place> {
    let typed = typed.to_owned();
    bench.look(move |conn| search(conn, &typed, year)).await
}

/// The names that are offered first, with the former name in parentheses.
async fn told(bench: &Bench, typed: &str, year: i32, first: usize) -> Vec<String> {
    let tell = |place: &Place| match &place.found_as {
        Some(former) => format!("{} ({former})", place.name),
        None => place.name.clone(),
    };
    found(bench, typed, year).await.iter().take(first).map(tell).collect()
}

#[tokio::test]
async fn whatever_the_spelling() {
    let bench = Bench::new().await;
    let cases = [
        ("Auchy-lès-Hesdin", "Auchy-lès-Hesdin"),
        ("auchy les hesdin", "Auchy-lès-Hesdin"),
        ("AUCHYLESHESDIN", "Auchy-lès-Hesdin"),
        ("auchy", "Auchy-lès-Hesdin"),
        ("eclimeux", "Éclimeux"),
        ("E\u{301}climeux", "Éclimeux"),
        ("saint denoeux", "Saint-Denœux"),
        ("St Denœux", "Saint-Denœux"),
        ("st-denoeux", "Saint-Denœux"),
        ("parcq", "Le Parcq"),
        ("le quesnoy", "Le Quesnoy-en-Artois"),
        ("quesnoy en artois", "Le Quesnoy-en-Artois"),
        ("gouy st andré", "Gouy-Saint-André"),
        ("beaurainvile", "Beaurainville"),
        ("maresquel ecquemicour", "Maresquel-Ecquemicourt"),
        ("blangy s ternoise", "Blangy-sur-Ternoise"),
        ("loison sur crequoise", "Loison-sur-Créquoise"),
        ("Azincour", "Azincourt"),
        ("asincourt", "Azincourt"),
        ("Fillievre", "Fillièvres"),
        ("62770 parcq", "Le Parcq"),
        ("le parcq 62770", "Le Parcq"),
        ("Le Parcq (62)", "Le Parcq"),
        ("75001 Le Parcq", "Le Parcq"),
        ("62647", "Le Parcq"),
        ("  ‘wail’ ", "Wail"),
    ];
    for (typed, expected) in cases {
        assert_eq!(told(&bench, typed, 2026, 1).await, [expected], "{typed}");
    }
}

#[tokio::test]
async fn what_ended_leads_to_what_carries_on() {
    let bench = Bench::new().await;
    let cases = [
        ("Huby-Saint-Leu", "Hesdin-la-Forêt (Huby-Saint-Leu)"),
        ("huby st leu", "Hesdin-la-Forêt (Huby-Saint-Leu)"),
        ("ste austreberthe", "Hesdin-la-Forêt (Sainte-Austreberthe)"),
        ("marcone", "Hesdin-la-Forêt (Marconne)"),
        ("Hesdin", "Hesdin-la-Forêt (Hesdin)"),
        ("Hesdin-la-Forêt", "Hesdin-la-Forêt"),
        ("62461", "Hesdin-la-Forêt"),
    ];
    for (typed, expected) in cases {
        assert_eq!(told(&bench, typed, 2026, 1).await, [expected], "{typed}");
    }
    assert_eq!(told(&bench, "huby saint leu", 2024, 1).await, ["Huby-Saint-Leu"]);
    assert_eq!(told(&bench, "hesdin la foret", 2024, 1).await, ["Hesdin (Hesdin-la-Forêt)"]);
    let all = told(&bench, "hesdin", 2026, 9).await;
    assert!(all.contains(&"Vieil-Hesdin".to_owned()) && all.len() == 5, "{all:?}");
}

#[tokio::test]
async fn a_postcode_offers_its_communes() {
    let bench = Bench::new().await;
    for (typed, year, count) in
        [("62140", 2024, 24), ("62140", 2026, 21), ("62 310", 2026, 3), ("6231", 2026, 3), ("62", 2026, 66)]
    {
        assert_eq!(found(&bench, typed, year).await.len(), count, "{typed} {year}");
    }
    assert_eq!(told(&bench, "62310", 2026, 9).await, ["Azincourt", "Maisoncelle", "Tramecourt"]);
}

#[tokio::test]
async fn nothing_is_found_where_nothing_is_meant() {
    let bench = Bench::new().await;
    for typed in ["", "   ", "-", "75001", "Paris", "zz", "'; drop table commune", "%", "😀", &"hesdin ".repeat(10_000)]
    {
        assert!(found(&bench, typed, 2026).await.is_empty(), "{typed:.30}");
    }
    assert!(found(&bench, "hesdin", 2030).await.is_empty());
}
