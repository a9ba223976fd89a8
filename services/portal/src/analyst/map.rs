//! The map of a year: each commune in one of four classes, or hatched where its number is not shown.
//!
//! The classes are fixed, so that one year can be held against another.

use std::collections::HashMap;

use askama::{Template, filters::HtmlSafe};

use super::ask::{Commune, CommuneFigure, Figure};
use crate::{
    format,
    public::{Spot, ground},
    words::t,
};

/// Where each class begins, after the class of nobody.
const CUTS: [i32; 3] = [1, 25, 100];
/// From the lightest to the darkest.
const COLOURS: [&str; 4] = ["k3", "k2", "k1", "k0"];
const HATCHED: &str = "k4";

struct Drawn {
    path: String,
    class: &'static str,
}

struct Legend {
    class: &'static str,
    words: String,
    count: usize,
}

/// The picture and its legend.
#[derive(Template)]
#[template(path = "analyst/map.html")]
pub(super) struct Map {
    title: String,
    size: Spot,
    communes: Vec<Drawn>,
    legend: Vec<Legend>,
}

impl HtmlSafe for Map {}

impl Map {
    /// The communes by one of their numbers.
    pub(super) fn of(
        title: String,
        communes: &[CommuneFigure],
        outlines: &[Commune],
        number: impl Fn(&CommuneFigure) -> &Figure,
    ) -> Self {
        let parts = parts(communes, outlines);
        let ground = ground();
        let mut counts: HashMap<&'static str, usize> = HashMap::new();
        let mut drawn = Vec::with_capacity(communes.len());
        for commune in communes {
            let class = class(number(commune));
            *counts.entry(class).or_default() += 1;
            let mut codes = vec![commune.code.inner()];
            codes.extend(parts.get(commune.code.inner()).into_iter().flatten());
            let path = ground.shape(&codes).map(|shape| shape.path).unwrap_or_default();
            drawn.push(Drawn { path, class });
        }
        let legend = COLOURS.into_iter().zip(classes()).chain([(HATCHED, t("figures-hidden").to_string())]);
        let legend = legend
            .map(|(class, words)| Legend { class, words, count: counts.get(class).copied().unwrap_or_default() })
            .filter(|line| line.count > 0)
            .collect();
        Self { title, size: ground.size(), communes: drawn, legend }
    }
}

/// Of each commune that carries on, the outlines of those that ended in it.
fn parts<'a>(communes: &'a [CommuneFigure], outlines: &'a [Commune]) -> HashMap<&'a str, Vec<&'a str>> {
    let alive = |code: &str| communes.iter().any(|commune| commune.code.inner() == code);
    let mut parts: HashMap<&str, Vec<&str>> = HashMap::new();
    for ended in outlines.iter().filter(|commune| !alive(commune.code.inner())) {
        if let Some(successor) = &ended.successor {
            parts.entry(successor.inner()).or_default().push(ended.code.inner());
        }
    }
    parts
}

fn class(figure: &Figure) -> &'static str {
    match figure.count {
        None => HATCHED,
        Some(count) => COLOURS[CUTS.iter().filter(|cut| count >= **cut).count()],
    }
}

/// What each class counts, in words.
fn classes() -> [String; 4] {
    let [_, second, last] = CUTS;
    [
        t("figures-nobody").to_string(),
        t("figures-under").with("until", second).to_string(),
        t("figures-between").with("from", second).with("until", last - 1).to_string(),
        t("figures-over").with("from", last).to_string(),
    ]
}

/// A number as it is read: « 25 », or that it is not shown.
pub(super) fn told(figure: &Figure) -> String {
    figure.count.map_or_else(|| t("figures-hidden-short").to_string(), |count| format::count(count.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_falls_into_one_class() {
        let classes = [None, Some(0), Some(10), Some(20), Some(25), Some(45), Some(50), Some(100), Some(9000)];
        let told: Vec<&str> = classes.into_iter().map(|count| class(&Figure { count })).collect();
        assert_eq!(told, ["k4", "k3", "k2", "k2", "k1", "k1", "k1", "k0", "k0"]);
    }
}
