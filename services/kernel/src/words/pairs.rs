//! What two persons do together, in French: one message of `words/pairs.ftl` for each deed that ends what another began.

use std::sync::LazyLock;

use super::sheet::Sheet;
use crate::access::Action;

const FRENCH: &str = include_str!("../../words/pairs.ftl");

static PAIRS: LazyLock<Sheet> = LazyLock::new(|| Sheet::of(FRENCH));

/// What the two do, in one sentence; empty for a deed that ends nothing that another began.
pub fn in_pair(ends: Action) -> String {
    PAIRS.text(ends.field(), None, None).unwrap_or_default()
}

/// What to do when nobody is there for the second half; empty likewise.
pub fn in_pair_wants(ends: Action) -> String {
    PAIRS.text(ends.field(), Some("next"), None).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::IN_PAIRS;

    #[test]
    fn each_pair_is_told_with_its_way_out() {
        for (_, ends) in IN_PAIRS {
            for told in [in_pair(*ends), in_pair_wants(*ends)] {
                assert!(told.ends_with('.') && told.len() > 20, "{ends:?}: {told:?}");
            }
        }
    }

    #[test]
    fn nothing_is_told_of_what_is_no_pair() {
        let told = FRENCH.lines().filter(|line| !line.starts_with(['#', ' ']) && line.contains(" = ")).count();
        assert_eq!(told, IN_PAIRS.len());
        assert_eq!(in_pair(Action::RedeemCheques), "");
    }
}
