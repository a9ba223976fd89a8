//! The home commune, typed by hand: the network says which ones may be meant.

use cynic::QueryBuilder;
use kernel::fold;

use super::queries::{Commune, Places, PlacesVariables};
use crate::{portal::Portal, trouble::Trouble, visitor::Visitor};

/// Longer than any name of a commune.
const LONGEST: usize = 100;

/// The communes that a text may mean: one when it is clear, several when one has to choose.
pub(crate) async fn meant(portal: &Portal, visitor: &Visitor, typed: &str) -> Result<Vec<Commune>, Trouble> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let search = typed.chars().take(LONGEST).collect();
    let found = portal.ask(visitor, Places::build(PlacesVariables { search })).await?.places;
    Ok(match found.first().filter(|first| is_named(first, typed)) {
        Some(first) => vec![first.clone()],
        None => found,
    })
}

/// The commune of that code.
pub(crate) async fn of_code(portal: &Portal, visitor: &Visitor, code: &str) -> Result<Option<Commune>, Trouble> {
    Ok(meant(portal, visitor, code).await?.into_iter().find(|one| one.code.inner() == code))
}

/// Whether the whole name was typed: the one of today, or the one by which it was found.
fn is_named(commune: &Commune, typed: &str) -> bool {
    let name = commune.found_as.as_deref().unwrap_or(&commune.name);
    bare(name) == bare(typed)
}

/// Letters and digits alone, without accents.
fn bare(text: &str) -> String {
    fold::plain(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// As it is shown: « Hesdin-la-Forêt (Marconne) » when it was found by a former name.
pub(crate) fn label(commune: &Commune) -> String {
    match &commune.found_as {
        Some(former) => format!("{} ({former})", commune.name),
        None => commune.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_name_is_clear_in_any_spelling() {
        let commune = |name: &str, found_as: Option<&str>| Commune {
            code: cynic::Id::new("62447"),
            name: name.to_owned(),
            found_as: found_as.map(str::to_owned),
        };
        let today = commune("Hesdin-la-Forêt", None);
        for typed in ["Hesdin-la-Forêt", "hesdin la foret", " HESDIN  LA FORET "] {
            assert!(is_named(&today, typed), "{typed}");
        }
        let former = commune("Hesdin-la-Forêt", Some("Marconne"));
        assert!(is_named(&former, "marconne") && !is_named(&former, "marco") && !is_named(&today, "hesdin"));
        assert_eq!(label(&former), "Hesdin-la-Forêt (Marconne)");
    }
}
