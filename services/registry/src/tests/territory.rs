//! The territory as it is read back.

use super::Bench;
use crate::territory::{self, CommuneName, Imported};

#[tokio::test]
async fn sixty_nine_communes_until_2024_then_sixty_six() {
    let bench = Bench::new().await;
    for (year, count) in [(2021, 0), (2022, 69), (2023, 69), (2024, 69), (2025, 66), (2026, 66), (2027, 0)] {
        let found = bench.look(move |conn| territory::communes(conn, year)).await;
        assert_eq!(found.len(), count, "{year}");
        let members = bench.look(move |conn| territory::epci_communes(conn, "200044030", year)).await;
        assert!(count == 0 || members.len() == count, "{year}");
    }
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let bench = Bench::new().await;
    let before = bench.look(|conn| territory::communes(conn, 2025)).await;
    let again = territory::import(&bench.store).await.unwrap();
    assert_eq!(again, Imported { communes: 69, successors: 3 });
    assert_eq!(bench.look(|conn| territory::communes(conn, 2025)).await, before);
}

#[tokio::test]
async fn a_code_is_read_with_its_year() {
    let bench = Bench::new().await;
    let named = async |code: &'static str, year| {
        bench.look(move |conn| territory::commune_at(conn, code, year)).await.map(|CommuneName { name, .. }| name)
    };
    assert_eq!(named("62447", 2024).await.as_deref(), Some("Hesdin"));
    assert_eq!(named("62447", 2025).await.as_deref(), Some("Hesdin-la-Forêt"));
    assert_eq!(named("62461", 2024).await.as_deref(), Some("Huby-Saint-Leu"));
    assert_eq!(named("62461", 2025).await, None);
    assert_eq!(named("62447", 2030).await, None);
    let huby = bench.look(|conn| territory::find(conn, "62461", 2022)).await.unwrap();
    assert_eq!(huby.successor.as_deref(), Some("62447"));
    assert!(bench.look(|conn| territory::same_ground(conn, "62461", "62447")).await);
    assert!(!bench.look(|conn| territory::same_ground(conn, "62461", "62050")).await);
}

#[tokio::test]
async fn communes_come_as_people_sort_names() {
    let bench = Bench::new().await;
    let found = bench.look(|conn| territory::communes(conn, 2022)).await;
    let names: Vec<String> = found.iter().map(|commune| territory::folded(&commune.name)).collect();
    assert!(names.is_sorted());
}
