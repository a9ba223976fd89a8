//! A sheet of French sentences: one file, read once, asked by name.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// The sentences of one file.
pub(super) struct Sheet(FluentBundle<FluentResource>);

impl Sheet {
    /// Reads a file. Tests hold that it has no error; should one slip through, its other sentences still serve.
    pub(super) fn of(french: &str) -> Self {
        let language = LanguageIdentifier::from_bytes(b"fr").unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        let sentences = FluentResource::try_new(french.to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(sentences);
        Self(bundle)
    }

    /// The sentence of that name, or its attribute; nothing if the sheet has none.
    pub(super) fn text(&self, name: &str, attribute: Option<&str>, facts: Option<&FluentArgs<'_>>) -> Option<String> {
        let message = self.0.get_message(name)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        Some(self.0.format_pattern(pattern, facts, &mut Vec::new()).into_owned())
    }
}
