//! The small map beside the list: the communes, the one that was asked, and the places by their number.

use std::collections::BTreeMap;

use super::ask::{Successor, Venue};
use crate::public::outline::{self, Spot};

/// What is drawn.
pub(super) struct Picture {
    pub(super) size: Spot,
    /// Every commune but the one that was asked, as one path.
    pub(super) ground: String,
    /// The one that was asked.
    pub(super) here: String,
    /// The places, with their number in the list.
    pub(super) dots: Vec<(usize, Spot)>,
}

/// The picture of today's communes around `code`.
pub(super) fn picture(outlined: &[Successor], code: &str, venues: &[Venue]) -> Picture {
    let ground = outline::ground();
    let mut today: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for commune in outlined {
        let now = commune.successor.as_ref().map_or(commune.code.inner(), |next| next.inner());
        today.entry(now).or_default().push(commune.code.inner());
    }
    let path = |codes: &Vec<&str>| ground.shape(codes).map(|shape| shape.path).unwrap_or_default();
    let here = today.get(code).map(path).unwrap_or_default();
    let others = today.iter().filter(|(now, _)| **now != code).map(|(_, codes)| path(codes)).collect();
    let dots = venues.iter().enumerate().filter_map(|(at, venue)| {
        let point = venue.point.as_ref()?;
        Some((at + 1, ground.spot(point.lon, point.lat)))
    });
    let dots = dots.collect();
    Picture { size: ground.size(), ground: others, here, dots }
}
