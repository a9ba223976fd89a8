//! How somebody likes to read: letters, contrast, colours, motion. A plain cookie, never tied to a person.

use std::fmt;

/// The cookie's name.
pub(crate) const COOKIE: &str = "confort";

/// What was chosen; the default is what the machine of the reader says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comfort {
    /// Larger letters.
    pub(crate) size: Size,
    /// Black and white, thick lines.
    pub(crate) contrast: bool,
    /// Light or dark, whatever the machine says.
    pub(crate) colours: Colours,
    /// More room between lines and letters.
    pub(crate) airy: bool,
}

/// The size of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Size {
    #[default]
    Usual,
    Large,
    Largest,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Colours {
    #[default]
    AsTheMachine,
    Light,
    Dark,
}

impl Comfort {
    /// Reads the cookie, or the words of a form; words that are not known say nothing.
    pub(crate) fn read(text: &str) -> Self {
        let mut comfort = Self::default();
        for word in text.split('.') {
            match word {
                "grand" => comfort.size = Size::Large,
                "tres-grand" => comfort.size = Size::Largest,
                "contraste" => comfort.contrast = true,
                "clair" => comfort.colours = Colours::Light,
                "sombre" => comfort.colours = Colours::Dark,
                "aere" => comfort.airy = true,
                _ => {}
            }
        }
        comfort
    }

    /// The classes of the page.
    pub(crate) fn classes(self) -> String {
        self.to_string().replace('.', " ")
    }

    /// The word for the size, as the form has it.
    pub(crate) const fn size_word(self) -> &'static str {
        match self.size {
            Size::Usual => "",
            Size::Large => "grand",
            Size::Largest => "tres-grand",
        }
    }

    /// The word for the colours, as the form has it.
    pub(crate) const fn colours_word(self) -> &'static str {
        match self.colours {
            Colours::AsTheMachine => "",
            Colours::Light => "clair",
            Colours::Dark => "sombre",
        }
    }
}

/// As the cookie keeps it: `grand.contraste`.
impl fmt::Display for Comfort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let contrast = if self.contrast { "contraste" } else { "" };
        let airy = if self.airy { "aere" } else { "" };
        let words = [self.size_word(), contrast, self.colours_word(), airy];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        f.write_str(&words.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_what_is_unknown_says_nothing() {
        for text in ["", "grand", "tres-grand.contraste.sombre.aere", "clair"] {
            assert_eq!(Comfort::read(text).to_string(), text);
        }
        assert_eq!(Comfort::read("<b>.grand.\"").to_string(), "grand");
        assert_eq!(Comfort::read("grand.sombre").classes(), "grand sombre");
    }
}
