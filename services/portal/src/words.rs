//! The sentences of the pages: one file of Fluent for each area, in `words/`. Refusals are told by the kernel.
//!
//! Authors write ordinary spaces and apostrophes; the spaces that French keeps unbroken are put in when the files are read.

use std::{fmt, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// Every file, by name.
pub(crate) const FILES: [(&str, &str); 23] = [
    ("common", include_str!("../words/common.ftl")),
    ("public", include_str!("../words/public.ftl")),
    ("today", include_str!("../words/today.ftl")),
    ("sign_in", include_str!("../words/sign_in.ftl")),
    ("account", include_str!("../words/account.ftl")),
    ("counter", include_str!("../words/counter.ftl")),
    ("help", include_str!("../words/help.ftl")),
    ("prescriber", include_str!("../words/prescriber.ftl")),
    ("carnets", include_str!("../words/carnets.ftl")),
    ("requests", include_str!("../words/requests.ftl")),
    ("learners", include_str!("../words/learners.ftl")),
    ("diagnostic", include_str!("../words/diagnostic.ftl")),
    ("propose", include_str!("../words/propose.ftl")),
    ("referrals", include_str!("../words/referrals.ftl")),
    ("venue", include_str!("../words/venue.ftl")),
    ("bookings", include_str!("../words/bookings.ftl")),
    ("planning", include_str!("../words/planning.ftl")),
    ("operator", include_str!("../words/operator.ftl")),
    ("treasurer", include_str!("../words/treasurer.ftl")),
    ("books", include_str!("../words/books.ftl")),
    ("funder", include_str!("../words/funder.ftl")),
    ("analyst", include_str!("../words/analyst.ftl")),
    ("administrator", include_str!("../words/administrator.ftl")),
];

static SENTENCES: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let french = LanguageIdentifier::from_bytes(b"fr").unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![french]);
    // Otherwise every value is wrapped in signs that nobody sees, and that go with it when it is copied.
    bundle.set_use_isolating(false);
    for (_, text) in FILES {
        // Tests hold that no file has an error; should one slip through, its other sentences still serve.
        let sentences = FluentResource::try_new(typeset(text)).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(sentences);
    }
    bundle
});

/// The sentence of that name: `t("finder-found").with("count", 3)`. In a template: `{{ crate::t("finder-title") }}`.
pub fn t(name: &str) -> Sentence<'_> {
    Sentence { name, part: None, args: FluentArgs::new() }
}

/// A sentence that is about to be said.
pub struct Sentence<'a> {
    name: &'a str,
    part: Option<&'a str>,
    args: FluentArgs<'a>,
}

impl<'a> Sentence<'a> {
    /// With a value: a number agrees, anything else is said as it is.
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'a>>) -> Self {
        self.args.set(name, value);
        self
    }

    /// With a value that says itself.
    pub fn saying(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.set(name, value.to_string());
        self
    }

    /// Another part of the same message, such as `.next`.
    pub fn part(mut self, part: &'a str) -> Self {
        self.part = Some(part);
        self
    }
}

/// A name that no file has is said as it is: tests hold that there is none.
impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = SENTENCES.get_message(self.name);
        let pattern = message.and_then(|message| match self.part {
            None => message.value(),
            Some(part) => message.get_attribute(part).map(|attribute| attribute.value()),
        });
        let Some(pattern) = pattern else { return f.write_str(self.name) };
        let mut errors = Vec::new();
        f.write_str(&SENTENCES.format_pattern(pattern, Some(&self.args), &mut errors))
    }
}

impl fmt::Debug for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// French typography: a space before these signs does not break, and the apostrophe is curved.
fn typeset(text: &str) -> String {
    let mut set = text.replace('\'', "’").replace("« ", "«\u{A0}");
    for sign in [":", ";", "!", "?", "»", "€", "%"] {
        set = set.replace(&format!(" {sign}"), &format!("\u{A0}{sign}"));
    }
    set
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    use super::*;

    /// Every file of the crate that may name a sentence.
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => sources(&path, found),
                false => found.push(path),
            }
        }
    }

    fn names_said() -> BTreeSet<String> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        sources(&here.join("src"), &mut files);
        sources(&here.join("templates"), &mut files);
        let texts = files.iter().map(|path| fs::read_to_string(path).unwrap());
        texts.flat_map(|text| quoted(&text)).collect()
    }

    /// Every quoted text that could be a name: small letters and hyphens.
    fn quoted(text: &str) -> Vec<String> {
        let is_name = |text: &&str| {
            text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        text.split('"').filter(is_name).map(str::to_owned).collect()
    }

    /// Names inside `t("…")`.
    fn called(text: &str) -> Vec<String> {
        let calls = text.match_indices("t(\"");
        let calls = calls.filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
        calls.filter_map(|(at, call)| text[at + call.len()..].split('"').next()).map(str::to_owned).collect()
    }

    fn names_told() -> BTreeSet<String> {
        let lines = FILES.iter().flat_map(|(_, text)| text.lines());
        let names = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        names.filter_map(|line| line.split_once(" =")).map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn every_sentence_that_is_said_exists() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut files, told) = (Vec::new(), names_told());
        sources(&here.join("src"), &mut files);
        sources(&here.join("templates"), &mut files);
        let mut missing = Vec::new();
        for path in files.iter().filter(|path| !path.ends_with("src/words.rs")) {
            let names = called(&fs::read_to_string(path).unwrap());
            let absent = names.into_iter().filter(|name| name.contains('-') && !told.contains(name));
            missing.extend(absent.map(|name| format!("{}: {name}", path.strip_prefix(here).unwrap().display())));
        }
        assert!(missing.is_empty(), "no file of words/ has:\n{}", missing.join("\n"));
    }

    #[test]
    fn every_sentence_that_exists_is_said() {
        let said = names_said();
        let idle: Vec<_> = names_told().into_iter().filter(|name| !said.contains(name)).collect();
        assert!(idle.is_empty(), "nobody says:\n{}", idle.join("\n"));
    }

    #[test]
    fn the_files_have_no_error_and_no_double() {
        let mut all = FluentBundle::new_concurrent(vec![LanguageIdentifier::default()]);
        for (name, text) in FILES {
            let read = FluentResource::try_new(typeset(text));
            let sentences = read.unwrap_or_else(|(_, errors)| panic!("{name}.ftl: {errors:?}"));
            assert!(all.add_resource(sentences).is_ok(), "{name}.ftl: a sentence that another file has");
        }
    }

    #[test]
    fn the_words_are_those_of_the_glossary() {
        // « bon », « titre » and « structure relais » are said nowhere: chèque, carnet, lieu, atelier, rendez-vous.
        let foreign = ["voucher", "email", "e-mail", "login", "mot de passe oublié", "veuillez", "invalide", "erroné"];
        for (file, text) in FILES {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let said = line.split_once(" = ").map_or(line, |(_, said)| said);
                let lower = said.to_lowercase();
                let found = foreign.iter().find(|word| lower.contains(*word));
                assert!(found.is_none(), "{file}.ftl says {found:?}: {line}");
            }
        }
    }

    /// Plain language for the public: one idea in a sentence, fifteen words at most.
    #[test]
    fn what_everybody_reads_is_in_short_sentences() {
        let (_, text) = FILES.iter().find(|(file, _)| *file == "public").unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((_, said)) = line.split_once(" = ") else { continue };
            for sentence in said.split_inclusive(['.', '!', '?', ':']) {
                let words = sentence.replace(['{', '}', '«', '»'], " ");
                let words = words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
                assert!(words <= 15, "{words} words: {sentence}");
            }
        }
    }

    #[test]
    fn spaces_and_apostrophes_are_set() {
        assert_eq!(typeset("Bonjour ! « Qu'est-ce ? »"), "Bonjour\u{A0}! «\u{A0}Qu’est-ce\u{A0}?\u{A0}»");
    }
}
