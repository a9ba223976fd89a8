//! The page of the map.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use serde::Deserialize;

use super::ask::{Commune, Map, Year};
use crate::{
    format,
    page::Page,
    portal::Portal,
    public::outline::{self, Spot},
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

/// The years whose communes are known.
const YEARS: [i32; 5] = [2022, 2023, 2024, 2025, 2026];
/// Fixed, so that one month can be held against another.
const NEAR_KM: f64 = 5.0;
const MIDDLE_KM: f64 = 10.0;
const CLASSES: [(&str, &str); 5] =
    [("k0", "map-here"), ("k1", "map-near"), ("k2", "map-middle"), ("k3", "map-far"), ("k4", "map-unknown")];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    annee: Option<i32>,
    tri: String,
}

/// A commune, drawn and told.
struct Drawn {
    no: usize,
    code: String,
    name: String,
    path: String,
    centre: Spot,
    class: usize,
    way: String,
    km: f64,
    venue: Option<(String, String)>,
}

impl Drawn {
    fn class(&self) -> &'static str {
        CLASSES[self.class].0
    }
}

struct Legend {
    class: &'static str,
    words: &'static str,
    count: usize,
}

#[derive(Template)]
#[template(path = "public/map.html")]
struct Shown {
    year: i32,
    others: Vec<i32>,
    size: Spot,
    communes: Vec<Drawn>,
    rows: Vec<usize>,
    dots: Vec<Spot>,
    legend: Vec<Legend>,
    by_way: bool,
}

pub(crate) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let this_year = portal.clock().now().day().year().clamp(YEARS[0], YEARS[YEARS.len() - 1]);
    let year = asked.annee.unwrap_or(this_year);
    if !YEARS.contains(&year) {
        return Err(Trouble::Absent);
    }
    let map = portal.ask(&visitor, Map::build(Year { year })).await?;
    let shown = drawn(map, year, asked.tri == "distance");
    let title = t("map-title");
    Ok(Page::new(title, &shown).wide().description(t("map-describe")))
}

fn drawn(map: Map, year: i32, by_way: bool) -> Shown {
    let ground = outline::ground();
    let parts = parts(&map);
    let here: Vec<&str> =
        map.venues.nodes.iter().filter_map(|venue| Some(venue.commune.as_ref()?.code.inner())).collect();
    let communes: Vec<Drawn> = map
        .communes
        .nodes
        .iter()
        .enumerate()
        .map(|(at, commune)| {
            let codes = codes_of(&parts, commune.code.inner());
            of_commune(at + 1, commune, &codes, codes.iter().any(|code| here.contains(code)))
        })
        .collect();
    let mut rows: Vec<usize> = (0..communes.len()).collect();
    if by_way {
        rows.sort_by(|one, other| communes[*one].km.total_cmp(&communes[*other].km));
    }
    let count = |class: usize| communes.iter().filter(|commune| commune.class == class).count();
    let legend = CLASSES.into_iter().enumerate();
    let legend = legend.map(|(at, (class, words))| Legend { class, words, count: count(at) });
    let legend = legend.filter(|line| line.count > 0).collect();
    let points = map.venues.nodes.iter().filter_map(|venue| venue.point.as_ref());
    let dots = points.map(|point| ground.spot(point.lon, point.lat)).collect();
    let others = YEARS.into_iter().filter(|other| *other != year).collect();
    Shown { year, others, size: ground.size(), communes, rows, dots, legend, by_way }
}

/// Of each commune that carries on, those that ended in it.
fn parts(map: &Map) -> HashMap<&str, Vec<&str>> {
    let mut parts: HashMap<&str, Vec<&str>> = HashMap::new();
    let alive = |code: &str| map.communes.nodes.iter().any(|commune| commune.code.inner() == code);
    for ended in map.first.nodes.iter().filter(|commune| !alive(commune.code.inner())) {
        if let Some(successor) = &ended.successor {
            parts.entry(successor.inner()).or_default().push(ended.code.inner());
        }
    }
    parts
}

fn codes_of<'a>(parts: &HashMap<&'a str, Vec<&'a str>>, code: &'a str) -> Vec<&'a str> {
    let mut codes = vec![code];
    codes.extend(parts.get(code).into_iter().flatten());
    codes
}

fn of_commune(no: usize, commune: &Commune, codes: &[&str], has_venue: bool) -> Drawn {
    let shape = outline::ground().shape(codes);
    let (path, centre) = shape.map(|shape| (shape.path, shape.centre)).unwrap_or_default();
    let km = commune.nearest_venue.as_ref().map(|nearest| nearest.km);
    let class = match km {
        _ if has_venue => 0,
        Some(km) if km < NEAR_KM => 1,
        Some(km) if km < MIDDLE_KM => 2,
        Some(_) => 3,
        None => 4,
    };
    let way = match km {
        _ if has_venue => t("map-in-place").to_string(),
        Some(km) => format::km(km),
        None => String::new(),
    };
    let nearest = commune.nearest_venue.as_ref();
    let venue =
        nearest.map(|nearest| (nearest.venue.id.inner().to_owned(), nearest.venue.name.clone().unwrap_or_default()));
    let km = if has_venue { 0.0 } else { km.unwrap_or(f64::INFINITY) };
    let (code, name) = (commune.code.inner().to_owned(), commune.name.clone());
    Drawn { no, code, name, path, centre, class, way, km, venue }
}
