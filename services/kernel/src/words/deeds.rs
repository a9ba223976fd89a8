//! What the trail says that somebody did, in French: one line of `words/deeds.ftl` for each mutation.

use std::sync::LazyLock;

use super::sheet::Sheet;
use crate::{access::Action, fold};

const FRENCH: &str = include_str!("../../words/deeds.ftl");

static DEEDS: LazyLock<Sheet> = LazyLock::new(|| Sheet::of(FRENCH));

/// What somebody did who asked for that mutation, to be read after their name: `a encaissé des chèques`.
///
/// Nothing for a field that changes nothing.
pub fn deed(field: &str) -> Option<String> {
    DEEDS.text(field, None, None)
}

/// The mutations whose line has all these words, as they are searched for: no case, no accent.
pub fn deeds_with(words: &str) -> Vec<&'static str> {
    let sought = fold::plain(words);
    let has_all = |line: &str| sought.split_whitespace().all(|word| line.contains(word));
    let told = |field: &&str| deed(field).is_some_and(|line| has_all(&fold::plain(&line)));
    Action::ALL.iter().map(|action| action.field()).filter(told).collect()
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentResource;

    use super::*;

    #[test]
    fn every_line_is_of_a_deed_and_reads_after_a_name() {
        assert!(FluentResource::try_new(FRENCH.to_owned()).is_ok());
        let fields: Vec<&str> = Action::ALL.iter().map(|action| action.field()).collect();
        for (name, line) in FRENCH.lines().filter_map(|line| line.split_once(" = ")) {
            assert!(fields.contains(&name) || name == "weeklyLetter", "{name} is no deed");
            assert_eq!(deed(name).as_deref(), Some(line));
            assert!(line.starts_with("a ") || line.starts_with("s’est "), "{line}");
            assert!(!line.ends_with('.') && line.split_whitespace().count() <= 12, "{line}");
        }
    }

    #[test]
    fn deeds_are_found_by_their_words() {
        assert_eq!(deeds_with("Encaissé chèques"), ["redeemCheques"]);
        assert_eq!(deeds_with("REGLEMENT valide"), ["approveSettlement"]);
        assert_eq!(deeds_with("licorne"), Vec::<&str>::new());
        assert_eq!(deed("venues"), None);
    }
}
