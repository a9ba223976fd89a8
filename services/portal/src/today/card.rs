//! One thing of the day: a sentence, a link, and perhaps a figure.

use std::fmt::Display;

/// A card of « Aujourd'hui ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// A figure, in large: « 12 », « 150 € ».
    pub figure: Option<String>,
    /// One sentence.
    pub sentence: String,
    /// Where the task is done.
    pub path: String,
    /// What the link says.
    pub link: String,
    /// Whether somebody waits for it: these come first.
    pub waits: bool,
}

impl Card {
    /// A card that leads somewhere.
    pub fn new(sentence: impl Display, path: impl Into<String>, link: impl Display) -> Self {
        let (sentence, link) = (sentence.to_string(), link.to_string());
        Self { figure: None, sentence, path: path.into(), link, waits: false }
    }

    /// With a figure.
    pub fn figure(mut self, figure: impl Display) -> Self {
        self.figure = Some(figure.to_string());
        self
    }

    /// Somebody waits for it.
    pub fn waits(mut self) -> Self {
        self.waits = true;
        self
    }
}
