//! What the check of the books looks at, in French: one sentence of `words/findings.ftl` for each invariant.

use std::sync::LazyLock;

use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

const FRENCH: &str = include_str!("../../words/findings.ftl");

static FINDINGS: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let french = LanguageIdentifier::from_bytes(b"fr").unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![french]);
    bundle.set_use_isolating(false);
    // Tests hold that the file has no error; should one slip through, its other sentences still serve.
    let sentences = FluentResource::try_new(FRENCH.to_owned()).unwrap_or_else(|(readable, _)| readable);
    bundle.add_resource_overriding(sentences);
    bundle
});

/// What must be true of the books, by the invariant's own name: `redeemed-once`. Empty for a name that is not known.
pub fn finding(name: &str) -> String {
    told(name, None)
}

/// What to think and to do when it is not true. Empty for a name that is not known.
pub fn finding_wrong(name: &str) -> String {
    told(name, Some("wrong"))
}

fn told(name: &str, attribute: Option<&str>) -> String {
    let message = FINDINGS.get_message(name);
    let pattern = message.and_then(|message| match attribute {
        None => message.value(),
        Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
    });
    let mut errors = Vec::new();
    pattern.map(|text| FINDINGS.format_pattern(text, None, &mut errors).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_whole_and_says_what_to_do() {
        assert!(FluentResource::try_new(FRENCH.to_owned()).is_ok());
        let names: Vec<&str> = FRENCH.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
        let names: Vec<&str> = names.into_iter().filter(|name| !name.starts_with([' ', '#'])).collect();
        assert_eq!(names.len(), 19);
        for name in names {
            let (says, wrong) = (finding(name), finding_wrong(name));
            assert!(says.ends_with('.') && says.starts_with(char::is_uppercase), "{name}: {says}");
            assert!(wrong.ends_with('.') && wrong.contains("appelez") || wrong.contains("Appelez"), "{name}: {wrong}");
        }
        assert_eq!((finding("unknown"), finding_wrong("unknown")), (String::new(), String::new()));
    }
}
