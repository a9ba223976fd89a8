//! Where a formality is done with somebody, or for them: the nearest places to the commune that was typed.

use super::queries::{self, FormalityPlace};
use crate::{
    format,
    portal::Portal,
    prescriber::{Commune, commune},
    trouble::Trouble,
    visitor::Member,
};

/// What became of the commune that was typed.
#[derive(Default)]
pub(super) struct Places {
    /// No commune of that name.
    pub(super) is_unknown: bool,
    /// The communes that may be meant: code and name.
    pub(super) choices: Vec<(String, String)>,
    /// The places around the one that is meant.
    pub(super) lines: Vec<Line>,
    /// There is no place around it.
    pub(super) is_empty: bool,
}

/// One place, as it is printed.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) way: Option<String>,
    pub(super) phone: Option<format::Phone>,
}

/// The places around what was typed: a name, a postcode, or the code of a commune that was chosen.
pub(super) async fn around(portal: &Portal, member: &Member, typed: &str) -> Result<Places, Trouble> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Places::default());
    }
    let found = match commune::of_code(portal, &member.visitor, typed).await? {
        Some(one) => vec![one],
        None => commune::meant(portal, &member.visitor, typed).await?,
    };
    Ok(match found.as_slice() {
        [] => Places { is_unknown: true, ..Places::default() },
        [only] => {
            let places = queries::around(portal, member, only.code.inner()).await?;
            let lines: Vec<Line> = places.into_iter().map(line).collect();
            Places { is_empty: lines.is_empty(), lines, ..Places::default() }
        }
        several => {
            let choice = |one: &Commune| (one.code.inner().to_owned(), commune::label(one));
            Places { choices: several.iter().map(choice).collect(), ..Places::default() }
        }
    })
}

fn line(place: FormalityPlace) -> Line {
    Line {
        place: format::address(Some(&place.address), Some(&place.commune_name)),
        name: place.name,
        way: place.distance.map(|way| format::km(way.km)),
        phone: place.phone.as_deref().map(format::Phone::new),
    }
}
