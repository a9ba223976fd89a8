//! What the check of the books looks at, in French: one sentence of `words/findings.ftl` for each invariant.

use std::sync::LazyLock;

use super::sheet::Sheet;

const FRENCH: &str = include_str!("../../words/findings.ftl");

static FINDINGS: LazyLock<Sheet> = LazyLock::new(|| Sheet::of(FRENCH));

/// What must be true of the books, by the invariant's own name: `redeemed-once`. Empty for a name that is not known.
pub fn finding(name: &str) -> String {
    FINDINGS.text(name, None, None).unwrap_or_default()
}

/// What to think and to do when it is not true. Empty for a name that is not known.
pub fn finding_wrong(name: &str) -> String {
    FINDINGS.text(name, Some("wrong"), None).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentResource;

    use super::*;

    #[test]
    fn every_sentence_is_whole_and_says_what_to_do() {
        assert!(FluentResource::try_new(FRENCH.to_owned()).is_ok());
        let names: Vec<&str> = FRENCH.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
        let names: Vec<&str> = names.into_iter().filter(|name| !name.starts_with([' ', '#'])).collect();
        assert_eq!(names.len(), 32);
        for name in names {
            let (says, wrong) = (finding(name), finding_wrong(name));
            assert!(says.ends_with('.') && says.starts_with(char::is_uppercase), "{name}: {says}");
            assert!(wrong.ends_with('.') && wrong.contains("appelez") || wrong.contains("Appelez"), "{name}: {wrong}");
        }
        assert_eq!((finding("unknown"), finding_wrong("unknown")), (String::new(), String::new()));
    }
}
